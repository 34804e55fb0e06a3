"""Test cases that have a world of their own, and show its logs when they fail."""

import unittest

from .node import Node, World


class WorldCase(unittest.TestCase):
    """Every test has its own folder, homes and nodes."""

    def setUp(self):
        self.world = World(self._testMethodName.removeprefix("test_")[:40])
        self._problems_before = _problems(self)
        self.addCleanup(self._end)

    def _end(self):
        self.world.end(failed=_problems(self) > self._problems_before)


class NodeCase(unittest.TestCase):
    """One node for all tests of the class, which must live through each of them."""

    world: World
    node: Node
    _failed = False

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.__name__)
        cls.addClassCleanup(lambda: cls.world.end(failed=cls._failed))
        try:
            cls.node = cls.world.node()
        except BaseException:
            cls._failed = True
            raise

    def setUp(self):
        self._problems_before = _problems(self)

    def tearDown(self):
        self.assertTrue(self.node.runs, "the node has ended\n" + self.node.log_tail())
        with self.node.client() as client:
            self.assertEqual(client.get("/health/live").status, 200)
        if _problems(self) > self._problems_before:
            type(self)._failed = True

    def assert_problem(self, answer, status: int, code: str, pointer: str | None = None):
        """A problem document with this code, and where it names a place, this one."""
        self.assertEqual((answer.status, answer.code), (status, code), str(answer))
        self.assertTrue(
            answer.headers["content-type"].startswith("application/problem+json"), str(answer)
        )
        if pointer is not None:
            self.assertEqual(answer.pointers[0], pointer, str(answer))


def _problems(case: unittest.TestCase) -> int:
    result = case._outcome.result
    return len(result.failures) + len(result.errors)
