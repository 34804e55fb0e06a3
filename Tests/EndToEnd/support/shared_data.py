"""Published documents that lie beside the repository and are no part of it."""

import os
import unittest

from .program import REPOSITORY

ROOT = REPOSITORY.parent / "shared"


def require() -> None:
    """Without the data the test has nothing to say: a failure where CI promises it."""
    if (ROOT / "epcis").is_dir():
        return
    if os.environ.get("CI"):
        raise AssertionError(f"CI is set but {ROOT} is missing")
    raise unittest.SkipTest(f"{ROOT} is not there")


def files(folder: str, *suffixes: str) -> list[str]:
    """Paths below a folder, relative to the root, sorted."""
    found = (ROOT / folder).rglob("*")
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in found
        if path.is_file() and path.suffix in suffixes
    )


def read(path: str) -> bytes:
    return (ROOT / path).read_bytes()
