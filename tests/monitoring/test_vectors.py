"""The facts that Boards are compared by: read from a referral, written without a date, read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guidance.criteria import decide, facts_from
from models.guidance.errors import GuidanceError
from models.guidance.facts import Abuse, Harm, YesNo
from models.monitoring.vectors import INCLUDED, RULES, Vector, described, read, rule, vector, written

DIED = {"harm": "died", "event_on": "2026-05-01", "abuse_or_neglect": "suspected"}
NEVER = {"register": [], "looked_after": []}


def vector_of(pack: str = "cpr-2016", **facts: object) -> Vector:
    stated = facts_from({"pack": pack, **DIED, **NEVER, **facts})
    return vector(stated.subjects[0], stated.pack)


def rule_of(**facts: object) -> str:
    return rule(decide(facts_from({"pack": "cpr-2016", **DIED, **NEVER, **facts})))


def test_a_day_on_the_register_inside_the_six_months_is_in_the_facts_and_no_date_is() -> None:
    """R39. Seen to fail with the periods taken as they are: one that ended long before counted."""
    assert vector_of(register=[{"from": "2026-01-01", "to": "2026-01-01"}]).window == "yes"
    assert vector_of(register=[{"from": "2024-01-01", "to": "2025-10-31"}]).window == "no"
    assert vector_of(register="not_known").window == "not_known"
    assert "20" not in written([vector_of(register=[{"from": "2026-01-01"}])])


def test_whether_the_child_was_known_to_services_makes_no_difference() -> None:
    """R38: it never decides, and so two referrals that differ in it alone are alike."""
    assert vector_of(known_to_services="no") == vector_of(known_to_services="yes")


def test_who_counts_as_looked_after_is_read_under_the_guidance_of_the_referral() -> None:
    past = {"under_18_at_event": "no"}
    cared_for = [{"from": "2026-01-01", "status": "over_18_formerly_looked_after"}]
    assert vector_of("cpr-2016", looked_after=cared_for, **past).under_18 == INCLUDED
    assert vector_of("cpr-2013", looked_after=cared_for, **past).under_18 == "no"
    assert vector_of("cpr-2016", looked_after="not_known", **past).under_18 == "not_known"


def test_the_children_of_a_referral_are_sorted_so_that_their_order_says_nothing() -> None:
    """Seen to fail with the children written as they come."""
    one, other = vector_of(), vector_of(harm="other")
    assert written([one, other]) == written([other, one])
    assert described(written([other, one])).cy.startswith("plentyn 1: ")


@given(
    st.lists(
        st.builds(
            Vector,
            st.sampled_from([one.value for one in Harm]),
            st.sampled_from([one.value for one in Abuse]),
            st.sampled_from([one.value for one in YesNo]),
            st.sampled_from([*(one.value for one in YesNo), INCLUDED]),
            *(st.sampled_from([one.value for one in YesNo]) for _ in range(3)),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_is_read_back_and_can_be_said(children: list[Vector]) -> None:
    text = written(children)
    assert read(text) == tuple(sorted(children))
    assert described(text).en
    assert not text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    "broken",
    [
        "harm=died",
        "nonsense",
        written([vector_of()]) + " more=yes",
        written([vector_of()]).replace("died", "x"),
    ],
)
def test_facts_that_cannot_be_read_are_refused(broken: str) -> None:
    with pytest.raises(GuidanceError) as refused:
        read(broken)
    assert refused.value.code == "vector_unreadable"


def test_each_row_of_the_table_that_gives_advice_has_its_name() -> None:
    """R41. Seen to fail with the outcome alone: both ways to an extended review were one rule."""
    current = [{"from": "2026-01-01"}]
    told = {
        rule_of(register=current),
        rule_of(looked_after=[{"from": "2026-01-01", "status": "looked_after"}]),
        rule_of(),
        rule_of(harm="other", prognosis_awaited="yes"),
        rule_of(abuse_or_neglect="no", learning_identified="yes"),
        rule_of(abuse_or_neglect="no"),
        rule_of(register="not_known"),
    }
    assert told == set(RULES) - {"one_or_the_other"}
