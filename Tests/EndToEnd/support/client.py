"""A client of one node: one connection, one token."""

import contextlib
import http.client
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from .waiting import wait_until

# Longer than the node's own limit of 30 s, so that its answer is seen and not our impatience.
ANSWER_SECONDS = 45
JOB_SECONDS = 30


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def code(self) -> str | None:
        """The stable code of a problem document (RFC 9457)."""
        return self.json.get("code") if "json" in self.headers.get("content-type", "") else None

    @property
    def pointers(self) -> list[str]:
        """Where in the document the violations are."""
        return [each.get("pointer", "") for each in self.json.get("violations", [])]

    def __str__(self) -> str:
        return f"{self.status} {self.body[:2000].decode('utf-8', 'replace')}"


class Client:
    """Keeps one connection; opens it again after an error, but never repeats a request itself."""

    def __init__(
        self,
        port: int,
        token: str | None = None,
        seconds: float = ANSWER_SECONDS,
        host: str = "127.0.0.1",
    ):
        self.token = token
        self._connection = http.client.HTTPConnection(host, port, timeout=seconds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._connection.close()

    def request(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: dict | None = None,
    ) -> Answer:
        sent = dict(headers or {})
        if self.token and "Authorization" not in sent:
            sent["Authorization"] = f"Bearer {self.token}"
        try:
            # A node may answer and hang up before it has read all of a body it will not take.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._connection.request(method, path, body=body, headers=sent)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, content)

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, headers=_header_names(headers))

    @property
    def is_known(self) -> bool:
        """Whether the node takes the token; too many questions with one that it does not know are 429."""
        return self.get("/epcis/v2/capture?perPage=1").status not in (401, 429)

    def capture(self, document: dict | bytes, **headers: str) -> Answer:
        return self._post("/epcis/v2/capture", document, headers)

    def capture_chunks(self, chunks: Iterable[bytes]) -> Answer:
        """A capture whose length is not announced."""
        return self.request(
            "POST", "/epcis/v2/capture", chunks, {"Content-Type": "application/ld+json"}
        )

    def capture_event(self, event: dict | bytes, **headers: str) -> Answer:
        return self._post("/epcis/v2/events", event, headers)

    def dry_run(self, document: dict | bytes) -> Answer:
        return self._post("/epcis/v2/capture?dryRun=true", document, {})

    def _post(self, path: str, value: dict | bytes, headers: dict[str, str]) -> Answer:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        sent = {"Content-Type": "application/ld+json"} | _header_names(headers)
        return self.request("POST", path, body, sent)

    def job(self, capture_id: str) -> Answer:
        return self.get(f"/epcis/v2/capture/{capture_id}")

    def finished_job(self, accepted: Answer, seconds: float = JOB_SECONDS) -> dict:
        """The job of a 202, once it no longer runs."""
        if accepted.status != 202:
            raise AssertionError(f"expected 202, got {accepted}")
        return self.job_end(accepted.json["captureID"], seconds)

    def job_end(self, capture_id: str, seconds: float = JOB_SECONDS) -> dict:
        def ended():
            answer = self.job(capture_id)
            if answer.status != 200:
                raise AssertionError(f"job {capture_id}: {answer}")
            return None if answer.json["running"] else answer.json

        return wait_until(ended, seconds, f"end of job {capture_id}")

    def captured(self, document: dict | bytes, **headers: str) -> dict:
        """Captures and waits; fails unless every event is on the ledger."""
        job = self.finished_job(self.capture(document, **headers))
        if not job["success"]:
            raise AssertionError(f"capture was refused: {json.dumps(job)[:2000]}")
        return job

    def refused(self, document: dict | bytes, **headers: str) -> dict:
        """Captures and waits; returns the first error of a job that must have failed."""
        job = self.finished_job(self.capture(document, **headers))
        if job["success"]:
            raise AssertionError(f"capture was accepted: {json.dumps(job)[:2000]}")
        return job["errors"][0]

    def every_event(self, per_page: int = 1000) -> list[dict]:
        """All events the node answers a query without conditions with, page after page."""
        events, path = [], f"/epcis/v2/events?perPage={per_page}"
        while path:
            answer = self.get(path)
            if answer.status != 200:
                raise AssertionError(f"{path}: {answer}")
            events += answer.json["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
            path = _next_page(answer.headers.get("link", ""))
        return events

    def indexed(self, height: int, seconds: float = JOB_SECONDS) -> None:
        """Waits until questions are answered at least as of a height."""

        def reached():
            status = self.get("/ledger/v1/status").json
            return status.get("indexedHeight", status["height"]) >= height

        wait_until(reached, seconds, f"index at height {height}")


def lot_path(lot: str, rest: str = "") -> str:
    """`/v1/lots/…` of a lot named by its Digital Link path."""
    return f"/v1/lots/{quote(lot, safe='')}{rest}"


def _header_names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _next_page(link: str) -> str | None:
    found = re.search(r'<([^>]*)>\s*;\s*rel="?next"?', link)
    if not found:
        return None
    parts = urlsplit(found.group(1))
    # Some servers give the query alone, which stands for the same path.
    return f"{parts.path or '/epcis/v2/events'}?{parts.query}"
