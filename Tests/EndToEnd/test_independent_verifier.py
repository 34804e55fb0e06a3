"""Somebody else's libraries agree with what a live node has written."""

import subprocess
import sys

from .support import chain
from .support.case import WorldCase
from .support.program import REPOSITORY, daftar

VERIFIER = REPOSITORY / "Tests/Verifier/verify_block.py"


class IndependentVerifierTests(WorldCase):
    def test_the_chain_of_a_live_node(self):
        """a chain exported from a running node holds under cbor2 and cryptography"""
        node = self.world.node()
        chain.Chain(node)
        with node.client() as client:
            status = client.get("/ledger/v1/status").json
        exported = self.world.path / "chain.cbor"

        daftar("ledger", "export", "--home", node.home.path, exported)

        ended = self._verify(exported, status["chainID"])
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertIn(status["blockHash"], ended.stdout)

    def test_a_chain_that_was_touched(self):
        """one changed byte anywhere in the export and it no longer holds"""
        node = self.world.node()
        chain.Chain(node)
        with node.client() as client:
            chain_id = client.get("/ledger/v1/status").json["chainID"]
        exported = self.world.path / "chain.cbor"
        daftar("ledger", "export", "--home", node.home.path, exported)
        sound = exported.read_bytes()

        for place in range(len(sound) // 20, len(sound), len(sound) // 9):
            touched = bytearray(sound)
            touched[place] ^= 0x01
            exported.write_bytes(touched)
            ended = self._verify(exported, chain_id)
            self.assertEqual(ended.returncode, 1, f"byte {place} of {len(sound)}")

    def _verify(self, exported, chain_id: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, VERIFIER, exported, "--chain", chain_id],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
