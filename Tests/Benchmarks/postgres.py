"""PostgreSQL with one synchronous standby: a commit is on both disks before it is confirmed."""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from EndToEnd.support.ports import free_ports

from .latency import Latency

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
# Its server does not run as root.
USER = "postgres"
TABLE = "CREATE TABLE ev (id bigserial PRIMARY KEY, body jsonb NOT NULL)"
# About 1 KiB.
INSERT = """INSERT INTO ev (body)
VALUES (jsonb_build_object('id', gen_random_uuid(), 'p', repeat(md5(random()::text), 29)));
"""


@dataclass
class Inserts:
    clients: int
    per_second: float
    latency: Latency


class Postgres:
    """The pair; none of it is left after `end`."""

    @staticmethod
    def is_installed() -> bool:
        return (PROGRAMS / "pgbench").exists()

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir()
        if os.geteuid() == 0:
            account = pwd.getpwnam(USER)
            os.chown(folder, account.pw_uid, account.pw_gid)
            # Its own folder is the account's; the way there must let it pass.
            folder.parent.chmod(0o711)
        self._port = free_ports(2)
        primary, standby = folder / "primary", folder / "standby"
        self._running: list[Path] = []
        self._run("initdb", "-D", primary, "-A", "trust", "--no-instructions")
        self._start(primary, self._port)
        self._run(
            *("pg_basebackup", "-D", standby, "-R", "-X", "stream", "-C", "-S", "s1"),
            *("-h", folder, "-p", str(self._port)),
        )
        self._start(standby, self._port + 1)
        self._query("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self._query("SELECT pg_reload_conf()")
        self._query(TABLE)
        state = self._query("SELECT sync_state FROM pg_stat_replication")
        if "sync" not in state.split():
            raise AssertionError(f"the standby is not synchronous: {state}")
        (folder / "insert.sql").write_text(INSERT, encoding="utf-8")

    def inserts(self, clients: int, seconds: int) -> Inserts:
        log = self._folder / f"log-{clients}"
        told = self._run(
            *("pgbench", "-n", "-M", "prepared", "-f", self._folder / "insert.sql"),
            *("-c", str(clients), "-j", str(min(2, clients)), "-T", str(seconds)),
            *("-l", "--log-prefix", log, "-h", self._folder, "-p", str(self._port), "postgres"),
        )
        latency = Latency()
        for path in self._folder.glob(f"{log.name}*"):
            for line in path.read_text().splitlines():
                latency.seconds.append(int(line.split()[2]) / 1e6)
        return Inserts(clients, float(re.search(r"tps = ([\d.]+)", told).group(1)), latency)

    def octets_each(self) -> float:
        size = self._query("SELECT pg_total_relation_size('ev')::float / count(*) FROM ev")
        return float(size)

    def end(self) -> None:
        for data in reversed(self._running):
            self._run("pg_ctl", "stop", "-D", data, "-m", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, data: Path, port: int) -> None:
        options = f"-p {port} -k {self._folder} -c listen_addresses=''"
        log = self._folder / f"{data.name}.log"
        self._run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        self._running.append(data)

    def _query(self, sql: str) -> str:
        return self._run(
            "psql", "-h", self._folder, "-p", str(self._port), "-Atc", sql, "postgres"
        ).strip()

    def _run(self, program: str, *words: object) -> str:
        other = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        ended = subprocess.run(
            [*other, PROGRAMS / program, *map(str, words)],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            # A server that goes on would keep a pipe open.
            stdout=(self._folder / "out").open("w+b") if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        told = (ended.stdout or b"").decode(errors="replace")
        if ended.returncode:
            raise AssertionError(f"{program} ended with {ended.returncode}:\n{told}")
        return told
