"""What the command line promises: words, JSON and exit status."""

import json
import os
import sqlite3
import stat
import subprocess
import time

from .support import events, genesis
from .support.case import WorldCase
from .support.program import PROGRAM, daftar, daftar_json

REFUSED = 1
IMPOSSIBLE = 2
NOT_UNDERSTOOD = 64

TABLE = """\
Country.of.Origin,Farm.Name,Lot.Number,Number.of.Bags,Bag.Weight,Harvest.Year,Grading.Date,Owner
Uganda,hill,K1,300,60 kg,2014,"June 26th, 2014",x
Uganda,hill,,20,1218 kg,2014,"June 27th, 2014",x
Uganda,hill,K3,20,6,2014,"June 27th, 2014",x
"""


class HomeTests(WorldCase):
    def test_a_home_is_made_once(self):
        """init makes a home, tells its chain, and refuses to make it again"""
        plan = genesis.write(self.world.path / "plan")
        home = self.world.path / "home"

        made = daftar_json("init", "--home", home, "--genesis", plan)
        said = daftar("init", "--home", home, "--genesis", plan, status=REFUSED)

        self.assertEqual(made["name"], genesis.NAME)
        self.assertRegex(made["chainID"], "^[0-9a-f]{64}$")
        self.assertTrue(made["isDemo"])
        self.assertIn("a home already", said)

    def test_one_plan_founds_a_chain_of_its_own_each_time(self):
        """init without a seed makes other keys, and so another chain, each time"""
        chains = [
            daftar_json("init", "--home", self.world.path / name)["chainID"] for name in ("a", "b")
        ]

        self.assertNotEqual(chains[0], chains[1])

    def test_what_is_wrong_with_a_genesis_is_named(self):
        """init names the place of what it cannot use"""
        folder = genesis.write(self.world.path / "plan")
        plan = json.loads((folder / "genesis.json").read_text())
        plan["members"][0]["rolls"] = []
        (folder / "genesis.json").write_text(json.dumps(plan))

        said = daftar(
            "init", "--home", self.world.path / "home", "--genesis", folder, status=REFUSED
        )

        self.assertIn("/members/0/rolls", said)

    def test_the_doctor_tells_a_good_home_from_none(self):
        """doctor finds nothing wrong with a new home, and everything with a missing one"""
        home = self.world.home()

        found = daftar_json("doctor", "--home", home.path, "--port", "1")
        said = daftar("doctor", "--home", self.world.path / "nowhere", status=REFUSED)

        self.assertEqual([one for one in found if one["state"] == "wrong"], [])
        self.assertIn("durability", [one["subject"] for one in found])
        self.assertIn("daftar init", said)

    def test_a_key_is_for_its_owner_and_never_overwritten(self):
        """keys new makes a file of mode 600, and refuses one that is there"""
        file = self.world.path / "own.key"

        made = daftar_json("keys", "new", file, "--algorithm", "p256")
        daftar("keys", "new", file, status=REFUSED)

        self.assertTrue(made["publicKey"].startswith("p256:"))
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)

    def test_words_that_are_not_understood(self):
        """a wrong option ends with 64, a home that is none with 2"""
        daftar("tokens", "isue", status=NOT_UNDERSTOOD)
        daftar("tokens", "list", "--home", self.world.path / "nowhere", status=IMPOSSIBLE)
        daftar("validators", "--url", "http://127.0.0.1:1", status=IMPOSSIBLE)
        daftar("validators", "--url", "ledger.example", status=IMPOSSIBLE)

    def test_nobody_listens(self):
        """a command says soon that there is no node at the address"""
        began = time.monotonic()

        said = daftar("validators", "--url", "http://127.0.0.1:1", status=IMPOSSIBLE)

        self.assertLess(time.monotonic() - began, 10)
        self.assertIn("nobody listens there", said)
        self.assertIn("Is the node running?", said)

    def test_settings_that_no_node_can_follow(self):
        """a setting out of its range, or one that there is not, is named; so is an option"""
        home = self.world.home()
        run = ("node", "run", "--home", home.path, "--port", 0)
        cases = {
            "keepBlocks": "1 to 1000000000",
            "keepDays": "1 to 36500",
            "keepWeeks": "which there is not",
        }
        for name, expected in cases.items():
            with self.subTest(setting=name):
                (home.path / "settings.json").write_text(json.dumps({name: 0}))
                self.assertIn(expected, daftar(*run, status=REFUSED))
        said = daftar(*run, "--keep-days", 0, status=NOT_UNDERSTOOD)
        self.assertIn("--keep-days is 1 to 36500", said)


