"""A node that is new to a long chain begins with the state of its peers, follows, and has in time what
lies before."""

import contextlib
import shutil
import sqlite3

from .support import events, genesis
from .support.case import WorldCase
from .support.client import lot_path
from .support.cluster import Cluster, await_agreement, await_height, check_blocks, status
from .support.node import Node
from .support.waiting import wait_until

# More than a home without blocks would rather fetch block by block: Docs/Spec/Sync.md §5.2.
BLOCKS = 70
# To fill in and to index so few, by a debug build on a busy machine.
HISTORY_SECONDS = 90


TREE_MADE = "the tree over the state was made"


def fill(node: Node, blocks: int) -> list[str]:
    """So many blocks with a harvest each, one after the other; their lots."""
    lots = []
    with node.client("farm") as client:
        for number in range(blocks):
            lot = events.lot(genesis.FARM, f"J{number}")
            client.captured(events.document(events.harvest(genesis.FARM, lot)))
            lots.append(lot)
    return lots


def history(node: Node) -> tuple[int, int]:
    found = status(node)["history"]
    return found["lowestBlock"], found["indexedFrom"]


def await_history(node: Node) -> None:
    wait_until(lambda: history(node) == (1, 1), HISTORY_SECONDS, "blocks and index from 1 on")


class JoinTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.cluster = Cluster(self.world).start()
        self.nodes = self.cluster.nodes
        self.lots = fill(self.nodes[0], BLOCKS)
        self.before = await_agreement(self.nodes)["height"]

    def log(self, node: Node) -> str:
        return node.log_tail(400)

    def _follow_one_more(self, observer: Node) -> str:
        """The lot of a harvest behind all others, once the observer has its block."""
        late = events.lot(genesis.FARM, "LATE")
        with self.nodes[1].client("farm") as client:
            after = client.captured(events.document(events.harvest(genesis.FARM, late)))["height"]
        await_height([observer], after)
        return late

    def _require_same_answers(self, observer: Node, late: str) -> None:
        with observer.client() as here, self.nodes[0].client() as there:
            for lot in (self.lots[0], self.lots[-1], late):
                path = lot_path(lot, "/trace?direction=upstream&depth=5")
                self.assertEqual(here.get(path).json, there.get(path).json)
            self.assertEqual(len(here.every_event()), len(there.every_event()))

    def test_an_observer_joins_by_snapshot(self):
        """a new observer takes the state over the network, follows, and can trace what lies before"""
        observer = self.cluster.add_observer()

        await_height([observer], self.before)
        self.assertIn("joined by snapshot", self.log(observer))
        self.assertFalse((observer.home.path / "joining").exists())
        late = self._follow_one_more(observer)
        await_agreement([*self.nodes, observer])

        await_history(observer)
        check_blocks([self.nodes[0], observer])
        self._require_same_answers(observer, late)
        self.assertEqual(observer.terminate(), 0)
        observer.start()
        self.assertEqual(history(observer), (1, 1))
        await_agreement([*self.nodes, observer])
        self.assertEqual(observer.terminate(), 0)

    def test_a_join_that_is_killed_begins_where_it_was(self):
        """a node killed while it joins joins at its next start, and what was made for it goes"""
        observer = self.cluster.add_observer(start=False)
        for _ in range(3):
            observer.start(ready=False)
            wait_until(
                lambda: "joining by snapshot" in self.log(observer), 30, "a node that joins"
            )
            observer.kill()

        observer.start()

        await_agreement([*self.nodes, observer])
        await_history(observer)
        check_blocks([self.nodes[0], observer])

    def test_a_validator_whose_home_was_lost(self):
        """a validator in a new home takes the state, watches, and has every block in time"""
        index = 1
        lost = self.nodes[index]
        lost.kill()
        shutil.rmtree(lost.home.path)
        lost.home = self.cluster.make_home(index, lost.home.path)

        lost.start()

        await_agreement(self.nodes)
        self.assertIn("joined by snapshot", self.log(lost))
        self.assertIn("watching", status(lost)["agreement"])
        await_history(lost)
        check_blocks(self.nodes)

    def test_an_observer_that_is_told_to_take_blocks(self):
        """with --join blocks a new node executes every block, and makes its index at the end of the way"""
        observer = self.cluster.add_observer("--join", "blocks")

        await_height([observer], self.before)

        self.assertNotIn("snapshot", self.log(observer))
        self.assertEqual(history(observer)[0], 1)
        await_agreement([*self.nodes, observer])
        check_blocks([self.nodes[0], observer])
        await_history(observer)
        late = self._follow_one_more(observer)
        self._require_same_answers(observer, late)
        self.assertEqual(observer.terminate(), 0)
        observer.start()
        self.assertEqual(history(observer), (1, 1))

    def test_a_node_that_was_killed_on_a_long_way(self):
        """a ledger without the tree over its state opens, and has it before the next block is executed"""
        observer = self.cluster.add_observer("--join", "blocks")
        await_height([observer], self.before)
        observer.kill()
        # As the commits of a long way leave it.
        with contextlib.closing(sqlite3.connect(observer.home.path / "ledger.sqlite")) as ledger:
            for table in ("nodes", "deep_nodes", "former_nodes", "tree_versions"):
                ledger.execute(f"DELETE FROM {table}")
            ledger.commit()
        observer.log.unlink()

        observer.start()
        self.assertNotIn(TREE_MADE, self.log(observer))
        self._follow_one_more(observer)

        self.assertIn(TREE_MADE, self.log(observer))
        await_agreement([*self.nodes, observer])
        await_history(observer)
        check_blocks([self.nodes[0], observer])
