"""Several validators on one chain, each a process in a home of its own."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from . import genesis
from .client import Client
from .load import Promises
from .node import Home, Node, World
from .ports import free_port
from .program import daftar
from .waiting import wait_until

# A debug build on a busy machine.
AGREE_SECONDS = 60
CHAIN_NAMES = ("height", "blockHash", "stateRoot", "logSize", "logRoot")


class Cluster:
    """Validators node-0 … node-(size-1), founded together and not yet started.

    `dial_only` are those that no peer can reach: without an address in the genesis, and no port.
    """

    def __init__(
        self,
        world: World,
        size: int = 4,
        dial_only: Iterable[int] = (),
        place: Callable[[int], dict] | None = None,
        **plan,
    ):
        """`plan` is what else the genesis is made of. `place` gives a node's host, and the command that its process is started with."""
        self.world = world
        self._hidden = set(dial_only)
        self._places = [place(index) if place else {} for index in range(size)]
        self._peer_ports = [free_port() for _ in range(size)]
        # Where the chain was founded: the keys of its administrators lie there.
        self.founding = world.path / "founding"
        self._found(plan)
        self.nodes = [self._node(index) for index in range(size)]
        self.observers: list[Node] = []

    def _found(self, plan: dict) -> None:
        names = [f"node-{index}" for index in range(len(self._places))]
        validators = [
            {"name": name, "address": self._address(index)} for index, name in enumerate(names)
        ]
        folder = genesis.write(self.world.path / "plan", validators=validators, **plan)
        daftar("init", "--home", self.founding, "--genesis", folder)

    def _address(self, index: int) -> str:
        if index in self._hidden:
            return ""
        return f"https://{self.host(index)}:{self._peer_ports[index]}"

    def host(self, index: int) -> str:
        return self._places[index].get("host", "127.0.0.1")

    @property
    def peer_addresses(self) -> list[tuple[str, int]]:
        return [(self.host(index), port) for index, port in enumerate(self._peer_ports)]

    def _node(self, index: int) -> Node:
        home = self.make_home(index, self.world.path / f"node-{index}")
        place = self._places[index]
        return self.world.node(home, start=False, **place)

    def make_home(self, index: int, path) -> Home:
        """A fresh home of a validator, as its operator makes it."""
        home = Home(path)
        daftar("init", "--home", path, "--genesis", self.founding, "--validator", f"node-{index}")
        self.settle(index, home)
        return home

    def settle(self, index: int, home: Home) -> None:
        settings = {"validator": f"node-{index}", "observers": 4}
        if index not in self._hidden:
            settings |= {"peerHost": self.host(index), "peerPort": self._peer_ports[index]}
        (home.path / "settings.json").write_text(json.dumps(settings))

    def newcomer(self, name: str) -> tuple[Node, Path]:
        """A node whose operator asks to be taken in, started; and the file that asks for it."""
        home = Home(self.world.path / name)
        daftar("init", "--home", home.path, "--genesis", self.founding)
        for key in (home.path / "keys").iterdir():
            key.unlink()
        port, file = free_port(), self.world.path / f"{name}.cbor"
        address = f"https://127.0.0.1:{port}"
        daftar(
            *("validators", "candidate", name, "--home", home.path),
            *("--address", address, "--out", file),
        )
        settings = {"peerHost": "127.0.0.1", "peerPort": port, "observers": 4}
        (home.path / "settings.json").write_text(json.dumps(settings))
        return self.world.node(home), file

    def add_observer(self, *options: str, start: bool = True) -> Node:
        """A node with a key of its own that is no validator's."""
        home = Home(self.world.path / f"observer-{len(self.observers)}")
        daftar("init", "--home", home.path, "--genesis", self.founding)
        daftar("keys", "new", home.path / "keys/tls.key")
        node = self.world.node(home, *options, start=start)
        self.observers.append(node)
        return node

    def start(self) -> "Cluster":
        for node in self.nodes:
            node.start(ready=False)
        for node in self.nodes:
            node.await_ready()
        self.await_connected()
        return self

    def await_connected(self, nodes: list[Node] | None = None) -> None:
        """Until each of these nodes has a way to each other one."""
        nodes = nodes or self.nodes

        def connected():
            return all(
                sum(peer["connected"] for peer in status(node)["peers"]) >= len(nodes) - 1
                for node in nodes
            )

        wait_until(connected, AGREE_SECONDS, "connections")

    def terminate(self) -> float:
        """Stops all at once; the seconds until the last one has ended."""
        started = time.monotonic()
        for node in self.nodes:
            node.ask_to_end()
        statuses = [node.end_status() for node in self.nodes]
        if any(statuses):
            raise AssertionError(f"nodes ended with {statuses}")
        return time.monotonic() - started


