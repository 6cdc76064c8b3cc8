"""Which referrals there were: drawn once from a seed, so that every replay is the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from deployments.replay.causes import PUBLICATION_HELD, Delay, drawn, overlapping
from deployments.replay.counts import AS_OF, SEED, Counts
from models.guidance.calendar_dates import add_months
from models.guidance.route import REVIEWS, Outcome
from models.guidance.working_days import last_working_day_on_or_before

PLANNED_DAYS = 182
"""What a course without any delay takes; the six months of the guidance, shortest."""

_FIRST, _LAST_COMPLETED, _LAST = date(2013, 2, 1), date(2014, 2, 28), date(2015, 5, 31)
_LAST_MONTHS_SHOWN = 17


@dataclass(frozen=True)
class Coded:
    """A child's coded facts."""

    harm: str
    abuse_or_neglect: str
    known_to_services: str
    learning_identified: str = "no"
    on_register: bool = False


UNKNOWN_TO_SERVICES = Coded("died", "suspected", "no")
"""The facts of three children about whom there was no review, and of one about whom there is one."""


@dataclass(frozen=True)
class Drawn:
    """A referral and its course.

    *elapsed* is the days to completion, also where that lies beyond the stock-take; None where
    no review follows. *clear* says that the notification has a clear rationale.
    """

    board: str
    number: int
    outcome: Outcome
    coded: Coded
    referred_on: date
    clear: bool = True
    dissent: bool = False
    elapsed: int | None = None
    delays: tuple[Delay, ...] = ()
    with_plan: bool = False

    @property
    def reference(self) -> str:
        """The reference that its invented Board gave it."""
        letter = self.board.removeprefix("example").removeprefix("_") or "a"
        return f"CPR EX{letter.upper()} {self.number}/{self.referred_on.year}"


def draw_all(counts: Counts, seed: int = SEED) -> tuple[Drawn, ...]:
    """Draw every referral, in the order of their days.

    The contradiction that the 2015 review saw is kept: the child about whom there was a review
    has the coded facts of those about whom there was none, in another Board.
    """
    draw = Random(seed)  # noqa: S311 - a seed, not a secret
    referrals = list(_referrals(counts, draw))
    draw.shuffle(boards := [code for code, count in counts.boards for _ in range(count)])
    referrals = [replace(each, board=board) for each, board in zip(referrals, boards, strict=True)]
    referrals = _with_a_contradiction(referrals)
    thin = set(draw.sample(range(len(referrals)), counts.thin))
    referrals = [replace(each, clear=place not in thin) for place, each in enumerate(referrals)]
    referrals = [replace(each, delays=tuple(overlapping(d, draw) for d in each.delays)) for each in referrals]
    referrals.sort(key=lambda each: (each.referred_on, each.board))
    return tuple(_numbered(referrals))


def _referrals(counts: Counts, draw: Random) -> Iterator[Drawn]:
    draw.shuffle(kinds := [each for each in counts.outcomes if each in REVIEWS])
    completed = len(counts.months)
    plans = set(draw.sample(range(completed), counts.with_plan))
    for place, (kind, months) in enumerate(zip(kinds[:completed], counts.months, strict=True)):
        referred_on = _day_of_a_month(_FIRST, _LAST_COMPLETED, draw)
        finished_on = last_working_day_on_or_before(add_months(referred_on, months))
        one = _review(kind, referred_on, finished_on, draw, with_plan=place in plans)
        yield _held_at_the_end(one, draw) if place == 0 else one
    for place, kind in enumerate(kinds[completed:]):
        months = 4 + place * (_LAST_MONTHS_SHOWN - 4) // max(counts.open_reviews - 1, 1)
        referred_on = _working_day(add_months(AS_OF, -months), draw)
        finished_on = AS_OF + timedelta(days=draw.randint(30, 120))
        yield _review(kind, referred_on, finished_on, draw)
    for place, outcome in enumerate(each for each in counts.outcomes if each not in REVIEWS):
        unknown = outcome == "none" and place - counts.forums < counts.unknown_to_services
        coded = UNKNOWN_TO_SERVICES if unknown else _not_met(outcome, draw)
        yield Drawn("", 0, outcome, coded, _day_of_a_month(_FIRST, _LAST, draw), dissent=_split(draw))


def _review(
    kind: Outcome, referred_on: date, finished_on: date, draw: Random, *, with_plan: bool = False
) -> Drawn:
    elapsed = (finished_on - referred_on).days
    delays = drawn(max(elapsed - PLANNED_DAYS, 0), draw)
    coded = Coded(
        harm=draw.choice(("died", "died", "life_threatening_injury", "serious_permanent_impairment")),
        abuse_or_neglect=draw.choice(("known", "suspected")),
        known_to_services="yes",
        on_register=kind == "extended",
    )
    return Drawn(
        "",
        0,
        kind,
        coded,
        referred_on,
        dissent=_split(draw),
        elapsed=elapsed,
        delays=delays,
        with_plan=with_plan,
    )


def _held_at_the_end(one: Drawn, draw: Random) -> Drawn:
    return replace(one, delays=(*one.delays, Delay(PUBLICATION_HELD, draw.randint(20, 50))))


def _not_met(outcome: Outcome, draw: Random) -> Coded:
    learning = "yes" if outcome == "mapf" else "no"
    known = draw.choice(("yes", "yes", "no"))
    return Coded("other", draw.choice(("known", "suspected", "no")), known, learning)


def _split(draw: Random) -> bool:
    return draw.random() < 1 / 3


def _with_a_contradiction(referrals: list[Drawn]) -> list[Drawn]:
    """Give one concise review the facts of the three, in another Board than one of theirs."""
    refused = {each.board for each in referrals if each.coded == UNKNOWN_TO_SERVICES}
    place = next(
        (
            place
            for place, each in enumerate(referrals)
            if each.outcome == "concise" and refused - {each.board}
        ),
        None,
    )
    if place is None:
        return referrals
    twin = replace(referrals[place], coded=UNKNOWN_TO_SERVICES)
    return [*referrals[:place], twin, *referrals[place + 1 :]]


def _numbered(referrals: list[Drawn]) -> Iterator[Drawn]:
    last: dict[tuple[str, int], int] = {}
    for each in referrals:
        year = (each.board, each.referred_on.year)
        last[year] = last.get(year, 0) + 1
        yield replace(each, number=last[year])


def _day_of_a_month(first: date, last: date, draw: Random) -> date:
    months = (last.year - first.year) * 12 + last.month - first.month
    return _working_day(add_months(first, draw.randint(0, months)), draw)


def _working_day(month: date, draw: Random) -> date:
    # In the middle of a month, so that months and days tell the same length.
    return last_working_day_on_or_before(month.replace(day=draw.randint(12, 20)))
