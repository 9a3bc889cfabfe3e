"""The commands that query the dataset: ``kg query`` and ``kg why``."""

import io
import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import table_lines
from kg.cli.terms import sparql_terms
from kg.engine.oxigraph.store import Store
from kg.errors import KgError, Problem, QueryError
from kg.formats import GRAPH, TABLE, Format, answer_formats, formats_for
from kg.model.dataset import PublishedDataset, open_dataset
from kg.model.dataset import published as dataset_of
from kg.model.proof import proof_lines, prove
from kg.namespaces import Namespaces
from kg.publish.questions import answer_rows

FIND_ENTITY = "Find the entity with: kg query 'SELECT ?entity ?label { ?entity rdfs:label ?label }'"
"""The remedy for an entity about which the dataset says nothing."""


@click.command("query")
@click.argument("query", metavar="QUERY")
@click.option(
    "--format", "form", type=click.Choice([f.name for f in answer_formats()]), help="The format of the answer."
)
@options.dataset_option
def query_command(query: str, form: str | None, dataset: Path) -> None:
    """Run a SPARQL query.

    QUERY is its text, the name of a file with it, or - for the standard input. The prefixes of the project are
    declared, and relative IRIs are entities, such as <person/kim-jong-un>.
    """
    store = Store.open(dataset)
    published = dataset_of(store, str(dataset))
    names = published.names
    answer = store.query(query_text(query, names), prefixes=names.prefixes, base=names.things)
    if form is None and answer.kind == TABLE:
        rows = [[names.compact(cell) for cell in row] for row in answer_rows(answer)]
        click.echo("\n".join(table_lines(rows)))
        click.echo(f"{len(rows) - 1} rows", err=True)
        return
    target = io.BytesIO()
    answer.write(target, _format(form, answer.kind), names.prefixes)
    text = target.getvalue().decode()
    click.echo(text, nl=not text.endswith("\n"))


@click.command("why")
@click.argument("subject")
@click.argument("predicate")
@click.argument("value", metavar="OBJECT")
@options.dataset_option
def why_command(subject: str, predicate: str, value: str, dataset: Path) -> None:
    """Print why a statement holds.

    The answer is the passages that support it or, if it is inferred, its proof. Write an entity as <kind>/<slug>, a
    term of the ontology by its name, any other IRI in full, and a literal as its text.
    """
    published = open_dataset(dataset)
    (subject_term, *_), (predicate_term, *_), values = (
        sparql_terms(published, text) for text in (subject, predicate, value)
    )
    proofs = (prove(published, (subject_term, predicate_term, term)) for term in values)
    first = next(filter(None, proofs), None)
    if first is None:
        what = f"The dataset does not state {subject} {predicate} {value}."
        raise KgError(Problem("why", what, _remedy(published, subject_term, subject)))
    click.echo("\n".join(proof_lines(published, first)))


def _remedy(published: PublishedDataset, term: str, subject: str) -> str:
    if term[0] == "<" and published.ask(f"ASK {{ {term} ?p ?o }}"):
        return f"List the statements about it with: kg query 'SELECT ?p ?o {{ {term} ?p ?o }}'"
    return f"It says nothing about {subject}. {FIND_ENTITY}"


def query_text(argument: str, names: Namespaces) -> str:
    """The query of an argument, which is its text, the name of a file, or - for the standard input.

    IRIs below the default base are moved to the base of the dataset. Raises QueryError for a file that cannot be read.
    """
    path, text = Path(argument), argument
    try:
        if argument == "-":
            text = sys.stdin.read()
        elif path.suffix == ".rq" or ("\n" not in argument and len(argument) < 255 and path.is_file()):
            text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        remedy = "Name a file of queries/, or give the query."
        raise QueryError(Problem(argument, "This file does not exist.", remedy)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(Problem(argument, "cannot be read as UTF-8 text.", "Name a file with a query.")) from error
    return names.rebase(text)


def _format(name: str | None, kind: str) -> Format:
    formats = {form.name: form for form in formats_for(kind)}
    if name is None:
        return next(iter(formats.values())) if kind == GRAPH else formats["csv"]
    if name not in formats:
        what = f"{name} cannot carry this answer."
        raise QueryError(Problem("--format", what, f"Choose one of {', '.join(formats)}."))
    return formats[name]
