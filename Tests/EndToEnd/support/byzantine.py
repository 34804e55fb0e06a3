"""A validator that lies, written from Docs/Spec/Consensus.md §9–§11 and Encoding.md §7 alone.

It holds one validator's keys and talks to real nodes. It says different things to different peers,
shows old certificates, and sends bytes that are no messages.
"""

import contextlib
import hashlib
import http.client
import io
import random
import ssl
import tempfile
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from Verifier.verify_block import encode

from . import genesis

EDDSA = -8
PROPOSAL, VOTE, POLKA, ROUND, STATUS, DECIDED = 1, 2, 3, 4, 5, 8
AGREEMENT, SHORT_PROPOSAL = 1, 7
IDLE = 0


class Byzantine:
    """Threads that talk to `addresses`, (host, port) of three honest peers, until `stop`."""

    def __init__(self, name: str, addresses: list, chain: str, validators: list[str], seed: int):
        """`validators` are the names of all; their keys are those of a demo."""
        self._consensus = genesis.signing_key("consensus", name)
        self._own = _key_id(self._consensus)
        keys = [genesis.signing_key("consensus", each) for each in validators]
        ids = sorted(_key_id(key) for key in keys)
        self._index, self._count = ids.index(self._own), len(ids)
        self._chain = bytes.fromhex(chain)
        self._set_hash: bytes | None = None
        self._draw = random.Random(seed)
        self._tls = _context(genesis.signing_key("tls", name))
        self._addresses = addresses
        self._lock = threading.Lock()
        self._outboxes: list[list[bytes]] = [[] for _ in addresses]
        self._answered: set = set()
        self._old: list[list] = []
        self._last_block: list | None = None
        self._stopping = threading.Event()
        self.sent = {"votes": 0, "proposals": 0, "old": 0, "garbage": 0}
        self._threads = [
            threading.Thread(target=self._converse, args=(number,))
            for number in range(len(addresses))
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    # --- The conversation: each peer is asked what it has, and told what waits for it.

    def _converse(self, number: int) -> None:
        while not self._stopping.is_set():
            with (
                contextlib.suppress(OSError, http.client.HTTPException),
                contextlib.closing(self._connection(number)) as connection,
            ):
                while not self._stopping.is_set():
                    with self._lock:
                        body = b"".join(self._outboxes[number])
                        self._outboxes[number].clear()
                    status, answer = self._exchange(connection, body)
                    if status != 200:
                        break
                    self._hear(answer)
            time.sleep(0.1)

    def _connection(self, number: int) -> http.client.HTTPSConnection:
        host, port = self._addresses[number]
        return http.client.HTTPSConnection(host, port, timeout=10, context=self._tls)

    def _exchange(self, connection, body: bytes, wait: int = 100) -> tuple[int, bytes]:
        headers = {"Daftar-Chain": self._chain.hex(), "Content-Type": "application/cbor-seq"}
        connection.request("POST", f"/peer/v1/exchange?wait={wait}", body, headers)
        response = connection.getresponse()
        return response.status, response.read()

    def _hear(self, answer: bytes) -> None:
        stream = io.BytesIO(answer)
        while stream.tell() < len(answer):
            kind, value = cbor2.load(stream)
            with self._lock:
                if kind == AGREEMENT:
                    self._answer(value[1], value[2])
                elif kind == SHORT_PROPOSAL:
                    self._hear_proposal(value[0], value[1])

    # --- The lies.

    def _answer(self, kind: int, value) -> None:
        if kind in (POLKA, ROUND, DECIDED) and len(self._old) < 200:
            self._old.append([1, kind, value])
        if kind == PROPOSAL:
            signed, block, _ = value
            self._learn(block)
            self._hear_proposal(signed, block[0])
        elif kind == DECIDED:
            self._learn(value[0])
        elif kind == STATUS:
            height, round_, step = value[:3]
            if step != IDLE:
                self._propose_two(height, round_)
            self._repeat_old()

    def _hear_proposal(self, signed: list, header: list) -> None:
        self._set_hash = header[11]
        _, _, _, height, round_, valid_round, block_id = signed[0]
        self._vote_both_ways(height, round_, valid_round, block_id)
        # Whoever seems to be behind is sent the block before, whole (R12).
        for number in range(len(self._addresses)):
            self._send(number, [1, STATUS, [height - 1, 0, IDLE, False, 0, 0]])

    def _learn(self, block: list) -> None:
        self._set_hash = block[0][11]
        self._last_block = block

    def _vote_both_ways(self, height: int, round_: int, valid_round, block_id: bytes) -> None:
        """For the block to the first peer, for nothing to the second, both to all others."""
        if ("vote", height, round_) in self._answered:
            return
        self._answered.add(("vote", height, round_))
        for tag, fields in (("prevote", [valid_round]), ("precommit", [])):
            none = [None] * len(fields)
            one = self._signed(tag, height, round_, [*fields, block_id])
            other = self._signed(tag, height, round_, [*none, None])
            for number in range(len(self._addresses)):
                for vote in ([one], [other], [one, other])[min(number, 2)]:
                    self._send(number, [1, VOTE, vote])
                    self.sent["votes"] += 1

    def _propose_two(self, height: int, round_: int) -> None:
        """Two blocks for one round, where it is this validator's turn."""
        is_turn = (height + round_) % self._count == self._index
        if not is_turn or self._last_block is None or ("turn", height, round_) in self._answered:
            return
        self._answered.add(("turn", height, round_))
        header, transactions = self._last_block
        if header[2] >= height:
            return
        now = int(time.time() * 1000)
        for which in range(2):
            made = [*header]
            previous = hashlib.sha256(b"\x02" + encode(header)).digest()
            made[2:6] = [height, previous, now + which, self._own]
            block_id = hashlib.sha256(b"\x02" + encode(made)).digest()
            signed = self._signed("proposal", height, round_, [None, block_id])
            for number in (which, which + 1):
                self._send(number, [1, PROPOSAL, [signed, [made, transactions], None]])
                self.sent["proposals"] += 1

    def _repeat_old(self) -> None:
        if self._old and self._draw.random() < 0.2:
            self._send(self._draw.randrange(len(self._addresses)), self._draw.choice(self._old))
            self.sent["old"] += 1

    def _signed(self, tag: str, height: int, round_: int, fields: list) -> list:
        message = [f"daftar/{tag}/v1", self._chain, self._set_hash, height, round_, *fields]
        return [message, self._own, self._consensus.sign(encode(message))]

    def _send(self, number: int, message: list) -> None:
        self._outboxes[number].append(encode([AGREEMENT, message]))

    def send_garbage(self, count: int) -> list[int]:
        """Bytes that are no messages, to each peer; the statuses of the answers, 0 for none."""
        statuses = []
        for number in range(len(self._addresses)):
            for _ in range(count):
                body = self._draw.randbytes(self._draw.randrange(1, 5_000))
                self.sent["garbage"] += 1
                with contextlib.closing(self._connection(number)) as connection:
                    try:
                        statuses.append(self._exchange(connection, body)[0])
                    except (OSError, http.client.HTTPException):
                        statuses.append(0)
        return statuses


def _key_id(key: Ed25519PrivateKey) -> bytes:
    parts = ["daftar/key/v1", EDDSA, genesis.public_bytes(key)]
    return hashlib.sha256(encode(parts)).digest()


def _context(key: Ed25519PrivateKey) -> ssl.SSLContext:
    """Shows a certificate that the key signed itself, and takes any from the other side."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "byzantine")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=timezone.utc))
        .sign(key, None)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pair.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(file)
    return context
