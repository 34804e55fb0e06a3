"""A member records for another that confirmed it; administrators revoke what an issuer cannot."""

from urllib.parse import quote

from .support import events, genesis
from .support.case import WorldCase
from .support.client import lot_path
from .support.program import daftar, daftar_json

REFUSED = 1
BEHALF = "https://daftar.tj/voc/onBehalfOf"
CERTIFYING = "https://daftar.tj/voc/BizStep-certifying"


class DelegationTests(WorldCase):
    """The carrier stands in for a cooperative: it may create nothing in its own name."""

    def setUp(self):
        super().setUp()
        self.node = self.world.node()
        self.url = f"http://127.0.0.1:{self.node.port}"
        self._decide("network", "propose", "upgrade", "4", "--from", "2")

    def _decide(self, *words) -> None:
        """Proposes, signs with the key of the home and submits."""
        home, file = self.node.home.path, self.world.path / "proposal.cbor"
        file.unlink(missing_ok=True)
        daftar(*words, "--home", home, "--out", file)
        daftar("proposal", "sign", file, "--home", home)
        daftar("proposal", "submit", file, "--home", home, "--url", self.url)

    def _cli(self, member: str, *words, status: int = 0):
        self.node.client(member).close()  # waits until the node knows the token
        remote = ("--url", self.url, "--token", self.node.home.token(member))
        return daftar(*words, *remote, status=status)

    def _harvest(self, number: str, kilograms=100, **fields) -> dict:
        lot = events.lot(genesis.FARM, number)
        return events.harvest(genesis.FARM, lot, kilograms, **{BEHALF: "farm"} | fields)

    def test_a_delegate_records_what_was_confirmed_to_it(self):
        """refused before, done within what was confirmed, in the farm's books, refused after"""
        with self.node.client("farm") as farm, self.node.client("carrier") as carrier:
            first = self._harvest("D1")
            before = carrier.refused(events.document(first))
            self._cli("farm", "delegations", "confirm", "carrier", "--kind", "harvest")
            carrier.captured(events.document(first))
            ship = events.event(
                *("ObjectEvent", "shipping", genesis.FARM), action="OBSERVE",
                quantityList=[events.amount(events.lot(genesis.FARM, "D1"), 1)],
                **{BEHALF: "farm"},
            )
            beyond = carrier.refused(events.document(ship))
            lot = farm.get(lot_path(events.lot(genesis.FARM, "D1"))).json
            balance = farm.get(lot_path(events.lot(genesis.FARM, "D1"), "/balance")).json
            seen = farm.get(f"/epcis/v2/events/{quote(first['eventID'], safe='')}").json
            listed = farm.get("/v1/delegations?member=farm").json["delegations"]
            with self.node.client() as anybody:
                public = anybody.get("/v1/delegations/farm/carrier").json
            self._cli("farm", "delegations", "withdraw", "carrier")
            after = carrier.refused(events.document(self._harvest("D2")))
            table = self._cli("farm", "delegations", "list", "--delegate", "carrier")

        self.assertEqual(before["code"], "delegation.not_confirmed")
        self.assertEqual(beyond["code"], "delegation.scope")
        self.assertEqual(after["code"], "delegation.not_confirmed")
        self.assertIn("withdrawn from height", after["detail"])
        self.assertEqual((lot["createdBy"], lot["createdByDelegate"]), ("farm", "carrier"))
        self.assertEqual([held["holder"] for held in balance["holdings"]], ["farm"])
        self.assertEqual(lot["events"][0]["delegate"], "carrier")
        event = seen["epcisBody"]["queryResults"]["resultsBody"]["eventList"][0]
        self.assertEqual(event[BEHALF], "farm")
        self.assertEqual([d["kinds"] for d in listed], [["harvest"]])
        self.assertEqual((public["standing"], public["isLimited"]), ("confirmed", True))
        self.assertNotIn("kinds", public)
        self.assertIn("withdrawn", table)

    def test_a_farm_takes_back_what_was_recorded_for_it(self):
        """an error declaration by the farm itself, also after it has withdrawn"""
        with self.node.client("farm") as farm, self.node.client("carrier") as carrier:
            farm.request(
                "POST", "/v1/delegations", b'{"delegate":"carrier"}',
                {"Content-Type": "application/json"},
            )
            harvest = self._harvest("D3")
            carrier.captured(events.document(harvest))
            self._cli("farm", "delegations", "withdraw", "carrier")
            wrong = harvest | {
                "errorDeclaration": {
                    "declarationTime": events.now(), "reason": "incorrect_data"
                }
            }
            foreign = carrier.refused(events.document(wrong))
            del wrong[BEHALF]
            farm.captured(events.document(wrong))
            lot = farm.get(lot_path(events.lot(genesis.FARM, "D3"), "/balance")).json

        self.assertEqual(foreign["code"], "delegation.not_confirmed")
        self.assertEqual(lot["holdings"], [])

    def test_administrators_revoke_a_certificate(self):
        """drawn before, refused from the height on; everybody reads by whom and why"""
        lot = events.lot(genesis.FARM, "C1")
        with self.node.client("farm") as farm, self.node.client("inspector") as inspector:
            farm.captured(events.document(events.harvest(genesis.FARM, lot)))
            issue = events.event(
                *("ObjectEvent", CERTIFYING, genesis.INSPECTOR), action="OBSERVE",
                quantityList=[events.amount(lot, 60)],
                **{
                    "https://daftar.tj/voc/certificate": {
                        "number": "P1", "kind": "phytosanitary",
                        "validFrom": events.now(days=-1), "validUntil": events.now(days=1),
                    }
                },
            )
            inspector.captured(events.document(issue))

            def ship(kilograms) -> dict:
                return events.document(
                    events.event(
                        *("ObjectEvent", "shipping", genesis.FARM), action="OBSERVE",
                        quantityList=[events.amount(lot, kilograms)],
                        **{
                            "https://daftar.tj/voc/certificates": {
                                "issuer": "inspector", "number": "P1"
                            }
                        },
                    )
                )

            farm.captured(ship(10))
            height = farm.get("/ledger/v1/status").json["height"]
            words = ("network", "propose", "revoke-certificate", "inspector")
            unknown = daftar(
                *words, "P9", "--from", height + 9, "--reason", "gone",
                *("--home", self.node.home.path, "--out", self.world.path / "x"), status=REFUSED,
            )
            self._decide(*words, "P1", "--from", height + 2, "--reason", "its seal was stolen")
            refused = farm.refused(ship(11))
            with self.node.client() as anybody:
                shown = anybody.get("/v1/certificates/inspector/P1").json

        self.assertIn("issued no certificate P9", unknown)
        self.assertEqual(refused["code"], "certificate.revoked")
        self.assertEqual(
            (shown["standing"], shown["revokedBy"], shown["revocationReason"]),
            ("revoked", "administrators", "its seal was stolen"),
        )
        self.assertEqual(shown["revokedFrom"], height + 2)
        self.assertEqual(shown["left"]["quantity"], 50)

    def test_delegations_are_listed_in_pages(self):
        """by member and by delegate, the same in pages of one"""
        for member in ("farm", "drier", "exporter"):
            self._cli(member, "delegations", "confirm", "carrier")
        with self.node.client() as anybody:
            pages, path = [], "/v1/delegations?delegate=carrier&perPage=1"
            while path:
                answer = anybody.get(path)
                pages += [d["member"] for d in answer.json["delegations"]]
                link = answer.headers.get("link")
                path = link[1 : link.index(">")] if link else None
            one = anybody.get("/v1/delegations?member=drier").json["delegations"]
            remote = ("--url", self.url)
            told = daftar_json("delegations", "list", "--delegate", "carrier", *remote)

        self.assertEqual(pages, ["farm", "drier", "exporter"], "in the order of keys")
        self.assertEqual([d["member"] for d in one], ["drier"])
        self.assertEqual(len(told), 3)
