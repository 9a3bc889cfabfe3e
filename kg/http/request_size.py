"""The size of a request's head, that is its address and its headers, which is bounded in words."""

from collections.abc import Iterable

from kg.errors import Problem, RequestError
from kg.limits import RequestLimits


def require_size(address: int, headers: Iterable[tuple[str, str]], limits: RequestLimits) -> None:
    """Raise RequestError for an ``address`` of too many bytes with its query (414), and for too large headers (431)."""
    if address > limits.address_bytes:
        what = f"It has {address} bytes, more than {limits.address_bytes}, the limit."
        raise RequestError(414, Problem("address", what, "Send a long query by POST, in the body."))
    if sum(len(name) + len(value) for name, value in headers) > limits.header_bytes:
        what = f"They have more than {limits.header_bytes} bytes, the limit."
        raise RequestError(431, Problem("headers", what, "Send fewer or shorter ones, and a long query by POST."))
