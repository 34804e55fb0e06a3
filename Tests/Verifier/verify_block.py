#!/usr/bin/env python3
"""Checks an exported Daftar chain with libraries that are not ours.

usage: verify_block.py EXPORT [--chain CHAIN_ID]

EXPORT is what Docs/Spec/Encoding.md section 10 describes; `-` reads standard input. With --chain the
genesis inside must be that chain's. Written from Docs/Spec alone, with cbor2 and cryptography; no line
of it is shared with the Swift code.

Prints one line a block and a summary. Exits 0 when everything holds, 1 at the first thing that does
not, 2 when the arguments are wrong.
"""

import hashlib
import sys
from collections.abc import Mapping

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

EDDSA, ES256, SHA256_ALGORITHM = -8, -7, -16
FIELD_PRIME = 2**255 - 19
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER_Y = {
    0,
    1,
    FIELD_PRIME - 1,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
}


class Lie(Exception):
    """Something that does not hold."""


def require(holds, what):
    if not holds:
        raise Lie(what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# --- Deterministic CBOR: RFC 8949 section 4.2.1 -------------------------------------------------


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for information, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | information]) + number.to_bytes(size, "big")
    raise Lie("a number of more than 64 bits")


def encode(value):
    """The one encoding, written here because libraries sort map keys as RFC 7049 did."""
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, Mapping):
        entries = sorted((encode(key), encode(item)) for key, item in value.items())
        return head(5, len(entries)) + b"".join(key + item for key, item in entries)
    if isinstance(value, cbor2.CBORTag):
        return head(6, value.tag) + encode(value.value)
    raise Lie(f"a kind of value that the formats do not use: {type(value).__name__}")


def decode(data, what):
    try:
        value = cbor2.loads(data)
    except Exception as error:  # cbor2 raises several kinds
        raise Lie(f"{what} is no CBOR: {error}") from error
    require(encode(value) == data, f"{what} is not in deterministic encoding")
    return value


# --- RFC 9162 section 2.1.1 ---------------------------------------------------------------------


def merkle_root(leaves):
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01", merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def leaf(entry):
    return sha256(b"\x00", entry)


# --- Keys and signatures ------------------------------------------------------------------------


def key_id(key):
    return sha256(encode(["daftar/key/v1", *key]))


def is_sound_point(data):
    y = int.from_bytes(data, "little") & (2**255 - 1)
    return y < FIELD_PRIME and y not in SMALL_ORDER_Y


def signature_holds(key, signature, message):
    algorithm, data = key
    if len(signature) != 64:
        return False
    try:
        if algorithm == EDDSA:
            if not (is_sound_point(data) and is_sound_point(signature[:32])):
                return False
            if int.from_bytes(signature[32:], "little") >= GROUP_ORDER:
                return False
            ed25519.Ed25519PublicKey.from_public_bytes(data).verify(signature, message)
        elif algorithm == ES256:
            public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
            r, s = (int.from_bytes(part, "big") for part in (signature[:32], signature[32:]))
            public.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


class ValidatorSet:
    def __init__(self, keys):
        self.keys = sorted(keys, key=key_id)
        self.ids = [key_id(key) for key in self.keys]
        self.hash = sha256(encode(["daftar/validator-set/v1", self.keys]))
        self.quorum = 2 * len(self.keys) // 3 + 1
        require(1 <= len(keys) <= 30, "a validator set of 1 to 30")
        require(len(set(self.ids)) == len(keys), "different validators")


# --- The chain ----------------------------------------------------------------------------------

HEADER_FIELDS = (
    "version chain height previous time proposer transactions_root outcomes_root log_size log_root"
    " state_root validator_set_hash next_validator_set_hash"
).split()


