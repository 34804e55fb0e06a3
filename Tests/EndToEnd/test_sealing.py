"""What is private stays at the node of its owner, and can be forgotten."""

import json
import uuid
from pathlib import Path
from urllib.parse import quote

from .support import events, genesis
from .support.case import WorldCase
from .support.client import Client
from .support.cluster import Cluster, await_agreement, await_height
from .support.node import Node
from .support.program import daftar, daftar_json
from .test_join import BLOCKS, await_history, fill

NOTE, PRICE = "agri:note", "agri:price"
SEALED = "https://daftar.tj/voc/sealed"


def holding(node: Node, secrets: list[str]) -> list[str]:
    """The files of a home, and the node's log, in which one of the words stands."""
    found = []
    for path in [*node.home.path.rglob("*"), node.log]:
        if path.is_file() and any(word.encode() in path.read_bytes() for word in secrets):
            found.append(path.name)
    return sorted(found)


def contents(node: Node, height: int) -> bytes:
    """Everything that was signed, as the node has it: on the disk it is compressed."""
    parts = []
    with node.client("inspector") as client:
        for number in range(1, height + 1):
            block = client.get(f"/ledger/v1/blocks/{number}").json
            for transaction in block["transactions"]:
                path = f"/ledger/v1/transactions/{transaction}"
                answer = client.get(path, Accept="application/cbor")
                assert answer.status == 200, str(answer)
                parts.append(answer.body)
    return b"".join(parts)


def one_event(client: Client, event_id: str) -> dict:
    answer = client.get("/epcis/v2/events/" + quote(event_id, safe=""))
    return answer.json["epcisBody"]["queryResults"]["resultsBody"]["eventList"][0]


class SealingTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.cluster = Cluster(self.world).start()
        self.owner, self.other = self.cluster.nodes[:2]
        self.secrets = [f"makhfi{uuid.uuid4().hex}" for _ in range(2)]
        self.event = events.harvest(
            genesis.FARM,
            events.lot(genesis.FARM, "SEALED"),
            **{
                "agri:private": [
                    {"name": PRICE, "readers": ["https://daftar.tj/member/exporter"]}
                ],
                NOTE: self.secrets[0],
                PRICE: {"amount": 12.5, "per": "KGM", "contract": self.secrets[1]},
            },
        )
        self.id = self.event["eventID"]
        with self.owner.client("farm") as client:
            self.height = client.captured(events.document(self.event))["height"]

    def assert_only_the_owner_has_it(self, nodes: list[Node]):
        for node in nodes:
            found = [name for name in holding(node, self.secrets)]
            if node is self.owner:
                self.assertEqual([n for n in found if not n.startswith("openings.sqlite")], [])
                self.assertNotEqual(found, [])
            else:
                self.assertEqual(found, [])
            signed = contents(node, self.height)
            self.assertIn(SEALED.encode(), signed)
            for secret in self.secrets:
                self.assertNotIn(secret.encode(), signed)

    def test_a_secret_never_leaves_its_node(self):
        """after capture, after a restart and after a join only the owner's node has the value"""
        nodes = self.cluster.nodes
        await_height(nodes, self.height)
        self.assert_only_the_owner_has_it(nodes)

        with self.owner.client("farm") as client:
            mine = one_event(client, self.id)
        with self.owner.client("exporter") as client:
            named = one_event(client, self.id)
        with self.other.client("farm") as client:
            elsewhere = one_event(client, self.id)
        self.assertEqual((mine[NOTE], mine[PRICE]), (self.event[NOTE], self.event[PRICE]))
        # Whoever sees a part of the event asks for what opens its fields.
        self.assertEqual({NOTE, PRICE} & set(named), set())
        self.assertEqual((list(elsewhere[NOTE]), list(elsewhere[PRICE])), ([SEALED], [SEALED]))

        for node in (self.owner, self.other):
            self.assertEqual(node.terminate(), 0)
            node.start()
        await_agreement(nodes)
        self.assert_only_the_owner_has_it(nodes)

        fill(self.owner, BLOCKS)
        height = await_agreement(nodes)["height"]
        observer = self.cluster.add_observer()
        await_height([observer], height)
        self.assertIn("joined by snapshot", observer.log_tail(400))
        await_history(observer)
        self.assert_only_the_owner_has_it([*nodes, observer])

    def test_an_opening_is_checked_elsewhere(self):
        """what the owner hands over is verified by another node, and by a command without one"""
        await_height(self.cluster.nodes, self.height)
        path = f"/v1/events/{quote(self.id, safe='')}/openings"
        with self.owner.client("exporter") as client:
            fields = client.get(path).json["sealed"]
        given = {field["pointer"]: field["opening"] for field in fields if "opening" in field}
        self.assertEqual(list(given), ["/" + PRICE])
        opening = given["/" + PRICE]
        changed = opening | {"value": opening["value"] | {"amount": 11}}

        with self.other.client() as client:
            body = json.dumps({"openings": [opening, changed]}).encode()
            verdict = client.request(
                "POST", path + "/verify", body, {"Content-Type": "application/json"}
            )
        with self.other.client("farm") as client:
            event = one_event(client, self.id)

        self.assertEqual([r["matches"] for r in verdict.json["results"]], [True, False])
        files = [self.world.path / name for name in ("event.json", "good.json", "bad.json")]
        for file, value in zip(files, (event, opening, changed), strict=True):
            file.write_text(json.dumps(value))
        daftar("openings", "check", files[0], files[1])
        daftar("openings", "check", files[0], files[2], status=1)

    def test_a_value_is_forgotten_and_the_chain_holds(self):
        """an erased value is in no file of the home, restored or not, and the ledger verifies"""
        home = self.owner.home.path
        listed = daftar_json("openings", "list", "--home", home, "--event", self.id)
        self.assertEqual([each["pointer"] for each in listed], ["/" + NOTE, "/" + PRICE])
        self.assertNotIn(self.secrets[0], json.dumps(listed))

        daftar(
            *("openings", "erase", "--home", home, "--event", self.id),
            *("--all", "--reason", "the person asked"),
        )

        self.assertEqual(holding(self.owner, self.secrets), [])
        with self.owner.client("farm") as client:
            self.assertEqual(list(one_event(client, self.id)[NOTE]), [SEALED])
        erasures = daftar_json("openings", "erasures", "--home", home)
        self.assertEqual({each["reason"] for each in erasures}, {"the person asked"})
        backup = self.world.path / "backup"
        daftar("backup", "--home", home, backup)
        self.assertEqual(self.owner.terminate(), 0)
        daftar("ledger", "verify", "--home", home)
        self.assertFalse(any(self._has_secret(path) for path in backup.rglob("*")))

    def test_openings_are_in_a_backup(self):
        """a restored home can still show what its member sealed"""
        backup, restored = self.world.path / "backup", self.world.path / "restored"
        daftar("backup", "--home", self.owner.home.path, backup)
        daftar("restore", backup, "--home", restored)

        listed = daftar_json("openings", "list", "--home", restored)

        self.assertEqual([each["eventID"] for each in listed], [self.id, self.id])
        self.assertEqual((restored / "openings.sqlite").stat().st_mode & 0o777, 0o600)

    def test_a_document_is_sealed_at_home(self):
        """the command seals without a node, and what it wrote passes a node unchanged"""
        folder = self.world.path
        event = events.harvest(
            genesis.FARM, events.lot(genesis.FARM, "HOME"), **{NOTE: self.secrets[0]}
        )
        (folder / "open.json").write_text(events.text(events.document(event)))
        files = folder / "sealed.json", folder / "openings.json"
        daftar(
            *("openings", "seal", folder / "open.json"),
            *("--sealed", files[0], "--openings", files[1]),
        )
        self.assertFalse(self._has_secret(files[0]))

        with self.owner.client("farm") as client:
            client.captured(files[0].read_bytes())
            openings = json.loads(files[1].read_text())[0]["openings"]
            path = f"/v1/events/{quote(event['eventID'], safe='')}/openings"
            kept = client.request(
                *("POST", path, json.dumps({"openings": openings}).encode()),
                {"Content-Type": "application/json"},
            )
            self.assertEqual(kept.status, 200, str(kept))
            self.assertEqual(one_event(client, event["eventID"])[NOTE], self.secrets[0])

    def _has_secret(self, path: Path) -> bool:
        return path.is_file() and any(
            word.encode() in path.read_bytes() for word in self.secrets
        )
