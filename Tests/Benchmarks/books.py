"""What rules, recall and the fraud screen cost on a ledger of very many lots."""

import json
import re
import time

from EndToEnd.support import events, genesis
from EndToEnd.support.node import Home, Node, World
from EndToEnd.support.program import daftar, daftar_json

from . import process, wire
from .ancestors import COMMINGLING

# Aims of the project, at 1,000,000 lots on an idle machine of two cores.
RULES_MICROSECONDS = 30
MEMORY_MEGABYTES = 500
DRILL_SECONDS = 1

# The rules that are measured: the newest.
RULES = 5
HARVESTS, BLENDS, INPUTS = 400, 25, 8
LOTS_OF_A_DOCUMENT = HARVESTS + BLENDS
# One blend of each document takes of this lot; it is the one that is recalled.
COMMON = "BCOMMON"
CONNECTIONS = 8


class Sizes:
    def __init__(self, small: bool, lots: int | None = None):
        lots = lots or (2_000 if small else 1_000_000)
        self.documents = max(1, lots // LOTS_OF_A_DOCUMENT)
        self.rounds = 1 if small else 20
        self.events_each = 10 if small else 250

    @property
    def lots(self) -> int:
        return self.documents * LOTS_OF_A_DOCUMENT + 1


def measure(figures, world: World, sizes: Sizes) -> None:
    books = Books(world)
    books.fill(figures, sizes)
    books.trade(figures, sizes)
    books.recall(figures, sizes)
    books.screen(figures, sizes)
    count = f"{sizes.lots:,} lots"
    figures.add(
        f"memory at {count}",
        process.memory_megabytes(books.node, "VmHWM"),
        "MB",
        below=MEMORY_MEGABYTES,
        more=f"the most ever; now {process.memory_megabytes(books.node):.0f} MB",
    )
    books.node.discard()


class Books:
    """A node under the newest rules, whose members trade."""

    def __init__(self, world: World):
        folder = world.path / "books"
        home = Home.founded(folder)
        self.node: Node = world.node(home, "--anonymous-rate", "1000000")
        proposal = folder / "upgrade.cbor"
        daftar(
            *("network", "propose", "upgrade", RULES, "--from", 2),
            *("--home", home.path, "--out", proposal),
        )
        daftar("proposal", "sign", proposal, "--home", home.path)
        daftar("proposal", "submit", proposal, "--home", home.path, "--url", self._url)

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self.node.port}"

    def fill(self, figures, sizes: Sizes) -> None:
        """Lots that were harvested, some of them blended with one that is in many."""
        common = events.lot(genesis.FARM, COMMON, item=7)
        height = self._captured("sandbox", [events.harvest(genesis.FARM, common, sizes.documents)])
        token = self.node.home.token("sandbox")
        made = (
            wire.request("/epcis/v2/capture", token, _bytes(_season(number, common)))
            for number in range(sizes.documents)
        )
        started = time.perf_counter()
        answers = wire.Answers([self.node.port], CONNECTIONS)
        told = answers.all([made])[0]
        answers.close()
        with self.node.client("sandbox") as client:
            for status, body in told:
                assert status == 202, body
                job = client.job_end(json.loads(body)["captureID"])
                assert job["success"], job
                height = max(height, job["height"])
            client.indexed(height, seconds=600)
        seconds = time.perf_counter() - started
        figures.add(
            f"{sizes.lots:,} lots, made and indexed",
            sizes.lots / seconds,
            "lots/s",
            more=f"{seconds:.0f} s; one event each, {BLENDS} of {LOTS_OF_A_DOCUMENT} of them "
            f"blends of {INPUTS + 1}; the documents are made meanwhile",
        )

    def trade(self, figures, sizes: Sizes) -> None:
        """Harvest, shipment, receipt and drying of new lots, and blends of old ones anywhere."""
        before = self._metrics()
        for number in range(sizes.rounds):
            for member, those in _round(number, sizes):
                self._captured(member, those)
        after = self._metrics()
        count = after["events"] - before["events"]
        for what, aim in (("rules", RULES_MICROSECONDS), ("state_tree", None)):
            figures.add(
                f"{what.replace('_', ' ')} at {sizes.lots:,} lots",
                (after[what] - before[what]) / count * 1e6,
                "µs an event",
                below=aim,
                more=f"wall time over {count:,.0f} events of trade under version {RULES}, "
                "with what is read meanwhile of the state on disk",
            )
        figures.add(
            f"reading ahead at {sizes.lots:,} lots",
            (after["read_ahead"] - before["read_ahead"]) / count * 1e6,
            "µs an event",
            more="wall time on other threads, before the block that needs it",
        )

    def recall(self, figures, sizes: Sizes) -> None:
        """The command as an inspector calls it, the start of its process included."""
        lot = events.lot(genesis.FARM, COMMON, item=7)
        token = self._token("inspector")
        times = []
        for _ in range(5):
            started = time.perf_counter()
            told = daftar_json("recall", "drill", lot, "--url", self._url, "--token", token)
            times.append(time.perf_counter() - started)
        affected = told["totals"]["lots"]
        assert affected == sizes.documents + 1, told
        figures.add(
            f"recall drill over {sizes.lots:,} lots",
            sorted(times)[2],
            "s",
            below=DRILL_SECONDS,
            more=f"daftar recall drill, median of 5, most {max(times):.3f} s; {affected:,} lots affected",
        )

    def screen(self, figures, sizes: Sizes) -> None:
        token = self._token("inspector")
        started = time.perf_counter()
        daftar_json("alerts", "--url", self._url, "--token", token, "--limit", 10)
        figures.add(
            f"fraud screen over {sizes.lots:,} lots",
            time.perf_counter() - started,
            "s",
            more="daftar alerts, the first time",
        )

    def _token(self, member: str) -> str:
        """That the node knows by now."""
        with self.node.client(member):
            return self.node.home.token(member)

    def _captured(self, member: str, those: list[dict]) -> int:
        with self.node.client(member) as client:
            return client.captured(events.document(*those))["height"]

    def _metrics(self) -> dict[str, float]:
        with self.node.client() as client:
            text = client.get("/metrics").text
        names = {
            "events": "daftar_ledger_events_total",
            "rules": "daftar_ledger_rules_duration_seconds_sum",
            "state_tree": "daftar_ledger_state_tree_duration_seconds_sum",
            "read_ahead": "daftar_ledger_read_ahead_duration_seconds_sum",
        }
        return {
            name: float(re.search(rf"^{metric} (\S+)", text, re.M).group(1))
            for name, metric in names.items()
        }


