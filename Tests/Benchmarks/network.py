"""Four validators on one machine, with members enough for the quotas of the pool."""

import json
import shutil
from pathlib import Path

from EndToEnd.support import events, genesis
from EndToEnd.support.node import Home, Node, World
from EndToEnd.support.ports import free_ports
from EndToEnd.support.program import daftar
from EndToEnd.support.waiting import wait_until

from .capture import Sender

VALIDATORS = 4
# Farms whose clients make the load, two a node: one member may send 2,000 transactions a second.
MEMBERS = 8


def member(number: int) -> str:
    return f"load-{number}"


def prefix(number: int) -> str:
    """The company prefix of a member; 488 is the range of Tajikistan."""
    return str(488_900_200 + number)


class Network:
    """The validators, connected to each other; clients of node i are those of members i and i + 4."""

    def __init__(self, world: World):
        self._peer_port = free_ports(VALIDATORS)
        plan = self._plan(world.path / "network")
        self.nodes: list[Node] = []
        for number in range(VALIDATORS):
            home = Home(world.path / f"network/node-{number}")
            daftar("init", "--home", home.path, "--genesis", plan, "--validator", name(number))
            self.nodes.append(
                world.node(
                    home,
                    *("--peer-port", str(self._peer_port + number), "--validator", name(number)),
                    *("--anonymous-rate", "1000000"),
                    start=False,
                )
            )
            # The first founded the chain; the others join it.
            plan = self.nodes[0].home.path / "genesis.json"
        for node in self.nodes:
            node.start(ready=False)
        for node in self.nodes:
            node.await_ready()
        with self.nodes[0].client(member(0)) as client:
            first = events.harvest(prefix(0), events.lot(prefix(0), "first"))
            client.captured(events.document(first))
        self.await_height(1)

    @property
    def senders(self) -> list[Sender]:
        """One a node."""
        return [Sender(node, member(i), prefix(i)) for i, node in enumerate(self.nodes)]

    def await_height(self, height: int, seconds: float = 60) -> None:
        """Until every node has committed as much."""
        wait_until(lambda: min(self.heights()) >= height, seconds, f"height {height} everywhere")

    def heights(self) -> list[int]:
        heights = []
        for node in self.nodes:
            with node.client() as client:
                heights.append(client.get("/ledger/v1/status").json["height"])
        return heights

    def _plan(self, folder: Path) -> Path:
        plan = genesis.plan() | {
            "name": "Four validators",
            "validators": [
                {"name": name(number), "address": f"https://127.0.0.1:{self._peer_port + number}"}
                for number in range(VALIDATORS)
            ],
        }
        plan["members"] += [
            {
                "id": member(number),
                "name": f"Farm {number} of the load",
                "roles": ["farm"],
                "scope": {"companyPrefixes": [prefix(number)]},
            }
            for number in range(MEMBERS)
        ]
        folder.mkdir(parents=True)
        path = folder / "genesis.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return path

    def end(self) -> None:
        """Ends the processes and gives their room back."""
        for node in self.nodes:
            node.discard()
            shutil.rmtree(node.home.path, ignore_errors=True)


def name(number: int) -> str:
    return f"node-{number}"
