"""What the process takes: memory, time to start, room on disk."""

import re
import time
from pathlib import Path

from EndToEnd.support.node import Home, Node


def memory_megabytes(node: Node, field: str = "VmRSS") -> float:
    """VmRSS is what it holds now, VmHWM the most it ever held."""
    status = Path(f"/proc/{node.pid}/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.M).group(1)) / 1024


def restart_seconds(node: Node, after_kill: bool) -> float:
    """From the start of the process until /health/ready answers 200."""
    if after_kill:
        node.kill()
    else:
        node.terminate()
    started = time.perf_counter()
    node.start()
    return time.perf_counter() - started


def octets(home: Home, name: str) -> int:
    """Of a database with what SQLite keeps beside it."""
    return sum(path.stat().st_size for path in home.path.glob(f"{name}*"))
