"""A small dataset in memory for the tests of the catalog: two persons, an event, a passage."""

from __future__ import annotations

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces
from tests.publish.separation import separate

BASE = "https://example.org/kg/"
NAMES = Namespaces(BASE)
DATA = """
  <> a void:Dataset ; rdfs:label "A little graph"@en ; dcterms:description "Two persons."@en ;
    dcterms:license <https://example.org/licence> .
  <def> a owl:Ontology ; dcterms:creator ckg:curators .
  ckg:curators a ckg:Agent ; rdfs:label "the curators"@en .
  ckg:Person rdfs:subClassOf ckg:Agent ; rdfs:label "person"@en .
  ckg:Agent rdfs:label "agent"@en .
  <id/person/bob> a ckg:Person, ckg:Agent ; rdfs:label "Bob"@en, "밥"@ko ; skos:altLabel "Robert"@en ;
    skos:exactMatch wikidata:Q1 .
  <id/person/ann> a ckg:Person, ckg:Agent ; rdfs:label "ann" .
  <id/person/cho> a ckg:Person, ckg:Agent ; rdfs:label "초"@ko .
  <id/event/day> a ckg:Event ; rdfs:label "Day"@en ; ckg:date "2026-02-19"^^xsd:date .
  <id/assertion/a1> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate skos:exactMatch ;
    rdf:object wikidata:Q1 ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:explicit .
  <source/text> a ckg:Source ; rdfs:label "A text"@en .
  <source/text/p-1> a ckg:Passage ; ckg:inSource <source/text> ; rdfs:label "p-1"@en .
  <source/text/p-2> a ckg:Passage ; ckg:inSource <source/text> ; rdfs:label "p-2"@en .
"""
GROUPS = ("Person", "Organization", "State", "Event", "Message", "Place", "Post")
DISPLAY = "".join(
    f"[] sh:group <graph/display#nodes> ; sh:targetClass ckg:{name} ; sh:order {number} .\n"
    for number, name in enumerate(GROUPS)
)
DISPLAY += """
  [] sh:targetClass ckg:Person ; sh:name "people"@en ; sh:order 1 .
  [] sh:targetClass ckg:Event ; sh:name "events"@en ; sh:order 2 .
  <graph/display#examples> sh:in ( ckg:Person ckg:Event ) .
  <graph/display#unindexed> sh:in ( ckg:Assertion ckg:Passage ) .
  <graph/display#points> sh:in ( ckg:date ckg:inMonth ) . <graph/display#acquisitions> sh:in ( ckg:acquiredIn ) .
  <graph/display#relations> sh:in ( ckg:Involvement ) .
  <graph/display#occurrences> sh:in ( ckg:Event ) . <graph/display#attendants> sh:in ( ckg:Agent ckg:Place ) .
  <graph/display#statuses> sh:in ( ckg:explicit ckg:implied ckg:interpretation ) .
  [] void:uriSpace "http://www.wikidata.org/entity/" ; dcterms:title "Wikidata"@en .
"""
BUILD = """
  <> dcterms:identifier "sha256:abc" ; prov:wasGeneratedBy <dataset#build> .
  <dataset#build> prov:used <dataset/inputs#a.ttl>, <dataset#commit/c0ffee> ; prov:wasAssociatedWith <dataset#tool/x> .
  <dataset/inputs#a.ttl> rdfs:label "a.ttl" ; ckg:sha256 "beef" .
  <dataset#commit/c0ffee> rdfs:label "commit c0ffee"@en ; dcterms:identifier "c0ffee" .
  <dataset#tool/x> rdfs:label "tool 1.0" .
"""


def small(more: str = "") -> PublishedDataset:
    """The dataset with more triples, in Turtle with the project's prefixes and below its base."""
    store = Store()
    named = "".join(
        f"GRAPH <graph/{name}> {{ {content} }} " for name, content in (("display", DISPLAY), ("build", BUILD))
    )
    store.update(PreparedUpdate(f"INSERT DATA {{ {DATA} {more} {named} }}", NAMES.prefixes, BASE))
    separate(store, NAMES)
    return PublishedDataset(store, NAMES)
