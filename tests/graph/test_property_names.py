"""The names of properties follow the rule in the head of the core ontology."""

from __future__ import annotations

import re

from rdflib import OWL, RDFS

from kg.graph.ontology import Ontology
from tests.nonempty import nonempty

# What one of two inverse properties is called: hasPart and partOf, publishedIn, earlierTerm, before.
FORM = re.compile(r"has[A-Z]\w+|\w+(Of|By|In|From)|(earlier|later|previous|next)[A-Z]\w+|before|after")
# Nouns that do not say what they are of.
BARE = {"change", "count", "end", "kind", "missing", "name", "number", "said", "sent", "start", "status", "value"}


def test_one_of_two_inverse_properties_has_a_form_that_shows_it(ontology: Ontology) -> None:
    formless = []
    for first, second in nonempty(ontology.graph.subject_objects(OWL.inverseOf)):
        names = [str(iri).rpartition("#")[2] for iri in (first, second)]
        ranges = {value for iri in (first, second) for value in ontology.graph.objects(iri, RDFS.range)}
        values = {str(value).rpartition("#")[2] for value in ranges}
        # A verb with its object: gaveSpeech leads to a Speech.
        verbs = [name for name in names if any(name.endswith(value) and name != value for value in values)]
        if not verbs and not any(map(FORM.fullmatch, names)):
            formless.append(names)
    assert formless == []


def test_no_property_is_a_noun_that_says_nothing(ontology: Ontology) -> None:
    properties = {ontology.local(prop) for prop in (*ontology.object_properties, *ontology.datatype_properties)}
    assert len(properties) > 150
    assert properties & BARE == set()
