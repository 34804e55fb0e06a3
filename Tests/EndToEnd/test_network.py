"""Several validators as processes: whatever happens to some of them, all end with one ledger, and
nothing that was acknowledged is lost.

The short form runs with every `make test`; `make soak` kills a hundred times and waits as long as
faults last in the field.
"""

import os
import random
import shutil
import statistics
import time

from .support import events, genesis, network
from .support.case import ClusterCase, WorldCase
from .support.cluster import (
    Cluster,
    await_agreement,
    await_height,
    check_blocks,
    check_promises,
    status,
)
from .support.load import Load, Promises
from .support.node import Node
from .support.program import daftar
from .support.waiting import wait_until

SOAK = bool(os.environ.get("DAFTAR_SOAK"))
KILLS = 100 if SOAK else 3
PAUSE_SECONDS = 30 if SOAK else 5
SHORT_DOWN_SECONDS = 5
LONG_DOWN_SECONDS = 600 if SOAK else 20
PARTITION_SECONDS = 60 if SOAK else 6
# What is promised once a quorum is there again: after a short fault, and after a long one.
RETURN_SECONDS = 5
LONG_RETURN_SECONDS = 15
# Graceful: the block in flight, and no waiting for anybody. A debug build on a busy machine.
STOP_SECONDS = 5
# Of the vigil: Docs/Spec/Consensus.md §13.
VIGIL_HEIGHTS = 8


def capture(node: Node, number: str) -> str:
    """The id of a capture that a node has acknowledged."""
    harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, number))
    with node.client("farm") as client:
        answer = client.capture(events.document(harvest))
    if answer.status != 202:
        raise AssertionError(str(answer))
    return answer.json["captureID"]


def captured(node: Node, number: str) -> int:
    """The height of the block that has a new capture."""
    with node.client("farm") as client:
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, number))
        return client.captured(events.document(harvest))["height"]


def role(node: Node) -> str:
    agreement = status(node)["agreement"]
    if not agreement["isValidator"]:
        return "observer"
    return "watching" if "watching" in agreement else "validator"


def await_role(node: Node, expected: str, seconds: float = 30) -> None:
    wait_until(lambda: role(node) == expected, seconds, f"{node.home.path.name} as {expected}")


def seed_of_run() -> int:
    seed = int(os.environ.get("DAFTAR_SEED") or random.SystemRandom().randrange(1 << 31))
    print(f"\n  DAFTAR_SEED={seed}", flush=True)
    return seed


class SizeTests(WorldCase):
    def test_networks_of_one_two_and_three(self):
        """one, two and three validators decide, stop soon, start again and go on"""
        for size in (1, 2, 3):
            with self.subTest(size=size):
                # With three every vote counts: that of one whom nobody can dial, too.
                hidden = [1] if size == 3 else []
                cluster = Cluster(self.world.part(f"of-{size}"), size, dial_only=hidden).start()
                first = captured(cluster.nodes[0], "N1")
                elapsed = cluster.terminate()
                self.assertLess(elapsed, STOP_SECONDS)

                cluster.start()
                second = captured(cluster.nodes[-1], "N2")

                self.assertGreater(second, first)
                self.assertEqual(await_agreement(cluster.nodes)["height"], second)
                cluster.terminate()


