"""A programme chosen: everybody is invited in one go, and nothing that cannot be any more is."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from conftest import Database
from office_days import OfficeDays
from programme_days import busy_all_day, choose, days_of, knows, last_round, letters_about, with_a_panel
from sqlmodel import Session

from models.casework import meetings, programmes
from models.casework.programmes import board_days, proposing
from models.diaries.programmes import programme as planner
from models.guidance.errors import GuidanceError
from models.records import Invitation, Meeting, ProposedMeeting, Review
from models.records.engine import engine

CHOSEN = {
    "panel-1": "Tue 10 Mar 2026",
    "panel-2": "Tue 21 Apr 2026",
    "learning_event-1": "Fri 22 May 2026",
    "panel-3": "Fri 19 Jun 2026",
    "board-1": "Thu 9 Jul 2026",
}


def standing(office: OfficeDays, review: Review) -> dict[str, str]:
    """Give the meetings that stand, with their days and states."""
    return {
        programmes.key_of(each): f"{each.planned_on:%a %-d %b %Y} {each.state}"
        for each in meetings.all_of(office.session, review)
    }


def states(office: OfficeDays, review: Review) -> list[str]:
    return [each.programme.state for each in last_round(office, review)]


def test_all_meetings_are_pencilled_and_everybody_is_invited_in_one_go(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with only the first meeting planned."""
    choice = choose(office, review, 3)

    assert choice.proposal is not None
    assert days_of(choice.proposal) == CHOSEN
    assert standing(office, review) == {key: f"{day} pencilled" for key, day in CHOSEN.items()}
    assert states(office, review) == ["superseded", "superseded", "chosen"]
    assert (choice.proposal.programme.chosen_on, choice.proposal.programme.chosen_by) == (office.today, "nia")
    invited = sorted(office.letters("invitation"))
    assert invited == sorted(["pat", "mair", "rhys", "rob"] * 4 + ["carys", "pat"])


def test_what_is_invited_to_is_what_was_chosen_to_the_minute(office: OfficeDays, review: Review) -> None:
    choice = choose(office, review, 1)

    assert choice.proposal is not None
    for each in choice.proposal.meetings:
        meeting = meetings.find(office.session, review, each.kind, each.number)
        assert meeting is not None
        assert (meeting.starts_at, meeting.ends_at) == (each.starts_at, each.ends_at)


def test_the_same_one_chosen_twice_changes_nothing(office: OfficeDays, review: Review) -> None:
    choose(office, review, 3)
    with office.nothing_changes():
        again = choose(office, review, 3)
    assert again.proposal is not None


def test_people_may_think_again_until_somebody_has_accepted(office: OfficeDays, review: Review) -> None:
    """Seen to fail without the look at who has accepted: their day was moved without a word."""
    choose(office, review, 3)
    choose(office, review, 1)
    assert states(office, review) == ["chosen", "superseded", "superseded"]
    assert standing(office, review)["panel-1"] == "Mon 9 Mar 2026 pencilled"

    panel = meetings.find(office.session, review, "panel")
    assert panel is not None
    office.replies(panel, "mair", "accepted")
    choice = choose(office, review, 3)

    assert choice.stale is not None
    assert choice.stale.code == "programme_moves_accepted"
    assert standing(office, review)["panel-1"] == "Mon 9 Mar 2026 pencilled"


