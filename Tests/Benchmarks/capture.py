"""How many events a second are captured: sent, judged, in a block, on disk."""

import json
import time
from dataclasses import dataclass

from EndToEnd.support.node import Node
from EndToEnd.support.waiting import wait_until

from . import wire
from .documents import PUBLIC_WORDS, Harvests

CONNECTIONS = 32


@dataclass
class Sender:
    """Clients of one node, of one member that may create under a company prefix."""

    node: Node
    member: str
    prefix: str


@dataclass
class CaptureRate:
    events: int
    seconds: float
    accepted_seconds: float

    @property
    def per_second(self) -> float:
        return self.events / self.seconds


def measure(
    senders: list[Sender],
    series: str,
    documents: int,
    events_each: int,
    words: str = PUBLIC_WORDS,
) -> CaptureRate:
    """From the first octet sent until all documents are in blocks on the disk of every sender's node.

    The senders share the documents evenly. Afterwards, off the clock, every job is asked whether it
    succeeded.
    """
    requests = [
        _requests(sender, f"{series}{place}", documents // len(senders), events_each, words)
        for place, sender in enumerate(senders)
    ]
    connections = max(1, min(CONNECTIONS, documents) // len(senders))
    answers = wire.Answers([sender.node.port for sender in senders], connections)
    before = min(_committed(sender) for sender in senders)
    started = time.perf_counter()
    told = answers.all(requests)
    accepted = time.perf_counter() - started
    count = sum(map(len, told))
    for sender in senders:
        _await_commits(sender, before + count)
    elapsed = time.perf_counter() - started
    answers.close()
    for sender, answered in zip(senders, told):
        _require_success(sender, answered)
    return CaptureRate(count * events_each, elapsed, accepted)


def _requests(
    sender: Sender, series: str, documents: int, events_each: int, words: str
) -> list[bytes]:
    token = sender.node.home.token(sender.member)
    harvests = Harvests(series, sender.prefix, words)
    return [
        wire.request("/epcis/v2/capture", token, harvests.document(events_each))
        for _ in range(documents)
    ]


def _committed(sender: Sender) -> int:
    """Transactions in blocks; each block adds one more entry to the log."""
    with sender.node.client() as client:
        status = client.get("/ledger/v1/status").json
    return status["logSize"] - status["height"]


def _await_commits(sender: Sender, count: int) -> None:
    wait_until(lambda: _committed(sender) >= count, 600, f"{count} commits", every=0.005)


def _require_success(sender: Sender, told: list[tuple[int, bytes]]) -> None:
    others = [answer for answer in told if answer[0] != 202]
    if others:
        raise AssertionError(f"{len(others)} captures were not accepted: {others[0]}")
    with sender.node.client(sender.member) as client:
        for _, body in told:
            job = client.job_end(json.loads(body)["captureID"])
            if not job["success"]:
                raise AssertionError(f"a capture was refused: {job}")
