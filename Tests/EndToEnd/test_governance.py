"""Administrators in different places change what holds, from files."""

import contextlib
import json
import shutil
import subprocess
import sys

from .support import events, genesis
from .support.case import WorldCase
from .support.node import Home, Node
from .support.program import REPOSITORY, daftar, daftar_json

REFUSED = 1
VERIFIER = REPOSITORY / "Tests/Verifier/verify_block.py"
# EX_SOFTWARE: a node that cannot go on says why and ends (Docs/Operations.md §10).
CANNOT_GO_ON = 70
ADMINISTRATORS = ("a", "b", "c")


class GovernanceTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.folder = self.world.path / "first"
        plan = self.folder / "plan"
        plan.mkdir(parents=True)
        written = genesis.plan() | {"administrators": {"names": list(ADMINISTRATORS)}}
        (plan / "genesis.json").write_text(json.dumps(written), encoding="utf-8")
        home = Home(self.folder / "home")
        daftar("init", "--home", home.path, "--genesis", plan)
        self.node = self.world.node(home)

    @property
    def home(self):
        return self.node.home.path

    def _key(self, administrator: str):
        return self.home / "keys" / f"administrator-{administrator}.key"

    def _propose(self, *words, name: str = "proposal"):
        """The drafted file, and what the command says of it."""
        file = self.folder / f"{name}.cbor"
        return file, daftar_json(*words, "--home", self.home, "--out", file)

    def _submit(self, file, status: int = 0) -> str:
        url = f"http://127.0.0.1:{self.node.port}"
        return daftar("proposal", "submit", file, "--home", self.home, "--url", url, status=status)

    def _decide(self, *words) -> dict:
        """Proposes, signs with every key of the home and submits; what was proposed."""
        file, story = self._propose(*words)
        daftar("proposal", "sign", file, "--home", self.home)
        self._submit(file)
        return story

    def _capture(self, node: Node, lot: str, count: int = 1) -> dict:
        harvests = [
            events.harvest(genesis.FARM, events.lot(genesis.FARM, f"{lot}{number}"))
            for number in range(count)
        ]
        with node.client("farm") as client:
            return client.finished_job(client.capture(events.document(*harvests)))

    def test_copies_that_were_signed_apart_are_combined_and_hold(self):
        """parameters proposed in one place, signed in three, combined and submitted, are in force"""
        file, story = self._propose("network", "propose", "parameters", "captureEventsMax=1")
        copies = []
        for administrator in ADMINISTRATORS:
            copy = self.folder / f"{administrator}.cbor"
            shutil.copy(file, copy)
            daftar("proposal", "sign", copy, "--key", self._key(administrator))
            copies.append(copy)

        two = self.folder / "two.cbor"
        whole = self.folder / "whole.cbor"
        missing = daftar_json("proposal", "combine", *copies[:2], "--out", two)
        too_few = self._submit(two, status=REFUSED)
        daftar("proposal", "combine", two, copies[2], "--out", whole)
        shown = daftar("proposal", "show", whole)
        self._submit(whole)
        again = self._submit(whole, status=REFUSED)

        change = {"name": "captureEventsMax", "before": "5000", "after": "1"}
        self.assertEqual(story["differences"], [change])
        self.assertEqual((missing["missing"], len(missing["signed"])), (1, 2))
        self.assertIn("3 administrators must sign", too_few)
        self.assertIn("captureEventsMax", shown)
        self.assertIn("Enough have signed", shown)
        self.assertIn("The proposal has number 1; the next is 2.", again)
        self.assertTrue(self._capture(self.node, "one")["success"])
        with self.node.client("farm") as client:
            two = [
                events.harvest(genesis.FARM, events.lot(genesis.FARM, number))
                for number in ("two", "three")
            ]
            refused = client.capture(events.document(*two))
        self.assertEqual((refused.status, refused.code), (413, "content.too_many_events"))

    def test_a_key_that_is_no_administrators_signs_nothing(self):
        """proposal sign refuses other keys, and another proposal is not combined"""
        file, _ = self._propose("validators", "propose", "address", "node-0", "http://127.0.0.1:1")
        other, _ = self._propose(
            "validators", "propose", "address", "node-0", "http://127.0.0.1:2", name="other"
        )
        stranger = self.folder / "stranger.key"
        daftar("keys", "new", stranger)

        said = daftar("proposal", "sign", file, "--key", stranger, status=REFUSED)
        mixed = daftar("proposal", "combine", file, other, "--out", file, status=REFUSED)

        self.assertIn("no administrator's", said)
        self.assertIn("another proposal", mixed)

    def test_what_the_ledger_would_refuse_is_not_even_drafted(self):
        """propose says what would be refused, with the rule and its numbers"""
        out = ("--home", self.home, "--out", self.folder / "x")

        last = daftar("validators", "propose", "remove", "node-0", *out, status=REFUSED)
        small = daftar(
            *("network", "propose", "parameters", "contentBytesMax=1", *out), status=REFUSED
        )
        past = daftar("network", "propose", "upgrade", "999", "--from", "0", *out, status=REFUSED)
        land = daftar(
            *("network", "propose", "plot", "urn:epc:id:sgln:4880001.00000.B1"),
            *("--owner", "nobody", "--crop", "080910", "--area", "100", *out), status=REFUSED
        )
        limits = daftar(
            *("network", "propose", "limits", "--from", "9999"),
            *("--yield", "080910:081310=360-170", *out), status=REFUSED
        )

        self.assertIn("governance.validator_count", last)
        self.assertIn("65536 to 67108864 are allowed", small)
        self.assertIn("governance.rule_height_passed", past)
        self.assertIn("governance.unknown_subject", land)
        self.assertIn("content.not_governance", limits)
        self.assertFalse((self.folder / "x").exists())

    def test_the_only_validator_changes_its_keys_and_goes_on(self):
        """a candidate with new keys takes the validator's place, and decides the next block"""
        keys, file = self.folder / "next", self.folder / "candidate.cbor"
        record = daftar_json(
            *("validators", "candidate", "node-0", "--home", self.home, "--keys", keys),
            *("--address", "http://127.0.0.1:8580", "--out", file),
        )

        story = self._decide("validators", "propose", "rotate", file)
        listed = daftar_json("validators", "list", "--home", self.home)
        self.assertEqual(self.node.terminate(), 0)
        for key in keys.iterdir():
            shutil.copy(key, self.home / "keys" / key.name)
        self.node.start()
        job = self._capture(self.node, "after")

        self.assertEqual(story["after"]["validators"], [record])
        self.assertEqual(listed["validators"], [record])
        self.assertEqual((listed["from"], listed["quorum"]), (2, 1))
        self.assertTrue(job["success"])
        self.assertEqual(self.node.terminate(), 0)
        daftar("ledger", "verify", "--home", self.home)
        exported = self.folder / "chain.cbor"
        daftar("ledger", "export", "--home", self.home, exported)
        ended = subprocess.run(
            [sys.executable, VERIFIER, exported, "--chain", listed["chainID"]],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_a_program_that_does_not_know_the_rules_stops_before_them(self):
        """an upgrade to rules that the node lacks ends it before that height, its ledger whole"""
        self._decide("network", "propose", "upgrade", "999", "--from", "3")
        with self.node.client("farm") as client:
            harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "last"))
            # It may end before it has answered.
            with contextlib.suppress(ConnectionError):
                client.capture(events.document(harvest))
        ended = self.node.end_status()
        self.node.start(ready=False)
        again = self.node.end_status()

        said = self.node.log_tail()
        self.assertEqual((ended, again), (CANNOT_GO_ON, CANNOT_GO_ON))
        self.assertIn("block 3 needs version 999 of the rules", said)
        verified = daftar_json("ledger", "verify", "--home", self.home)
        self.assertEqual((verified["holds"], verified["blocks"]), (True, 2))

    def test_a_member_is_suspended_and_comes_back(self):
        """members propose changes a member, which its next capture meets"""
        self._decide("members", "propose", "suspend", "farm")
        suspended = self._capture(self.node, "no")
        self._decide("members", "propose", "resume", "farm")
        resumed = self._capture(self.node, "yes")

        self.assertIn("member.suspended", json.dumps(suspended))
        self.assertTrue(resumed["success"])