class TokenTests(WorldCase):
    def test_a_token_lives_and_ends(self):
        """a token is issued, listed without its secret, rotated and revoked"""
        home = self.world.home()
        issue = ("tokens", "issue", "--home", home.path, "--member", "farm", "--user", "gulnora")

        first = daftar_json(*issue)
        second = daftar_json("tokens", "rotate", "--home", home.path, first["id"])
        daftar("tokens", "revoke", "--home", home.path, second["id"])
        listed = daftar_json("tokens", "list", "--home", home.path)

        self.assertEqual({token["status"] for token in listed}, {"revoked"})
        self.assertEqual({token["id"] for token in listed}, {first["id"], second["id"]})
        self.assertNotIn(first["token"], json.dumps(listed))
        daftar("tokens", "revoke", "--home", home.path, second["id"], status=REFUSED)

    def test_only_a_member_gets_a_token(self):
        """a token for a member that the ledger does not know is refused"""
        home = self.world.home()

        said = daftar(
            *("tokens", "issue", "--home", home.path, "--member", "nobody", "--user", "x"),
            status=REFUSED,
        )

        self.assertIn("nobody", said)


class LedgerTests(WorldCase):
    def test_a_changed_outcome_is_found_at_its_height(self):
        """ledger verify names the first block that does not hold"""
        node = self.world.node()
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "V1"))
        with node.client("farm") as client:
            height = client.captured(events.document(harvest))["height"]
        self.assertEqual(node.terminate(), 0)
        held = daftar_json("ledger", "verify", "--home", node.home.path)
        with sqlite3.connect(node.home.path / "ledger.sqlite") as database:
            database.execute("UPDATE transactions SET outcome = CAST(outcome || x'00' AS BLOB)")

        said = daftar("ledger", "verify", "--home", node.home.path, status=REFUSED)

        self.assertEqual((held["holds"], held["transactions"]), (True, 1))
        self.assertIn(f"Block {height}", said)

    def test_a_ledger_is_verified_while_its_node_runs(self):
        """ledger verify and export work beside a running node"""
        node = self.world.node()
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "V2"))
        with node.client("farm") as client:
            client.captured(events.document(harvest))

        held = daftar_json("ledger", "verify", "--home", node.home.path)
        written = daftar_json("ledger", "export", "--home", node.home.path, self.world.path / "x")

        self.assertEqual(held["blocks"], written["blocks"])
        self.assertGreater((self.world.path / "x").stat().st_size, 100)

    def test_a_state_is_carried_to_a_home_of_the_same_chain(self):
        """ledger snapshot puts a home at a block, and the node goes on from there"""
        node, other = self.world.node(), self.world.path / "other"
        state = self.world.path / "state"
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "S1"))
        with node.client("farm") as client:
            client.captured(events.document(harvest))
        daftar("init", "--home", other, "--genesis", node.home.path / "genesis.json")

        written = daftar_json("ledger", "snapshot", "export", "--home", node.home.path, state)
        taken = daftar_json("ledger", "snapshot", "import", "--home", other, state)
        held = daftar_json("ledger", "verify", "--home", other)
        again = daftar(
            *("ledger", "snapshot", "import", "--home", other, state), status=REFUSED
        )

        self.assertEqual((written["height"], written["stateRoot"]), (1, held["stateRoot"]))
        self.assertEqual(taken["blockHash"], held["blockHash"])
        self.assertEqual((held["first"], held["blocks"], held["executed"]), (2, 0, False))
        self.assertIn("Nothing was changed", again)

    def test_old_contents_move_out_and_go(self):
        """ledger archive, purge and space make a ledger smaller and say by how much"""
        node = self.world.node()
        with node.client("farm") as client:
            for number in range(20):
                lot = events.lot(genesis.FARM, f"R{number}")
                client.captured(events.document(events.harvest(genesis.FARM, lot)))
        home = node.home.path
        busy = daftar("ledger", "archive", "--home", home, "--through", 3, status=IMPOSSIBLE)
        self.assertEqual(node.terminate(), 0)

        moved = daftar_json("ledger", "archive", "--home", home, "--through", 3)
        read = daftar_json("ledger", "verify", "--home", home)
        kept = daftar(
            *("ledger", "purge", "--home", home, "--through", 3, "--for-good"),
            status=IMPOSSIBLE,
        )
        daftar("ledger", "archive", "--home", home, "--through", 3, "--restore")
        unsure = daftar("ledger", "purge", "--home", home, "--through", 2, status=REFUSED)
        daftar("ledger", "purge", "--home", home, "--through", 2, "--for-good")
        left = daftar_json("ledger", "verify", "--home", home, "--hashes-only")
        space = daftar_json("ledger", "space", "--home", home)

        self.assertIn("open in another process", busy)
        self.assertEqual((moved["first"], moved["last"]), (1, 3))
        self.assertTrue((home / "archive" / moved["file"]).exists())
        self.assertEqual((read["holds"], read["purgedContents"]), (True, 0))
        self.assertIn(moved["file"], kept)
        self.assertIn("--for-good", unsure)
        self.assertEqual((left["holds"], left["purgedContents"]), (True, 2))
        self.assertIn("contents", [table["name"] for table in space["tables"]])


