"""The validators change while the network runs: one joins, one leaves, and all keep one ledger."""

import os

from .support.case import WorldCase
from .support.cluster import (
    Cluster,
    await_agreement,
    await_height,
    check_blocks,
    check_promises,
    status,
)
from .support.load import Load
from .support.node import Node
from .support.program import daftar, daftar_json
from .support.waiting import wait_until
from .test_network import VIGIL_HEIGHTS, await_role, capture, captured, role

SOAK = bool(os.environ.get("DAFTAR_SOAK"))
# Blocks under load before, between and after the changes.
BLOCKS = 40 if SOAK else 3
REFUSED = 1
ADMINISTRATORS = ("a", "b", "c", "d")
# Of four administrators (Docs/Spec/Rules.md §9).
QUORUM = 3


class ValidatorsTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.cluster = Cluster(self.world, 4, administrators=ADMINISTRATORS).start()
        self.nodes = self.cluster.nodes

    def _decide(self, node: Node, name: str, *words) -> None:
        """Drafted at a node, signed in as many places as it takes, and handed in there."""
        draft, whole = (self.world.path / f"{name}{end}.cbor" for end in ("", "-whole"))
        daftar("validators", "propose", *words, "--home", node.home.path, "--out", draft)
        copies = []
        for administrator in ADMINISTRATORS[:QUORUM]:
            copy = self.world.path / f"{name}-{administrator}.cbor"
            copy.write_bytes(draft.read_bytes())
            key = self.cluster.founding / f"keys/administrator-{administrator}.key"
            daftar("proposal", "sign", copy, "--key", key)
            copies.append(copy)
        too_few = self.world.path / f"{name}-too-few.cbor"
        daftar("proposal", "combine", *copies[:-1], "--out", too_few)
        self._submit(node, too_few, status=REFUSED)
        daftar("proposal", "combine", *copies, "--out", whole)
        self._submit(node, whole)

    def _submit(self, node: Node, file, status: int = 0) -> None:
        url = f"http://127.0.0.1:{node.port}"
        home = ("--home", node.home.path)
        daftar("proposal", "submit", file, *home, "--url", url, status=status)

    def _names(self, node: Node) -> list[str]:
        return sorted(validator["name"] for validator in status(node)["validators"])

    def _cosigners(self, node: Node) -> set[str]:
        """Who has signed the checkpoint that a node serves."""
        with node.client() as client:
            text = client.get("/checkpoint").body.decode()
        lines = [line for line in text.splitlines() if line.startswith("— ")]
        return {name for name in self._names(node) if any(name in line for line in lines)}

    def _pass_blocks(self, node: Node, others: list[Node]) -> None:
        """Blocks under load, which all of these agree on."""
        load = Load(node, seed=11, clients=2)
        with load:
            load.await_accepted(2)
            await_height([node], status(node)["height"] + BLOCKS)
        check_promises(load.stop(), others)

    def test_a_checkpoint_after_a_restart(self):
        """nodes that were all started anew, and a new observer, soon serve what a quorum has cosigned"""
        captured(self.nodes[0], "R1")
        await_agreement(self.nodes)
        self.cluster.terminate()
        for node in self.nodes:
            node.start(ready=False)
        for node in self.nodes:
            node.await_ready()
        observer = self.cluster.add_observer()

        for node in [*self.nodes, observer]:
            wait_until(lambda node=node: len(self._cosigners(node)) >= 3, 5, "three cosignatures")

    def test_one_joins_and_one_leaves(self):
        """a fifth validator is taken in and votes; one of the first four leaves; the rest go on"""
        first, leaving, third, fourth = self.nodes
        self._pass_blocks(first, self.nodes)
        newcomer, asks = self.cluster.newcomer("node-4")
        await_height([newcomer], status(first)["height"])
        self.assertEqual(role(newcomer), "observer")

        self._decide(first, "join", "add", asks)

        five = [*self.nodes, newcomer]
        await_agreement(five)
        for node in five:
            self.assertEqual(self._names(node), [f"node-{index}" for index in range(5)])
            self.assertEqual(status(node)["quorum"], 4)
        self._let_in(newcomer)
        self._pass_blocks(third, five)
        # Four of five must agree, so without the newcomer's vote there would be no block.
        fourth.terminate()
        captured(first, "J1")
        captured(newcomer, "J2")
        fourth.start()
        await_agreement(five)
        wait_until(lambda: "node-4" in self._cosigners(first), 20, "a cosignature of node-4")

        self._decide(newcomer, "leave", "remove", "node-1")

        await_agreement(five)
        self.assertEqual(self._names(first), ["node-0", "node-2", "node-3", "node-4"])
        await_role(leaving, "observer")
        self._pass_blocks(leaving, five)
        # Three of the four that are left are enough, whether or not the one that left is there.
        leaving.terminate()
        first.terminate()
        height = captured(newcomer, "L1")
        waiting = capture(third, "L2")
        with third.client() as client:
            self.assertTrue(client.job_end(waiting, seconds=60)["success"])
        first.start()
        leaving.start()
        await_height(five, height)
        await_agreement(five)
        check_blocks(five)
        for node in five:
            self.assertEqual(node.terminate(), 0)
            verified = daftar_json("ledger", "verify", "--home", node.home.path)
            self.assertTrue(verified["holds"])

    def _let_in(self, newcomer: Node) -> None:
        """A home of a network watches until enough was decided without it."""
        for number in range(VIGIL_HEIGHTS + 4):
            if role(newcomer) == "validator":
                break
            captured(self.nodes[0], f"W{number}")
        await_role(newcomer, "validator")
