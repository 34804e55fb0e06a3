"""A backup is the ledger, and a copy of a home knows that it is one."""

import shutil
import time

from .support import events, genesis
from .support.case import WorldCase
from .support.load import Load
from .support.node import Home
from .support.program import daftar

# How long a home that must not sign is watched not doing it.
WATCHED_SECONDS = 1


class BackupTests(WorldCase):
    def test_a_backup_under_load_restores_and_verifies(self):
        """a backup taken while captures arrive restores on another home and verifies"""
        node = self.world.node()
        before = self._captured(node, "B1")
        backup = self.world.path / "backup"
        with Load(node, seed=11) as load:
            load.await_accepted(5)
            daftar("backup", "--home", node.home.path, backup)
            load.await_accepted(10)
        status = node.terminate()

        restored = self._restored(backup)

        self.assertEqual(status, 0)
        daftar("ledger", "verify", "--home", restored.path)
        again = self.world.node(restored)
        with again.client("farm") as client:
            self.assertTrue(client.job_end(before["captureID"])["success"])
            found = [event["eventID"] for event in client.every_event()]
        self.assertEqual(len(found), len(set(found)))

    def test_a_restored_home_is_recognised(self):
        """doctor and the node's log say of a restored home that it was restored"""
        node = self.world.node()
        self._captured(node, "B2")
        backup = self.world.path / "backup"
        daftar("backup", "--home", node.home.path, backup)
        node.terminate()

        restored = self._restored(backup)

        self.assertIn("restored from", daftar("doctor", "--home", restored.path, status=None))
        again = self.world.node(restored)
        self.assertIn("restored from", again.log_tail())

    def test_a_restored_home_votes_again_once_it_is_adopted(self):
        """a restored home signs nothing until its operator says that the original is gone"""
        node = self.world.node()
        self._captured(node, "B4")
        backup = self.world.path / "backup"
        daftar("backup", "--home", node.home.path, backup)
        node.terminate()
        restored = self._restored(backup)
        again = self.world.node(restored)
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "B5"))
        with again.client("farm") as client:
            waiting = client.capture(events.document(harvest)).json["captureID"]
            time.sleep(WATCHED_SECONDS)
            self.assertTrue(client.job(waiting).json["running"], "a watching home has signed")
        again.terminate()

        daftar("node", "adopt", "--home", restored.path, "--original-is-gone")

        again.start()
        with again.client("farm") as client:
            self.assertTrue(client.job_end(waiting)["success"])
        self.assertNotIn("restored from", daftar("doctor", "--home", restored.path, status=None))

    def test_a_copied_home_is_recognised(self):
        """doctor and the node say of a home made with cp -r that it is a copy"""
        node = self.world.node()
        self._captured(node, "B3")
        node.terminate()
        copy = Home(self.world.path / "other")
        shutil.copytree(node.home.path, copy.path)

        said = daftar("doctor", "--home", copy.path, status=None)

        self.assertIn("a copy", said)
        started = self.world.node(copy, start=False)
        started.start(ready=False)
        self.assertIn("a copy", self._log_of_start(started))
        self.assertNotIn("a copy", daftar("doctor", "--home", node.home.path, status=None))

    def test_a_backup_never_overwrites(self):
        """a backup refuses a path where something is already"""
        node = self.world.node()
        taken = self.world.path / "taken"
        taken.mkdir()
        (taken / "ledger.sqlite").write_text("something else")

        daftar("backup", "--home", node.home.path, taken, status=1)

        self.assertEqual((taken / "ledger.sqlite").read_text(), "something else")

    def _captured(self, node, number: str) -> dict:
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, number))
        with node.client("farm") as client:
            return client.captured(events.document(harvest))

    def _restored(self, backup) -> Home:
        home = Home(self.world.path / "second")
        daftar("restore", backup, "--home", home.path)
        return home

    def _log_of_start(self, node) -> str:
        """The log once the node is ready or has ended."""
        try:
            node.await_ready()
        except AssertionError:
            self.assertNotEqual(node.end_status(), 0)
        return node.log_tail()
