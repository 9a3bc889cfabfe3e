"""The commands that read the dataset: ``kg query``, ``kg why`` and ``kg export``."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from kg import drafts
from kg.cli import options
from kg.cli.console import table_lines
from kg.engine.answer import Answer
from kg.engine.oxigraph.solutions import StoreAnswer
from kg.errors import DataError, KgError, Problem, QueryError
from kg.faults import why_unreadable
from kg.formats import GRAPH, TABLE, Format, answer_formats, formats_for
from kg.limits import Limits, NetworkLimits
from kg.model.dataset import PublishedDataset, open_dataset, open_store
from kg.model.dataset import published as dataset_of
from kg.model.proof import proof_lines, prove
from kg.namespaces import Namespaces
from kg.publish.hints.hint import Hint
from kg.publish.hints.query_hints import query_hints
from kg.publish.networks.assembly import dataset_network, entity_network, query_network
from kg.publish.networks.formats import BY_NAME
from kg.publish.networks.network import Network
from kg.publish.questions.expected import answer_rows
from kg.search.index.searching import SearchIndex
from kg.search.served import index_path
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref, is_absolute_iri, percent_encoded, string
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.text_search import inline_searches

_FIND_ENTITY = "Find the entity with: kg query 'SELECT ?entity ?label { ?entity rdfs:label ?label }'"
"""The remedy for an entity about which the dataset says nothing."""
_ENTITY = re.compile(r"[a-z0-9-]+/[A-Za-z0-9./-]+")
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z-]+)|\^\^(\S+))?', re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


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
    store = open_store(dataset)
    published = dataset_of(store, str(dataset))
    names, written = published.names, SparqlText(_query_text(query, published.names))
    with written.evaluated_with([*_searches(written, names, dataset)]) as text:
        answer = store.query(text, prefixes=names.prefixes, base=names.things)
        if form is None and answer.kind == TABLE:
            _print_table(answer, names, lambda: query_hints(published, written))
        else:
            _print_document(answer, form, names)


def _print_table(answer: Answer, names: Namespaces, hints: Callable[[], Iterable[Hint]]) -> None:
    """Print the rows of an answer; without one, what the query may mean."""
    rows = [[names.compact(cell) for cell in row] for row in answer_rows(answer)]
    click.echo("\n".join(table_lines(rows)))
    click.echo(f"{len(rows) - 1} rows", err=True)
    for hint in hints() if len(rows) == 1 else ():
        click.echo(f"line {hint.line}, column {hint.column}: {hint.message} {hint.question}".rstrip(), err=True)


def _print_document(answer: StoreAnswer, form: str | None, names: Namespaces) -> None:
    text = answer.write(io.BytesIO, _format(form, answer.kind), names.prefixes).getvalue().decode()
    click.echo(text, nl=not text.endswith("\n"))


def _searches(text: SparqlText, names: Namespaces, dataset: Path) -> Iterator[Replacement]:
    """The solutions of the searches for texts in a query, which the index beside the dataset gives."""
    limits, prologue = Limits(), Prologue(names.prefixes, names.things)

    def matching(words: str) -> list[str]:
        return SearchIndex(index_path(dataset), limits.search).entities(words, limits.search.entities)

    return inline_searches(text, prologue, names.search, limits.query.searches, matching)


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
        remedy = f"It says nothing about {subject}. {_FIND_ENTITY}"
        if subject_term[0] == "<" and published.ask(f"ASK {{ {subject_term} ?p ?o }}"):
            remedy = f"List the statements about it with: kg query 'SELECT ?p ?o {{ {subject_term} ?p ?o }}'"
        raise KgError(Problem("why", what, remedy))
    click.echo("\n".join(proof_lines(published, first)))


def sparql_terms(dataset: PublishedDataset, text: str) -> list[str]:
    """The SPARQL terms that a text may mean, the likeliest first.

    ``person/kim-jong-un`` is an entity, ``memberOf`` a term of the ontology, ``skos:altLabel`` a prefixed name,
    ``https://...`` an IRI and ``"4"^^xsd:integer`` a literal in SPARQL's syntax. Any other text may also be a literal
    of the dataset, with any datatype.
    """
    if match := _LITERAL.fullmatch(text):
        value, language, datatype = match.groups()
        return [string(value, language, _iri(dataset, datatype.strip("<>")) if datatype else None)]
    iri = _iri(dataset, text)
    query = (
        "SELECT DISTINCT ?o WHERE { GRAPH ?evidence { ?s rdf:object ?o } FILTER (isLiteral(?o)) "
        f"FILTER (STR(?o) = {string(text)}) }} ORDER BY DATATYPE(?o) LANG(?o)"
    )
    literals = [string(term.value, term.language, term.datatype) for (term,) in dataset.select_bound(query)]
    return [iri_ref(iri), *literals] if iri else literals or [string(text)]


def _iri(dataset: PublishedDataset, text: str) -> str | None:
    """The IRI that a text means; None if it does not have the form of one."""
    names = dataset.names
    prefix, colon, local = text.partition(":")
    if text.startswith(("http://", "https://")):
        return percent_encoded(text)
    if text == "a":
        return f"{names.prefixes['rdf']}type"
    if colon and prefix in names.prefixes:
        return names.prefixes[prefix] + percent_encoded(local)
    if _ENTITY.fullmatch(text):
        return names.thing(text)
    return names.term(text) if _NAME.fullmatch(text) else None


@click.command("export")
@click.option("--thing", metavar="ID", help="Export the surroundings of an entity: <kind>/<slug> or its IRI.")
@click.option("--depth", type=click.IntRange(1, NetworkLimits().depth), show_default="1", help="Links from the entity.")
@click.option("--query", metavar="QUERY", help="Export the triples of a CONSTRUCT: its text, a file, or -.")
@click.option("--format", "form", type=click.Choice([*BY_NAME]), required=True, help="The format of the network.")
@click.option("-o", "--output", type=options.PATH, help="The file to write, instead of the standard output.")
@options.dataset_option
def export_command(  # noqa: PLR0913, PLR0917 - a parameter for each option
    form: str, output: Path | None, dataset: Path, thing: str | None, depth: int | None, query: str | None
) -> None:
    """Write a network for Gephi, Cytoscape or yEd.

    The network is that of the whole dataset, of the surroundings of an entity, or of the triples of a query.
    """
    if thing and query:
        raise KgError(Problem("export", "--thing and --query cannot be combined.", "Give one of them."))
    if depth and not thing:
        what = "It requires --thing."
        raise KgError(Problem("--depth", what, "Give --thing too, or omit --depth."))
    published = open_dataset(dataset)
    if query:
        text, names = _query_text(query, published.names), published.names
        network = query_network(published, published.store.query(text, prefixes=names.prefixes, base=names.things))
    else:
        network = _around(published, thing, depth or 1) if thing else dataset_network(published)
    _write(BY_NAME[form].write(network), network, output)


def _around(published: PublishedDataset, thing: str, depth: int) -> Network:
    names = published.names
    iri = names.thing(thing.removeprefix(names.things))
    if is_absolute_iri(iri) and (network := entity_network(published, iri, depth)):
        return network
    raise KgError(Problem("--thing", f"The dataset says nothing about {thing}.", _FIND_ENTITY))


def _write(text: str, network: Network, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        drafts.write_text(output, text)
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DataError(Problem(str(output), what, "Name a file that you may write.")) from error
    click.echo(f"{output}: {len(network.nodes)} nodes, {len(network.edges)} edges", err=True)


def _query_text(argument: str, names: Namespaces) -> str:
    """The query of an argument, which is its text, the name of a file, or - for the standard input.

    IRIs below the default base are moved to the base of the dataset. Raises QueryError for a file that cannot be read.
    """
    path, text = Path(argument), argument
    try:
        if argument == "-":
            text = sys.stdin.read()
        elif path.suffix == ".rq" or ("\n" not in argument and len(argument) < 255 and path.is_file()):
            text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Name a file of queries/, or give the query."
        raise QueryError(Problem(argument, why_unreadable(error), remedy)) from error
    return names.rebase(text.removeprefix("\ufeff"))


def _format(name: str | None, kind: str) -> Format:
    formats = {form.name: form for form in formats_for(kind)}
    name = name or (next(iter(formats)) if kind == GRAPH else "csv")
    if name not in formats:
        what = f"{name} cannot carry this answer."
        raise QueryError(Problem("--format", what, f"Choose one of {', '.join(formats)}."))
    return formats[name]
