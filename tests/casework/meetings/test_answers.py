"""Answers to an invitation: whose counts, who stands in, who proposes another time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_days import OfficeDays, fields, said_in_both_languages
from panel_days import PANEL, at, sent, undone

from models.casework import counters, invitations, meetings
from models.guidance.errors import GuidanceError, Refused
from models.records import Entry, Letter, Meeting, Reply, Review, Role


def test_an_answer_to_an_older_sequence_is_stale_and_gets_the_invitation_as_it_stands(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    """Seen to fail with SEQUENCE not looked at: an acceptance of a day that was no more counted."""
    office.plans(review, "panel", "Wed 18 Mar 2026")
    office.posts()
    assert office.replies(panel, "rob", "accepted", sequence=0) == "stale"
    assert office.invited(panel)["rob"] == "needs_action"
    assert sent(office) == [("invitation_changed", "rob", "REQUEST", 1)]
    assert office.replies(panel, "rob", "accepted", sequence=2**33) == "applied"


def test_the_same_answer_again_is_repeated_and_an_older_one_is_stale(
    office: OfficeDays, panel: Meeting
) -> None:
    """Every one is kept, and only what counts is in the audit."""
    assert office.replies(panel, "rob", "accepted", stamp=at(10)) == "applied"
    assert office.replies(panel, "rob", "accepted", stamp=at(10)) == "repeated"
    assert office.replies(panel, "rob", "accepted", stamp=at(12)) == "repeated"
    assert office.replies(panel, "rob", "declined", stamp=at(11), reason="leave") == "stale"
    assert office.replies(panel, "rob", "declined", stamp=at(13), reason="leave") == "applied"
    assert [each.outcome for each in sorted(office.rows(Reply), key=lambda row: row.key)] == [
        "applied",
        "repeated",
        "repeated",
        "stale",
        "applied",
    ]
    assert fields(office.invitation(panel, "rob"), "state", "reason") == ("declined", "leave")
    noted = [
        each.details
        for each in sorted(office.rows(Entry), key=lambda row: row.number)
        if each.what == "replied"
    ]
    assert [(each["person"], each["answer"]) for each in noted] == [("rob", "accepted"), ("rob", "declined")]


def test_an_answer_from_a_clock_that_runs_ahead_counts_as_given_when_it_came(
    office: OfficeDays, panel: Meeting
) -> None:
    """Seen to fail with the stamp believed: nothing could be answered any more until that day."""
    office.replies(panel, "rob", "accepted", stamp=datetime(2036, 1, 1, tzinfo=UTC))
    office.later(days=1)
    assert office.replies(panel, "rob", "declined", stamp=office.at.now) == "applied"


_ANSWERS = st.tuples(
    st.sampled_from(["accepted", "tentative", "declined", "delegated"]),
    st.integers(8, 11),
    st.sampled_from([None, "diary", "leave"]),
    st.sampled_from(["sian", "huw"]),
)


@given(data=st.data(), said=st.lists(_ANSWERS, min_size=2, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_answers_in_any_order_of_arrival_give_the_same_standing_answer(
    office: OfficeDays, panel: Meeting, data: st.DataObject, said: list[tuple[str, int, str | None, str]]
) -> None:
    """Two of one instant included. Seen to fail with the last to arrive let win."""
    otherwise = data.draw(st.permutations(said))
    stands = []
    for order in (said, otherwise):
        with undone(office):
            for answer, hour, reason, deputy in order:
                office.replies(panel, "mair", answer, stamp=at(hour), reason=reason, deputy=deputy)
            invitation = office.invitation(panel, "mair")
            deputies = sorted(each for each in office.invited(panel) if each in ("sian", "huw"))
            stands.append((*fields(invitation, "state", "reason", "answered_stamp"), deputies))
    assert stands[0] == stands[1]


def test_a_deputy_is_invited_sits_in_the_place_and_goes_when_the_invited_comes_after_all(
    office: OfficeDays, panel: Meeting
) -> None:
    assert office.replies(panel, "mair", "delegated", deputy="sian", reason="leave") == "applied"
    deputy = office.invitation(panel, "sian")
    assert fields(deputy, "stands_in_for", "part", "state") == ("mair", "required", "needs_action")
    assert sent(office) == [("invitation", "sian", "REQUEST", 0)]
    office.posts()
    assert office.replies(panel, "mair", "delegated", deputy="huw") == "applied"
    assert sent(office) == [
        ("invitation", "huw", "REQUEST", 0),
        ("invitation_cancelled", "sian", "CANCEL", 0),
    ]
    assert office.replies(panel, "mair", "accepted", stamp=office.at.now) == "stale"
    assert office.replies(panel, "mair", "accepted") == "applied"
    assert set(office.invited(panel)) == set(PANEL)


def test_the_deputy_on_the_list_goes_without_saying(office: OfficeDays, panel: Meeting) -> None:
    """Seen to fail with a deputy asked for although one is on the list."""
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        office.replies(panel, "mair", "delegated")
    assert said_in_both_languages([refused.value]) == [
        "deputy: no deputy is on the list of people: say who comes instead."
    ]
    [role] = [each for each in office.rows(Role) if each.person_code == "mair"]
    role.deputy_code = "sian"
    assert office.replies(panel, "mair", "delegated") == "applied"
    assert office.invitation(panel, "sian").stands_in_for == "mair"


def test_a_moved_meeting_asks_everybody_anew_and_no_deputy(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    office.replies(panel, "mair", "delegated", deputy="sian")
    office.posts().plans(review, "panel", "Wed 18 Mar 2026", place="Neuadd y Sir")
    assert office.invited(panel) == dict.fromkeys(PANEL, "needs_action")
    assert ("invitation_cancelled", "sian", "CANCEL", 0) in sent(office)


def test_a_counter_proposal_is_declined_to_whoever_made_it_alone(office: OfficeDays, panel: Meeting) -> None:
    """Seen to fail with the counter-proposal left waiting."""
    then = datetime(2026, 3, 19, 14, tzinfo=UTC)
    assert office.replies(panel, "rob", "countered", proposed_start=then, stamp=at(9)) == "shown"
    assert office.replies(panel, "rob", "countered", proposed_start=then, stamp=at(10)) == "repeated"
    [letter] = [each for each in office.rows(Letter) if each.letter == "counter_proposed"]
    assert letter.facts["person"] == "rob"
    assert letter.facts["proposed_end"] == "2026-03-19T16:30:00+00:00"
    office.posts()
    invitation = office.invitation(panel, "rob")
    counters.decline_counter(office.at, invitation)
    assert sent(office) == [("counter_declined", "rob", "DECLINECOUNTER", 0)]
    assert fields(panel, "sequence", "state") == (0, "planned")
    with office.nothing_changes(), pytest.raises(GuidanceError, match="No proposal"):
        counters.accept_counter(office.at, invitation)


def test_whoever_answers_after_all_proposes_nothing_any_more(office: OfficeDays, panel: Meeting) -> None:
    then = datetime(2026, 3, 19, 14, tzinfo=UTC)
    office.replies(panel, "rob", "countered", proposed_start=then, stamp=at(9))
    assert counters.waiting_counter(office.session, office.invitation(panel, "rob")) is not None
    office.replies(panel, "rob", "accepted", stamp=at(10))
    assert counters.waiting_counter(office.session, office.invitation(panel, "rob")) is None
    assert office.replies(panel, "rob", "countered", proposed_start=then, stamp=at(8)) == "stale"


@pytest.mark.parametrize("state", ["held", "cancelled", "past", "uninvited"])
def test_what_is_over_takes_no_answer(office: OfficeDays, review: Review, panel: Meeting, state: str) -> None:
    """The answer is kept and changes nothing. Seen to fail with the state not looked at."""
    if state == "held":
        office.on("Tue 17 Mar 2026").answers(review, "S08")
    elif state == "cancelled":
        meetings.cancel(office.at, panel)
    elif state == "past":
        office.on("Wed 18 Mar 2026")
    else:
        invitations.uninvite(office.at, office.invitation(panel, "rob"))
    before = office.invitation(panel, "rob").state
    assert office.replies(panel, "rob", "accepted") == "stale"
    assert office.invitation(panel, "rob").state == before
    assert [each.outcome for each in office.rows(Reply)] == ["stale"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"answer": "perhaps"}, "field_not_a_choice"),
        ({"answer": "declined", "reason": "the child is known to me"}, "field_not_a_choice"),
        ({"answer": "delegated", "deputy": "nobody"}, "person_unknown"),
        ({"answer": "delegated", "deputy": "rob"}, "deputy_is_invited"),
        ({"answer": "delegated", "deputy": "pat"}, "deputy_is_invited"),
        ({"answer": "countered"}, "field_missing"),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_changed(
    office: OfficeDays, panel: Meeting, wrong: dict[str, Any], code: str
) -> None:
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        office.replies(panel, "rob", **wrong)
    assert refused.value.code == code
    said_in_both_languages([refused.value])


def test_no_other_time_is_proposed_at_which_no_meeting_can_be(office: OfficeDays, panel: Meeting) -> None:
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        office.replies(panel, "rob", "countered", proposed_start=datetime(2026, 5, 4, 10, tzinfo=UTC))
    assert [each.code for each in refused.value.problems] == ["meeting_on_no_working_day"]


def test_an_answer_stops_the_reminder_of_it(office: OfficeDays, review: Review, panel: Meeting) -> None:
    invitation = office.invitation(panel, "rob")
    reminder = Letter(
        review_id=review.key,
        letter="invitation_reminder",
        recipient="rob",
        due_on=office.today,
        facts={},
        invitation_id=invitation.key,
        written_at=office.at.now,
    )
    office.session.add(reminder)
    office.replies(panel, "rob", "tentative")
    office.session.refresh(reminder)
    assert fields(reminder, "state", "reason") == ("withdrawn", "answered")