class NetworkTests(ClusterCase):
    """One network of four for all of these; each leaves it whole."""

    def test_a_kill_of_any_one_under_load_loses_nothing(self):
        """validators killed under load, one at a time, come back and lack nothing"""
        draw = random.Random(seed_of_run())
        for number in range(KILLS):
            victim, other = draw.sample(self.nodes, 2)
            with self.subTest(kill=number, victim=victim.home.path.name):
                self._kill_under_load(victim, other, draw)

    def _kill_under_load(self, victim: Node, other: Node, draw: random.Random) -> None:
        mine = Load(victim, seed=draw.getrandbits(30), clients=2)
        theirs = Load(other, seed=draw.getrandbits(30), clients=2)
        with theirs, mine:
            mine.await_accepted(2)
            time.sleep(draw.uniform(0, 0.5))
            victim.kill()
            before = status(other)["height"]
            await_height([other], before + 2)
            victim.start()
        check_promises(mine.stop(), self.nodes)
        check_promises(theirs.stop(), self.nodes)

    def test_two_of_four_down(self):
        """without a quorum nothing is decided and the status says why; with it, it goes on"""
        still, returning, last = self.nodes[:2], self.nodes[2], self.nodes[3]
        for node in (returning, last):
            node.kill()

        waiting = capture(still[0], "D1")
        wait_until(
            lambda: not status(still[0])["agreement"]["canDecide"], RETURN_SECONDS, "no quorum"
        )
        before = [status(node)["height"] for node in still]
        time.sleep(SHORT_DOWN_SECONDS)
        seen = status(still[0])

        self.assertEqual([status(node)["height"] for node in still], before)
        self.assertEqual(seen["pool"], 1)
        agreement = seen["agreement"]
        self.assertEqual((agreement["validatorsPresent"], seen["quorum"]), (2, 3))
        self.assertIn("2 of 4 validators are connected and 3 must agree", agreement["says"])
        down = [
            peer["name"]
            for peer in seen["peers"]
            if peer["isValidator"] and not peer["connected"]
        ]
        self.assertEqual(down, ["node-2", "node-3"])
        returning.start()
        elapsed = self._seconds_until_captured(still[0], waiting)
        print(f"\n  two down for {SHORT_DOWN_SECONDS} s: a block {elapsed:.1f} s after", flush=True)
        self.assertLess(elapsed, RETURN_SECONDS)
        last.start()
        await_agreement(self.nodes)

    def test_two_of_four_return_together(self):
        """two that were away come back together, and there is a block within the promised time"""
        away = self.nodes[1:3]
        for node in away:
            node.terminate()
        waiting = capture(self.nodes[0], "D2")
        time.sleep(LONG_DOWN_SECONDS)

        for node in away:
            node.start(ready=False)
        for node in away:
            node.await_ready()

        elapsed = self._seconds_until_captured(self.nodes[0], waiting)
        print(f"\n  two down for {LONG_DOWN_SECONDS} s: a block {elapsed:.1f} s after", flush=True)
        self.assertLess(elapsed, LONG_RETURN_SECONDS)
        await_agreement(self.nodes)

    def _seconds_until_captured(self, node: Node, capture_id: str) -> float:
        started = time.monotonic()
        with node.client("farm") as client:
            self.assertTrue(client.job_end(capture_id, seconds=60)["success"])
        return time.monotonic() - started

    def test_a_process_that_stands_still(self):
        """one that stands still for a while holds nobody up, and catches up when it goes on"""
        stopped = self.nodes[3]
        load = Load(self.nodes[0], seed=5, clients=2)
        with load:
            load.await_accepted(2)
            stopped.pause()
            before = status(self.nodes[0])["height"]
            time.sleep(PAUSE_SECONDS)
            during = status(self.nodes[0])["height"]
            stopped.resume()

        self.assertGreater(during, before)
        check_promises(load.stop(), self.nodes)

    def test_a_full_disk(self):
        """a node whose disk is full ends and says so; with room it starts again and catches up"""
        if self.small_disk is None:
            self.skipTest("a file system of its own needs root")
        full = self.nodes[self.small_disk]
        ballast = full.home.path / "ballast"
        self.addCleanup(lambda: ballast.unlink(missing_ok=True))
        load = Load(self.nodes[0], seed=6, clients=2)
        with load:
            load.await_accepted(2)
            with ballast.open("wb") as file:
                self._fill(file)
            self.assertNotEqual(full.end_status(), 0)
            before = status(self.nodes[0])["height"]
            await_height([self.nodes[0]], before + 2)
        self.assertRegex(full.log_tail(), "the disk is full")

        ballast.unlink()
        full.start()

        check_promises(load.stop(), self.nodes)

    def _fill(self, file) -> None:
        """Writes until nothing more fits."""
        size = 1 << 20
        while size:
            try:
                os.write(file.fileno(), bytes(size))
            except OSError:
                size //= 2

    def test_a_home_that_was_deleted(self):
        """a home that is lost is made anew from the peers, and signs only once that is safe"""
        index = 1
        lost = self.nodes[index]
        captured(lost, "L1")
        await_agreement(self.nodes)
        lost.kill()
        shutil.rmtree(lost.home.path)
        lost.home = self.cluster.make_home(index, lost.home.path)

        lost.start()
        await_agreement(self.nodes)

        self.assertEqual(role(lost), "watching")
        self._pass_vigil(lost)
        self._require_vote_of(lost)

    def test_a_backup_that_was_restored(self):
        """a validator from an old backup follows and signs nothing, and then takes part again"""
        index = 2
        old, backup = self.nodes[index], self.world.path / "backup"
        daftar("backup", "--home", old.home.path, backup)
        for number in range(3):
            captured(self.nodes[0], f"R{number}")
        old.kill()
        shutil.rmtree(old.home.path)
        daftar("restore", backup, "--home", old.home.path)
        self.cluster.settle(index, old.home)

        old.start()
        await_agreement(self.nodes)

        self.assertEqual(role(old), "watching")
        self.assertIn("restored from", old.log_tail(200))
        self._pass_vigil(old)
        self._require_vote_of(old)

    def test_a_backup_whose_original_is_gone(self):
        """an operator's word lets a restored validator sign, unless its peers know better"""
        index = 2
        old, backup = self.nodes[index], self.world.path / "second-backup"
        captured(self.nodes[0], "A0")
        daftar("backup", "--home", old.home.path, backup)
        for number in range(3):
            captured(self.nodes[0], f"A{number}")
        old.terminate()
        shutil.rmtree(old.home.path)
        daftar("restore", backup, "--home", old.home.path)
        self.cluster.settle(index, old.home)
        self._adopt_and_start(old)

        # What it signed after the backup is in certificates: it cannot know what else there is.
        if role(old) == "watching":
            old.terminate()
            self._adopt_and_start(old)

        self.assertEqual(role(old), "validator")
        self._require_vote_of(old)

    def _adopt_and_start(self, node: Node) -> None:
        daftar("node", "adopt", "--home", node.home.path, "--original-is-gone")
        node.start()
        await_agreement(self.nodes)

    def _pass_vigil(self, watching: Node) -> None:
        """Blocks without its vote; it signs after enough of them."""
        seen = status(watching)["height"]
        for number in range(VIGIL_HEIGHTS):
            seen = captured(self.nodes[0], f"V{number}")
        await_height([watching], seen)
        await_role(watching, "validator")

    def _require_vote_of(self, node: Node) -> None:
        """With another one down, nothing is decided without this one."""
        other = next(each for each in reversed(self.nodes) if each is not node)
        other.terminate()
        captured(self.nodes[0], "Q1")
        other.start()
        await_agreement(self.nodes)

    def test_an_observer_follows(self):
        """a node without a vote follows within a second, and answers questions"""
        observer = self.cluster.add_observer()
        await_height([observer], status(self.nodes[0])["height"])
        lags = []
        for number in range(10):
            height = captured(self.nodes[number % 4], f"O{number}")
            started = time.monotonic()
            await_height([observer], height)
            lags.append(time.monotonic() - started)

        median = statistics.median(lags)
        print(f"\n  lag: median {median:.3f} s, most {max(lags):.3f} s", flush=True)
        self.assertLess(median, 1)
        with observer.client() as client:
            client.indexed(height)
            self.assertGreaterEqual(len(client.every_event()), 10)
        self.assertEqual(role(observer), "observer")
        self.assertEqual(observer.terminate(), 0)

    def test_a_network_that_is_stopped_under_load(self):
        """four validators told to stop under load end soon, and start again with one ledger"""
        load = Load(self.nodes[0], seed=8, clients=2)
        with load:
            load.await_accepted(3)
            elapsed = self.cluster.terminate()
        print(f"\n  four nodes ended after {elapsed:.1f} s", flush=True)
        self.cluster.start()

        check_promises(load.stop(), self.nodes)
        self.assertLess(elapsed, STOP_SECONDS)


