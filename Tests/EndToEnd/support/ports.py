"""Ports of the loopback interface that nobody else comes by.

All of them lie below the range from which the system takes ports for outgoing connections
(`/proc/sys/net/ipv4/ip_local_port_range`, from 32768 on): from within that range a node that
dials, or a client of the tests, could be given the very port another node is about to listen on.
"""

import contextlib
import random
import socket

_PORTS = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    return free_ports(1)


def free_ports(count: int) -> int:
    """The first of so many free ports in a row; none of them is given twice."""
    for _ in range(1000):
        first = random.randrange(_PORTS.start, _PORTS.stop - count)
        wanted = range(first, first + count)
        if _given.isdisjoint(wanted) and all(map(_is_free, wanted)):
            _given.update(wanted)
            return first
    raise AssertionError(f"no {count} free ports in a row")


def _is_free(port: int) -> bool:
    with contextlib.suppress(OSError), socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        return True
    return False
