"""How many events a second are captured: sent, judged, in a block, on disk."""

import json
import time
from dataclasses import dataclass

from EndToEnd.support.node import Node
from EndToEnd.support.waiting import wait_until

from . import wire
from .documents import Harvests

CONNECTIONS = 32


@dataclass
class CaptureRate:
    events: int
    seconds: float
    accepted_seconds: float

    @property
    def per_second(self) -> float:
        return self.events / self.seconds


def measure(node: Node, series: str, documents: int, events_each: int) -> CaptureRate:
    """From the first octet sent until the last document's block is on disk.

    Afterwards, off the clock, every job is asked whether it succeeded.
    """
    token = node.home.token("harvester")
    harvests = Harvests(series)
    requests = [
        wire.request("/epcis/v2/capture", token, harvests.document(events_each))
        for _ in range(documents)
    ]
    answers = wire.Answers(node.port, min(CONNECTIONS, documents))
    with node.client() as client:
        started = time.perf_counter()
        told = answers.all(requests)
        accepted = time.perf_counter() - started
        _await_empty_pool(client)
        elapsed = time.perf_counter() - started
    answers.close()
    _require_success(node, told)
    return CaptureRate(documents * events_each, elapsed, accepted)


def _await_empty_pool(client) -> None:
    def is_empty():
        return client.get("/ledger/v1/status").json["pool"] == 0

    wait_until(is_empty, 600, "an empty pool", every=0.005)


def _require_success(node: Node, told: list[tuple[int, bytes]]) -> None:
    others = [answer for answer in told if answer[0] != 202]
    if others:
        raise AssertionError(f"{len(others)} captures were not accepted: {others[0]}")
    with node.client("harvester") as client:
        for _, body in told:
            job = client.job_end(json.loads(body)["captureID"])
            if not job["success"]:
                raise AssertionError(f"a capture was refused: {job}")
