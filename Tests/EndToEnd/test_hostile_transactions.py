"""Transactions signed at home: replayed, signed by another, altered, of another chain."""

import os
import time

from .support import events, genesis, transactions
from .support.case import NodeCase
from .support.waiting import wait_until

PATH = "/ledger/v1/transactions"
DAY = 24 * 60 * 60


class HostileTransactionTests(NodeCase):
    def setUp(self):
        super().setUp()
        self.client = self.node.client()
        self.addCleanup(self.client.close)
        self.chain = self.client.get("/ledger/v1/status").json["chainID"]
        self.content = self.harvest()

    def harvest(self) -> bytes:
        lot = events.lot(genesis.PHONE, os.urandom(6).hex())
        return events.text(events.document(events.harvest(genesis.PHONE, lot))).encode()

    def post(self, body: bytes):
        return self.client.request("POST", PATH, body, {"Content-Type": "application/cbor"})

    def outcome(self, transaction) -> dict:
        """What the node tells of a transaction once a block has taken it."""

        def decided():
            answer = self.client.get(f"{PATH}/{transaction.id}")
            known = answer.status == 200 and answer.json.get("height")
            return answer.json if known else None

        return wait_until(decided, 30, f"outcome of {transaction.id}")

    def assert_never_on_the_ledger(self, transaction):
        answer = self.client.get(f"{PATH}/{transaction.id}")
        self.assertEqual(answer.status, 404, str(answer))

    def test_a_member_that_signs_at_home(self):
        """what a member signs with its own key is taken without a token, under the id it computes"""
        transaction = transactions.sign(self.content, self.chain)

        answer = self.post(transaction.body)

        self.assertIn(answer.status, (200, 202), str(answer))
        self.assertNotIn("refused", str(self.outcome(transaction)))

    def test_a_replayed_transaction(self):
        """the same transaction sent again is the same transaction, not a second one"""
        transaction = transactions.sign(self.content, self.chain)
        self.post(transaction.body)
        first = self.outcome(transaction)

        again = self.post(transaction.body)
        time.sleep(0.3)

        self.assertIn(again.status, (200, 202, 409), str(again))
        self.assertEqual(self.outcome(transaction)["height"], first["height"])

    def test_the_same_event_in_a_new_transaction(self):
        """an event signed once more, with a new nonce, is refused as a duplicate"""
        first = transactions.sign(self.content, self.chain)
        second = transactions.sign(self.content, self.chain)
        self.post(first.body)
        self.outcome(first)

        self.post(second.body)

        self.assertIn("event.duplicate", str(self.outcome(second)))

    def test_another_key(self):
        """a statement that somebody else has signed in the member's name is refused"""
        other = genesis.signing_key("member", "somebody else")
        honest = transactions.sign(self.content, self.chain)

        self._assert_refused(honest.signed_by(other), "transaction.bad_signature")
        self._assert_refused(
            transactions.sign(self.content, self.chain, key=other), "member.key_unknown"
        )

    def test_another_members_name(self):
        """a key signs for its own member only"""
        own_key = genesis.signing_key("member", "phone")
        forged = transactions.sign(self.content, self.chain, member="farm", key=own_key)

        self._assert_refused(forged, "member.key_unknown")
        self._assert_refused(
            transactions.sign(self.content, self.chain, member="nobody", key=own_key),
            "member.key_unknown",
        )

    def test_a_second_spelling_of_the_signature(self):
        """a signature with s + L is refused: one statement, one signature (strict Ed25519)"""
        honest = transactions.sign(self.content, self.chain)

        self._assert_refused(honest.with_malleated_signature(), "transaction.bad_signature")

    def test_altered_content(self):
        """content that is not what was signed is refused"""
        honest = transactions.sign(self.content, self.chain)
        altered = honest.over(self.content.replace(b'"quantity": 100', b'"quantity": 900'))

        answer = self.post(altered.body)

        self.assertEqual(answer.status, 400, str(answer))
        self.assert_never_on_the_ledger(altered)

    def test_another_chain(self):
        """what was signed for another chain is refused here"""
        self._assert_refused(transactions.sign(self.content, "00" * 32), "transaction.wrong_chain")

    def test_expiry(self):
        """an expired transaction, and one that expires after more than ninety days, are refused"""
        self._assert_refused(
            transactions.sign(self.content, self.chain, expires_in=-60), "transaction.expired"
        )
        self._assert_refused(
            transactions.sign(self.content, self.chain, expires_in=91 * DAY),
            "transaction.expiry_too_far",
        )

    def test_bytes_that_are_no_transaction(self):
        """broken, cut, padded and absurdly nested CBOR is refused"""
        sound = transactions.sign(self.content, self.chain).body
        broken = [
            b"",
            b"\xff",
            sound[:-1],
            sound + b"\x00",
            b"\x81" * 1_000_000,
            b"\x9f" * 1000,
            b"\x9b" + b"\xff" * 8,
            b"\xa1\x00",
            os.urandom(2000),
        ]
        for body in broken:
            answer = self.post(body)
            self.assertEqual(answer.status, 400, f"{body[:20].hex()}: {answer}")

    def _assert_refused(self, transaction, code: str):
        """Refused by the answer, and then never on the ledger."""
        answer = self.post(transaction.body)
        self.assertIn(answer.status, (400, 403), str(answer))
        self.assertEqual(answer.code, code, str(answer))
        self.assert_never_on_the_ledger(transaction)
