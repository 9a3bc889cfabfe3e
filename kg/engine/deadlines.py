"""The errors for evaluations that pass their deadline."""

from kg.errors import Problem, RequestError


def starved(seconds: float, had: float) -> RequestError:
    """The error for an evaluation that passed its deadline since the machine was busy with others."""
    given = f"the machine was busy, and gave it a processor for {had:.1f} s"
    what = f"The evaluation was stopped after {seconds:g} s, the time limit; {given}."
    return RequestError(504, Problem("server", what, "Try again later; the query itself may be cheap."))


def too_slow(seconds: float) -> RequestError:
    """The error for an evaluation that passed its deadline."""
    what = f"The evaluation was stopped after {seconds:g} s, the time limit."
    remedy = "Add a LIMIT, bind more terms, avoid patterns that share no variable; split a large update."
    return RequestError(504, Problem("query", what, remedy))
