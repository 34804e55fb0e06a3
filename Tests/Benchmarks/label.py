"""How many label pages a second, asked by wrk over 64 connections."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from EndToEnd.support.node import Node


@dataclass
class LabelRate:
    per_second: float
    milliseconds_median: str
    milliseconds_99: str
    octets: int


def measure(node: Node, label: str, seconds: int) -> LabelRate | None:
    """None where wrk is not installed. An answer that is no page is a failure, not a figure."""
    if not shutil.which("wrk"):
        return None
    with node.client() as client:
        page = client.get(label, Accept="text/html", Accept_Language="tg")
    if page.status != 200:
        raise AssertionError(f"the label page: {page}")
    ended = subprocess.run(
        [
            "wrk",
            "-t1",
            "-c64",
            f"-d{seconds}s",
            "--latency",
            "-H",
            "Accept: text/html",
            "-H",
            "Accept-Language: tg",
            f"http://127.0.0.1:{node.port}{label}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in ended.stdout:
        raise AssertionError(ended.stdout)
    return LabelRate(
        float(_found(r"Requests/sec:\s+([\d.]+)", ended.stdout)),
        _found(r"50%\s+(\S+)", ended.stdout),
        _found(r"99%\s+(\S+)", ended.stdout),
        len(page.body),
    )


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if not match:
        raise AssertionError(f"wrk said nothing of {pattern}:\n{text}")
    return match.group(1)
