"""Quorum: who has accepted is enough, or what is missing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.guidance.meeting_kinds import kinds
from models.guidance.provenance import Provenance
from models.guidance.quorum import COUNTED, NOT_REFUSED, Invited, Missing, lost, quorum
from models.guidance.words import vocabulary
from models.records.meetings import MEETINGS, PARTS


def seat(person: str, role: str | None = None, answer: str = "accepted", **more: Any) -> Invited:  # noqa: ANN401 - as `Invited`
    """Give somebody at a table, for an agency of their own name unless the test says another."""
    roles = frozenset({role} if role else ())
    return Invited(person, more.pop("agency", person), roles, answer, **more)


def lacks(
    kind: str, *invited: Invited, agencies: tuple[str, ...] = (), counted: frozenset[str] = COUNTED
) -> list[tuple[str | None, ...]]:
    """Give what a quorum lacks."""
    return [each.what for each in quorum(kind, invited, agencies, counted=counted).missing]


CHAIR, REVIEWER = seat("pat", "panel_chair"), seat("rhys", "reviewer")


def test_every_kind_on_record_says_whom_it_calls_its_hours_and_its_quorum_and_claims_no_authority() -> None:
    assert tuple(kinds()) == MEETINGS
    for each in kinds().values():
        assert each.starts < each.ends
        assert each.needs
        assert {called.part for called in each.called} <= set(PARTS)
        assert {called.role for called in each.called} <= {*vocabulary("role"), "first_reviewer"}
        assert {role for need in each.needs for role in need.of} <= set(vocabulary("role"))
        assert {need.rule for need in each.needs} <= set(vocabulary("quorum_rule"))
        assert each.source.provenance is Provenance.PRODUCT
        assert " / " in each.source.text


def test_a_panel_needs_its_chair_a_reviewer_and_more_than_half_of_its_agencies() -> None:
    """Seen to fail with half taken for more than half."""
    four = ("pat", "mair", "sian", "huw")
    members = [seat(each, "panel_member") for each in four[1:]]
    assert lacks("panel", CHAIR, REVIEWER, *members[:2], agencies=four) == []
    assert lacks("panel", CHAIR, REVIEWER, members[0], agencies=four) == [("most_agencies",)] * 2
    assert lacks("panel", REVIEWER, *members, agencies=four) == [("one", "panel_chair", None, None)]
    assert lacks("panel", CHAIR, *members, agencies=four) == [("one", "reviewer", None, None)]


def test_a_reviewer_covers_no_agency_of_the_panel() -> None:
    """Seen to fail with every agency counted that is at the table."""
    reviewer = seat("rhys", "reviewer", agency="sian")
    assert ("most_agencies",) in lacks("panel", CHAIR, reviewer, agencies=("pat", "sian", "huw"))


@pytest.mark.parametrize("answer", ["needs_action", "tentative", "declined", "delegated"])
def test_nobody_counts_who_has_not_accepted(answer: str) -> None:
    """Seen to fail with the unanswered counted."""
    chair = seat("pat", "panel_chair", answer)
    assert lacks("panel", chair, REVIEWER) == [("one", "panel_chair", None, "pat")]


def test_a_deputy_sits_in_the_place_of_whoever_sent_them() -> None:
    """With their role and agency, and so does the deputy's own. Seen to fail without the place."""
    sent = seat("pat", "panel_chair", "delegated")
    deputy = seat("una", answer="delegated", agency="other", stands_in_for="pat")
    second = seat("ann", agency="other", stands_in_for="una")
    assert lacks("panel", sent, REVIEWER, deputy, second, agencies=("pat",)) == []
    still_silent = seat("ann", answer="needs_action", stands_in_for="una")
    assert ("one", "panel_chair", None, "pat") in lacks("panel", sent, REVIEWER, deputy, still_silent)


def test_a_family_meeting_needs_the_named_professional_and_a_reviewer() -> None:
    both = Invited("rhys", "health", frozenset({"professional", "reviewer"}), "accepted")
    assert lacks("family", both) == []
    assert lacks("family", REVIEWER) == [("one", "professional", None, None)]


