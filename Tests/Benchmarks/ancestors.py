"""The trace of a lot that very many lots went into."""

import hashlib
import statistics
import time
from dataclasses import dataclass

from EndToEnd.support import events, genesis
from EndToEnd.support.client import lot_path
from EndToEnd.support.node import Node

INPUTS_OF_A_BLEND = 100
COMMINGLING = "https://daftar.tj/voc/BizStep-commingling"


@dataclass
class TraceTime:
    ancestors: int
    milliseconds: float
    octets: int
    digest: str


def build(node: Node, ancestors: int) -> str:
    """Harvests blended in hundreds, the blends blended into one lot; returns that lot.

    Of the ancestors one in about a hundred is a blend.
    """
    blends = max(1, ancestors // (INPUTS_OF_A_BLEND + 1))
    harvests = ancestors - blends
    with node.client("sandbox") as client:
        made = []
        for number in range(blends):
            share = range(number * harvests // blends, (number + 1) * harvests // blends)
            fresh = [events.lot(genesis.FARM, f"T{index:06d}", item=7) for index in share]
            blend = events.lot(genesis.DRIER, f"T{number:04d}", item=7)
            captured = [_harvest(lot) for lot in fresh] + [_blend(fresh, blend, 1)]
            client.captured(events.document(*captured))
            made.append((blend, len(fresh)))
        last = events.lot(genesis.DRIER, "TALL", item=7)
        total = sum(amount for _, amount in made)
        inputs = [events.amount(lot, amount) for lot, amount in made]
        job = client.captured(
            events.document(
                events.transformation(
                    genesis.DRIER, inputs, [events.amount(last, total)], step=COMMINGLING
                )
            )
        )
        client.indexed(job["height"], seconds=120)
    return last


def measure(node: Node, lot: str, ancestors: int, repeats: int = 20) -> TraceTime:
    """Median of the whole answer over a kept connection, not parsed while the clock runs."""
    path = lot_path(lot, "/trace?direction=upstream&depth=20")
    times = []
    with node.client() as client:
        for _ in range(repeats):
            started = time.perf_counter()
            answer = client.get(path)
            times.append(time.perf_counter() - started)
        found = _lots(answer.json)
    if answer.status != 200 or len(found - {lot}) != ancestors:
        raise AssertionError(f"{len(found)} lots in the trace, {ancestors} ancestors expected")
    digest = hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
    return TraceTime(ancestors, statistics.median(times) * 1000, len(answer.body), digest)


def _lots(value) -> set[str]:
    """Every Digital Link path of a lot anywhere in an answer, whatever its shape."""
    if isinstance(value, dict):
        return set().union(*map(_lots, [*value.keys(), *value.values()]))
    if isinstance(value, list):
        return set().union(*map(_lots, value))
    is_lot = isinstance(value, str) and value.startswith("/01/") and "/10/" in value
    return {value} if is_lot else set()


def _harvest(lot: str) -> dict:
    return events.harvest(genesis.FARM, lot, 1)


def _blend(inputs: list[str], output: str, each: int) -> dict:
    return events.transformation(
        genesis.DRIER,
        [events.amount(lot, each) for lot in inputs],
        [events.amount(output, each * len(inputs))],
        step=COMMINGLING,
    )
