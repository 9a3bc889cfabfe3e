"""Compares the server with others, and writes the results as JSON and as a page: ``python -m bench.compare``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.compare.comparison import Comparison, Effort
from bench.compare.machine import this_machine
from bench.compare.peer import Peer
from bench.compare.peers import Ours, OursFromDisk, Oxigraph, RdflibEndpoint
from bench.compare.report import render
from bench.compare.results import Measured, PeerVersion, Results
from bench.compare.virtuoso import Virtuoso

_PEERS: dict[str, Peer] = {
    peer.name: peer for peer in (Ours(), OursFromDisk(), Oxigraph(), RdflibEndpoint(), Virtuoso())
}


def _numbers(_: click.Context, __: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(part.replace("_", "")) for part in value.split(","))
    except ValueError as error:
        raise click.BadParameter("Give whole numbers, separated by commas.") from error


def _named(_: click.Context, __: click.Parameter, value: str) -> tuple[Peer, ...]:
    names = value.split(",")
    if unknown := [name for name in names if name not in _PEERS]:
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(_PEERS)}.")
    return tuple(_PEERS[name] for name in names)


@click.command()
@click.option("--sizes", default="10000,100000,1000000", callback=_numbers, help="The quads of each world.")
@click.option("--rounds", default=5, type=click.IntRange(1), show_default=True, help="Rounds of each measurement.")
@click.option("--seconds", default=0.5, show_default=True, help="Seconds of each round on several connections.")
@click.option("--peers", default=",".join(_PEERS), callback=_named, show_default=True, help="The servers, by name.")
@click.option(
    "--out", default=Path("build/bench"), type=click.Path(path_type=Path), show_default=True, help="A folder."
)
def main(sizes: tuple[int, ...], rounds: int, seconds: float, peers: tuple[Peer, ...], out: Path) -> None:
    """Compare servers, and write bench.json and bench.html into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    machine, measured = this_machine(), Measured()
    versions = tuple(PeerVersion(peer.name, peer.installed(), peer.note) for peer in peers)
    for number, quads in enumerate(sizes, start=1):
        with TemporaryDirectory(dir=out.resolve()) as folder:
            Comparison(peers, quads, Effort(rounds, seconds), Path(folder)).measure(measured)
        # After each size, since the next may take hours.
        results = Results(machine, rounds, sizes[:number], versions, measured)
        (out / "bench.json").write_text(results.json(), encoding="utf-8")
        (out / "bench.html").write_text(render(results), encoding="utf-8")


if __name__ == "__main__":
    main()
