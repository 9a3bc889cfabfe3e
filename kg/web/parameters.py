"""The parameters of the present request's address, of which each has one value."""

from flask import request

from kg.errors import Problem, RequestError


def parameter(name: str, default: str = "") -> str:
    """The value of a parameter, or else the default; raises RequestError (400) if it occurs more than once."""
    values = request.args.getlist(name)
    if len(values) > 1:
        raise RequestError(400, Problem(f"parameter {name}", "It occurs more than once.", "Send it once."))
    return values[0] if values else default
