"""What is public of real reviews: months, never days, and nothing that would find a child."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from deployments.demo.words import DemoError
from models.guidance.calendar_dates import ImpreciseDate

DEFAULT = "held-for-a-trial"


@dataclass(frozen=True)
class KnownHold:
    """A parallel process that held a review; ``after`` names the milestone that it followed."""

    cause: str
    scope: str
    requested_by: str
    authority: str
    after: str
    began: ImpreciseDate | None
    ended: ImpreciseDate


@dataclass(frozen=True)
class Pattern:
    """The pattern of a real review, its dates shifted by whole years.

    ``public`` gives the month of each milestone whose month is public, by the milestone's name.
    """

    name: str
    pack: str
    kind: Literal["concise", "extended"]
    children: int
    harm: str | None
    public: Mapping[str, ImpreciseDate]
    holds: tuple[KnownHold, ...]


def names() -> tuple[str, ...]:
    """Give the names of every pattern there is, the default first."""
    found = sorted(
        file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")
    )
    return tuple(sorted(found, key=lambda name: name != DEFAULT))


def pattern(name: str) -> Pattern:
    """Read a pattern and shift it.

    Raises:
        DemoError: there is none of this name.
    """
    if name not in names():
        raise DemoError("no_such_pattern", patterns=", ".join(names()))
    read = yaml.safe_load(_folder().joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    years = read["shift_years"]
    public = {milestone: _shifted(month, years) for milestone, month in read["public"].items()}
    return Pattern(
        name=name,
        pack=read["pack"],
        kind=read["kind"],
        children=read["children"],
        harm=read["harm"],
        public={milestone: month for milestone, month in public.items() if month},
        holds=tuple(_hold(row, years) for row in read["holds"]),
    )


def _hold(row: Mapping[str, Any], years: int) -> KnownHold:
    ended = _shifted(row["ended"], years)
    assert ended is not None
    return KnownHold(**{**row, "began": _shifted(row["began"], years), "ended": ended})


def _shifted(month: str | None, years: int) -> ImpreciseDate | None:
    if month is None:
        return None
    year, _, number = month.partition("-")
    return ImpreciseDate.parse(f"{int(year) + years}-{number}")


@cache
def _folder() -> Any:  # noqa: ANN401 - importlib's Traversable is only a protocol of what we need
    return files("deployments").joinpath("demo/patterns")