def _bytes(those: list[dict]) -> bytes:
    return events.text(events.document(*those)).encode()


def _lot(kind: str, document: int, number: int, prefix: str = genesis.FARM) -> str:
    return events.lot(prefix, f"{kind}{document:05d}{number:03d}", item=7)


def _season(document: int, common: str) -> list[dict]:
    harvests = [
        events.harvest(genesis.FARM, _lot("H", document, number), 1_000)
        for number in range(HARVESTS)
    ]
    blends = []
    for number in range(BLENDS):
        inputs = [
            events.amount(_lot("H", document, number * INPUTS + place), 100)
            for place in range(INPUTS)
        ]
        if number == 0:
            inputs.append(events.amount(common, 1))
        total = sum(each["quantity"] for each in inputs)
        output = events.amount(_lot("B", document, number), total)
        blends.append(events.transformation(genesis.DRIER, inputs, [output], step=COMMINGLING))
    return harvests + blends


def _round(number: int, sizes: Sizes):
    """Documents by member, each to be captured after the one before."""
    fresh = [
        events.lot(genesis.FARM, f"R{number:03d}{place:04d}") for place in range(sizes.events_each)
    ]
    dried = [
        events.lot(genesis.DRIER, f"R{number:03d}{place:04d}") for place in range(sizes.events_each)
    ]
    yield "farm", [events.harvest(genesis.FARM, lot, 100) for lot in fresh]
    yield "farm", [events.shipping(genesis.FARM, lot, 100, genesis.DRIER) for lot in fresh]
    yield "drier", [events.receiving(genesis.DRIER, lot, 100, genesis.FARM) for lot in fresh]
    yield (
        "drier",
        [
            events.transformation(
                genesis.DRIER, [events.amount(lot, 100)], [events.amount(made, 25)]
            )
            for lot, made in zip(fresh, dried)
        ],
    )
    blends = []
    for place in range(sizes.events_each):
        # Anywhere in the state, each lot once.
        document = (number * sizes.events_each + place) * 7_919 % sizes.documents
        inputs = [
            events.amount(_lot("H", document, (place + step) % HARVESTS), 1) for step in (0, 200)
        ]
        made = events.lot(genesis.DRIER, f"S{number:03d}{place:04d}", item=7)
        blends.append(
            events.transformation(
                genesis.DRIER, inputs, [events.amount(made, 2)], step=COMMINGLING
            )
        )
    yield "sandbox", blends
