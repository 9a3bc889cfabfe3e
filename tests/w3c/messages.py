"""The requests that the protocol suites describe in their manifests, and the responses that they expect."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from pyoxigraph import Literal

from tests.w3c.suite import MF, Case, Manifest, Node, Term

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
HTS = "http://www.w3.org/2011/http-statusCodes#"
STATUSES = {status.phrase.replace(" ", ""): status.value for status in HTTPStatus}


@dataclass(frozen=True)
class Content:
    """The headers and the body of a request or of a response."""

    headers: dict[str, str]
    body: str | None
    encoding: str

    @property
    def raw(self) -> bytes | None:
        return None if self.body is None else self.body.encode(self.encoding)


@dataclass(frozen=True)
class Exchange:
    """One request, and what its response must be like."""

    method: str
    path: str
    sent: Content
    statuses: tuple[str, ...]
    boolean: bool | None
    form: str
    location: str
    received: Content

    def takes(self, status: int) -> bool:
        """Whether the status is one of the expected ones, each a status or a class of them."""
        classes = [name.removeprefix("StatusCode")[0] for name in self.statuses if name.startswith("StatusCode")]
        return str(status)[0] in classes or status in [STATUSES.get(name) for name in self.statuses]


def content(manifest: Manifest, node: Term) -> Content:
    headers = {
        manifest.text(header, HT + "fieldName").lower(): manifest.text(header, HT + "fieldValue")
        for header in manifest.items(manifest.value(node, HT + "headers"))
    }
    body = manifest.value(node, HT + "body")
    if body is None:
        return Content(headers, None, "")
    return Content(headers, manifest.text(body, CNT + "chars"), manifest.text(body, CNT + "characterEncoding"))


def exchange(manifest: Manifest, node: Node) -> Exchange:
    response = manifest.value(node, HT + "resp")
    boolean = manifest.value(response, MF + "expectedBoolean")
    statuses = [status.value.removeprefix(HTS) for status in manifest.values(response, MF + "expectedStatus")]
    return Exchange(
        method=manifest.text(node, HT + "methodName"),
        path=manifest.text(node, HT + "absolutePath"),
        sent=content(manifest, node),
        statuses=tuple(sorted(statuses)),
        boolean=boolean.value == "true" if isinstance(boolean, Literal) else None,
        form=manifest.text(response, MF + "expectedFormat"),
        location=manifest.text(response, MF + "expectedLocation"),
        received=content(manifest, response),
    )


def exchanges(case: Case) -> list[Exchange]:
    """The requests of a case in their order."""
    action = case.manifest.value(case.node, MF + "action")
    requests = case.manifest.items(case.manifest.value(action, HT + "requests"))
    found = [exchange(case.manifest, node) for node in requests]
    assert found, "a case without a request would prove nothing"
    assert all(one.statuses for one in found), "every response has an expected status"
    return found
