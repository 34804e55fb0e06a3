"""The program under test, and how it is called."""

import json
import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]

# A command that takes longer hangs; the slowest is a verification by a debug build.
COMMAND_SECONDS = 120


def _program() -> Path:
    """DAFTAR_BIN, else the newer of what `make build` and `swift build` leave."""
    named = os.environ.get("DAFTAR_BIN")
    if named:
        return Path(named).resolve()
    built = [REPOSITORY / "bin/daftar", REPOSITORY / ".build/debug/daftar"]
    built = [path for path in built if path.exists()]
    if not built:
        raise FileNotFoundError(
            "no program to test: set DAFTAR_BIN, or run make build or swift build"
        )
    return max(built, key=lambda path: path.stat().st_mtime)


PROGRAM = _program()


class CommandFailed(AssertionError):
    """A command ended otherwise than the test expects; carries all that it said."""

    def __init__(self, arguments, status, output, errors):
        self.status = status
        self.output = output
        self.errors = errors
        super().__init__(
            f"daftar {' '.join(arguments)} ended with {status}\n{output}\n{errors}".rstrip()
        )


def daftar(*arguments: object, status: int | None = 0, seconds: float = COMMAND_SECONDS) -> str:
    """Runs a command and returns what it printed; `status=None` takes any end but a crash."""
    words = [str(argument) for argument in arguments]
    ended = subprocess.run(
        [PROGRAM, *words], capture_output=True, text=True, timeout=seconds, check=False
    )
    expected = ended.returncode >= 0 if status is None else ended.returncode == status
    if not expected:
        raise CommandFailed(words, ended.returncode, ended.stdout, ended.stderr)
    return ended.stdout if status == 0 else ended.stdout + ended.stderr


def daftar_json(*arguments: object) -> object:
    """Runs a command with --json and returns the value it printed."""
    return json.loads(daftar(*arguments, "--json"))
