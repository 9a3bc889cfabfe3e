"""Access: each view declares who may call it, and a view that declares nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app, request

from kg.errors import Problem, RequestError
from kg.http.wsgi import request_context
from kg.protocol.access_tokens import READ, WRITE
from kg.web.context import context

_View = TypeVar("_View", bound=Callable[..., Any])
_MARK = "kg.access"
_PUBLIC = "public"


class Views(Blueprint):
    """The views of a part of the site, each registered at some addresses and for those who may call it."""

    def public(self, *rules: str, **options: Any) -> Callable[[_View], _View]:
        """Register a view that anybody may call, on a private server too."""
        return self._registered(_PUBLIC, rules, **options)

    def reads(self, *rules: str, **options: Any) -> Callable[[_View], _View]:
        """Register a view that, on a private server, needs a token with the scope read."""
        return self._registered(READ, rules, **options)

    def writes(self, *rules: str, **options: Any) -> Callable[[_View], _View]:
        """Register a view that needs a token with the scope write."""
        return self._registered(WRITE, rules, **options)

    def _registered(self, access: str, rules: tuple[str, ...], **options: Any) -> Callable[[_View], _View]:
        def register(view: _View) -> _View:
            vars(view)[_MARK] = access
            for rule in rules:
                self.add_url_rule(rule, view_func=view, **options)
            return view

        return register


def register_access(app: Flask) -> None:
    """Have an application check each request, and release its slot at its end."""
    vars(app.view_functions["static"])[_MARK] = _PUBLIC
    app.before_request(_authorize)
    app.teardown_request(_release_slot)


def _authorize() -> None:
    # No rule matches: the answer is 404 or 405. Flask itself answers OPTIONS where no view does.
    rule = request.url_rule
    if rule is None or (request.method == "OPTIONS" and getattr(rule, "provide_automatic_options", False)):
        return
    access = vars(current_app.view_functions[rule.endpoint]).get(_MARK)
    if access is None:
        what = "The view of this address does not declare who may call it."
        raise RequestError(403, Problem(request.path, what, "Register it with kg.web.access.Views."))
    if access != _PUBLIC:
        context.authorize(access)


def _release_slot(_: BaseException | None) -> None:
    if slot := request_context(request.environ).slot:
        slot.close()
