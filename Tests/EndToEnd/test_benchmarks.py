"""The benchmarks run, small, and print every figure that they promise."""

import os
import subprocess
import sys
import unittest

from .support.program import PROGRAM, REPOSITORY

FIGURES = [
    "fdatasync",
    "capture in documents of 1 event",
    "capture in documents of 50 events",
    "memory at",
    "restart at",
    "ledger.sqlite for each event",
    "trace of a lot with 200 ancestors",
    "state root at height",
    "rules at 1,701 lots",
    "recall drill over 1,701 lots",
    "fraud screen over 1,701 lots",
]


class BenchmarkTests(unittest.TestCase):
    def test_the_small_form(self):
        """python -m Benchmarks --small prints every figure with its conditions"""
        ended = subprocess.run(
            [sys.executable, "-m", "Benchmarks", "--small"],
            cwd=REPOSITORY / "Tests",
            env=os.environ | {"DAFTAR_BIN": str(PROGRAM)},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        for figure in FIGURES:
            self.assertIn(figure, ended.stdout)