class Chain:
    def __init__(self, genesis):
        require(genesis[0] == "daftar/genesis/v1", "a genesis")
        _, self.name, self.created, _, validators, administrators, members, _, _ = genesis
        self.id = sha256(encode(genesis))
        self.set = ValidatorSet([validator[1] for validator in validators])
        # Whose key is whose at the start; a key that was registered later is not known here.
        self.member_keys = {
            (member[0], key_id(key)): key for member in members for key, _ in member[4]
        }
        self.log = []
        self.height, self.previous, self.time = 0, bytes(32), None
        self.counts = {"transactions": 0, "signatures": 0, "unknown keys": 0, "purged": 0}

    def add(self, block):
        header, transactions, outcomes, certificate, next_validators = block
        require(len(header) == len(HEADER_FIELDS), "a header of 13 fields")
        fields = dict(zip(HEADER_FIELDS, header))
        block_id = sha256(b"\x02", encode(header))

        require(fields["version"] == 1, "header version 1")
        require(fields["chain"] == self.id, "the header's chain")
        require(fields["height"] == self.height + 1, "the header's height")
        require(fields["previous"] == self.previous, "the id of the block before")
        require(self.time is None or fields["time"] > self.time, "a time after the block before")
        require(fields["validator_set_hash"] == self.set.hash, "the validator set's hash")
        require(fields["proposer"] in self.set.ids, "a proposer among the validators")

        for transaction in transactions:
            self.add_transaction(*transaction)
        envelopes = [leaf(envelope) for envelope, _ in transactions]
        require(fields["transactions_root"] == merkle_root(envelopes), "the transactions root")
        require(len(outcomes) == len(transactions), "an outcome a transaction")
        require(
            fields["outcomes_root"] == merkle_root([leaf(encode(item)) for item in outcomes]),
            "the outcomes root",
        )
        self.log += envelopes
        require(fields["log_size"] == len(self.log), "the log size")
        require(fields["log_root"] == merkle_root(self.log), "the log root")
        self.log.append(leaf(encode(header)))

        self.check_certificate(certificate, fields["height"], block_id)
        if next_validators is not None:
            self.set = ValidatorSet(next_validators)
        require(fields["next_validator_set_hash"] == self.set.hash, "the next validators")
        self.height, self.previous, self.time = fields["height"], block_id, fields["time"]
        return block_id

    def add_transaction(self, envelope, content):
        message = decode(envelope, "an envelope")
        require(isinstance(message, cbor2.CBORTag) and message.tag == 18, "a COSE_Sign1")
        protected, unprotected, payload, signature = message.value
        require(isinstance(unprotected, Mapping) and not unprotected, "an empty unprotected header")
        require(len(envelope) <= 65535, "an envelope that fits a log entry")
        header = decode(protected, "a protected header")
        require(header[258] == SHA256_ALGORITHM, "a payload hashed with SHA-256")
        require(isinstance(header[259], str), "a content type")
        require(header["chain"] == self.id, "the transaction's chain")
        require(len(header["nonce"]) == 16, "a nonce of 16 bytes")
        self.counts["transactions"] += 1
        if content is None:
            self.counts["purged"] += 1
        else:
            require(sha256(content) == payload, "content that is what was signed")
        key = self.member_keys.get((header["member"], header[4]))
        if key is None:
            self.counts["unknown keys"] += 1
            return
        require(key[0] == header[1], "the algorithm of the key")
        signed = encode(["Signature1", protected, b"", payload])
        require(signature_holds(key, signature, signed), "the member's signature")
        self.counts["signatures"] += 1

    def check_certificate(self, certificate, height, block_id):
        signed_height, round_number, signed_id, signatures = certificate
        require(signed_height == height and signed_id == block_id, "a certificate of this block")
        require(len(signatures) >= self.set.quorum, "a quorum of signatures")
        indices = [index for index, _ in signatures]
        require(indices == sorted(set(indices)), "signers in order, none twice")
        require(indices[-1] < len(self.set.keys), "signers that are validators")
        vote = [
            "daftar/precommit/v1", self.id, self.set.hash, height, round_number, block_id,
        ]
        for index, signature in signatures:
            require(
                signature_holds(self.set.keys[index], signature, encode(vote)),
                f"the signature of validator {index}",
            )
            self.counts["signatures"] += 1


def verify(data, expected_chain=None):
    export = decode(data, "the export")
    require(isinstance(export, list) and len(export) == 3, "an export of three parts")
    require(export[0] == "daftar/export/v1", "an export")
    chain = Chain(export[1])
    require(expected_chain in (None, chain.id.hex()), "the expected chain")
    for block in export[2]:
        try:
            block_id = chain.add(block)
        except Lie as lie:
            raise Lie(f"height {chain.height + 1}: not {lie}") from lie
        print(f"height {chain.height} {block_id.hex()} holds")
    counts = ", ".join(f"{count} {name}" for name, count in chain.counts.items())
    print(f"chain {chain.id.hex()} holds: {chain.height} blocks, {counts}")


def main(arguments):
    expected = None
    if "--chain" in arguments[:-1]:
        place = arguments.index("--chain")
        expected = arguments[place + 1]
        del arguments[place : place + 2]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if arguments[0] == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(arguments[0], "rb") as file:
                data = file.read()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        verify(data, expected)
    except Lie as lie:
        print(f"does not hold: {lie}")
        return 1
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        print(f"does not hold: another shape than the format's ({error})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
