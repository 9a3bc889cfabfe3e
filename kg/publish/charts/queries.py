"""The queries behind the charts: texts beside the modules, which people can read, run and change."""

from __future__ import annotations

import re
from importlib.resources import files

from kg.namespaces import Namespaces

_PREFIX = re.compile(r"\b([a-z]+):[A-Za-z]")


def chart_query(name: str, names: Namespaces) -> str:
    """The query of a chart with the prefixes that it uses, so that it can be asked anywhere."""
    text = files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")
    used = dict.fromkeys(_PREFIX.findall(text))
    return "".join(f"PREFIX {prefix}: <{names.prefixes[prefix]}>\n" for prefix in sorted(used)) + text
