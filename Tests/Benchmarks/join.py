"""How soon a new node stands where the others stand: by the state, and by the blocks."""

import json
import time
from pathlib import Path

from EndToEnd.support import genesis
from EndToEnd.support.node import Home, Node, World
from EndToEnd.support.ports import free_port
from EndToEnd.support.program import daftar
from EndToEnd.support.waiting import wait_until

from . import capture, process
from .capture import Sender

# Aims of the project, for 1,000,000 events on an idle machine of two cores.
SNAPSHOT_SECONDS = 60
RESTART_SECONDS = 5
# By blocks, against the rate at which the validator alone, or four of them, took them in.
BLOCKS_RATIO = 3
# A ledger is filled in parts, so that the documents of one are in memory at a time.
PART_DOCUMENTS = 100
WAIT_SECONDS = 3_600


class Sizes:
    def __init__(self, small: bool, events: int | None = None):
        # Small, a document a block: for fewer than 64 blocks a new node takes no snapshot.
        self.events_each = 50 if small else 500
        self.part_documents = 1 if small else PART_DOCUMENTS
        self.events = events or (5_000 if small else 1_000_000)

    @property
    def documents(self) -> int:
        return max(1, self.events // self.events_each)


def measure(figures, world: World, sizes: Sizes, network: float | None) -> None:
    """`network`: events a second that four validators took in this run; None if that was not measured."""
    chain = Chain(world)
    rate = chain.fill(figures, sizes)
    count = f"{sizes.documents * sizes.events_each:,} events"
    _add(figures, f"restart at {count} after SIGTERM", chain.restart(False), RESTART_SECONDS)
    _add(figures, f"restart at {count} after SIGKILL", chain.restart(True), RESTART_SECONDS)

    observer, seconds = chain.join("by-snapshot", "auto")
    _require(observer, "joined by snapshot")
    megabytes = process.octets(observer.home, "ledger.sqlite") / 1e6
    figures.add(
        f"a new observer joins by snapshot at {count}",
        seconds,
        "s",
        below=SNAPSHOT_SECONDS,
        more="from the start of its process until it is at the validator's height; "
        f"its ledger has {megabytes:,.0f} MB then",
    )
    figures.add(
        f"memory of the observer that joined at {count}",
        process.memory_megabytes(observer),
        "MB",
        more=f"most ever {process.memory_megabytes(observer, 'VmHWM'):.0f} MB",
    )
    _history(figures, observer, count)
    observer.discard()

    observer, seconds = chain.join("by-blocks", "blocks")
    events_per_second = sizes.documents * sizes.events_each / seconds
    figures.add(
        f"a new observer takes {count} by blocks",
        events_per_second,
        "events/s",
        above=round(BLOCKS_RATIO * rate),
        more=f"{seconds:.1f} s; captured at {rate:,.0f} events/s, "
        f"so {events_per_second / rate:.2f} times as fast",
    )
    if network:
        figures.add(
            "beside what four validators capture",
            events_per_second / network,
            "times",
            above=BLOCKS_RATIO,
            more=f"{network:,.0f} events/s in this run",
        )
    _index(figures, observer, count)
    observer.discard()
    status = chain.status(chain.validator)
    figures.result(f"state root at height {status['height']}", status["stateRoot"])
    chain.validator.discard()


def _add(figures, name: str, seconds: float, below: float) -> None:
    figures.add(name, seconds, "s", below=below)


def _require(node: Node, text: str) -> None:
    if text not in node.log_tail(10_000):
        raise AssertionError(f"“{text}” is not in the log\n{node.log_tail()}")


def _history(figures, node: Node, count: str) -> None:
    """Until blocks, and then the index, go back to the first."""
    started = time.perf_counter()

    def reached(name: str) -> bool:
        with node.client() as client:
            return client.get("/ledger/v1/status").json["history"][name] == 1

    wait_until(lambda: reached("lowestBlock"), WAIT_SECONDS, "every block", every=0.2)
    filled = time.perf_counter() - started
    wait_until(lambda: reached("indexedFrom"), WAIT_SECONDS, "the whole index", every=0.2)
    indexed = time.perf_counter() - started
    figures.add(
        f"afterwards every block of {count} is filled in",
        filled,
        "s",
        more=f"in the background; the index is whole after {indexed:.1f} s",
    )


def _index(figures, node: Node, count: str) -> None:
    """Until the index, which waits on a long way, knows every block."""
    started = time.perf_counter()

    def whole() -> bool:
        with node.client() as client:
            return client.get("/ledger/v1/status").json["history"]["indexedFrom"] == 1

    wait_until(whole, WAIT_SECONDS, "the whole index", every=0.2)
    figures.add(
        f"afterwards the index of {count} is whole",
        time.perf_counter() - started,
        "s",
        more="in the background, with at most "
        f"{process.memory_megabytes(node, 'VmHWM'):.0f} MB of memory",
    )


class Chain:
    """One validator that listens for peers, and observers that follow it."""

    def __init__(self, world: World):
        self._world = world
        self._folder = world.path / "join"
        self._port = free_port()
        validators = [{"name": "node-0", "address": f"https://127.0.0.1:{self._port}"}]
        plan = genesis.write(self._folder / "plan", validators=validators)
        home = Home(self._folder / "validator")
        daftar("init", "--home", home.path, "--genesis", plan, "--validator", "node-0")
        settings = {"validator": "node-0", "observers": 4, "peerPort": self._port}
        (home.path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.validator = world.node(home, "--anonymous-rate", "1000000")

    def fill(self, figures, sizes: Sizes) -> float:
        """Events a second over all parts."""
        sender = Sender(self.validator, "harvester", genesis.HARVESTER)
        events, seconds = 0, 0.0
        for start in range(0, sizes.documents, sizes.part_documents):
            count = min(sizes.part_documents, sizes.documents - start)
            part = capture.measure([sender], f"J{start}", count, sizes.events_each)
            events += part.events
            seconds += part.seconds
        height = self.status(self.validator)["height"]
        figures.add(
            f"capture of {events:,} events in documents of {sizes.events_each}",
            events / seconds,
            "events/s",
            more=f"{seconds:.1f} s, {height:,} blocks",
        )
        return events / seconds

    def restart(self, after_kill: bool) -> float:
        return process.restart_seconds(self.validator, after_kill)

    def join(self, name: str, way: str) -> tuple[Node, float]:
        """A new observer, and the seconds from its start until it is where the validator is."""
        home = Home(self._folder / name)
        daftar("init", "--home", home.path, "--genesis", self._genesis)
        daftar("keys", "new", home.path / "keys/tls.key")
        node = self._world.node(home, "--join", way, start=False)
        goal = self.status(self.validator)
        started = time.perf_counter()
        node.start(ready=False)
        wait_until(lambda: self._height(node) >= goal["height"], WAIT_SECONDS, "the height", 0.05)
        seconds = time.perf_counter() - started
        found = self.status(node)
        if found["stateRoot"] != goal["stateRoot"]:
            raise AssertionError(f"another state: {found['stateRoot']}, not {goal['stateRoot']}")
        return node, seconds

    @property
    def _genesis(self) -> Path:
        """The validator's: a plan would make new keys and so another chain."""
        return self.validator.home.path / "genesis.json"

    def _height(self, node: Node) -> int:
        if not node.runs:
            raise AssertionError(f"the node has ended\n{node.log_tail()}")
        try:
            with node.client(seconds=5) as client:
                answer = client.get("/ledger/v1/status")
        except OSError:
            return -1
        return answer.json["height"] if answer.status == 200 else -1

    def status(self, node: Node) -> dict:
        with node.client() as client:
            return client.get("/ledger/v1/status").json
