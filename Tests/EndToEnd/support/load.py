"""Clients that capture without pause, and remember what they were promised."""

import http.client
import random
import threading
import time
from dataclasses import dataclass, field

from . import events, genesis
from .client import Client
from .node import Node


@dataclass
class Sent:
    """One document, and the most that the node has said about it."""

    key: str
    document: dict
    capture_id: str | None = None
    succeeded: bool = False

    @property
    def event_ids(self) -> list[str]:
        return [event["eventID"] for event in self.document["epcisBody"]["eventList"]]


@dataclass
class Promises:
    """What all clients sent. Filled by the clients, read when they have ended."""

    sent: list[Sent] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> list[Sent]:
        return [each for each in self.sent if each.capture_id]

    @property
    def unanswered(self) -> list[Sent]:
        return [each for each in self.sent if not each.capture_id]


class Load:
    """Several clients on threads of their own, until the node is gone or `stop` is called."""

    def __init__(self, node: Node, seed: int, clients: int = 4, events_max: int = 8):
        self._node = node
        self._events_max = events_max
        # A client of that member waits until the node has noticed the token.
        with node.client("harvester") as client:
            self._token = client.token
        self._stopping = threading.Event()
        self._promises = [Promises() for _ in range(clients)]
        self._threads = [
            threading.Thread(target=self._run, args=(random.Random(seed * 1000 + i), i))
            for i in range(clients)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self) -> Promises:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        return Promises(
            sent=[sent for each in self._promises for sent in each.sent],
            surprises=[text for each in self._promises for text in each.surprises],
        )

    def await_accepted(self, count: int, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while sum(len(each.accepted) for each in self._promises) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{count} captures were not accepted within {seconds} s")
            time.sleep(0.01)

    def _run(self, draw: random.Random, number: int) -> None:
        promises = self._promises[number]
        waiting: list[Sent] = []
        with Client(
            self._node.port, self._token, seconds=20, host=self._node.host
        ) as client:
            while not self._stopping.is_set():
                sent = _draw_document(draw, self._events_max, number)
                promises.sent.append(sent)
                try:
                    self._send(client, sent, promises)
                    waiting.append(sent)
                    # Ask now and then, as a client does: some jobs are seen to succeed, some not.
                    if draw.random() < 0.5:
                        waiting = [each for each in waiting if not _ask(client, each, promises)]
                except (OSError, http.client.HTTPException):
                    return

    def _send(self, client: Client, sent: Sent, promises: Promises) -> None:
        answer = client.capture(sent.document, Idempotency_Key=sent.key)
        if answer.status == 202:
            sent.capture_id = answer.json["captureID"]
        elif answer.status in (429, 503):
            time.sleep(0.05)
        else:
            promises.surprises.append(str(answer))


def _draw_document(draw: random.Random, events_max: int, number: int) -> Sent:
    count = draw.randint(1, events_max)
    key = f"load-{number}-{draw.getrandbits(64):016x}"
    lots = [events.lot(genesis.HARVESTER, f"L{draw.getrandbits(48):012x}") for _ in range(count)]
    harvests = [events.harvest(genesis.HARVESTER, each, draw.randint(1, 900)) for each in lots]
    return Sent(key, events.document(*harvests))


def _ask(client: Client, sent: Sent, promises: Promises) -> bool:
    """Whether the story of a capture has ended."""
    if not sent.capture_id:
        return True
    answer = client.job(sent.capture_id)
    if answer.status != 200:
        promises.surprises.append(f"job {sent.capture_id}: {answer}")
        return True
    job = answer.json
    if not job["running"]:
        sent.succeeded = job["success"]
        if not job["success"]:
            promises.surprises.append(f"refused: {answer}")
    return not job["running"]
