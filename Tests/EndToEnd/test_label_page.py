"""A label answers “where did this come from”, in three languages and as data."""

from urllib.parse import quote

from .support import chain, genesis
from .support.case import NodeCase
from .support.client import lot_path

# How each language writes the months; the page says the day and never the hour.
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
}
DRIED = {"en": "Dried", "ru": "Высушено", "tg": "Хушконида шуд"}


class LabelPageTests(NodeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain = chain.Chain(cls.node)

    def setUp(self):
        super().setUp()
        self.client = self.node.client()
        self.addCleanup(self.client.close)

    def test_the_page_in_three_languages(self):
        """the page names district, harvest date, steps and holders in Tajik, Russian and English"""
        for language in ("tg", "ru", "en"):
            with self.subTest(language=language):
                page = self.client.get(
                    self.chain.dried, Accept="text/html", Accept_Language=language
                )
                self.assertEqual(page.status, 200, str(page))
                self.assertTrue(page.headers["content-type"].startswith("text/html"))
                self.assertEqual(page.headers["content-language"], language)
                text = page.text.replace("\u00a0", " ").replace("&#160;", " ")
                self.assertIn(f'lang="{language}"', text)
                day = self.chain.begin
                month = MONTHS[language].split()[day.month - 1]
                for expected in [
                    chain.DISTRICT[language],
                    f"{day.day} {month} {day.year}",
                    DRIED[language],
                    *[names[language] for names in chain.NAMES.values()],
                ]:
                    self.assertIn(expected, text)

    def test_the_page_as_data(self):
        """asked for JSON, the label tells the same as data"""
        answer = self.client.get(self.chain.dried, Accept="application/json")

        self.assertEqual(answer.status, 200, str(answer))
        page = answer.json
        self.assertEqual((page["code"], page["standing"]), (self.chain.dried, "counted"))
        origin = page["origins"][0]
        self.assertEqual(origin["harvestDate"], self.chain.harvest_date)
        self.assertIn(chain.DISTRICT["en"], str(origin["district"]))
        self.assertIn(self.chain.fresh, origin["lot"])
        steps = [step["step"] for step in page["steps"]]
        self.assertIn("https://daftar.tj/voc/BizStep-drying", steps)
        self.assertEqual(
            [step for step in steps if step in ("shipping", "receiving")][-2:],
            ["shipping", "receiving"],
        )
        self.assertEqual(page["steps"], sorted(page["steps"], key=lambda step: step["time"]))
        self.assertEqual({step["time"][11:19] for step in page["steps"]}, {"00:00:00"})
        self.assertNotIn("holdings", page)
        self.assertGreaterEqual(page["ledger"]["height"], self.chain.height)

    def test_a_label_of_a_lot_that_is_unknown(self):
        """a label that nobody has told the ledger about is unknown, in words and as data"""
        unknown = self.chain.dried + "-X"

        page = self.client.get(unknown, Accept="text/html", Accept_Language="tg")
        data = self.client.get(unknown, Accept="application/json")
        verdict = self.client.get("/v1/labels/verify?code=" + quote(unknown, safe=""))

        self.assertEqual(page.status, 404)
        self.assertIn("маълум нест", page.text)
        self.assert_problem(data, 404, "resource.no_such_label")
        self.assertEqual((verdict.status, verdict.json["verdict"]), (200, "unknown"))

    def test_checking_a_label(self):
        """a known label is known by its path, its address and its element string"""
        gtin, number = self.chain.dried.split("/")[2], self.chain.dried.split("/")[4]
        spellings = [
            self.chain.dried,
            f"http://127.0.0.1:{self.node.port}{self.chain.dried}",
            f"https://id.gs1.org{self.chain.dried}",
            f"(01){gtin}(10){number}",
        ]
        for code in spellings:
            answer = self.client.get("/v1/labels/verify?code=" + quote(code, safe=""))
            self.assertEqual(answer.status, 200, f"{code}: {answer}")
            self.assertEqual(answer.json["verdict"], "known", code)
            self.assertEqual(answer.json["lot"], self.chain.dried)

    def test_the_trace_of_a_lot(self):
        """upstream leads to the orchard's lot, downstream back to the dried one"""
        up = self.client.get(lot_path(self.chain.dried, "/trace?direction=upstream&depth=10"))
        down = self.client.get(lot_path(self.chain.fresh, "/trace?direction=downstream&depth=10"))

        self.assertEqual((up.status, down.status), (200, 200), f"{up} {down}")
        self.assertIn(self.chain.fresh, up.text)
        self.assertIn(self.chain.dried, down.text)

    def test_the_balance_of_a_lot(self):
        """the exporter holds all of the dried lot, nobody anything of the fresh one"""
        with self.node.client("inspector") as inspector:
            dried = inspector.get(lot_path(self.chain.dried, "/balance")).json
            fresh = inspector.get(lot_path(self.chain.fresh, "/balance")).json

        self.assertEqual(len(dried["holdings"]), 1, dried)
        self.assertIn("exporter", str(dried["holdings"][0]))
        self.assertEqual(fresh["holdings"], [])