class PartitionTests(WorldCase):
    """Nodes in network namespaces, between which packets can be made to vanish."""

    def setUp(self):
        network.require()
        super().setUp()
        self.switch = network.Switch(4)
        self.enterContext(self.switch)
        self.cluster = Cluster(self.world, 4, place=self.switch.place)
        self.addCleanup(self._end)
        self.cluster.start()

    def _end(self):
        for node in self.cluster.nodes:
            node.discard()

    def test_halves(self):
        """two and two: neither half decides; together again they agree on what both were told"""
        nodes = self.cluster.nodes
        captured(nodes[0], "P0")
        await_agreement(nodes)

        self.switch.cut_off([2, 3])
        # What was under way may still be decided.
        time.sleep(1)
        before = [status(node)["height"] for node in nodes]
        promised = [(nodes[0], capture(nodes[0], "P1")), (nodes[2], capture(nodes[2], "P2"))]
        time.sleep(PARTITION_SECONDS)
        after = [status(node)["height"] for node in nodes]
        self.switch.heal()

        self.assertEqual(after, before)
        self._check_return(promised)

    def test_one_alone(self):
        """three and one: the three go on, the one does not; together again it has what they have"""
        nodes = self.cluster.nodes
        captured(nodes[0], "S0")
        await_agreement(nodes)

        self.switch.cut_off([3])
        time.sleep(1)
        before = status(nodes[3])["height"]
        load = Load(nodes[0], seed=3, clients=2)
        with load:
            load.await_accepted(2)
            promised = [(nodes[3], capture(nodes[3], "S1"))]
            time.sleep(PARTITION_SECONDS)
        after = [status(node)["height"] for node in (nodes[0], nodes[3])]
        self.switch.heal()

        self.assertEqual(after[1], before)
        self.assertGreater(after[0], before)
        self._check_return(promised, load.stop())

    def _check_return(self, promised, more: Promises | None = None) -> None:
        started = time.monotonic()
        for node, capture_id in promised:
            with node.client("farm") as client:
                self.assertTrue(client.job_end(capture_id, seconds=60)["success"])
        elapsed = time.monotonic() - started
        print(f"\n  {PARTITION_SECONDS} s apart: decided {elapsed:.1f} s after", flush=True)
        self.assertLess(elapsed, LONG_RETURN_SECONDS)
        check_promises(more or Promises(), self.cluster.nodes)
        check_blocks(self.cluster.nodes)
