"""Three etcd members on this machine, as Debian packs them, measured by their own tool."""

import base64
import http.client
import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from EndToEnd.support.ports import free_ports
from EndToEnd.support.waiting import wait_until

from .latency import Latency

MEMBERS = 3
VALUE_OCTETS = 1024
# The keys of its check stay below this.
QUOTA_OCTETS = 8_000_000_000


@dataclass
class Check:
    """What `etcdctl check perf` says of one load: keys of 256 octets, values of 1 KiB, a minute."""

    load: str
    puts_per_second: float
    seconds_most: float


class Etcd:
    """The cluster; none of it is left after `end`."""

    @staticmethod
    def is_installed() -> bool:
        return bool(shutil.which("etcd") and shutil.which("etcdctl"))

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir()
        first = free_ports(2 * MEMBERS)
        self._ports = [first + number for number in range(MEMBERS)]
        peers = [f"http://127.0.0.1:{first + MEMBERS + number}" for number in range(MEMBERS)]
        cluster = ",".join(f"n{number}={url}" for number, url in enumerate(peers))
        self._processes = []
        for number, (port, peer) in enumerate(zip(self._ports, peers)):
            url = f"http://127.0.0.1:{port}"
            with (folder / f"n{number}.log").open("wb") as log:
                self._processes.append(
                    subprocess.Popen(
                        ["etcd", "--name", f"n{number}", "--data-dir", folder / f"n{number}"]
                        + ["--listen-client-urls", url, "--advertise-client-urls", url]
                        + ["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer]
                        + ["--initial-cluster", cluster]
                        + ["--quota-backend-bytes", str(QUOTA_OCTETS)],
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                    )
                )
        wait_until(self._is_healthy, 30, "an etcd that has a leader")

    def check(self, load: str) -> Check:
        told = self._control("check", "perf", f"--load={load}", "--command-timeout=120s")
        return Check(
            load,
            float(_found(r"Throughput (?:is|too low:) (\d+) writes/s", told)),
            float(_found(r"Slowest request took(?: too long:)? ([\d.]+)s", told)),
        )

    def one_client(self, seconds: float) -> Latency:
        """Puts of 1 KiB over the JSON gateway, one at a time on a kept connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self._ports[0])
        value = base64.b64encode(os.urandom(VALUE_OCTETS)).decode()
        latency = Latency()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            key = base64.b64encode(f"one/{latency.count}".encode()).decode()
            body = json.dumps({"key": key, "value": value})
            with latency.measured():
                connection.request("POST", "/v3/kv/put", body)
                answer = connection.getresponse()
                answer.read()
            if answer.status != 200:
                raise AssertionError(f"a put was answered {answer.status}")
        connection.close()
        return latency

    def octets(self) -> int:
        """Of one member, its write-ahead log included."""
        return sum(path.stat().st_size for path in (self._folder / "n0").rglob("*"))

    def end(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _is_healthy(self) -> bool:
        return "is unhealthy" not in self._control("endpoint", "health")

    def _control(self, *words: str) -> str:
        endpoints = ",".join(f"127.0.0.1:{port}" for port in self._ports)
        ended = subprocess.run(
            ["etcdctl", "--endpoints", endpoints, *words],
            env=os.environ | {"ETCDCTL_API": "3"},
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.stdout + ended.stderr


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if not match:
        raise AssertionError(f"etcdctl said nothing of {pattern}:\n{text}")
    return match.group(1)
