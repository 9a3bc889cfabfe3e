"""The lists of entities: /things.html leads to one for each class, which is a page and a file for spreadsheets."""

from flask import Response

from kg.formats import by_name
from kg.model.addresses import Document, written
from kg.model.classes import ListedClass, listed_classes
from kg.model.display import read_display
from kg.publish.catalog.list_file import list_file
from kg.publish.catalog.listing import listing, page_count, whole_list
from kg.publish.catalog.sections import list_sections
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.errors import not_found
from kg.web.links import present_path

blueprint = Views("lists", __name__)


@blueprint.reads("/things.html")
def classes_page() -> Response:
    """Every class of entities, with the number of its entities, by sections."""
    return render_page("things.html", sections=list_sections(context.dataset))


@blueprint.reads("/things/<_>.html")
def class_page(_: str) -> Response:
    """The entities of a class; the further pages have a number, as in ``Person~2.html``."""
    document, dataset = Document.parse(present_path()), context.dataset
    kind = _listed(document.stem if document else "")
    if document is None or document.page > page_count(kind, dataset.limits.page):
        raise not_found("The list has no such page.", f"Start at {kind.page()}.")
    return render_page(
        "listing.html",
        listing=listing(dataset, kind, document.page),
        rows=dataset.limits.page.listed_rows,
        persons=kind.iri in read_display(dataset).terms("persons"),
    )


@blueprint.reads("/things/<key>.csv")
def class_file(key: str) -> Response:
    """The list of the entities of a class, on one page, for spreadsheets."""
    text = list_file(whole_list(context.dataset, _listed(f"/things/{written(key)}")))
    return text_response(text, by_name("csv").content_type, filename=f"{key}.csv")


def _listed(stem: str) -> ListedClass:
    for kind in listed_classes(context.dataset):
        if f"/things/{written(kind.key)}" == stem:
            return kind
    raise not_found("There is no such list.", "Choose one from /things.html.")
