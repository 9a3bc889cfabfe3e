"""Commands that ask the built dataset: query and why."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import columns
from kg.cli.terms import sparql_term
from kg.engine.oxigraph.store import Store
from kg.errors import KgError, Problem, QueryError
from kg.formats import GRAPH, TABLE, Format, answer_formats, formats_for
from kg.model import proof
from kg.model.dataset import PublishedDataset, open_dataset
from kg.model.dataset import published as dataset_of
from kg.publish.questions import answer_rows


@click.command()
@click.argument("query_text", metavar="QUERY")
@click.option(
    "--format", "form", type=click.Choice([f.name for f in answer_formats()]), help="How to write the answer."
)
@options.dataset
def query(query_text: str, form: str | None, dataset: Path) -> None:
    """Ask a SPARQL QUERY: its text, a file that holds it, or - for the standard input.

    The project's prefixes are known and relative IRIs are things: <person/kim-jong-un>.
    """
    store = Store.open(dataset)
    published = dataset_of(store, str(dataset))
    text = published.names.rebase(given(query_text))
    answer = store.query(text, prefixes=published.names.prefixes, base=published.names.things)
    if form is None and answer.kind == TABLE:
        rows = [[published.names.compact(cell) for cell in row] for row in answer_rows(answer)]
        click.echo("\n".join(columns(rows)))
        click.echo(f"{len(rows) - 1} rows", err=True)
        return
    chosen = _format(form, answer.kind)
    written = io.BytesIO()
    answer.write(written, chosen, published.names.prefixes)
    text = written.getvalue().decode()
    click.echo(text, nl=not text.endswith("\n"))


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@options.dataset
def why(subject: str, predicate: str, object_: str, dataset: Path) -> None:
    """Print why a statement holds: the passages that say so or, if it is inferred, its proof.

    A thing is <kind>/<slug>, a term of the ontology its name, any IRI may stand in full, and other text is a literal.
    """
    published = open_dataset(dataset)
    terms = [sparql_term(published, text) for text in (subject, predicate, object_)]
    found = next(
        (p for o in terms[2] if (p := proof.prove(published, (terms[0][0], terms[1][0], o)))),
        None,
    )
    if found is None:
        what = f"The dataset does not state {subject} {predicate} {object_}."
        remedy = _remedy(published, terms[0][0], subject)
        raise KgError(Problem("why", what, remedy))
    click.echo("\n".join(proof.render(published, found)))


def _remedy(published: PublishedDataset, term: str, subject: str) -> str:
    known = published.store.query(f"{published.names.prologue}ASK {{ {term} ?p ?o }}") if term[0] == "<" else None
    if known and known.truth:
        return f"See what it states with: kg query 'SELECT ?p ?o {{ {term} ?p ?o }}'"
    listing = "kg query 'SELECT ?thing ?label { ?thing rdfs:label ?label }'"
    return f"It knows no {subject}. Look for the thing with: {listing}"


def given(argument: str) -> str:
    """A query given as its text, as a file that holds it, or as - for the standard input.

    Raises QueryError for a file that cannot be read.
    """
    if argument == "-":
        return sys.stdin.read()
    path = Path(argument)
    if "\n" not in argument and len(argument) < 255 and path.is_file():
        return _file(path)
    if path.suffix == ".rq":
        raise QueryError(
            Problem(argument, "There is no such file.", "Name a file of queries/, or give the query itself.")
        )
    return argument


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(Problem(str(path), "cannot be read as UTF-8 text.", "Name a file with a query.")) from error


def _format(name: str | None, kind: str) -> Format:
    fitting = formats_for(kind)
    if name is None:
        return fitting[0] if kind == GRAPH else next(form for form in fitting if form.name == "csv")
    for form in fitting:
        if form.name == name:
            return form
    names = ", ".join(form.name for form in fitting)
    raise QueryError(Problem("--format", f"{name} cannot carry this answer.", f"Choose one of {names}."))
