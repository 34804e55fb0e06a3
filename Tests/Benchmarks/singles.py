"""Single events, each a signed transaction of its own, from many clients at once and from one."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from EndToEnd.support import events

from . import network
from .documents import PUBLIC_WORDS
from .network import Network

EVENT_OCTETS = 1024
SCRIPT = Path(__file__).with_name("singles.lua")
# Longer than any answer should take; what takes longer counts as failed.
TIMEOUT = "20s"


@dataclass
class Singles:
    """Answers 201: the event is in a block, and the block on the disk of the node that answered."""

    count: int
    seconds: float
    milliseconds_median: float
    milliseconds_99: float
    milliseconds_most: float

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    @property
    def text(self) -> str:
        return (
            f"{self.count:,} in {self.seconds:.1f} s, median {self.milliseconds_median:.1f} ms, "
            f"99 % {self.milliseconds_99:.1f} ms, most {self.milliseconds_most:.1f} ms"
        )


def measure(on: Network, series: str, clients: int, seconds: int) -> Singles | None:
    """Clients spread over the nodes, each with one request at a time; None where wrk is missing.

    `series` tells the lots of one measurement from those of another: two letters.
    """
    if not shutil.which("wrk"):
        return None
    threads = min(clients, network.MEMBERS)
    folder = on.nodes[0].home.path.parent
    files, ports, tokens = [], [], []
    for number in range(threads):
        node = on.nodes[number % len(on.nodes)]
        path = folder / f"event-{number}.json"
        path.write_text(_template(network.prefix(number)), encoding="utf-8")
        files.append(str(path))
        ports.append(str(node.port))
        tokens.append(node.home.token(network.member(number)))
        with node.client(network.member(number)):
            pass  # the node knows the token by now
    ended = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{clients}", f"-d{seconds}s", "--timeout", TIMEOUT]
        + ["-s", str(SCRIPT), f"http://127.0.0.1:{ports[0]}"],
        env=os.environ
        | {
            "PORTS": " ".join(ports),
            "TOKENS": " ".join(tokens),
            "EVENTS": " ".join(files),
            "SERIES": series,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout.splitlines()[-1])
    if told["failed"] or not told["requests"]:
        raise AssertionError(f"single events failed:\n{ended.stdout}{ended.stderr}")
    return Singles(
        told["requests"],
        told["microseconds"] / 1e6,
        *(told[name] / 1000 for name in ("p50", "p99", "most")),
    )


def _template(prefix: str) -> str:
    """A harvest of about a kilobyte, with gaps for its id and its lot."""
    event = {"@context": events.CONTEXT} | events.harvest(
        prefix,
        events.lot(prefix, "#"),
        412.5,
        eventID="urn:uuid:#",
        ilmd={"cbvmda:countryOfOrigin": "TJ"},
    )
    missing = EVENT_OCTETS - len(events.text(event).encode()) - 60
    event["ilmd"][PUBLIC_WORDS] = "x" * max(0, missing)
    return events.text(event)
