"""python -m Benchmarks [--small] [--only PART …] [--events N] [--lots N] [--report]: measures, prints, and writes a report when
asked."""

import argparse
import datetime
import sys
import time
from pathlib import Path

from EndToEnd.support import genesis
from EndToEnd.support.chain import Chain
from EndToEnd.support.node import World
from EndToEnd.support.program import REPOSITORY

from . import ancestors, books, capture, conditions, four_nodes, join, label, process
from .capture import Sender
from .documents import PRIVATE_WORDS, PUBLIC_WORDS
from .figures import Figures

PARTS = ("one", "four", "join", "books")
# `make clean` removes it; a folder on a real disk, which /tmp need not be.
FOLDER = REPOSITORY / ".build"


class Sizes:
    """How much is measured."""

    def __init__(self, small: bool):
        self.singles = 100 if small else 5_000
        self.documents = 2 if small else 200
        self.events_each = 50 if small else 500
        self.ancestors = 200 if small else 10_000
        self.label_seconds = 1 if small else 6


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m Benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="seconds instead of minutes")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=PARTS,
        default=PARTS,
        help="one node alone, four validators beside etcd and PostgreSQL, nodes that join, or rules, "
        "recall and screen over many lots",
    )
    parser.add_argument("--events", type=int, help="how many a node that joins has to take over")
    parser.add_argument("--lots", type=int, help="how many lots rules and recall are measured over")
    parser.add_argument("--report", action="store_true", help="also write Docs/Reports")
    options = parser.parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    world = World("bench", parent=FOLDER)
    failed = True
    try:
        figures = Figures()
        for name, value in conditions.lines(world.path):
            figures.condition(name, value)
        network = None
        if "one" in options.only:
            measure(figures, world, Sizes(options.small))
        if "four" in options.only and not options.small:
            network = four_nodes.measure(figures, world, four_nodes.Sizes())
        if "join" in options.only and not (options.small and options.only == PARTS):
            join.measure(figures, world, join.Sizes(options.small, options.events), network)
        if "books" in options.only:
            books.measure(figures, world, books.Sizes(options.small, options.lots))
        failed = False
    finally:
        world.end(failed)
    if options.report:
        write_report(figures)
    return 0


def measure(figures: Figures, world: World, sizes: Sizes) -> None:
    """One node."""
    # One client asks more than a node allows one address by default.
    node = world.node(None, "--anonymous-rate", "1000000")

    _capture(figures, node, "of 1 event", "S", sizes.singles, 1, aim=None)
    of_many = f"of {sizes.events_each} events"
    _capture(figures, node, of_many, "D", sizes.documents, sizes.events_each, aim=5_000)

    count = sizes.singles + sizes.documents * sizes.events_each
    memory = process.memory_megabytes(node)
    time.sleep(3)
    figures.add(
        f"memory at {count:,} events",
        memory,
        "MB",
        below=300,
        more=f"after 3 s of rest {process.memory_megabytes(node):.0f} MB, "
        f"most ever {process.memory_megabytes(node, 'VmHWM'):.0f} MB",
    )
    for name, after_kill in (("after SIGTERM", False), ("after SIGKILL", True)):
        seconds = process.restart_seconds(node, after_kill)
        figures.add(f"restart at {count:,} events {name}", seconds, "s", below=2)
    for name in ("ledger.sqlite", "query.sqlite"):
        figures.add(f"{name} for each event", process.octets(node.home, name) / count, "octets")

    chain = Chain(node)
    page = label.measure(node, chain.dried, sizes.label_seconds)
    if page:
        figures.add(
            "label page, wrk -t1 -c64",
            page.per_second,
            "requests/s",
            above=10_000,
            more=f"median {page.milliseconds_median}, 99 % {page.milliseconds_99}, "
            f"{page.octets:,} octets",
        )
    lot = ancestors.build(node, sizes.ancestors)
    trace = ancestors.measure(node, lot, sizes.ancestors)
    figures.add(
        f"trace of a lot with {trace.ancestors:,} ancestors",
        trace.milliseconds,
        "ms",
        below=50,
        more=f"median of 20, {trace.octets:,} octets",
    )
    with node.client() as client:
        status = client.get("/ledger/v1/status").json
    figures.result("lots of the trace", trace.digest)
    figures.result(f"state root at height {status['height']}", status["stateRoot"])
    # The machine is for what comes next.
    node.discard()
    node = world.node(world.home("private"), "--anonymous-rate", "1000000")
    what = f"{of_many}, a private field in each"
    _capture(
        figures, node, what, "P", sizes.documents // 2, sizes.events_each, 5_000, PRIVATE_WORDS
    )
    node.discard()


def _capture(
    figures, node, what: str, series: str, documents: int, each: int, aim, words=PUBLIC_WORDS
) -> None:
    sender = Sender(node, "harvester", genesis.HARVESTER)
    rate = capture.measure([sender], series, documents, each, words)
    figures.add(
        f"capture in documents {what}",
        rate.per_second,
        "events/s",
        above=aim,
        more=f"{rate.events:,} in {rate.seconds:.2f} s to the last commit, "
        f"accepted after {rate.accepted_seconds:.2f} s",
    )


def write_report(figures: Figures) -> None:
    today = datetime.date.today().isoformat()
    path = REPOSITORY / "Docs/Reports" / f"bench-{today}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(figures.markdown(today), encoding="utf-8")
    print(f"\nwritten to {Path(path).relative_to(REPOSITORY)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
