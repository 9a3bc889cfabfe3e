"""Percent-encoded text in requests: the parameters of an address or a form, which are UTF-8 (WHATWG URL, 5)."""

from urllib.parse import unquote_to_bytes

from kg.errors import Problem, RequestError

# What a decoder puts in the place of bytes that are not UTF-8.
REPLACED = "\ufffd"


def require_utf8(parameters: str, kind: str) -> None:
    """Raise RequestError (400), which names the first parameter, or field, whose bytes are not UTF-8.

    ``parameters`` are those of an address or of a form, as they were sent; ``kind`` is what one of them is called.
    """
    if _is_utf8(parameters):
        return
    name = next(field for field in parameters.split("&") if not _is_utf8(field)).partition("=")[0]
    raise not_utf8(f"{kind} {name}" if _is_utf8(name) else f"name of a {kind}")


def not_utf8(where: str) -> RequestError:
    """The error for bytes that are not UTF-8; they would have to be replaced, and something else be answered."""
    return RequestError(
        400, Problem(where, "It is not encoded as UTF-8.", "Encode it as UTF-8, then percent-encode it.")
    )


def _is_utf8(text: str) -> bool:
    try:
        unquote_to_bytes(text).decode()
    except UnicodeError:
        return False
    return True
