"""Documents that no honest sender writes get the right 4xx with its place, and harm nothing."""

from .support import events, genesis
from .support.case import NodeCase

# The chain's limit of a content, which is below the node's own (Docs/Operations.md §4).
OCTETS_MAX = 4 << 20
EVENT = "/epcisBody/eventList/0"
CLASS = f"{EVENT}/quantityList/0/epcClass"
QUANTITY = f"{EVENT}/quantityList/0/quantity"


class HostileJSONTests(NodeCase):
    def setUp(self):
        super().setUp()
        self.client = self.node.client("farm")
        self.addCleanup(self.client.close)
        self.lot = events.lot(genesis.FARM, self._testMethodName[-20:])

    def sound(self, **fields) -> dict:
        return events.document(events.harvest(genesis.FARM, self.lot, **fields))

    def text(self, **fields) -> str:
        return events.text(self.sound(**fields))

    def test_the_sound_document_is_captured(self):
        """the document that the others spoil is itself captured"""
        self.assertTrue(self.client.captured(self.sound())["success"])

    def test_ten_megabytes_of_brackets(self):
        """10 MB of brackets are refused by their size"""
        answer = self.client.capture(b"[" * 10_000_000)
        self.assert_problem(answer, 413, "request.body_too_large")
        self.assertEqual(answer.json["limit"], OCTETS_MAX)

    def test_brackets_within_the_limit_of_size(self):
        """4 MB of brackets are refused by their depth, at once"""
        for opening in (b"[", b'{"a":'):
            answer = self.client.capture(opening * (OCTETS_MAX // len(opening)))
            self.assert_problem(answer, 400, "json.limit")

    def test_too_many_values(self):
        """megabytes of tiny values are refused"""
        answer = self.client.capture(b"[" + b"1," * 2_000_000 + b"1]")
        self.assertEqual(answer.status, 400, str(answer))

    def test_repeated_names(self):
        """a repeated name is refused at its place"""
        body = self.text().replace('"action": "ADD"', '"action": "ADD", "action": "OBSERVE"')
        self.assert_problem(
            self.client.capture(body.encode()), 400, "json.duplicate_key", f"{EVENT}/action"
        )

    def test_a_name_repeated_in_another_spelling(self):
        """a name repeated with an escape in it is refused all the same"""
        body = self.text().replace('"action": "ADD"', '"action": "ADD", "act\\u0069on": "ADD"')
        self.assert_problem(
            self.client.capture(body.encode()), 400, "json.duplicate_key", f"{EVENT}/action"
        )

    def test_bytes_that_are_not_utf8(self):
        """wrong UTF-8 is refused: lone and overlong bytes, surrogates, a byte order mark"""
        sound = self.text().encode()
        for wrong in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"):
            body = sound.replace(b'"ADD"', b'"ADD' + wrong + b'"')
            self.assert_problem(self.client.capture(body), 400, "json.encoding")
        self.assert_problem(self.client.capture(b"\xef\xbb\xbf" + sound), 400, "json.encoding")
        self.assert_problem(
            self.client.capture(sound.decode().encode("utf-16")), 400, "json.syntax"
        )

    def test_a_document_cut_short(self):
        """a document that ends too early is refused"""
        body = self.text().encode()
        for size in (1, len(body) // 2, len(body) - 1):
            self.assert_problem(self.client.capture(body[:size]), 400, "json.syntax")

    def test_nothing_at_all(self):
        """an empty body is refused"""
        self.assert_problem(self.client.capture(b""), 400, "json.syntax")

    def test_wrong_check_digit(self):
        """a GTIN with a wrong check digit is refused where it stands"""
        number = events.gtin(genesis.FARM)
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        body = self.text().replace(number, wrong)
        self.assert_problem(self.client.capture(body.encode()), 400, "gs1.check_digit", CLASS)

    def test_negative_quantity(self):
        """a negative quantity is refused where it stands"""
        self.assert_problem(
            self.client.capture(self.sound(kilograms=-5)), 400, "quantity.negative", QUANTITY
        )

    def test_huge_quantities(self):
        """quantities beyond what the ledger counts are refused, in any spelling"""
        for number in ("9223372036855", "1e30", "1e999999999", "9" * 5000):
            body = self.text(kilograms=777777).replace("777777", number)
            answer = self.client.capture(body.encode())
            self.assertEqual(answer.status, 400, str(answer))
            self.assertIn(answer.code, ("quantity.too_large", "json.number"), str(answer))
            self.assertEqual(answer.pointers[0], QUANTITY)

    def test_a_quantity_finer_than_the_smallest_unit(self):
        """a quantity finer than a milligram is refused, not rounded in silence"""
        answer = self.client.capture(self.sound(kilograms=0.0000001))
        self.assertIn(answer.status, (400, 202), str(answer))
        if answer.status == 202:
            self.client.finished_job(answer)

    def test_a_remote_context_is_never_fetched(self):
        """a context at an address of the sender's is refused or ignored, never fetched"""
        answer = self.client.capture(
            self.sound() | {"@context": ["http://127.0.0.1:1/context.jsonld"]}
        )
        self.assertLess(answer.status, 500, str(answer))

    def test_markup_in_a_lot_number(self):
        """markup in an identifier comes back escaped, or not at all"""
        answer = self.client.capture(
            events.document(
                events.harvest(genesis.FARM, events.lot(genesis.FARM, "%3Cscript%3Ealert%281%29"))
            )
        )
        self.assertLess(answer.status, 500, str(answer))
        page = self.client.get(
            events.lot(genesis.FARM, "%3Cscript%3Ealert%281%29"), Accept="text/html"
        )
        self.assertNotIn("<script", page.text)
