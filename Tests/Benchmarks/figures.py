"""Figures with their aims, printed as they come and written down at the end."""

from dataclasses import dataclass, field

from . import conditions


@dataclass
class Figure:
    name: str
    value: float
    unit: str
    aim: str
    holds: bool | None
    more: str

    @property
    def text(self) -> str:
        digits = 0 if self.value >= 100 else 2
        return f"{self.value:,.{digits}f} {self.unit}"


@dataclass
class Figures:
    conditions: list[tuple[str, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    results: list[tuple[str, str]] = field(default_factory=list)

    def condition(self, name: str, value: str) -> None:
        self.conditions.append((name, value))
        print(f"  {name:<10} {value}", flush=True)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        above: float | None = None,
        below: float | None = None,
        more: str = "",
    ) -> None:
        """A figure; `above` or `below` is its aim."""
        aim, holds = "", None
        if above is not None:
            aim, holds = f"≥ {above:,}", value >= above
        elif below is not None:
            aim, holds = f"< {below:,}", value < below
        more = "; ".join(filter(None, [more, conditions.load()]))
        figure = Figure(name, value, unit, aim, holds, more)
        self.figures.append(figure)
        verdict = {None: "", True: f"  (aim {aim}: met)", False: f"  (aim {aim}: MISSED)"}[holds]
        print(f"  {name:<46} {figure.text:>18}{verdict}\n    {more}", flush=True)

    def result(self, name: str, digest: str) -> None:
        self.results.append((name, digest))
        print(f"  {name}: {digest}", flush=True)

    def markdown(self, date: str) -> str:
        rows = [
            f"| {each.name} | {each.text} | {each.aim} | "
            f"{ {None: '', True: 'met', False: 'missed'}[each.holds] } | {each.more} |"
            for each in self.figures
        ]
        lines = [
            f"# Benchmarks of {date}",
            "",
            "Taken by `make bench`; one run on one machine, which drives what it measures.",
            "",
            "| condition | |",
            "|---|---|",
            *[f"| {name} | {value} |" for name, value in self.conditions],
            "",
            "| figure | value | aim | | conditions of the figure |",
            "|---|---|---|---|---|",
            *rows,
            "",
            *[f"- {name}: `{digest}`" for name, digest in self.results],
        ]
        return "\n".join(lines) + "\n"
