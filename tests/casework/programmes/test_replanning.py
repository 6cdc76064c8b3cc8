"""Planned again: after a hold, a lost quorum or a withdrawal only what must move does, and people decide."""

import pytest
from office_days import OfficeDays
from programme_days import absent, busy_all_day, choose, days_of, knows, last_round, letters_about

from models.casework import meetings, programmes, withdrawals
from models.guidance.errors import GuidanceError
from models.records import Meeting, Person, Review


@pytest.fixture
def chosen(office: OfficeDays, review: Review) -> dict[str, str]:
    """The days of the programme that was chosen."""
    choice = choose(office, review, 1)
    assert choice.proposal is not None
    return days_of(choice.proposal)


def meeting(office: OfficeDays, review: Review, kind: str, number: int = 1) -> Meeting:
    found = meetings.find(office.session, review, kind, number)
    assert found is not None
    return found


def test_a_hold_moves_what_it_stops_and_what_follows_too_close_and_nothing_else(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Seen to fail with every meeting of the programme free to move."""
    before = office.meetings(review)

    office.holds(review, "learning_event", review_on="2026-06-03")

    first = last_round(office, review)[0]
    assert first.programme.occasion == "hold"
    moved = {key for key, on in days_of(first).items() if on != chosen[key]}
    assert "learning_event-1" in moved
    assert moved.isdisjoint({"panel-1", "panel-2"})
    assert days_of(first)["learning_event-1"] >= "Wed 3 Jun 2026"
    assert {each.kind for each in first.meetings if each.fixed} >= {"panel"}
    assert office.meetings(review) == before, "people decide"
    assert letters_about(office, review)[-1].facts["occasion"] == "hold"


def test_a_hold_on_a_review_without_a_programme_proposes_nothing(office: OfficeDays, review: Review) -> None:
    before = len(letters_about(office, review))
    office.holds(review, "learning_event", review_on="2026-06-03")
    assert len(letters_about(office, review)) == before


def test_a_hold_that_stops_no_meeting_moves_none(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    office.holds(review, "publication")
    office.releases(review, "publication")
    assert days_of(last_round(office, review)[0]) == chosen


def test_meetings_that_a_hold_ran_over_are_planned_again_when_it_ends(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Nobody met meanwhile. Seen to fail with every time that has passed taken for a meeting held."""
    office.later(days=1).holds(review, "all", review_on="2026-04-06")
    then = meeting(office, review, "panel", 2).starts_at

    office.on("Mon 7 Sep 2026").releases(review, "all")

    first = last_round(office, review)[0]
    assert first.programme.occasion == "hold"
    assert first.programme.made_on == office.today
    assert set(days_of(first)) == set(chosen)
    assert all(each.starts_at > office.at.now for each in first.meetings)
    assert meeting(office, review, "panel", 2).starts_at == then, "people decide"
    assert choose(office, review, 1).stale is None
    moved = meeting(office, review, "panel", 2)
    assert (moved.state, moved.starts_at) == ("pencilled", first.meetings[1].starts_at)


def test_a_meeting_before_a_hold_was_held_and_is_not_planned_again(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Seen to fail with the hold's whole review, not its days, taken for the time nobody met."""
    office.on(chosen["panel-2"]).later(days=1).holds(review, "all", review_on="2026-10-05")
    office.on("Mon 7 Sep 2026").releases(review, "all")
    assert {"panel-1", "panel-2"}.isdisjoint(days_of(last_round(office, review)[0]))


def test_first_days_proposed_before_a_hold_are_proposed_anew_after_it(
    office: OfficeDays, decided: Review
) -> None:
    office.later(days=1).holds(decided, "all", review_on="2026-04-06")
    before = days_of(last_round(office, decided)[0])

    office.on("Mon 7 Sep 2026").releases(decided, "all")

    after = days_of(last_round(office, decided)[0])
    assert set(after) == set(before) == {"panel-1"}
    assert last_round(office, decided)[0].meetings[0].starts_at > office.at.now


def test_a_lost_quorum_asks_for_another_day_of_that_meeting_alone(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Seen to fail without the plan at the end of `invitations._apply`."""
    assert chosen
    panel = meeting(office, review, "panel")
    office.replies(panel, "pat", "accepted")
    office.replies(meeting(office, review, "panel", 3), "mair", "accepted")

    office.replies(panel, "pat", "declined", reason="diary")

    first = last_round(office, review)[0]
    assert first.programme.occasion == "quorum"
    assert [programmes.key_of(each) for each in first.meetings if not each.fixed] == ["panel-1"]
    assert ("pat", "busy", None) not in absent(first, "panel-1"), "it is not the time he said no to"
    then = panel.starts_at
    assert choose(office, review, 1).stale is None
    assert meeting(office, review, "panel").starts_at != then
    assert office.invited(meeting(office, review, "panel", 3))["mair"] == "accepted"


def test_somebody_withdrawn_moves_nothing_where_all_can_be_without_them(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    withdrawals.withdraw_person(
        office.at, review, office.session.get_one(Person, "mair"), "affected_by_the_case"
    )
    assert days_of(last_round(office, review)[0]) == chosen


def test_a_reviewer_who_cannot_come_any_more_moves_the_meeting(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Seen to fail with only held meetings and lost quorums among what must move."""
    knows(office, "rob", busy=busy_all_day("Fri 19 Jun 2026"))
    assert chosen["panel-3"] == "Fri 19 Jun 2026"

    found = programmes.replan(office.at, review, "diaries")

    moved = {key for key, on in days_of(found[0]).items() if on != chosen[key]}
    assert moved == {"panel-3"}


def test_whoever_has_accepted_comes_though_their_diary_is_full_then(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    """Beside another meeting, told as one with it. Seen to fail with all of that taken for theirs."""
    event = meeting(office, review, "learning_event")
    office.replies(event, "rob", "accepted")
    knows(office, "rob", busy=busy_all_day(chosen["learning_event-1"]))

    assert programmes.replan(office.at, review, "asked") == ()


def test_where_all_can_stay_nothing_is_proposed(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    del chosen
    with office.nothing_changes():
        assert programmes.replan(office.at, review, "asked") == ()


def test_people_may_want_a_meeting_moved_even_if_it_is_accepted(
    office: OfficeDays, review: Review, chosen: dict[str, str]
) -> None:
    board = meeting(office, review, "board")
    office.replies(board, "carys", "accepted")

    found = programmes.replan(office.at, review, "asked", moved=frozenset({"board-1"}))

    assert chosen
    [moved] = [each for each in found[0].meetings if not each.fixed]
    assert (moved.kind, moved.starts_at != board.starts_at) == ("board", True)
    with pytest.raises(GuidanceError, match="family-1 has no time to come"):
        programmes.replan(office.at, review, "asked", moved=frozenset({"family-1"}))