class RecallTests(WorldCase):
    def test_a_recall_is_drilled_reported_and_called(self):
        """recall drill tells totals, recall report a table and a document that capture takes"""
        node = self.world.node()
        node.client("inspector").close()
        url = ("--url", f"http://127.0.0.1:{node.port}")
        fresh = events.lot(genesis.DRIER, "F1")
        dried = events.lot(genesis.DRIER, "D1")
        making = events.transformation(
            genesis.DRIER, [events.amount(fresh, 60)], [events.amount(dried, 12)]
        )
        with node.client("sandbox") as client:
            harvest = events.harvest(genesis.DRIER, fresh)
            client.indexed(client.captured(events.document(harvest, making))["height"])

        unasked = daftar("recall", "drill", fresh, *url, status=REFUSED)
        url += ("--token", node.home.token("inspector"))
        drill = daftar_json("recall", "drill", fresh, *url)
        table = daftar("recall", "report", fresh, "--csv", *url)
        whole = daftar_json("recall", "report", making["eventID"], "--event", *url)
        document = json.loads(daftar("recall", "report", fresh, "--epcis", *url))
        with node.client("sandbox") as client:
            client.indexed(client.captured(document)["height"])
            label = client.get("/v1/labels/verify?code=" + events.identifier(dried)).json
        said = daftar("recall", "drill", events.lot(genesis.FARM, "none"), *url, status=REFUSED)
        both = ("--csv", "--epcis")
        daftar("recall", "report", fresh, *both, *url, status=NOT_UNDERSTOOD)

        self.assertEqual((drill["totals"]["lots"], drill["totals"]["holders"]), (2, 1))
        self.assertTrue(drill["isComplete"] and drill["milliseconds"] >= 0)
        rows = [line.split(",") for line in table.split()]
        self.assertEqual([row[0] for row in rows], ["lot", fresh, fresh, dried])
        self.assertEqual(rows[3][4:6], ["60", "60"])
        self.assertEqual([lot["key"] for lot in whole["lots"]], [dried])
        self.assertEqual(label["verdict"], "recalled")
        self.assertIn("resource.no_such_lot", said)
        self.assertIn("auth.missing", unasked)


