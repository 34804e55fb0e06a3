"""A node in a home of its own, on a free port of the loopback interface."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from . import genesis
from .client import Client
from .ports import free_port
from .program import PROGRAM, daftar, daftar_json
from .waiting import wait_until

# A debug build on a busy machine; a release build takes a tenth of it.
READY_SECONDS = 60
STOP_SECONDS = 40
# Docs/Operations.md §7: a running node notices a new token within half a second.
TOKEN_SECONDS = 5


class Home:
    """A directory a node lives in, with tokens for its members."""

    def __init__(self, path: Path):
        self.path = path
        self._tokens: dict[str, str] = {}

    @classmethod
    def founded(cls, parent: Path, seed: str = genesis.SEED) -> "Home":
        plan = genesis.write(parent / "plan", seed)
        home = cls(parent / "home")
        daftar("init", "--home", home.path, "--genesis", plan)
        return home

    def token(self, member: str) -> str:
        """A token of a user of the member, issued the first time it is asked for."""
        if member not in self._tokens:
            issued = daftar_json(
                "tokens", "issue", "--home", self.path, "--member", member, "--user", "tests"
            )
            self._tokens[member] = issued["token"]
        return self._tokens[member]


class Node:
    """The process; what it logs goes to a file beside the home."""

    def __init__(
        self, home: Home, *options: str, host: str = "127.0.0.1", prefix: tuple[str, ...] = ()
    ):
        """`prefix` is the command that starts the program somewhere else: in another network."""
        self.home = home
        self.options = options
        self.host = host
        self.prefix = prefix
        self.port = free_port()
        self.log = home.path.parent / f"{home.path.name}.log"
        self._process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, ready: bool = True) -> "Node":
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.prefix, PROGRAM, "node", "run", "--home", str(self.home.path)]
                + ["--host", self.host, "--port", str(self.port), *self.options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        if ready:
            self.await_ready()
        return self

    def await_ready(self) -> None:
        def looks_ready():
            if not self.runs:
                raise AssertionError(
                    f"the node ended with {self._process.returncode} before it was ready\n"
                    + self.log_tail()
                )
            with (
                contextlib.suppress(OSError),
                Client(self.port, seconds=5, host=self.host) as client,
            ):
                return client.get("/health/ready").status == 200
            return False

        try:
            wait_until(looks_ready, READY_SECONDS, "ready")
        except TimeoutError as error:
            raise AssertionError(f"{error}\n{self.log_tail()}") from error

    def client(self, member: str | None = None, **more) -> Client:
        """A client of nobody, or of a user of a member whose token the node knows by now."""
        token = self.home.token(member) if member else None
        client = Client(self.port, token, host=self.host, **more)
        if member:
            wait_until(lambda: client.is_known, TOKEN_SECONDS, f"a token of {member}")
        return client

    def kill(self) -> None:
        """SIGKILL: what it held in memory is gone."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(STOP_SECONDS)

    def pause(self) -> None:
        """SIGSTOP: it stands still, and its connections stay."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def ask_to_end(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def terminate(self, seconds: float = STOP_SECONDS) -> int:
        """SIGTERM; the status it ends with. One that does not end within the time is a failure."""
        self.ask_to_end()
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise AssertionError(
                f"the node did not end within {seconds} s\n{self.log_tail()}"
            ) from error

    def end_status(self, seconds: float = READY_SECONDS) -> int:
        """The status of a process that is expected to end by itself."""
        return self._process.wait(seconds)

    def discard(self) -> None:
        if self.runs:
            self.kill()

    def log_tail(self, lines: int = 40) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(["--- the node's log ends with", *text.splitlines()[-lines:]])


class World:
    """A folder for a test's homes and nodes, and the end of both.

    When a test of the class failed the folder is kept, and its path is printed.
    """

    def __init__(self, name: str, parent: Path | None = None):
        self.path = Path(tempfile.mkdtemp(prefix=f"daftar-{name}-", dir=parent))
        self._nodes: list[Node] = []

    def part(self, name: str) -> "World":
        """A folder of its own for a part of the test; its nodes end with all others."""
        part = World(name, parent=self.path)
        part._nodes = self._nodes
        return part

    def home(self, name: str = "first", seed: str = genesis.SEED) -> Home:
        return Home.founded(self.path / name, seed)

    def node(
        self, home: Home | None = None, *options: str, start: bool = True, **place
    ) -> Node:
        node = Node(home or self.home(), *options, **place)
        self._nodes.append(node)
        return node.start() if start else node

    def end(self, failed: bool) -> None:
        for node in self._nodes:
            node.discard()
        if failed:
            for node in self._nodes:
                print(f"\n{node.home.path} (pid of the test: {os.getpid()})\n{node.log_tail()}")
        else:
            shutil.rmtree(self.path, ignore_errors=True)
