"""Who elected what as a drawing: a box for each body and post, to the right of its elector or, if narrow, below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model.evidence import EvidenceSummary
from kg.model.labels import Labels, format_literal
from kg.publish.charts.chart_styles import Style, font_size, of_series
from kg.publish.charts.drawing import Area, Drawing, ShapeGroup, Strip, box_shape, line_shape, lines_of_text, text_shape
from kg.publish.charts.elections import ElectionNode, ElectionTree
from kg.publish.charts.organs import OrganChart
from kg.publish.charts.positions import Position
from kg.publish.charts.text_width import text_width, wrapped
from kg.publish.questions.english import sentence_case

# The height of a line of text, of the line over a box, and of a mark; what is around the text in a box.
_LINE, _OVER, _MARK, _PADDING = 20, 26, 20, 10
# The distance of two boxes one below the other, and what is between a box and the line that leads to it.
_BELOW, _ELBOW = 14, 14
_EDGE = 1


@dataclass(frozen=True)
class TreeLayout:
    """The measures of a drawing: its width, how far a box is to the right of its elector, and the width of a box.

    ``beside`` means that what somebody elected begins beside the elector, and not below.
    """

    width: int
    step: int
    box: int
    beside: bool


WIDE = TreeLayout(1008, 356, 296, beside=True)
NARROW = TreeLayout(358, 18, 356, beside=False)


def draw_elections(tree: ElectionTree, chart: OrganChart, layout: TreeLayout) -> Drawing:
    """The drawing of the elections of one party or state."""
    plan = _Plan(chart, layout)
    strips = [Strip(plan.grow(root, 0, 0) + _BELOW, tuple(plan.taken())) for root in tree.roots]
    elected = [node for node in tree.unstated if node.election]
    others = [node for node in tree.unstated if not node.election]
    for heading, nodes in (("Electing body not stated", elected), ("Other bodies mentioned", others)):
        if nodes:
            strips.append(Strip(plan.apart(heading, nodes), tuple(plan.taken())))
    return Drawing(layout.width, tuple(strips))


class _Plan:
    """Boxes as they are placed."""

    def __init__(self, chart: OrganChart, layout: TreeLayout) -> None:
        self._names, self._series, self._layout = chart.labels, chart.series, layout
        self._groups: list[ShapeGroup] = []

    def taken(self) -> list[ShapeGroup]:
        """What was placed since the last time."""
        groups, self._groups = self._groups, []
        return groups

    def grow(self, node: ElectionNode, depth: int, top: int) -> int:
        """Place a node from an upper side on, with what it elected; the lower side of it all."""
        layout = self._layout
        # Beside each other, the boxes of an elector and of the first that it elected are at the same height.
        head = _OVER if depth or layout.beside else 0
        congress = self._series.numbers.get(node.iri)
        style = "box" if congress is None else of_series("hollow", congress)
        area = self._box(node, self._left(depth), top + head, style)
        if depth:
            self._groups += self._over(node, area, top)
        bottom = below = int(area.y + area.height)
        start = top if layout.beside else bottom + _BELOW // 2
        ends = []
        for child in node.elected:
            ends.append(start + _OVER + _PADDING + _LINE // 2)
            below = self.grow(child, depth + 1, start)
            start = below + _BELOW
        if ends:
            self._groups.append(ShapeGroup((line_shape(self._branches(area, depth, ends), "branch"),)))
        return max(bottom, below)

    def apart(self, heading: str, nodes: Iterable[ElectionNode]) -> int:
        """Place what has no stated electors, beside each other where there is room; the lower side of it all."""
        layout = self._layout
        columns = max(1, (layout.width + layout.step - layout.box) // layout.step) if layout.beside else 1
        self._groups.append(ShapeGroup(lines_of_text([heading], 0, _BELOW, "name")))
        top = bottom = _BELOW + _LINE + _BELOW // 2
        for number, node in enumerate(nodes):
            if number % columns == 0:
                top = bottom + (_BELOW if number else 0)
            left = _EDGE + number % columns * layout.step
            area = self._box(node, left, top + _OVER, "missing")
            self._groups += self._over(node, area, top)
            bottom = max(bottom, int(area.y + area.height))
        return bottom + _EDGE

    def _left(self, depth: int) -> int:
        # A tree that is deeper than the drawing is wide grows no farther to the right.
        return _EDGE + min(depth * self._layout.step, self._layout.width - min(self._layout.box, 200) - _EDGE)

    def _box(self, node: ElectionNode, left: int, top: int, style: str) -> Area:
        width = min(self._layout.box, self._layout.width - _EDGE - left)
        name = sentence_case(self._names.text(node.iri))
        lines = wrapped(name, width - 2 * _PADDING, font_size("name"), bold=True)
        notes = [line for note in self._notes(node) for line in wrapped(note, width - 2 * _PADDING, font_size("small"))]
        area = Area(left, top, width, (len(lines) + len(notes)) * _LINE + 2 * _PADDING - 4)
        texts = lines_of_text(lines, left + _PADDING, top + _PADDING - 2, "name")
        after = top + _PADDING - 2 + len(lines) * _LINE
        more = lines_of_text(notes, left + _PADDING, after, "small")
        self._groups.append(ShapeGroup((box_shape(area, style, radius=6), *texts, *more), node.iri))
        return area

    def _notes(self, node: ElectionNode) -> Iterator[str]:
        if node.body:
            yield self._names.text(node.body)
        if node.post and node.election:
            persons = [self._names.text(fact.value.value) for fact in node.election.persons]
            yield ", ".join(persons) or "Who was elected is not stated"

    def _over(self, node: ElectionNode, box: Area, top: int) -> Iterator[ShapeGroup]:
        """The line over a box: the election, which is a link, and the mark of the evidence for its electors."""
        words, left = _words(node), int(box.x)
        yield self._link(words, left, top, "link", node.election.fact.entity if node.election else "")
        x = left + text_width(words, font_size("link")) + _PADDING
        if node.support:
            yield self._mark(node.support, x, top, int(box.x + box.width) - x)
        elif node.gap:
            yield self._link("by whom is not stated", x, top, "missing-words", node.gap)

    def _link(self, words: str, left: int, top: int, style: Style, target: str) -> ShapeGroup:
        area = Area(left, top - 2, text_width(words, font_size(style)), _OVER)
        text = text_shape(left, top + 15, words, style if target else "small")
        return ShapeGroup((box_shape(area, "clear"), text), target)

    def _mark(self, support: EvidenceSummary, left: int, top: int, room: int) -> ShapeGroup:
        """The mark of the evidence for an elector, which it names if there is room."""
        certainty = _certainty(support, self._names)
        title = f"Elector: {certainty}"
        words = title if _mark_width(title) <= room else certainty
        width = _mark_width(words)
        outline = box_shape(Area(left, top, width, _MARK), "mark", radius=_MARK // 2)
        target = box_shape(Area(left, top - 2, width, _OVER), "clear")
        text = text_shape(left + width / 2, top + 14, words, "small", anchor="middle")
        return ShapeGroup((target, outline, text), support.node, title)

    def _branches(self, area: Area, depth: int, ends: Iterable[int]) -> str:
        """The lines from an elector to what it elected."""
        ends, left = [*ends], self._left(depth + 1)
        if self._layout.beside:
            trunk, start = left - _ELBOW * 2, f"M{area.x + area.width} {ends[0]}H{left}"
        else:
            trunk, start = int(area.x) + 9, f"M{int(area.x) + 9} {area.y + area.height}V{ends[0]}H{left}"
        return start + "".join(f"M{trunk} {ends[0]}V{end}H{left}" for end in ends[1:])


def _mark_width(words: str) -> int:
    return text_width(words, font_size("small")) + _PADDING


def _words(node: ElectionNode) -> str:
    """How a body or post came about; nothing is certain of the date if not even the electors are stated."""
    if not node.election:
        return "constituted" if node.support else "no election reported"
    return _when(node.election.position) if node.support else "elected"


def _when(position: Position) -> str:
    """When somebody was elected, as far as it is stated."""
    if position.time is None:
        return "elected, date not stated"
    if position.bound:
        return f"elected {position.basis} {format_literal(position.bound)}"
    return f"elected {'in ' if position.time.lasting else ''}{position.time.text}"


def _certainty(support: EvidenceSummary, names: Labels) -> str:
    """How a statement is known, as its mark has it."""
    status = names.text(support.status) if support.status else ""
    return "inferred" if support.inferred else status or "asserted"
