"""A home that an older program left is taken up by this one."""

import sqlite3
from contextlib import closing

from .support import events, genesis
from .support.case import WorldCase
from .support.node import Home
from .support.program import daftar

# As programs before wrote the state and its tree: by type and id; by version, and by paths of two nibbles
# a byte.
BACK_TO_SCHEMA_2 = """
    CREATE TABLE by_type (type INTEGER NOT NULL, id BLOB NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY (type, id)) STRICT, WITHOUT ROWID;
    INSERT INTO by_type SELECT fact_type(place), fact_id(place), value FROM state;
    DROP TABLE state;
    ALTER TABLE by_type RENAME TO state;
    CREATE TABLE by_version (version INTEGER NOT NULL, path BLOB NOT NULL, row BLOB NOT NULL,
        PRIMARY KEY (version, path)) STRICT, WITHOUT ROWID;
    INSERT INTO by_version SELECT version, packed(place), row FROM nodes;
    DROP TABLE nodes;
    DROP TABLE deep_nodes;
    ALTER TABLE by_version RENAME TO nodes;
    CREATE TABLE stale (since INTEGER NOT NULL, version INTEGER NOT NULL, path BLOB NOT NULL,
        PRIMARY KEY (since, version, path)) STRICT, WITHOUT ROWID;
    DROP TABLE former_nodes;
    DROP TABLE tree_versions;
    PRAGMA user_version = 2;
"""


def _go_back(path) -> None:
    with closing(sqlite3.connect(path)) as ledger:
        ledger.create_function("packed", 1, _packed)
        ledger.create_function("fact_type", 1, lambda place: _fact(place)[0])
        ledger.create_function("fact_id", 1, lambda place: _fact(place)[1])
        ledger.executescript(BACK_TO_SCHEMA_2)


def _packed(place: int) -> bytes:
    """The number of nibbles, and the nibbles, two a byte."""
    count = place & 15
    nibbles = (place << 4 & (1 << 64) - 1).to_bytes(8, "big")
    return bytes([count]) + nibbles[: (count + 1) // 2]


def _fact(place: bytes) -> tuple[int, bytes]:
    """Type and id: Docs/Spec/Storage.md §2."""
    kind, rest = place[0], place[1:]
    if kind == 0:
        return rest[0], rest[1:]
    if kind != 17:
        return kind, rest
    lot, _, behind = rest.partition(b"\0")
    return behind[0], behind[1:] + lot


class UpgradeTests(WorldCase):
    def test_a_node_brings_an_older_ledger_up(self):
        """commands say that the node is to be started; it starts, and has what was there"""
        node = self.world.node()
        job = self._captured(node, "U1")
        node.terminate()
        _go_back(node.home.path / "ledger.sqlite")

        refused = daftar("ledger", "verify", "--home", node.home.path, status=None)
        node.start()

        self.assertIn("start the node once", refused)
        with node.client("farm") as client:
            self.assertTrue(client.job_end(job["captureID"])["success"])
        node.terminate()
        daftar("ledger", "verify", "--home", node.home.path)

    def test_an_older_backup_restores(self):
        """a backup that an older program took becomes a home of this one"""
        node = self.world.node()
        self._captured(node, "U2")
        backup = self.world.path / "backup"
        daftar("backup", "--home", node.home.path, backup)
        node.terminate()
        _go_back(backup / "ledger.sqlite")

        restored = Home(self.world.path / "restored")
        daftar("restore", "--home", restored.path, backup)

        daftar("ledger", "verify", "--home", restored.path)

    def _captured(self, node, number: str) -> dict:
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, number))
        with node.client("farm") as client:
            return client.captured(events.document(harvest))
