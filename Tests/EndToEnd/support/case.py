"""Test cases that have a world of their own, and show its logs when they fail."""

import os
import subprocess
import unittest

from .cluster import Cluster, await_agreement, check_blocks, evidence
from .node import Node, World

# A soak writes more than a short run.
SMALL_DISK_BYTES = (4 << 30) if os.environ.get("DAFTAR_SOAK") else (256 << 20)


class _CountingCase(unittest.TestCase):
    """Knows while it runs whether anything of it has failed so far."""

    def run(self, result=None):
        self._result = result or self.defaultTestResult()
        self._problems_before = self._problems
        return super().run(self._result)

    @property
    def _problems(self) -> int:
        return len(self._result.failures) + len(self._result.errors)

    @property
    def has_failed(self) -> bool:
        return self._problems > self._problems_before


class WorldCase(_CountingCase):
    """Every test has its own folder, homes and nodes."""

    def setUp(self):
        self.world = World(self._testMethodName.removeprefix("test_")[:40])
        self.addCleanup(lambda: self.world.end(self.has_failed))


class NodeCase(_CountingCase):
    """One node for all tests of the class, which must live through each of them."""

    world: World
    node: Node
    options: tuple[str, ...] = ()
    _failed = False

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.__name__)
        cls.addClassCleanup(lambda: cls.world.end(cls._failed))
        try:
            cls.node = cls.world.node(None, *cls.options)
        except BaseException:
            cls._failed = True
            raise

    def tearDown(self):
        self.assertTrue(self.node.runs, "the node has ended\n" + self.node.log_tail())
        with self.node.client() as client:
            self.assertEqual(client.get("/health/live").status, 200)
        if self.has_failed:
            type(self)._failed = True

    def assert_problem(self, answer, status: int, code: str, pointer: str | None = None):
        """A problem document with this code, and where it names a place, this one."""
        self.assertEqual((answer.status, answer.code), (status, code), str(answer))
        self.assertTrue(
            answer.headers["content-type"].startswith("application/problem+json"), str(answer)
        )
        if pointer is not None:
            self.assertEqual(answer.pointers[0], pointer, str(answer))


class ClusterCase(_CountingCase):
    """One network of four validators for all tests of the class; each test leaves it whole.

    The home of one of them is a small file system of its own where that can be made.
    """

    world: World
    cluster: Cluster
    small_disk: int | None = None
    _failed = False

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.__name__)
        cls.addClassCleanup(lambda: cls.world.end(cls._failed))
        try:
            cls._mount_small_disk(3)
            cls.cluster = Cluster(cls.world).start()
        except BaseException:
            cls._failed = True
            raise

    @classmethod
    def _mount_small_disk(cls, index: int) -> None:
        if os.geteuid() != 0:
            return
        path = cls.world.path / f"node-{index}"
        path.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "daftar", str(path)]
        if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
            cls.small_disk = index
            # Cleanups run last in, first out: nodes end before this, the folder goes after it.
            unmount = ["umount", "--lazy", str(path)]
            cls.addClassCleanup(lambda: subprocess.run(unmount, check=False))

    @property
    def nodes(self) -> list[Node]:
        return self.cluster.nodes

    def setUp(self):
        for node in self.nodes:
            if not node.runs:
                node.start()
        self.cluster.await_connected()
        self.before = await_agreement(self.nodes)

    def tearDown(self):
        try:
            self.assertTrue(all(node.runs for node in self.nodes), "a node has ended")
            check_blocks(self.nodes, first=self.before["height"])
            for node in self.nodes:
                self.assertEqual(evidence(node), {"count": 0, "recorded": [], "seen": []})
        finally:
            if self.has_failed:
                type(self)._failed = True
