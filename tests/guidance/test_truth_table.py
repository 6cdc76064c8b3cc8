"""The criteria, exhaustively: the table against a restatement of the guidance that shares no code with it."""

from datetime import date, timedelta
from itertools import product

import pytest

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.criteria import decide
from models.guidance.facts import Abuse, Facts, Harm, LookedAfterStatus, Period, Subject, YesNo
from models.guidance.packs import PACKS, pack

ANCHOR = date(2026, 8, 31)
FIRST, LAST = date(2026, 2, 28), date(2026, 8, 30)
"""The window of ANCHOR, by hand: February is too short for the 31st."""


def on(day: date, status: str | None = None) -> tuple[Period, ...]:
    exact = ImpreciseDate(day, day)
    return (Period(exact, exact, LookedAfterStatus(status) if status else None),)


REGISTER = {
    "none": ((), {False}),
    "not known": (None, {True, False}),
    "the day before the window": (on(FIRST - timedelta(days=1)), {False}),
    "the window's first day": (on(FIRST), {True}),
    "the window's last day": (on(LAST), {True}),
    "the day of the event": (on(ANCHOR), {False}),
}

NEITHER, EITHER, ALWAYS = {False}, {True, False}, {True}
LOOKED_AFTER = {
    # what is on record: (periods, does it count in 2013, does it count in 2016 and in 2024)
    "none": ((), NEITHER, NEITHER),
    "not known": (None, EITHER, EITHER),
    "looked after": (on(LAST, "looked_after"), ALWAYS, ALWAYS),
    "looked after, too early": (on(FIRST - timedelta(days=1), "looked_after"), NEITHER, NEITHER),
    "care leaver under 18": (on(FIRST, "care_leaver_under_18"), ALWAYS, NEITHER),
    "over 18, formerly": (on(FIRST, "over_18_formerly_looked_after"), NEITHER, ALWAYS),
}


def possible(answer: str) -> set[bool]:
    return {"yes": ALWAYS, "no": NEITHER, "not_known": EITHER}[answer]


def expected(harm: str, abuse: str, counted: set[bool], learning: str, prognosis: str) -> str:
    """What the guidance says, case by case, over everything that may still be true."""
    not_met = {"mapf" if learned else "none" for learned in possible(learning)}
    review = {"extended" if any_day else "concise" for any_day in counted}
    outcomes: set[str] = set()
    if abuse in {"no", "not_known"}:
        outcomes |= not_met
    if abuse in {"known", "suspected", "not_known"}:
        if harm in {"died", "life_threatening_injury", "not_known"}:
            outcomes |= review
        if harm in {"serious_permanent_impairment", "not_known"}:
            outcomes |= {"deferred"} if prognosis != "no" else set()
            outcomes |= review if prognosis != "yes" else set()
        if harm in {"other", "not_known"}:
            outcomes |= {"deferred"} if prognosis != "no" else set()
            outcomes |= not_met if prognosis != "yes" else set()
    return outcomes.pop() if len(outcomes) == 1 else "ask"


DISTINCT = {
    (rules.looked_after_counts, rules.includes_over_18): rules.id for rules in map(pack, reversed(PACKS))
}
"""One pack for each way of counting looked-after children: all that the table takes from a pack."""


def test_the_unified_review_counts_as_2016_does_and_2013_differently() -> None:
    """Trap 7: with it, the truth table over two packs holds for all three."""
    assert sorted(DISTINCT.values()) == ["cpr-2013", "cpr-2016"]
    rules = pack("susr-2024")
    assert DISTINCT[rules.looked_after_counts, rules.includes_over_18] == "cpr-2016"


@pytest.mark.parametrize("pack_id", DISTINCT.values())
@pytest.mark.parametrize("harm", list(Harm))
def test_every_combination_of_facts_has_the_outcome_that_the_guidance_gives_it(
    pack_id: str, harm: Harm
) -> None:
    """R30, traps 1, 3, 4 and 7. Seen to fail with `<=` for `<` at either end of the window, with "known"
    alone for limb A, and with the 2013 statuses under the 2016 pack.
    """
    for abuse, register, care, learning, prognosis in product(Abuse, REGISTER, LOOKED_AFTER, YesNo, YesNo):
        periods, registered = REGISTER[register]
        in_care, counts_2013, counts_2016 = LOOKED_AFTER[care]
        counts = counts_2013 if pack_id == "cpr-2013" else counts_2016
        counted = ALWAYS if ALWAYS in (registered, counts) else registered | counts
        subject = Subject(
            harm=harm,
            event_on=ImpreciseDate(ANCHOR, ANCHOR),
            identified_on=ImpreciseDate(ANCHOR, ANCHOR),
            abuse_or_neglect=abuse,
            register=periods,
            looked_after=in_care,
            learning_identified=learning,
            prognosis_awaited=prognosis,
        )
        outcome = decide(Facts(pack(pack_id), (subject,))).outcome
        row = (pack_id, harm, abuse, register, care, learning, prognosis)
        assert outcome == expected(harm, abuse, counted, learning, prognosis), row
