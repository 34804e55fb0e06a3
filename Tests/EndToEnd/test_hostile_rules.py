"""Claims that cannot be true are refused by the ledger's rules, with rule, place and numbers."""

from .support import events, genesis
from .support.case import NodeCase

EVENT = "/epcisBody/eventList/0"


class HostileRulesTests(NodeCase):
    def setUp(self):
        super().setUp()
        self.farm = self.node.client("farm")
        self.drier = self.node.client("drier")
        self.addCleanup(self.farm.close)
        self.addCleanup(self.drier.close)
        self.lot = events.lot(genesis.FARM, self._testMethodName[-20:])

    def assert_refused(self, client, document: dict, code: str, pointer: str | None = None) -> dict:
        """Refused, either before the answer (a 4xx) or by execution (told by the job)."""
        answer = client.capture(document)
        if answer.status == 202:
            job = client.finished_job(answer)
            self.assertFalse(job["success"], job)
            error = job["errors"][0]
            places = [error.get("pointer", "")]
        else:
            self.assertIn(answer.status, range(400, 500), str(answer))
            error, places = answer.json, answer.pointers
        self.assertEqual(error["code"], code, error)
        self.assertIn(error["status"], range(400, 500), error)
        if pointer is not None:
            self.assertEqual(places[0], pointer, error)
        return error

    def test_an_event_from_the_future(self):
        """an event of tomorrow is refused at its time"""
        event = events.harvest(genesis.FARM, self.lot, eventTime=events.now(days=1))
        self.assert_refused(
            self.farm, events.document(event), "event.from_future", f"{EVENT}/eventTime"
        )

    def test_a_foreign_prefix(self):
        """nobody creates lots under another member's prefix"""
        event = events.harvest(genesis.FARM, events.lot(genesis.DRIER, "X1"))
        error = self.assert_refused(self.farm, events.document(event), "scope.foreign_prefix")
        self.assertIn(genesis.DRIER, str(error))

    def test_more_than_there_is(self):
        """more leaves than arrived is refused with lot, available and asked"""
        self.farm.captured(events.document(events.harvest(genesis.FARM, self.lot, 100)))
        event = events.shipping(genesis.FARM, self.lot, 100.001, to=genesis.DRIER)
        error = self.assert_refused(self.farm, events.document(event), "balance.overdrawn")
        facts = error["facts"]
        self.assertIn(self.lot, facts["lot"])
        self.assertIn("100", facts["available"])
        self.assertIn("100.001", facts["asked"])

    def test_the_same_goods_twice(self):
        """the same goods are not shipped twice, even within one document"""
        self.farm.captured(events.document(events.harvest(genesis.FARM, self.lot, 100)))
        twice = [events.shipping(genesis.FARM, self.lot, 60, to=genesis.DRIER) for _ in range(2)]
        self.assert_refused(self.farm, events.document(*twice), "balance.overdrawn")
        self.farm.captured(
            events.document(events.shipping(genesis.FARM, self.lot, 100, to=genesis.DRIER))
        )

    def test_the_same_event_twice(self):
        """an event id stands for one event"""
        document = events.document(events.harvest(genesis.FARM, self.lot))
        self.farm.captured(document)
        self.assert_refused(self.farm, document, "event.duplicate", f"{EVENT}/eventID")

    def test_the_same_id_for_two_events_of_a_document(self):
        """an event id stands for one event within a document as well"""
        event = events.harvest(genesis.FARM, self.lot)
        other = events.harvest(genesis.FARM, self.lot, eventID=event["eventID"])
        self.assert_refused(
            self.farm,
            events.document(event, other),
            "event.duplicate",
            "/epcisBody/eventList/1/eventID",
        )

    def test_a_step_that_the_role_may_not_record(self):
        """a drier does not harvest"""
        event = events.harvest(genesis.DRIER, events.lot(genesis.DRIER, "X2"))
        self.assert_refused(self.drier, events.document(event), "member.role_missing")

    def test_correcting_what_was_never_said(self):
        """an error declaration of an event that is not there is refused"""
        event = events.harvest(
            genesis.FARM,
            self.lot,
            errorDeclaration={"declarationTime": events.now(), "reason": "incorrect_data"},
        )
        self.assert_refused(self.farm, events.document(event), "declaration.unknown_event")

    def test_correcting_another_members_event(self):
        """an error declaration of another member's event is refused"""
        event = events.harvest(genesis.FARM, self.lot)
        self.farm.captured(events.document(event))
        declared = event | {
            "errorDeclaration": {"declarationTime": events.now(), "reason": "incorrect_data"}
        }
        self.assert_refused(self.drier, events.document(declared), "declaration.foreign_member")

    def test_one_refused_event_refuses_the_document(self):
        """with rollback one refused event refuses all; with proceed each is judged alone"""
        good = events.harvest(genesis.FARM, self.lot)
        bad = events.harvest(genesis.FARM, events.lot(genesis.DRIER, "X3"))
        self.assert_refused(
            self.farm,
            events.document(good, bad),
            "scope.foreign_prefix",
        )

        answer = self.farm.capture(
            events.document(good, bad), GS1_Capture_Error_Behaviour="proceed"
        )
        job = self.farm.finished_job(answer)

        self.assertEqual([each["outcome"] for each in job["events"]], ["done", "refused"])
        self.assertFalse(job["success"])

    def test_a_dry_run_keeps_nothing(self):
        """a dry run tells the refusal and keeps nothing"""
        event = events.harvest(genesis.FARM, self.lot)
        height = self.farm.get("/ledger/v1/status").json["height"]

        self.assertEqual(self.farm.dry_run(events.document(event)).status, 200)

        self.assertEqual(self.farm.get("/ledger/v1/status").json["height"], height)
        self.farm.captured(events.document(event))