def test_a_day_that_can_no_longer_be_is_refused_and_others_are_proposed(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail without `_stale`: the Board was invited to a day on which it is closed."""
    closed = board_days.read("kind,since\nclosed,2026-07-09\n")
    board_days.enter(office.at, "example", closed)

    choice = choose(office, review, 3)

    assert choice.proposal is None
    assert choice.stale is not None
    assert "Board meeting 1 can no longer be on 9 July 2026" in choice.stale.words.en
    assert office.meetings(review) == []
    fresh = last_round(office, review)
    assert [each.programme.round for each in fresh] == [3, 3, 3]
    assert all(days_of(each)["board-1"] != "Thu 9 Jul 2026" for each in fresh)
    assert len(letters_about(office, review)) == 3


def test_a_day_that_has_passed_can_no_longer_be_chosen(office: OfficeDays, review: Review) -> None:
    choice = choose(office.on("Wed 11 Mar 2026"), review, 3)

    assert choice.stale is not None
    assert "10 March 2026" in choice.stale.words.en


def test_a_programme_that_by_now_lacks_somebody_it_needs_is_refused(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the cost of today left uncounted."""
    knows(office, "rhys", busy=busy_all_day("Fri 22 May 2026"))

    choice = choose(office, review, 3)

    assert choice.stale is not None
    assert choice.stale.code == "programme_lacks_more"
    assert all(days_of(each)["learning_event-1"] != "Fri 22 May 2026" for each in last_round(office, review))


def test_what_somebody_has_accepted_since_it_was_proposed_is_not_moved(
    office: OfficeDays, review: Review
) -> None:
    """Proposed in the night, accepted in the morning. Seen to fail with only old rounds asked about."""
    choose(office, review, 1)
    knows(office, "mair", busy=busy_all_day("Mon 9 Mar 2026", "Tue 10 Mar 2026"))
    at = programmes.ahead(office.at, review)
    plan = planner.plan(programmes.problem_ahead(at, moving=programmes.movable(at)))
    nightly = proposing.keep(at, "nightly", plan)
    assert [programmes.key_of(each) for each in nightly[0].meetings if not each.fixed] == ["panel-1"]
    panel = meetings.find(office.session, review, "panel")
    assert panel is not None
    office.replies(panel, "rob", "accepted")

    choice = choose(office, review, 1)

    assert choice.stale is not None
    assert choice.stale.code == "programme_moves_accepted"
    assert standing(office, review)["panel-1"] == "Mon 9 Mar 2026 pencilled"


def elsewhere(office: OfficeDays, like: ProposedMeeting, *people: str) -> None:
    """Let another review meet at the same time, and in the same place."""
    other = office.opens("CPR EX 2/2026")
    meeting = Meeting(review_id=other.key, kind=like.kind, uid=uuid4(), state="pencilled", place=like.place)
    meeting.starts_at, meeting.ends_at = like.starts_at, like.ends_at
    office.session.add(meeting)
    office.session.flush()
    for each in people:
        row = Invitation(
            meeting_id=meeting.key, person_code=each, agency_code="housing", invited_on=office.today
        )
        office.session.add(row)
    office.session.flush()


def test_nobody_is_asked_to_two_meetings_at_once_even_if_a_deputy_could_come(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with only required people and agencies compared."""
    elsewhere(office, last_round(office, review)[0].meetings[0], "mair")

    choice = choose(office, review, 1)

    assert choice.stale is not None
    assert choice.stale.code == "programme_lacks_more"


def test_a_place_that_another_review_has_taken_meanwhile_is_not_taken_twice(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with only people looked at."""
    board_days.enter_venue(office.at, "example", "Neuadd y Sir", 0)
    office.answers(decided, "S06")
    [event] = [each for each in last_round(office, decided)[0].meetings if each.place]
    elsewhere(office, event)

    choice = choose(office, decided, 1)

    assert choice.stale is not None
    assert choice.stale.code == "programme_is_stale"


@pytest.mark.guarantee
def test_of_two_reviews_chosen_at_once_the_second_sees_the_days_of_the_first(own_database: Database) -> None:
    """They share everybody. Seen to fail without the lock on choosing: all were invited twice."""
    url, numbers = own_database.application_url, []
    with Session(engine(url)) as session, session.begin():
        office = with_a_panel(OfficeDays(session).with_people())
        for reference in ("CPR EX 1/2026", "CPR EX 2/2026"):
            review = office.through(office.opens(reference), until="S06")
            office.answers(review, "S06")
            numbers.append(review.key)
    at_once, stale = Barrier(2), []

    def chooses(number: int) -> None:
        with Session(engine(url)) as session, session.begin():
            at_once.wait()
            choice = choose(OfficeDays(session), session.get_one(Review, number), 1)
            stale.append(choice.stale.code if choice.stale else "")

    people = [Thread(target=chooses, args=(number,)) for number in numbers]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=60)
    engine(url).dispose()
    assert sorted(stale) == ["", "programme_lacks_more"]


def test_before_the_panel_is_named_the_day_is_kept_and_wished_for(
    office: OfficeDays, decided: Review
) -> None:
    """Seen to fail with the day that was kept forgotten."""
    choose(office, decided, 3)
    assert office.meetings(decided) == []

    office.answers(decided, "S06")

    assert days_of(last_round(office, decided)[0])["panel-1"] == "Wed 11 Mar 2026"


def test_what_was_never_proposed_cannot_be_chosen(office: OfficeDays, referred: Review) -> None:
    with pytest.raises(GuidanceError, match="No programme of meetings has been proposed"):
        programmes.choose(office.at, referred, 1)
    office.answers(referred, "S04")
    with pytest.raises(GuidanceError, match="choose one of 1, 2, 3"):
        programmes.choose(office.at, referred, 4)


def test_a_number_of_an_older_letter_chooses_nothing(office: OfficeDays, review: Review) -> None:
    """Numbers go on from round to round. Seen to fail with each round numbered from one."""
    old = [each.programme.number for each in last_round(office, review)]
    knows(office, "pat", busy=busy_all_day(*days_of(last_round(office, review)[0]).values()))

    programmes.propose(office.at, review, "asked")

    new = [each.programme.number for each in last_round(office, review)]
    assert min(new) == max(old) + 1
    with pytest.raises(GuidanceError, match=f"choose one of {new[0]}"):
        programmes.choose(office.at, review, old[0])


def test_the_deadlines_move_with_the_event_that_was_chosen(office: OfficeDays, review: Review) -> None:
    office.through(review, until="S08")
    choose(office, review, 3)

    assert office.action(review, "S08").act_by is not None
    at = programmes.ahead(office.at, review)
    due = {stage.value: row.due for (stage, _), row in at.deadlines.items()}
    assert f"{due['S14']:%a %-d %b %Y}" == "Fri 19 Jun 2026", "four weeks after the event"


def test_the_day_that_was_chosen_named_again_with_a_stage_moves_nothing(
    office: OfficeDays, review: Review
) -> None:
    """Seen to fail with the usual hours for a day that a meeting has already: every answer was asked anew."""
    office.through(review, until="S08")
    choose(office, review, 3)
    event = meetings.find(office.session, review, "learning_event")
    assert event is not None
    office.replies(event, "pat", "accepted")

    office.answers(review, "S08", learning_event_on=str(event.planned_on))

    assert (event.state, event.sequence) == ("pencilled", 0)
    assert office.invited(event)["pat"] == "accepted"