def test_a_learning_event_needs_all_reviewers_every_agency_and_every_key_person() -> None:
    """Seen to fail with one reviewer taken for all."""
    second = seat("rob", "reviewer", "declined")
    nurse = seat("ann", agency="health", key_person=True)
    officer = seat("dai", agency="police", answer="tentative", key_person=True)
    agencies = ("health", "police")
    assert lacks("learning_event", REVIEWER, second, nurse, officer, agencies=agencies) == [
        ("all", "reviewer", None, "rob"),
        ("every_agency", None, "police", None),
        ("key_people", None, "police", "dai"),
    ]
    there = [seat("rob", "reviewer"), nurse, seat("dai", agency="police", key_person=True)]
    assert lacks("learning_event", REVIEWER, *there, agencies=agencies) == []
    assert lacks("learning_event", *there[1:], agencies=agencies) == [("all", "reviewer", None, None)]


def test_the_board_needs_its_chair_and_more_than_half_of_those_of_it_who_are_invited() -> None:
    """Whoever presents is not the Board. Seen to fail with the presenter counted."""
    chair, presenter = seat("carys", "board_chair"), seat("pat", "panel_chair")
    members = [seat("a", "board_member", "declined"), seat("b", "board_member", "needs_action")]
    assert lacks("board", chair, presenter, *members) == [("most",)] * 2
    assert lacks("board", chair, members[0], seat("b", "board_member")) == []
    assert lacks("board", seat("a", "board_member"), seat("b", "board_member")) == [
        ("one", "board_chair", None, None)
    ]


def test_a_forum_needs_more_than_half_of_its_agencies() -> None:
    leads = [
        seat("sian", "agency_lead", agency="police"),
        seat("huw", "agency_lead", "declined", agency="health"),
    ]
    assert lacks("forum", *leads, agencies=("health", "police")) == [("most_agencies",)]
    assert lacks("forum", *leads, agencies=("police",)) == []


def test_what_is_lost_is_what_was_not_lacking_before() -> None:
    before = quorum("panel", [CHAIR, REVIEWER], ("pat",))
    after = quorum("panel", [seat("pat", "panel_chair", "declined"), REVIEWER], ("pat",))
    assert before.met
    assert [each.what for each in lost(before, after)] == [
        ("one", "panel_chair", None, "pat"),
        ("most_agencies",),
    ]
    assert lost(after, after) == ()


def test_who_may_still_come_is_hoped_for_and_who_refused_is_not() -> None:
    silent = seat("pat", "panel_chair", "needs_action")
    assert lacks("panel", silent, REVIEWER, agencies=("pat",), counted=NOT_REFUSED) == []
    refused = seat("pat", "panel_chair", "declined")
    assert lacks("panel", refused, REVIEWER, counted=NOT_REFUSED) == [("one", "panel_chair", None, "pat")]


def test_everybody_who_could_stand_in_is_named_once() -> None:
    found = quorum("panel", [], ())
    assert not found.met
    assert found.could_stand_in == ()
    two = type(found)((Missing("one", could_stand_in=("a", "b")), Missing("all", could_stand_in=("b", "c"))))
    assert two.could_stand_in == ("a", "b", "c")


_PEOPLE = st.lists(
    st.builds(
        seat,
        st.sampled_from("abcdef"),
        st.sampled_from(["panel_chair", "panel_member", "reviewer", "board_chair", "board_member", None]),
        st.sampled_from(["accepted", "tentative", "declined", "needs_action"]),
        agency=st.sampled_from(["health", "police", "education"]),
        key_person=st.booleans(),
    ),
    unique_by=lambda each: each.person,
)


@given(st.sampled_from(MEETINGS), _PEOPLE, st.data())
def test_one_more_who_accepts_never_makes_a_quorum_worse(
    kind: str, people: list[Invited], data: st.DataObject
) -> None:
    """Whatever the rules and the people. Seen to fail with the rule for agencies turned round."""
    agencies = ("education", "health", "police")
    before = quorum(kind, people, agencies)
    chosen = data.draw(st.sets(st.sampled_from([each.person for each in people]))) if people else set()
    then = [
        Invited(each.person, each.agency, each.roles, "accepted", each.key_person)
        if each.person in chosen
        else each
        for each in people
    ]
    assert {each.what[0] for each in lost(before, quorum(kind, then, agencies))} <= {
        each.what[0] for each in before.missing
    }
    assert len(quorum(kind, then, agencies).missing) <= len(before.missing)