def status(node: Node) -> dict:
    with Client(node.port, seconds=10, host=node.host) as client:
        return client.get("/ledger/v1/status").json


def evidence(node: Node) -> dict:
    with Client(node.port, seconds=10, host=node.host) as client:
        return client.get("/ledger/v1/evidence").json


def await_height(nodes: list[Node], height: int, seconds: float = AGREE_SECONDS) -> None:
    """Until each of these nodes has this block."""

    def reached():
        return all(status(node)["height"] >= height for node in nodes)

    try:
        wait_until(reached, seconds, f"height {height}", every=0.05)
    except TimeoutError as error:
        heights = [status(node)["height"] for node in nodes]
        raise AssertionError(f"{error}; the nodes are at {heights}") from error


def await_agreement(nodes: list[Node], seconds: float = AGREE_SECONDS) -> dict:
    """Until these nodes are at one height with nothing waiting; their common status then.

    Nodes at one height that differ in anything else are a failure at once.
    """
    seen: list[dict] = []

    def agree():
        seen[:] = [status(node) for node in nodes]
        if len({each["height"] for each in seen}) > 1 or any(each["pool"] for each in seen):
            return False
        for name in CHAIN_NAMES:
            if len({each[name] for each in seen}) > 1:
                raise AssertionError(f"nodes differ in {name}: {seen}")
        return True

    try:
        wait_until(agree, seconds, "agreement", every=0.05)
    except TimeoutError as error:
        found = [(each["height"], each["pool"]) for each in seen]
        logs = "\n".join(node.log_tail(12) for node in nodes)
        raise AssertionError(f"{error}; height and pool: {found}\n{logs}") from error
    return seen[0]


def check_blocks(nodes: list[Node], first: int = 1) -> None:
    """Every block from `first` on is the same on all of these nodes."""
    for height in range(max(1, first), status(nodes[0])["height"] + 1):
        found = set()
        for node in nodes:
            with Client(node.port, seconds=10, host=node.host) as client:
                found.add(client.get(f"/ledger/v1/blocks/{height}").json["blockHash"])
        if len(found) != 1:
            raise AssertionError(f"block {height} is {found}")


def check_promises(promises: Promises, nodes: list[Node]) -> None:
    """Whatever was acknowledged anywhere is on every one of these nodes, once."""
    if promises.surprises:
        raise AssertionError(promises.surprises[:5])
    await_agreement(nodes)
    for node in nodes:
        with node.client() as client:
            height = 0
            for sent in promises.accepted:
                job = client.job_end(sent.capture_id)
                if not job["success"]:
                    raise AssertionError(f"an acknowledged capture failed: {job}")
                height = max(height, job["height"])
            client.indexed(height)
            found = [event["eventID"] for event in client.every_event()]
        if len(found) != len(set(found)):
            raise AssertionError("an event is there twice")
        lost = {event for sent in promises.accepted for event in sent.event_ids} - set(found)
        if lost:
            raise AssertionError(f"{len(lost)} acknowledged events are lost on {node.home.path}")
