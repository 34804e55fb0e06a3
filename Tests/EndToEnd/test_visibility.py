"""Who may read what: every reader at every interface sees what Docs/Spec/Visibility.md says, and no more."""

import base64
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from .support import events, genesis
from .support.case import NodeCase
from .support.client import Client, lot_path
from .support.program import daftar_json

PRICE = "https://example.org/price"
PERSON = "https://example.org/contact"
HARVESTED, SHIPPED, DRIED = "7131.347", "6113.113", "1709.771"
PLACE_NAME = "Secretplace-orchard"

STRANGER, PARTNER, PARTY, RECORDER, SUPERVISOR = range(5)
PUBLIC, PARTNERS, PARTIES = range(3)
# The least standing that reads a level.
READS = {PUBLIC: STRANGER, PARTNERS: PARTNER, PARTIES: PARTY}

READERS = ["anonymous", "harvester", "boss", "carrier", "farm", "drier", "exporter", "inspector"]


@dataclass
class Planted:
    """An event with words to look for, by who may read them, and what each reader is to it."""

    content: dict
    standing: dict[str, int]
    # Words beside those that follow from the content, to their level.
    words: dict[str, int] = field(default_factory=dict)
    # Amounts, to the readers that are partners of their lot.
    amounts: dict[str, list[str]] = field(default_factory=dict)
    # The level of what is for partners as a rule.
    partners: int = PARTNERS

    def is_read(self, reader: str, level: int) -> bool:
        return self.standing.get(reader, STRANGER) >= READS[level]

    def words_of(self, reader: str) -> tuple[set[str], set[str]]:
        """What the reader must find in the event, and what not."""
        seen: set[str] = set()
        hidden: set[str] = set()
        for word, level in self.words.items():
            (seen if self.is_read(reader, level) else hidden).add(word)
        for amount, partners in self.amounts.items():
            standing = self.standing.get(reader, STRANGER)
            is_read = standing >= READS[self.partners] and (
                standing >= PARTY or reader in partners
            )
            (seen if is_read else hidden).add(amount)
        return seen, hidden


