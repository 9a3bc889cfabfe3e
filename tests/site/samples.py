"""A page of each kind, of the project's own dataset: those that are looked at one by one."""

from __future__ import annotations

SAMPLES = {
    "home": "/",
    "query": "/query?query=SELECT%20%2A%20%7B%20%3Fs%20a%20%3Fclass%20%7D%20LIMIT%2020",
    "workbench": "/sparql",
    "wrong-query": "/query?query=SELECT",
    "problems": "/problems",
    "error": "/nothing",
    "question": "/questions/which-speeches-were-given.html",
    "ontology": "/def.html",
    "alignments": "/def/alignments.html",
    "dataset": "/dataset.html",
    "inputs": "/dataset/inputs.html",
    "things": "/things.html",
    "class": "/things/Person.html",
    "changes": "/changes.html",
    "congress": "/id/congress/wpk-9.html",
    "person": "/id/person/kim-jong-un.html",
    "organ": "/id/organ/wpk-central-committee-9.html",
    "speech": "/id/speech/jang-kyong-guk-day-3.html",
    "message": "/id/message/ccp-central-committee.html",
    "gap": "/id/gap/achievements-in-the-report.html",
    "statistic": "/id/statistic/change-wpk-7-to-wpk-9-women.html",
    "assertion": "/id/assertion/00146c6f7184e87a.html",
    "inference": "/id/inference/0031e9702f7681ea.html",
    "rule": "/id/rule/chain-concernsEvent-partOf-to-concernsEvent.html",
    "source": "/source/9th-congress.html",
    "second-page": "/source/9th-congress~2.html",
    "passage": "/source/9th-congress/congress-4-5.html",
    "graph": "/graph/inferred.html",
}
