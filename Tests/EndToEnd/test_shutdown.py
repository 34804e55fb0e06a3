"""SIGTERM is a promise kept: what was acknowledged stays, and the process ends."""

import time

from .support.case import WorldCase
from .support.load import Load
from .support.program import daftar

# Requests under way and the block in flight; a debug build.
STOP_SECONDS = 15


class ShutdownTests(WorldCase):
    def test_sigterm_under_load_loses_nothing_acknowledged(self):
        """a node told to stop under load ends with 0, soon, and keeps all it acknowledged"""
        node = self.world.node()
        load = Load(node, seed=7)

        with load:
            load.await_accepted(10)
            started = time.monotonic()
            status = node.terminate(STOP_SECONDS)
            elapsed = time.monotonic() - started
        promises = load.stop()

        self.assertEqual(status, 0, node.log_tail())
        self.assertLess(elapsed, STOP_SECONDS)
        self.assertEqual(promises.surprises, [])
        node.start()
        with node.client("harvester") as client:
            jobs = [client.job_end(sent.capture_id) for sent in promises.accepted]
        self.assertEqual([job for job in jobs if not job["success"]], [])
        self.assertGreaterEqual(len(jobs), 10)
        self.assertEqual(node.terminate(), 0)
        daftar("ledger", "verify", "--home", node.home.path)

    def test_an_idle_connection_does_not_hold_the_node(self):
        """clients that keep idle connections open do not keep a node from stopping"""
        node = self.world.node()
        clients = [node.client() for _ in range(20)]
        for client in clients:
            self.assertEqual(client.get("/health/live").status, 200)

        status = node.terminate(STOP_SECONDS)

        self.assertEqual(status, 0, node.log_tail())
        for client in clients:
            client.close()

    def test_a_second_node_does_not_start_on_the_same_home(self):
        """a home that a node serves from refuses a second one, and the first lives on"""
        node = self.world.node()
        second = self.world.node(node.home, start=False)
        second.log = second.log.with_suffix(".second.log")

        second.start(ready=False)
        status = second.end_status()

        self.assertNotEqual(status, 0)
        self.assertIn(str(node.pid), second.log_tail())
        with node.client() as client:
            self.assertEqual(client.get("/health/ready").status, 200)
