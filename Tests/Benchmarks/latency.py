"""How long one thing after the other took."""

import contextlib
import time


class Latency:
    def __init__(self):
        self.seconds: list[float] = []

    @property
    def count(self) -> int:
        return len(self.seconds)

    @contextlib.contextmanager
    def measured(self):
        started = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - started)

    def milliseconds(self, percent: int) -> float:
        """What so many of a hundred did not exceed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    @property
    def text(self) -> str:
        return f"median {self.milliseconds(50):.2f} ms, 99 % {self.milliseconds(99):.2f} ms"
