"""The criteria as a coordinator meets them: windows, edges, traps, what is not known, several children."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.criteria import Advice, decide, facts_from
from models.guidance.facts import Abuse, Facts, Harm, Period, Subject, YesNo
from models.guidance.packs import PACKS, pack
from models.guidance.provenance import Provenance

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


def warned(advice: Advice) -> list[str]:
    return [warning.code for warning in advice.warnings]


# Trap 1: concise and extended overlap


def test_a_looked_after_child_who_is_not_on_the_register_is_extended() -> None:
    """R30. Seen to fail with `and` for `or` between register and looked after."""
    advice = advise(looked_after=[{"from": "2026-03-01", "to": "2026-03-01", "status": "looked_after"}])
    assert advice.outcome == "extended"
    assert "looked_after_on_day" in codes(advice)


def test_a_child_on_the_register_and_looked_after_is_extended_for_both_reasons() -> None:
    advice = advise(
        register=[{"from": "2026-02-01", "to": None}], looked_after=[{"from": "2020", "to": None}]
    )
    assert advice.outcome == "extended"
    assert {"register_on_day", "looked_after_on_day"} <= set(codes(advice))


# Trap 2: two anchors


def test_impairment_counts_back_from_the_day_it_was_identified_and_not_from_the_event() -> None:
    register = [{"from": "2025-06-01", "to": "2025-06-30"}]
    facts = {"event_on": "2025-07-15", "identified_on": "2026-07-15", "register": register}
    assert advise(**facts, harm="died").outcome == "extended"
    impaired = advise(**facts, harm="serious_permanent_impairment")
    assert impaired.outcome == "concise"
    assert impaired.window is not None
    assert (impaired.window.start, impaired.window.end) == (date(2026, 1, 15), date(2026, 7, 14))
    assert "window_before_identification" in codes(impaired)


# Trap 3: calendar months, inclusive ends, clamps


@pytest.mark.parametrize(
    ("event", "start", "end"),
    [
        ("2026-08-31", "2026-02-28", "2026-08-30"),
        ("2024-08-31", "2024-02-29", "2024-08-30"),
        ("2026-03-31", "2025-09-30", "2026-03-30"),
        ("2026-01-01", "2025-07-01", "2025-12-31"),
    ],
)
def test_the_window_is_six_calendar_months_and_ends_the_day_before(event: str, start: str, end: str) -> None:
    window = advise(event_on=event).window
    assert window is not None
    assert (window.start.isoformat(), window.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2025-12-31", "concise"),
        ("2026-01-01", "extended"),
        ("2026-06-30", "extended"),
        ("2026-07-01", "concise"),
    ],
)
def test_both_ends_of_the_window_count_and_the_day_of_the_event_does_not(day: str, outcome: str) -> None:
    assert advise(register=[{"from": day, "to": day}]).outcome == outcome


def test_a_status_that_begins_on_the_day_of_the_event_is_concise_with_a_warning() -> None:
    advice = advise(register=[{"from": "2026-07-01", "to": None}])
    assert advice.outcome == "concise"
    assert warned(advice) == ["begins_on_anchor"]


# Trap 4: an injury need only be potentially life-threatening; suspicion is enough


@pytest.mark.parametrize("abuse", ["known", "suspected"])
@pytest.mark.parametrize("harm", ["died", "life_threatening_injury"])
def test_suspicion_and_a_potentially_life_threatening_injury_are_enough(abuse: str, harm: str) -> None:
    assert advise(abuse_or_neglect=abuse, harm=harm).outcome == "concise"


# Trap 7: the law changed in 2016 and in 2024


@pytest.mark.parametrize(
    ("status", "outcomes"),
    [
        ("looked_after", ("extended", "extended", "extended")),
        ("care_leaver_under_18", ("extended", "concise", "concise")),
        ("over_18_formerly_looked_after", ("concise", "extended", "extended")),
    ],
)
def test_each_version_of_the_guidance_counts_its_own_looked_after_children(
    status: str, outcomes: tuple[str, ...]
) -> None:
    periods = [{"from": "2026-05-01", "to": None, "status": status}]
    advice = [advise(pack=name, looked_after=periods) for name in PACKS]
    assert tuple(one.outcome for one in advice) == outcomes
    for one in advice:
        assert ("status_not_counted" in warned(one)) == (one.outcome == "concise")


def test_from_2016_a_person_who_has_turned_18_and_was_looked_after_is_included() -> None:
    periods = [{"from": "2026-05-01", "to": None, "status": "over_18_formerly_looked_after"}]
    facts = {"under_18_at_event": "no", "looked_after": periods}
    assert [advise(pack=name, **facts).outcome for name in PACKS] == ["none", "extended", "extended"]
    assert "over_18_included" in codes(advise(**facts))


def test_every_sentence_of_the_unified_review_says_that_it_is_not_confirmed() -> None:
    advice = advise(pack="susr-2024")
    assert "susr_unconfirmed" in warned(advice)
    assert {reason.source.provenance for reason in advice.reasons} == {Provenance.UNCONFIRMED}


def test_a_referral_that_names_no_version_takes_the_one_for_new_referrals_and_says_so() -> None:
    advice = advise(pack=None)
    assert warned(advice) == ["pack_assumed", "susr_unconfirmed"]


# Below the criteria


def test_permanence_that_cannot_be_known_yet_defers_the_decision() -> None:
    """R37."""
    facts = {"identified_on": "2026-07-01", "prognosis_awaited": "yes"}
    assert advise(harm="serious_permanent_impairment", **facts).outcome == "deferred"
    assert advise(harm="other", **facts).outcome == "deferred"
    assert advise(harm="other", abuse_or_neglect="no", **facts).outcome == "none"
    assert advise(harm="died", **facts).outcome == "concise"


@pytest.mark.parametrize("fact", ["in_area", "under_18_at_event", "abuse_or_neglect"])
def test_each_part_of_limb_a_can_end_it_and_the_reason_names_it(fact: str) -> None:
    advice = advise(**{fact: "no"})
    assert advice.outcome == "none"
    assert f"no_limb_a_{fact}" in codes(advice)


def test_below_the_criteria_learning_leads_to_a_forum() -> None:
    """R90."""
    assert advise(harm="other", learning_identified="yes").outcome == "mapf"
    assert advise(harm="other").outcome == "none"


@pytest.mark.parametrize("abuse", ["known", "suspected", "no", "not_known"])
@pytest.mark.parametrize("learning", ["yes", "no"])
def test_known_to_services_never_decides(abuse: str, learning: str) -> None:
    """R38."""
    outcomes = {
        advise(abuse_or_neglect=abuse, learning_identified=learning, known_to_services=known).outcome
        for known in YesNo
    }
    assert len(outcomes) == 1


@pytest.mark.parametrize("learning", ["yes", "no"])
def test_a_death_declined_of_a_child_not_known_to_services_raises_the_flag(learning: str) -> None:
    """R38: the three deaths of the 2015 review."""
    declined = advise(abuse_or_neglect="no", known_to_services="no", learning_identified=learning)
    assert warned(declined) == ["death_declined_child_not_known"]
    assert not warned(advise(abuse_or_neglect="no", known_to_services="yes"))
    assert not warned(advise(known_to_services="no"))


# Several children


def test_one_extended_child_makes_the_review_extended_whatever_is_not_known_of_the_others() -> None:
    advice = advise(
        subjects=[
            {"register": "not_known"},
            {"register": [{"from": "2026-02-01", "to": None}]},
        ]
    )
    assert advice.outcome == "extended"
    assert advice.missing == ()
    assert [child.outcome for child in advice.subjects] == ["ask", "extended"]
    assert "child_decides" in codes(advice)
    assert advice.window == advice.subjects[1].window


def test_of_several_children_only_what_can_raise_the_outcome_is_asked_for() -> None:
    advice = advise(
        subjects=[{"register": "not_known"}, {"harm": "other", "learning_identified": "not_known"}]
    )
    assert advice.outcome == "ask"
    assert advice.missing == ("register",)


@given(
    outcomes=st.lists(
        st.sampled_from(["extended", "concise", "deferred", "mapf", "none"]), min_size=2, max_size=5
    )
)
@settings(max_examples=40, deadline=None)
def test_several_children_together_reach_the_first_outcome_in_the_order_of_the_table(
    outcomes: list[str],
) -> None:
    children = {
        "extended": {"register": [{"from": "2026-02-01", "to": None}]},
        "concise": {},
        "deferred": {"harm": "other", "prognosis_awaited": "yes"},
        "mapf": {"harm": "other", "learning_identified": "yes"},
        "none": {"harm": "other"},
    }
    advice = advise(subjects=[children[outcome] for outcome in outcomes])
    assert [child.outcome for child in advice.subjects] == outcomes
    assert advice.outcome == next(name for name in children if name in outcomes)


MET_HARMS = ("died", "life_threatening_injury", "serious_permanent_impairment")

# For every date

DAYS = st.dates(date(2013, 1, 1), date(2028, 12, 31))


@st.composite
def periods(draw: st.DrawFn, near: date) -> tuple[Period, ...]:
    def day() -> date:
        return near + timedelta(days=draw(st.integers(-220, 40)))

    ends = [sorted((day(), day())) for _ in range(draw(st.integers(0, 3)))]
    return tuple(Period(ImpreciseDate(start, start), ImpreciseDate(end, end)) for start, end in ends)


@given(st.data(), DAYS, st.sampled_from(PACKS), st.sampled_from([harm for harm in Harm if harm in MET_HARMS]))
@settings(max_examples=60, deadline=None)
def test_with_both_limbs_met_a_review_is_either_concise_or_extended_on_every_date(
    data: st.DataObject, anchor: date, name: str, harm: Harm
) -> None:
    """R30, trap 1. Seen to fail with the window one day short at either end."""
    exact = ImpreciseDate(anchor, anchor)
    subject = Subject(
        harm=harm,
        event_on=exact,
        identified_on=exact,
        abuse_or_neglect=Abuse.KNOWN,
        register=data.draw(periods(anchor)),
        looked_after=(),
    )
    outcome = decide(Facts(pack(name), (subject,))).outcome
    month, year = (anchor.month - 7) % 12 + 1, anchor.year - (anchor.month <= 6)
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    start = [day for day in days if day.month == month and day.day <= anchor.day][-1]
    counted = any(
        start <= day < anchor
        for period in subject.register or ()
        for day in (
            period.start.earliest + timedelta(days=n)
            for n in range((period.end.latest - period.start.earliest).days + 1)
        )
    )
    assert outcome == ("extended" if counted else "concise")