class ExportCaseTests(WorldCase):
    def test_a_case_is_told_packed_and_checked(self):
        """export-case tells what is missing, and writes a file that the offline verifier takes"""
        node = self.world.node()
        ask = ("--url", f"http://127.0.0.1:{node.port}", "--token", node.home.token("sandbox"))
        fresh = events.lot(genesis.DRIER, "F1")
        dried = events.lot(genesis.DRIER, "D1")
        making = events.transformation(
            genesis.DRIER, [events.amount(fresh, 60)], [events.amount(dried, 12)]
        )
        with node.client("sandbox") as client:
            harvest = events.harvest(genesis.DRIER, fresh)
            client.indexed(client.captured(events.document(harvest, making))["height"])
        bundle = self.world.path / "case.zip"
        goods = ("--product", "081310")
        verify = PROGRAM.with_name("daftar-verify")

        told = daftar(
            *("export-case", dried, "--country", "KZ", *goods, "--out", bundle, *ask),
            status=REFUSED,
        )
        unknown = daftar("export-case", dried, "--country", "AQ", *goods, *ask, status=REFUSED)
        trust = node.home.path / "genesis.cbor"
        sound = subprocess.run(
            [verify, bundle, "--trust", trust], capture_output=True, text=True, check=False
        )
        damaged = bytearray(bundle.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        bundle.write_bytes(damaged)
        broken = subprocess.run(
            [verify, bundle, "--trust", trust], capture_output=True, check=False
        )

        self.assertIn("not_ready", told)
        self.assertIn("missing  Phytosanitary certificate", told)
        self.assertIn("export.country_unknown", unknown)
        self.assertEqual(sound.returncode, 0, sound.stdout + sound.stderr)
        self.assertIn("sandbox put it together", sound.stdout)
        self.assertEqual(broken.returncode, 1)


class MemberTests(WorldCase):
    def test_a_member_is_added_by_the_administrators_of_a_home(self):
        """members add puts a member on the ledger, which then may capture"""
        node = self.world.node()
        url = f"http://127.0.0.1:{node.port}"
        prefix = "488900190"

        daftar(
            *("members", "add", "newcomer", "--home", node.home.path, "--url", url),
            *("--name", "Newcomer", "--role", "farm", "--prefix", prefix),
        )
        # The node reads gateway keys at its start.
        node.terminate()
        node.start()
        harvest = events.harvest(prefix, events.lot(prefix, "N1"))
        with node.client("newcomer") as client:
            job = client.captured(events.document(harvest))

        self.assertTrue(job["success"])
        self.assertEqual(node.terminate(), 0)
        daftar("ledger", "verify", "--home", node.home.path)

    def test_a_role_that_is_none_is_refused(self):
        """members add refuses a role that no rule knows, and names those there are"""
        node = self.world.node()

        said = daftar(
            *("members", "add", "x", "--home", node.home.path, "--name", "X", "--role", "boss"),
            *("--url", f"http://127.0.0.1:{node.port}"),
            status=REFUSED,
        )

        self.assertIn("cooperative", said)


class CaptureTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.node = self.world.node()
        self.url = f"http://127.0.0.1:{self.node.port}"

    def _write(self, name: str, document: dict):
        file = self.world.path / name
        file.write_text(json.dumps(document), encoding="utf-8")
        return file

    def _asked(self, *words, token: str, **more):
        return daftar_json(*words, "--url", self.url, "--token", token, **more)

    def test_documents_are_captured_and_their_ends_told(self):
        """capture waits for the block and tells each document's end"""
        farm = self.node.home.token("farm")
        harvest = events.harvest(genesis.FARM, events.lot(genesis.FARM, "C1"))
        good = self._write("good.json", events.document(harvest))

        told = self._asked("capture", good, token=farm)

        self.assertEqual([one["captured"] for one in told], [True])

    def test_a_refused_document_ends_with_one_and_its_place(self):
        """capture ends with 1 when a document is refused, and says where"""
        farm = self.node.home.token("farm")
        foreign = events.harvest(genesis.DRIER, events.lot(genesis.DRIER, "C2"))
        refused = self._write("refused.json", events.document(foreign))
        broken = self.world.path / "broken.json"
        broken.write_text('{"type": "EPCISDocument", "type": 1}')

        words = ("capture", refused, broken, "--url", self.url, "--token", farm)
        said = daftar(*words, status=REFUSED)

        self.assertIn("scope.foreign_prefix", said)
        self.assertIn("json.duplicate_key", said)

    def test_a_table_is_shown_before_it_is_sent(self):
        """import shows fixes and refusals, sends nothing, and with --commit sends what was read"""
        table = self.world.path / "lots.csv"
        table.write_text(TABLE)
        words = (
            *("import", table, "--profile", "coffee"),
            *("--gtin", events.gtin(genesis.FARM), "--gln", events.gln(genesis.FARM, 1)),
        )
        farm = self.node.home.token("farm")

        shown = self._asked(*words, token=farm)
        sent = self._asked(*words, "--commit", token=farm)

        self.assertEqual((shown["lots"], shown["committed"]), (2, False))
        self.assertEqual(
            [(fix["row"], fix["column"]) for fix in shown["fixes"]],
            [(3, "Bag.Weight"), (3, "Lot.Number")],
        )
        self.assertEqual([one["row"] for one in shown["refusals"]], [4])
        self.assertEqual(shown["columnsLeftOut"], ["Owner"])
        self.assertEqual([job["success"] for job in sent["captures"]], [True])
