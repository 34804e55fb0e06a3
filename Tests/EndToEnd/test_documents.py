"""Every published document is captured by the sandbox, or refused for the reviewed reason."""

import re

from .support import shared_data
from .support.case import NodeCase
from .support.document_verdicts import REFUSED_BY_THE_LEDGER
from .support.program import REPOSITORY

FOLDERS = ("epcis/gs1-epcis/examples-json", "agri/events")
# What the reader says of each document is reviewed once, in the table of the reader's own tests.
READER_TABLE = REPOSITORY / "Tests/EPCISTests/Reading/CorpusVerdicts.swift"


def reader_verdicts() -> dict[str, str]:
    """Path → number of events, or `code at pointer` of the first violation."""
    lines = re.findall(
        r"^ +((?:epcis|agri)/\S.*?\.(?:jsonld|json)): (.*)$", READER_TABLE.read_text(), re.M
    )
    return {path: verdict for path, verdict in lines}


class DocumentTests(NodeCase):
    @classmethod
    def setUpClass(cls):
        shared_data.require()
        super().setUpClass()

    def test_every_published_document(self):
        """every JSON document of GS1, OpenEPCIS and GDST is captured, or refused as reviewed"""
        expected, told = {}, {}
        reader = reader_verdicts()
        with self.node.client("sandbox") as client:
            for path in self._documents():
                verdict = REFUSED_BY_THE_LEDGER.get(path, reader[path])
                expected[path] = "captured" if verdict.isdigit() else verdict.strip()
                told[path] = self._capture(client, path)
        self.assertGreater(len(told), 140)
        others = {
            path: (told[path], expected[path]) for path in told if told[path] != expected[path]
        }
        self.assertEqual(others, {}, "what was told, and what is in the tables")

    def test_xml_is_answered_with_what_is_taken_instead(self):
        """an XML document is answered 415 with what the node reads"""
        with self.node.client("sandbox") as client:
            for path in shared_data.files("agri/events", ".xml"):
                body = shared_data.read(path)
                answer = client.capture(body, Content_Type="application/xml")
                self.assert_problem(answer, 415, "request.media_type")
                self.assertIn("application/ld+json", answer.json["detail"])

    def _documents(self) -> list[str]:
        return [
            path for folder in FOLDERS for path in shared_data.files(folder, ".json", ".jsonld")
        ]

    def _capture(self, client, path: str) -> str:
        body = shared_data.read(path)
        if "/Capture/Events/" in path:
            answer = client.capture_event(body)
            if answer.status == 201:
                return "captured"
        else:
            answer = client.capture(body)
        if answer.status == 202:
            job = client.finished_job(answer)
            if job["success"]:
                return "captured"
            error = job["errors"][0]
            return f"{error['code']} at {error.get('pointer', '')}".strip()
        self.assertIn(answer.status, range(400, 500), f"{path}: {answer}")
        pointer = answer.pointers[0] if answer.pointers else ""
        return f"{answer.code} at {pointer}".strip()
