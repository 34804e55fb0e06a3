"""A network of its own for each node, which can be cut in two: namespaces, veth pairs, two bridges.

Needs root and `ip` of iproute2. Nodes reach each other over the first bridge; a part of them is cut
off by moving its ends of the cables to the second. This machine has the same address on both, so that
it reaches every node at any time.
"""

import contextlib
import itertools
import os
import shutil
import subprocess
import unittest
from collections.abc import Iterable

SUBNET = "10.213.77"
# Names are not used again: what was deleted may stay a moment.
_numbers = itertools.count()


def require() -> None:
    if os.geteuid() != 0 or not shutil.which("ip"):
        reason = "network namespaces need root and iproute2"
        if os.environ.get("CI"):
            raise AssertionError(f"CI is set, and {reason}")
        raise unittest.SkipTest(reason)
    try:
        _ip("netns", "add", "daftar-probe")
        _ip("netns", "delete", "daftar-probe")
    except subprocess.CalledProcessError as error:
        raise unittest.SkipTest(f"no network namespaces here: {error.stderr}") from error


class Switch:
    """A context in which `size` places exist; `place` is what a Cluster asks for."""

    def __init__(self, size: int):
        # Several runs on one machine do not meet: their names have the process in them.
        self._tag = f"d{os.getpid() % 100_000}{next(_numbers)}"
        self._size = size
        self._bridges = [f"{self._tag}a", f"{self._tag}b"]

    def __enter__(self):
        try:
            self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for index in range(self._size):
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip("netns", "delete", self._space(index))
        for bridge in self._bridges:
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip("link", "delete", bridge)

    def _build(self) -> None:
        for bridge in self._bridges:
            _ip("link", "add", bridge, "type", "bridge")
            # One hardware address, so that nodes need not notice to which bridge they were moved.
            _ip("link", "set", bridge, "address", "02:00:00:d4:f7:01", "up")
            _ip("address", "add", f"{SUBNET}.254/32", "dev", bridge)
        for index in range(self._size):
            space, cable = self._space(index), self._cable(index)
            _ip("netns", "add", space)
            _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space)
            _ip("-n", space, "address", "add", f"{self.host(index)}/24", "dev", "eth0")
            _ip("-n", space, "link", "set", "eth0", "up")
            _ip("-n", space, "link", "set", "lo", "up")
            _ip("link", "set", cable, "up")
            self._plug(index, self._bridges[0])

    def place(self, index: int) -> dict:
        return {"host": self.host(index), "prefix": ("ip", "netns", "exec", self._space(index))}

    def host(self, index: int) -> str:
        return f"{SUBNET}.{index + 1}"

    def cut_off(self, indices: Iterable[int]) -> None:
        """These reach each other and nobody else; nothing is refused, packets just vanish."""
        for index in indices:
            self._plug(index, self._bridges[1])

    def heal(self) -> None:
        for index in range(self._size):
            self._plug(index, self._bridges[0])

    def _plug(self, index: int, bridge: str) -> None:
        _ip("link", "set", self._cable(index), "master", bridge)
        _ip("route", "replace", f"{self.host(index)}/32", "dev", bridge, "src", f"{SUBNET}.254")

    def _space(self, index: int) -> str:
        return f"{self._tag}-{index}"

    def _cable(self, index: int) -> str:
        return f"{self._tag}c{index}"


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True, timeout=20)
