"""The ledger the tests run on: a demo, so that its keys follow from a seed."""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from Verifier.verify_block import encode

from .events import gln

SEED = "daftar end to end"
NAME = "End to end"

# Company prefixes of the members; 488 is the range of Tajikistan.
FARM = "488900101"
DRIER = "488900102"
EXPORTER = "488900103"
PHONE = "488900104"
HARVESTER = "488900105"
CARRIER = "488900106"
INSPECTOR = "488900107"


def secret(purpose: str, name: str, seed: str = SEED) -> bytes:
    """The secret of a demo key: SHA-256 of ["daftar/demo-key/v1", seed, purpose, name]."""
    return hashlib.sha256(encode(["daftar/demo-key/v1", seed, purpose, name])).digest()


def signing_key(purpose: str, name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret(purpose, name))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _member(name: str, title: str, role: str, prefix: str, **more) -> dict:
    """A member that may create under its prefix, and that its two location numbers stand for."""
    return {
        "id": name,
        "name": title,
        "roles": [role],
        "scope": {
            "companyPrefixes": [prefix],
            "locationNumbers": [gln(prefix, 0), gln(prefix, 1)],
        },
        **more,
    }


def plan(
    seed: str = SEED,
    validators: list[dict] | None = None,
    administrators: Sequence[str] = ("administrator",),
) -> dict:
    """One validator, or those given; a farm, a drier, an exporter, a carrier; a member that signs at home;
    one that supervises; a sandbox."""
    phone_key = public_bytes(signing_key("member", "phone"))
    return {
        "name": NAME,
        "logOrigin": "ledger.example/end-to-end",
        "demoSeed": seed,
        "validators": validators or [{"name": "node-0", "address": ""}],
        "administrators": {"names": list(administrators)},
        "members": [
            _member("farm", "Isfara orchard", "farm", FARM),
            _member("drier", "Isfara drying works", "processor", DRIER),
            _member("exporter", "Khujand exports", "exporter", EXPORTER),
            _member(
                "phone",
                "A farm that signs at home",
                "farm",
                PHONE,
                keys=[
                    {"key": "ed25519:" + base64.b64encode(phone_key).decode(), "holder": "member"}
                ],
            ),
            _member("harvester", "The farm of the load", "farm", HARVESTER),
            _member("carrier", "Isfara lorries", "carrier", CARRIER),
            _member("inspector", "State inspection", "inspector", INSPECTOR),
            {
                "id": "sandbox",
                "name": "Sandbox",
                "roles": ["farm"],
                "scope": {"everything": True},
            },
        ],
    }


def write(folder: Path, seed: str = SEED, **more) -> Path:
    """Writes the plan where `daftar init --genesis` finds it, and returns that folder.

    `more` is what else `plan` takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(plan(seed, **more), ensure_ascii=False, indent=2)
    (folder / "genesis.json").write_text(text, encoding="utf-8")
    return folder
