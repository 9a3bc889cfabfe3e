"""Access: each view declares who may call it, and a view that declares nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from kg.errors import Problem, RequestError
from kg.http.request_context import request_context
from kg.protocol.access_tokens import READ, WRITE
from kg.web.context import context

_View = TypeVar("_View", bound=Callable[..., Any])
_MARK = "kg.access"
_PUBLIC = "public"


def public(view: _View) -> _View:
    """Declare a view that anybody may call, on a private server too."""
    return _declared(view, _PUBLIC)


def reads(view: _View) -> _View:
    """Declare a view that, on a private server, needs a token with the scope read."""
    return _declared(view, READ)


def writes(view: _View) -> _View:
    """Declare a view that needs a token with the scope write."""
    return _declared(view, WRITE)


def register_access(app: Flask) -> None:
    """Have an application check each request, and release its slot at its end."""
    public(app.view_functions["static"])
    app.before_request(_authorize)
    app.teardown_request(_release_slot)


def _declared(view: _View, access: str) -> _View:
    vars(view)[_MARK] = access
    return view


def _authorize() -> None:
    # No rule matches: the answer is 404 or 405. Flask itself answers OPTIONS where no view does.
    rule = request.url_rule
    if rule is None or (request.method == "OPTIONS" and getattr(rule, "provide_automatic_options", False)):
        return
    access = vars(current_app.view_functions[rule.endpoint]).get(_MARK)
    if access is None:
        what = "The view of this address does not declare who may call it."
        raise RequestError(403, Problem(request.path, what, "Mark it as public, reads or writes (kg.web.access)."))
    if access != _PUBLIC:
        context.authorize(access)


def _release_slot(_: BaseException | None) -> None:
    request_context(request.environ).slot.close()
