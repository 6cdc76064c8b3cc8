"""What is not known, or not to the day: asked for where it could change the outcome, and only there."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.criteria import Advice, decide, facts_from
from models.guidance.facts import Abuse, Facts, Harm, Period, Subject, YesNo
from models.guidance.packs import pack

MET = {
    "pack": "cpr-2016",
    "harm": "died",
    "event_on": "2026-07-01",
    "abuse_or_neglect": "suspected",
    "register": [],
    "looked_after": [],
}
"""Both limbs hold, nobody on the register or looked after: concise."""


def advise(**facts: object) -> Advice:
    return decide(facts_from({**MET, **facts}))


def codes(advice: Advice) -> list[str]:
    return [reason.code for reason in advice.reasons]


@pytest.mark.parametrize(
    ("unknown", "missing"),
    [
        ({"harm": "not_known"}, ("harm",)),
        ({"abuse_or_neglect": "not_known"}, ("abuse_or_neglect",)),
        ({"in_area": "not_known"}, ("in_area",)),
        ({"under_18_at_event": "not_known"}, ("under_18_at_event",)),
        ({"register": "not_known"}, ("register",)),
        ({"looked_after": "not_known"}, ("looked_after",)),
        ({"harm": "other", "learning_identified": "not_known"}, ("learning_identified",)),
        ({"harm": "other", "prognosis_awaited": "not_known"}, ("prognosis_awaited",)),
        ({"event_on": "2026-07", "register": [{"from": "2026-01-10", "to": "2026-01-10"}]}, ("event_on",)),
        ({"event_on": None, "register": [{"from": "2026-01-10", "to": "2026-01-10"}]}, ("event_on",)),
        (
            {"harm": "serious_permanent_impairment", "register": [{"from": "2026-01-01", "to": None}]},
            ("identified_on",),
        ),
        ({"register": [{"from": "2025", "to": "2026"}], "event_on": "2026-12-31"}, ("register",)),
    ],
)
def test_a_fact_that_could_change_the_outcome_is_asked_for_and_no_other(
    unknown: dict[str, object], missing: tuple[str, ...]
) -> None:
    """R31. Seen to fail with "not known" read as no."""
    advice = advise(**unknown)
    assert advice.outcome == "ask"
    assert advice.missing == missing
    assert [code for code in codes(advice) if code.startswith("ask_")] == [
        f"ask_{name}" for name in advice.missing
    ]


@pytest.mark.parametrize(
    ("unknown", "outcome"),
    [
        ({"register": "not_known", "looked_after": [{"from": "2020", "to": None}]}, "extended"),
        ({"register": "not_known", "harm": "other"}, "none"),
        ({"event_on": None}, "concise"),
        ({"event_on": "2026"}, "concise"),
        ({"event_on": "2026-07", "register": [{"from": "2025", "to": None}]}, "extended"),
        ({"register": [{"from": "2026-03", "to": "2026-04"}]}, "extended"),
        ({"abuse_or_neglect": "no", "harm": "not_known", "register": "not_known"}, "none"),
    ],
)
def test_a_fact_that_cannot_change_the_outcome_is_not_asked_for(
    unknown: dict[str, object], outcome: str
) -> None:
    advice = advise(**unknown)
    assert (advice.outcome, advice.missing) == (outcome, ())


def test_a_child_always_on_the_register_or_looked_after_is_extended_whichever_the_day() -> None:
    advice = advise(
        event_on="2026-07",
        register=[{"from": "2020", "to": "2026-01-10"}],
        looked_after=[{"from": "2026-07-10", "to": "2026-07-10"}],
    )
    assert advice.outcome == "extended"
    assert "one_or_the_other" in codes(advice)


def test_the_window_is_left_out_where_the_day_is_not_known() -> None:
    assert advise(event_on="2026-07").window is None


UNKNOWABLE: dict[str, list[Any]] = {
    "harm": [harm for harm in Harm if harm is not Harm.NOT_KNOWN],
    "abuse_or_neglect": [Abuse.SUSPECTED, Abuse.NO],
    "in_area": [YesNo.YES, YesNo.NO],
    "under_18_at_event": [YesNo.YES, YesNo.NO],
    "learning_identified": [YesNo.YES, YesNo.NO],
    "prognosis_awaited": [YesNo.YES, YesNo.NO],
    "register": [(), (Period(ImpreciseDate.parse("2026-05-01")),)],
}


NOT_KNOWN: dict[str, Any] = {
    **dict.fromkeys(UNKNOWABLE, YesNo.NOT_KNOWN),
    "harm": Harm.NOT_KNOWN,
    "abuse_or_neglect": Abuse.NOT_KNOWN,
    "register": None,
}


@given(st.sets(st.sampled_from(sorted(UNKNOWABLE)), max_size=3), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_missing_is_what_changes_the_outcome_when_it_alone_is_answered_otherwise(
    unknown: set[str], data: st.DataObject
) -> None:
    """R31: the definition itself, by answering the unknown facts in every way."""
    anchor = ImpreciseDate.parse("2026-07-01")
    known = {name: data.draw(st.sampled_from(answers)) for name, answers in UNKNOWABLE.items()}
    base = Subject(event_on=anchor, identified_on=anchor, looked_after=(), **known)
    names = sorted(unknown)

    def advice(answers: tuple[Any, ...]) -> Advice:
        return decide(Facts(pack("cpr-2016"), (replace(base, **dict(zip(names, answers, strict=True))),)))

    reached = {answers: advice(answers).outcome for answers in product(*(UNKNOWABLE[name] for name in names))}
    pivotal = {
        name
        for place, name in enumerate(names)
        for one, two in product(reached, repeat=2)
        if one[:place] + one[place + 1 :] == two[:place] + two[place + 1 :] and reached[one] != reached[two]
    }
    asked = advice(tuple(NOT_KNOWN[name] for name in names))
    outcomes = set(reached.values())
    assert set(asked.missing) == pivotal
    assert asked.outcome == (outcomes.pop() if len(outcomes) == 1 else "ask")
