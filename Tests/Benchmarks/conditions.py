"""What else decides a figure: the machine, its load, and how fast its disk confirms a write."""

import os
import platform
import subprocess
import time
from pathlib import Path

from EndToEnd.support.program import PROGRAM, REPOSITORY

PAGE = 4096


def syncs_per_second(folder: Path, seconds: float = 1.0) -> float:
    """Appends of a page, each confirmed by fdatasync: what one commit costs at the least."""
    path = folder / "fdatasync.probe"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    page = os.urandom(PAGE)
    try:
        started = time.perf_counter()
        count = 0
        while time.perf_counter() - started < seconds:
            os.write(handle, page)
            os.fdatasync(handle)
            count += 1
        return count / (time.perf_counter() - started)
    finally:
        os.close(handle)
        path.unlink()


def lines(folder: Path) -> list[tuple[str, str]]:
    """Name and value of each condition."""
    return [
        ("commit", _output("git", "describe", "--always", "--dirty")),
        ("program", f"{PROGRAM.stat().st_size / 1e6:.0f} MB, {_shown(PROGRAM)}"),
        ("processor", f"{_processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"),
        ("memory", f"{os.sysconf('SC_PHYS_PAGES') * PAGE / 2**30:.1f} GiB"),
        ("system", f"{platform.system()} {platform.release()}"),
        ("fdatasync", f"{syncs_per_second(folder):,.0f} pages of {PAGE} octets a second"),
    ]


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def _shown(path: Path) -> str:
    return str(path.relative_to(REPOSITORY)) if path.is_relative_to(REPOSITORY) else path.name


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _output(*command: str) -> str:
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return ended.stdout.strip() or "unknown"
