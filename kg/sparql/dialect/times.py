"""Expressions that compare times and truth values as the standard does, written for the engine (17.3)."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
TIMES = frozenset(
    f"{_XSD}{name}"
    for name in ("dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
BOOLEAN = f"{_XSD}boolean"
# How two truth values compare (SPARQL 1.1 Query, 17.3), false being less than true.
ORDERS = {"<": "!{0} && {1}", ">": "{0} && !{1}", "<=": "!{0} || {1}", ">=": "{0} || !{1}"}


def ordered(left: str, right: str, operator: str) -> str:
    """A comparison by order, also of two truth values."""
    both = f"DATATYPE({left}) = <{BOOLEAN}> && DATATYPE({right}) = <{BOOLEAN}>"
    order = ORDERS[operator].format(left, right)
    return f"COALESCE({left} {operator} {right}, IF({both}, {order}, 1/0))"


def doubt(left: str, right: str, left_type: str, right_type: str) -> str:
    """An error where two times are neither equal nor in an order; else false.

    Most operands have an order, or have neither a year nor an hour: that is found in passing.
    """
    if right_type:
        return doubt_of_type(left, right_type, [right])
    if left_type:
        return doubt_of_type(right, left_type, [left])
    ordered = f"COALESCE(IF({left} < {right}, true, true), false)"
    parts = ", ".join(f"IF({part}({left}) = 0, true, true)" for part in ("YEAR", "HOURS", "MONTH", "DAY"))
    same_type = f"COALESCE(DATATYPE({left}) = DATATYPE({right}), false)"
    return f"IF({ordered}, false, IF(COALESCE({parts}, false) && {same_type}, 1/0, false))"


def doubt_of_type(operand: str, datatype: str, times: list[str]) -> str:
    """An error where the order of an operand and one of several times of a datatype depends on a zone; else false."""
    orders = any_doubt([f"{operand} < {time}" for time in times])
    return f"IF(COALESCE(DATATYPE({operand}) = <{datatype}>, false), {orders}, false)"


def any_doubt(conditions: list[str]) -> str:
    """An error if one of the conditions is an error, else false; the engine takes long for a long disjunction."""
    values = ", ".join(f"STR({condition})" for condition in conditions)
    return f'CONCAT({values}) = ""'
