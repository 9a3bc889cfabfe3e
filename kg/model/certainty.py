"""How certain statements are: the order of the evidence statuses, as the display data give it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.model.evidence import INFERRED, EvidenceSummary
from kg.namespaces import Namespaces

_S = TypeVar("_S", bound=EvidenceSummary)


@dataclass(frozen=True)
class CertaintyScale:
    """The order of evidence: ``statuses`` are IRIs, the most certain first.

    Inferences follow the statuses of the scale. Any other status comes after them and never raises an error, since
    updates may add one.
    """

    names: Namespaces
    statuses: tuple[str, ...] = ()

    def rank(self, support: EvidenceSummary | None) -> int:
        """0 is the most certain; a statement without evidence comes last."""
        if support is None:
            return len(self.statuses) + 2
        if support.inferred:
            return len(self.statuses)
        return self.statuses.index(support.status) if support.status in self.statuses else len(self.statuses) + 1

    def best_first(self, supports: Iterable[_S]) -> list[_S]:
        """The most certain first; the IRIs decide between equals."""
        return sorted(supports, key=lambda support: (self.rank(support), support.node))

    def least_certain(self, supports: Iterable[EvidenceSummary]) -> str:
        """The name of the least certain status among some; empty without any."""
        return max(supports, key=self.rank).status_name(self.names) if (supports := [*supports]) else ""

    @property
    def status_names(self) -> list[str]:
        """The names of the statuses and of inference, in order, as ``EvidenceSummary.status_name`` gives them."""
        return [*(EvidenceSummary("", status).status_name(self.names) for status in self.statuses), INFERRED]
