"""Transactions that a member signs at home: COSE_Sign1 over the digest of the content.

Spec: Docs/Spec/Encoding.md §4; RFC 9052 §4.4.
"""

import hashlib
import os
import time
from dataclasses import dataclass, replace

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from Verifier.verify_block import encode

from . import genesis

EDDSA = -8
SHA256_ALGORITHM = -16
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True)
class Transaction:
    """An envelope in its parts, so that a test can change one of them."""

    protected: bytes
    digest: bytes
    signature: bytes
    content: bytes

    @property
    def id(self) -> str:
        """SHA-256 of what was signed, whoever signed it."""
        return hashlib.sha256(_signed_bytes(self.protected, self.digest)).hexdigest()

    @property
    def body(self) -> bytes:
        """What `POST /ledger/v1/transactions` takes."""
        parts = [self.protected, {}, self.digest, self.signature]
        return encode([encode(cbor2.CBORTag(18, parts)), self.content])

    def over(self, content: bytes) -> "Transaction":
        """The same envelope beside other content."""
        return replace(self, content=content)

    def signed_by(self, key: Ed25519PrivateKey) -> "Transaction":
        """The same statement under another signature."""
        return replace(self, signature=key.sign(_signed_bytes(self.protected, self.digest)))

    def with_malleated_signature(self) -> "Transaction":
        """s + L in place of s, which lax verifiers take for the same signature (RFC 8032 §8.4)."""
        s = int.from_bytes(self.signature[32:], "little") + GROUP_ORDER
        return replace(self, signature=self.signature[:32] + s.to_bytes(32, "little"))


def sign(
    content: bytes,
    chain: str,
    member: str = "phone",
    key: Ed25519PrivateKey | None = None,
    expires_in: float = 3600,
    **header,
) -> Transaction:
    """Signs content for a member; a `header` field that is given replaces the usual one.

    `chain` is the id of the chain in hexadecimal; `expires_in` is in seconds.
    """
    key = key or genesis.signing_key("member", member)
    now = time.time()
    fields = {
        1: EDDSA,
        4: hashlib.sha256(encode(["daftar/key/v1", EDDSA, genesis.public_bytes(key)])).digest(),
        258: SHA256_ALGORITHM,
        259: "application/epcis+json",
        "member": member,
        "chain": bytes.fromhex(chain),
        "nonce": os.urandom(16),
        "sequence": int(now * 1_000_000),
        "expiry": int((now + expires_in) * 1000),
        "interpretation": ["rollback", "2.0.0", {}],
    } | header
    protected = encode(fields)
    digest = hashlib.sha256(content).digest()
    signature = key.sign(_signed_bytes(protected, digest))
    return Transaction(protected, digest, signature, content)


def _signed_bytes(protected: bytes, digest: bytes) -> bytes:
    return encode(["Signature1", protected, b"", digest])