class VisibilityTests(NodeCase):
    # A stranger asks for more here than strangers may at once.
    options = ("--anonymous-rate", "10000")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = events.lot(genesis.FARM, "F-1")
        cls.dried = events.lot(genesis.DRIER, "D-1")
        cls.begin = (datetime.now(events.DUSHANBE) - timedelta(days=20)).replace(
            hour=9, second=0, microsecond=0
        )
        cls.planted: dict[str, Planted] = {}
        cls._plant()
        cls._boss = daftar_json(
            "tokens", "issue", "--home", cls.node.home.path, "--member", "harvester",
            "--user", "boss", "--administrator",
        )["token"]  # fmt: skip
        cls.clients = {}
        for reader in READERS:
            if reader == "anonymous":
                client = cls.node.client()
            elif reader == "boss":
                cls.node.client("harvester").close()
                client = Client(cls.node.port, cls._boss)
            else:
                client = cls.node.client(reader)
            cls.clients[reader] = client
            cls.addClassCleanup(client.close)
        cls.clients["anonymous"].indexed(cls.height)

    @classmethod
    def _plant(cls):
        farm, drier, exporter = genesis.FARM, genesis.DRIER, genesis.EXPORTER
        everything = {"inspector": SUPERVISOR}
        cls.jobs = [
            cls._capture(
                "farm",
                [
                    cls._planted(
                        "harvest", 1,
                        events.harvest(
                            farm, cls.fresh, float(HARVESTED),
                            ilmd={"agri:variety": "Openvariety", PERSON: "Secretgrower"},
                        ),
                        {"farm": RECORDER, "drier": PARTNER},
                        amounts={HARVESTED: ["drier"]},
                        words={"Secretgrower": PARTIES, "Openvariety": PUBLIC},
                    ),
                    cls._planted(
                        "sale", 2,
                        events.shipping(
                            farm, cls.fresh, float(SHIPPED), to=drier,
                            **{
                                "agri:visibility": {
                                    "members": ["https://daftar.tj/member/carrier"]
                                }
                            },
                        ),
                        {"farm": RECORDER, "drier": PARTY, "carrier": PARTY},
                        amounts={SHIPPED: []},
                    ),
                ],
                cls._master_data(),
            ),
            cls._capture(
                "drier",
                [
                    cls._planted(
                        "arrival", 3,
                        events.receiving(drier, cls.fresh, float(SHIPPED), sender=farm),
                        {"drier": RECORDER, "farm": PARTY},
                        amounts={SHIPPED: []},
                    ),
                    cls._planted(
                        "drying", 4,
                        events.transformation(
                            drier,
                            [events.amount(cls.fresh, float(SHIPPED))],
                            [events.amount(cls.dried, float(DRIED))],
                        ),
                        {"drier": RECORDER, "farm": PARTNER, "exporter": PARTNER},
                        amounts={SHIPPED: ["farm"], DRIED: ["exporter"]},
                    ),
                    cls._planted(
                        "export", 5,
                        events.shipping(
                            drier, cls.dried, float(DRIED), to=exporter,
                            **{"agri:visibility": {"level": "parties"}},
                        ),
                        {"drier": RECORDER, "exporter": PARTY},
                        amounts={DRIED: []},
                        partners=PARTIES,
                    ),
                ],
            ),
            cls._capture(
                "exporter",
                [
                    cls._planted(
                        "receipt", 6,
                        events.receiving(exporter, cls.dried, float(DRIED), sender=drier),
                        {"exporter": RECORDER, "drier": PARTY},
                        amounts={DRIED: []},
                    )
                ],
            ),
        ]  # fmt: skip
        for planted in cls.planted.values():
            planted.standing |= everything
        cls.height = cls.jobs[-1]["height"]
        # Refused: what is told of it has numbers of the sender.
        with cls.node.client("exporter") as client:
            cls.refused = client.finished_job(
                client.capture(
                    events.document(events.shipping(exporter, cls.dried, 4321.123, to=farm))
                )
            )
        assert not cls.refused["success"]

    @classmethod
    def _planted(cls, name: str, day: int, content: dict, standing: dict, **more) -> Planted:
        """Adds a moment, a contract, a price and a person of its own to an event."""
        minute = f"{10 + day}:{20 + day}.{100 + day}"
        moment = cls.begin + timedelta(days=day)
        content["eventTime"] = f"{moment.date().isoformat()}T09:{minute}+05:00"
        content["bizTransactionList"] = [
            {"type": "po", "bizTransaction": f"https://example.org/Secretcontract-{name}"}
        ]
        content[PRICE] = {"amount": f"Secretprice-{name}"}
        content[PERSON] = f"Secretperson-{name}"
        planted = Planted(content, standing, **more)
        place = content["readPoint"]["id"].removeprefix("https://id.gs1.org")
        planted.words |= {
            minute: planted.partners, place: planted.partners,
            f"Secretcontract-{name}": PARTIES, f"Secretprice-{name}": PARTIES,
            f"Secretperson-{name}": PARTIES, content["eventID"]: PUBLIC,
        }  # fmt: skip
        cls.planted[name] = planted
        return planted

    @classmethod
    def _capture(cls, member: str, planted: list[Planted], header: dict | None = None) -> dict:
        with cls.node.client(member) as client:
            return client.captured(
                events.document(*[each.content for each in planted], **(header or {}))
            )

    @classmethod
    def _master_data(cls) -> dict:
        """What the farm calls its orchard, and the district in which it lies."""
        element = {
            "id": events.place(genesis.FARM)["id"],
            "attributes": [
                {"id": "cbvmda:name", "attribute": PLACE_NAME},
                {"id": "agri:district", "attribute": {"en": "Opendistrict"}},
            ],
        }
        kind = "urn:epcglobal:epcis:vtype:Location"
        vocabulary = {"type": kind, "vocabularyElementList": [element]}
        return {"epcisHeader": {"epcisMasterData": {"vocabularyList": [vocabulary]}}}

    def test_every_reader_reads_each_event_as_the_table_says(self):
        """an event by its id holds the words of the reader's standing and no others"""
        for name, planted in self.planted.items():
            path = "/epcis/v2/events/" + quote(planted.content["eventID"], safe="")
            for reader, client in self.clients.items():
                seen, hidden = planted.words_of(reader)
                answer = client.get(path)
                self.assertEqual(answer.status, 200, str(answer))
                text = answer.text
                for word in seen:
                    self.assertIn(word, text, f"{reader} reads {name}")
                for word in hidden:
                    self.assertNotIn(word, text, f"{reader} reads {name}")

    def test_nothing_leaks_at_any_interface(self):
        """in no byte of any answer is a word that the reader may read in no event"""
        for reader, client in self.clients.items():
            allowed, all_words = set(), set()
            for planted in self.planted.values():
                seen, hidden = planted.words_of(reader)
                allowed |= seen
                all_words |= seen | hidden
            forbidden = all_words - allowed
            if reader not in ("exporter", "inspector"):
                forbidden.add("4321.123")
            if reader not in ("farm", "drier", "inspector"):
                # What the farm has left of its lot.
                forbidden.add("1018.234")
            if reader in ("anonymous", "harvester", "boss"):
                self.assertGreaterEqual(len(forbidden), 20)
                forbidden.add(PLACE_NAME)
            for path, accept in self._interfaces():
                answer = client.get(path, Accept=accept)
                self.assertIn(answer.status, (200, 401, 403, 404), f"{path}: {answer}")
                content = b"\n".join([answer.body, *self._unpacked(answer.body)])
                for word in forbidden:
                    self.assertNotIn(
                        word.encode(), content, f"{reader} at {path} as {accept}"
                    )

    def _interfaces(self) -> list[tuple[str, str]]:
        json, cbor = "application/json", "application/cbor"
        fresh, dried = lot_path(self.fresh), lot_path(self.dried)
        paths = [
            ("/epcis/v2/events", json), ("/epcis/v2/events?orderBy=eventTime", json),
            ("/epcis/v2/events?MATCH_anyEPCClass=" + quote(self.fresh, safe=""), json),
            (self.dried, "text/html"), (self.dried, json), (self.fresh, json),
            ("/v1/labels/verify?code=" + quote(self.dried, safe=""), json),
            ("/epcis/v2/capture", json), ("/v1/alerts", json), ("/v1/reads", json),
            ("/ledger/v1/status", json), ("/metrics", "*/*"), ("/ledger/v1/evidence", json),
        ]  # fmt: skip
        for lot in (fresh, dried):
            paths += [(lot, json), (lot + "/balance", json)]
            paths += [(lot + f"/trace?direction={way}stream", json) for way in ("up", "down")]
            paths += [(lot + "/recall", kind) for kind in (json, "text/csv", "application/ld+json")]
        for planted in self.planted.values():
            identifier = quote(planted.content["eventID"], safe="")
            paths += [
                ("/epcis/v2/events/" + identifier, json),
                ("/epcis/v2/events?EQ_eventID=" + identifier, json),
                (f"/v1/events/{identifier}/recall", json),
            ]
        for job in [*self.jobs, self.refused]:
            capture = job["captureID"]
            paths += [("/epcis/v2/capture/" + capture, json)]
            for part in ("transactions", "receipts"):
                paths += [(f"/ledger/v1/{part}/{capture}", kind) for kind in (json, cbor)]
            paths += [(f"/ledger/v1/blocks/{job['height']}", kind) for kind in (json, cbor)]
        return paths

    def _unpacked(self, body: bytes) -> list[bytes]:
        """What is inside of base64 in an answer."""
        found = re.findall(rb'"([A-Za-z0-9+/]{24,}={0,2})"', body)
        return [base64.b64decode(text) for text in found if len(text) % 4 == 0]

    def test_a_question_does_not_match_through_what_is_withheld(self):
        """place and moment answer only questions of those who may read them"""
        place = quote(events.place(genesis.FARM)["id"], safe="")
        expected = {"farm": 2, "inspector": 2, "drier": 2, "carrier": 1}
        day = self.planted["harvest"].content["eventTime"][:10]
        noon, after = quote(day + "T08:00:00+05:00"), quote(day + "T23:59:59+05:00")
        for reader, client in self.clients.items():
            at_place = client.get(f"/epcis/v2/events?EQ_readPoint={place}")
            at_noon = client.get(
                f"/epcis/v2/events?GE_eventTime={noon}&LT_eventTime={after}"
            )
            self.assertEqual(len(_events(at_place)), expected.get(reader, 0), reader)
            is_seen = self.planted["harvest"].is_read(reader, PARTNERS)
            self.assertEqual(len(_events(at_noon)), int(is_seen), reader)
            self.assertEqual(len(_events(client.get("/epcis/v2/events"))), 6, reader)

    def test_what_is_nothing_but_content_is_refused(self):
        """contents, and why something was refused, are for the sender and those who supervise"""
        content = f"/ledger/v1/transactions/{self.jobs[0]['captureID']}"
        receipt = f"/ledger/v1/receipts/{self.refused['captureID']}"
        block = f"/ledger/v1/blocks/{self.jobs[0]['height']}"
        for path, readers in (
            (content, {"farm", "inspector"}),
            (receipt, {"exporter", "inspector"}),
            (block, {"inspector"}),
        ):
            for reader, client in self.clients.items():
                answer = client.get(path, Accept="application/cbor")
                if reader in readers:
                    self.assertEqual(answer.status, 200, f"{reader}: {path}")
                else:
                    self.assert_problem(answer, 403, "auth.content_withheld")

    def test_readings_are_written_down(self):
        """whose data was read is shown who read it, and to nobody else but administrators"""
        path = "/epcis/v2/events/" + quote(self.planted["harvest"].content["eventID"], safe="")
        for reader in ("inspector", "harvester", "farm"):
            self.clients[reader].get(path)

        reads = {
            reader: self.clients[reader].get("/v1/reads?perPage=1000").json["reads"]
            for reader in ("farm", "boss", "harvester", "exporter")
        }

        harvest = self.planted["harvest"].content["eventID"]
        found = [read for read in reads["farm"] if read["subject"] == harvest]
        self.assertIn("inspector", {read["member"] for read in found})
        self.assertFalse({"farm", "harvester"} & {read["member"] for read in found})
        self.assertEqual({read["owner"] for read in reads["farm"]}, {"farm"})
        self.assertEqual(reads["harvester"], [])
        self.assertIn("farm", {read["owner"] for read in reads["boss"]})
        self.assert_problem(self.clients["anonymous"].get("/v1/reads"), 401, "auth.missing")


def _events(answer) -> list[dict]:
    return answer.json["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
