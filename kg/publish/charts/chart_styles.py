"""The one language of the charts: their colours, and what each style of a shape means.

On a page a colour is the variable of the style sheet that has its name, so that it follows the scheme of the reader. A
file has the colours of the light scheme.
"""

from collections.abc import Mapping
from typing import Literal

# The colours of the light scheme, as ``style.css`` has them too. Each congress has the colour of its number.
COLOURS: Mapping[str, str] = {
    "ground": "#fbfaf7",
    "card": "#ffffff",
    "ink": "#22211f",
    "soft": "#66625c",
    "line": "#ddd8cf",
    "accent": "#97262f",
    "series-0": "#0072b2",
    "series-1": "#d55e00",
    "series-2": "#007a5e",
    "series-3": "#6b4fa0",
}
SERIES = tuple(name for name in COLOURS if name.startswith("series-"))
FONT = "'DejaVu Sans', Verdana, sans-serif"

Style = Literal[
    "label", "name", "entry", "small", "link", "missing-words", "grid", "branch", "box", "missing", "mark", "clear"
]
SeriesStyle = Literal["solid", "hollow", "between", "band"]

_DASHED = "4 3"
# The attributes of SVG of each style, in which the names of colours stand for them. What is not stated has the style
# ``missing``: a dashed outline without a filling.
_STYLES: Mapping[Style, Mapping[str, str]] = {
    "label": {"fill": "ink", "font-size": "14"},
    "name": {"fill": "ink", "font-size": "14", "font-weight": "600"},
    "entry": {"fill": "ink", "font-size": "13"},
    "small": {"fill": "soft", "font-size": "12"},
    "link": {"fill": "accent", "font-size": "12", "text-decoration": "underline"},
    "missing-words": {"fill": "soft", "font-size": "12", "font-style": "italic", "text-decoration": "underline"},
    "grid": {"fill": "none", "stroke": "line"},
    "branch": {"fill": "none", "stroke": "soft", "stroke-width": "1.5"},
    "box": {"fill": "card", "stroke": "soft"},
    "missing": {"fill": "none", "stroke": "soft", "stroke-width": "1.5", "stroke-dasharray": _DASHED},
    "mark": {"fill": "none", "stroke": "soft"},
    # What only makes the area of a link larger.
    "clear": {"fill": "none", "pointer-events": "all"},
}
# The same of what belongs to a congress: filled, hollow where no date is stated, and as a background.
_OF_SERIES: Mapping[SeriesStyle, Mapping[str, str]] = {
    "solid": {"fill": "series", "stroke": "series"},
    "hollow": {"fill": "card", "stroke": "series", "stroke-width": "2"},
    "between": {"fill": "card", "stroke": "series", "stroke-width": "1.5", "stroke-dasharray": _DASHED},
    "band": {"fill": "series", "fill-opacity": "0.1"},
}
_ALL_STYLES: Mapping[str, Mapping[str, str]] = {
    str(name): value for styles in (_STYLES, _OF_SERIES) for name, value in styles.items()
}


def of_series(style: SeriesStyle, number: int | None) -> str:
    """The style of what belongs to the congress with a number, or to none."""
    return f"{style} {'ink' if number is None else SERIES[number % len(SERIES)]}"


def presentation(style: str, *, alone: bool) -> dict[str, str]:
    """The attributes of a style, with the variables of the page or, in a file that stands ``alone``, with colours."""
    name, _, series = style.partition(" ")
    attributes = _ALL_STYLES[name]
    colours = {colour: COLOURS[colour] if alone else f"var(--{colour})" for colour in COLOURS}
    if series:
        colours["series"] = colours[series]
    return {attribute: colours.get(value, value) for attribute, value in attributes.items()}


def font_size(style: str) -> int:
    """The size of the text of a style."""
    return int(_ALL_STYLES[style]["font-size"])
