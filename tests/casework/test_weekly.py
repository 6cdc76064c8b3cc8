"""R55, R82: the coordinator's week and the Chair's month, each in one letter."""

from datetime import UTC, date, datetime

import pytest
from office_days import OfficeDays

from models.casework import monthly, understand, weekly
from models.casework.absences import record_absence
from models.casework.people import enter_people, read_people
from models.casework.process_looks import NoProcessFacts, none_known
from models.guidance.errors import Refused
from models.records import Letter, Review

COLUMNS = "code,name,e_mail,agency,language,trained_on,board,role,since,until,deputy\n"


@pytest.fixture
def waiting(office: OfficeDays) -> Review:
    """A review whose agencies have been asked for their timelines, on Monday 2 March 2026."""
    return office.through(office.opens(), until="S10")


def test_the_week_tells_the_coordinator_what_is_late_first(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail with the week's letter meant again on its second day."""
    office.on("Tue 7 Apr 2026").holds(waiting, "publication", "publication_legal", review_on="2026-04-10")
    police = office.action(waiting, "S10", "police")
    [letter] = weekly.weekly(office.at)
    assert (letter.recipient, letter.review_id, letter.due_on) == ("nia", None, office.today)
    late = letter.facts["overdue"]
    assert {
        "reference": waiting.reference,
        "stage": "S10",
        "milestone": "timelines",
        "subject": "police",
        "role": "agency_lead",
        "person": "sian",
        "act_by": str(police.act_by),
        "days": 4,
        "held": False,
    } in late
    assert [each["act_by"] for each in late] == sorted(each["act_by"] for each in late)
    assert letter.facts["holds"] == [
        {
            "reference": waiting.reference,
            "scope": "publication",
            "cause": "publication_legal",
            "review_on": "2026-04-10",
            "past": False,
        }
    ]
    assert weekly.weekly(office.later(days=1).at) == []
    [next_week] = weekly.weekly(office.on("Mon 13 Apr 2026").at)
    assert next_week.facts["holds"][0]["past"] is True


def test_the_week_counts_the_letters_that_were_refused_since_the_one_before(
    office: OfficeDays, waiting: Review
) -> None:
    """Seen to fail without the days, and without *expired*."""
    first, second, third, fourth = office.rows(Letter)[:4]
    settled = (
        (first, "bounced", 30, 3),
        (second, "expired", 5, 4),
        (third, "bounced", 29, 3),
        (fourth, "accepted", 5, 4),
    )
    for letter, state, day, month in settled:
        letter.state, letter.message = state, b"..."
        letter.settled_at = datetime(2026, month, day, 10, tzinfo=UTC)
    [week] = weekly.weekly(office.on("Tue 7 Apr 2026").at)
    assert week.facts["refused"] == 2
    assert waiting.board_code == week.facts["board"]


def test_the_week_begins_on_its_first_working_day(office: OfficeDays, waiting: Review) -> None:
    """Seen to fail without the look at bank holidays: written on Easter Monday."""
    assert waiting
    on = [str(office.today)] if weekly.weekly(office.at) else []
    while office.later(days=1).today < date(2026, 4, 15):
        on += [str(office.today)] if weekly.weekly(office.at) else []
    assert on[-3:] == ["2026-03-30", "2026-04-07", "2026-04-13"]


def test_nothing_to_say_is_not_written(office: OfficeDays) -> None:
    assert weekly.weekly(office.at) == []
    assert monthly.monthly(office.at) == []


def test_the_week_goes_to_the_deputy_of_a_coordinator_who_is_away(
    office: OfficeDays, waiting: Review
) -> None:
    assert waiting
    office.on("Mon 30 Mar 2026")
    row = "nia,Nia Example,nia@board.example.test,other,cy,,example,coordinator,2012-01-01,,carys\n"
    enter_people(office.session, read_people(COLUMNS + row))
    record_absence(office.at, "nia", office.today, office.today)
    assert [each.recipient for each in weekly.weekly(office.at)] == ["carys"]


def test_the_week_names_the_reviews_whose_processes_nobody_has_asked_about(
    office: OfficeDays, waiting: Review
) -> None:
    """R66: none is known to be open, so nothing is late.

    Seen to fail with those told of which one is open, and with the line a day early.
    """
    told = office.on("Mon 23 Mar 2026").at
    assert weekly.week(told, "example", office.today)["not_looked_at"] == []
    [letter] = weekly.weekly(office.on("Mon 30 Mar 2026").at)
    line = {"reference": waiting.reference, "looked_at_on": "2026-03-02", "look_by": "2026-03-30"}
    assert letter.facts["not_looked_at"] == [line]
    assert weekly.weekly(office.later(days=1).at) == []
    [again] = weekly.weekly(office.on("Tue 7 Apr 2026").at)
    assert again.facts["not_looked_at"] == [line]

    office.begins(waiting, "inquest")
    [asked] = weekly.weekly(office.on("Mon 11 May 2026").at)
    assert asked.facts["not_looked_at"] == []
    assert "check" in {each["milestone"] for each in asked.facts["overdue"]}


def test_an_end_that_was_heard_of_is_a_look_and_a_completed_review_needs_none(office: OfficeDays) -> None:
    """Seen to fail with the checks alone counted, and without the look at S17."""
    review = office.through(office.opens(), until="S10")
    office.begins(review, "inquest")
    office.on("Wed 1 Apr 2026").ends(review, "inquest")
    office.on("Tue 28 Apr 2026")
    assert weekly.week(office.at, "example", office.today)["not_looked_at"] == []
    office.on("Wed 29 Apr 2026")
    [line] = weekly.week(office.at, "example", office.today)["not_looked_at"]
    assert (line["looked_at_on"], line["look_by"]) == ("2026-04-01", "2026-04-29")
    office.through(review, until="S18 submission")
    assert weekly.week(office.later(weeks=8).at, "example", office.today)["not_looked_at"] == []


def test_that_none_is_known_is_entered_and_the_line_goes_for_as_long_as_a_check_would(
    office: OfficeDays, waiting: Review
) -> None:
    """R66: seen to fail with the asking left out of what counts as a look."""
    office.on("Mon 30 Mar 2026")
    asked = {"happened_on": "2026-03-30", "decided_by": "carys", "evidence": "telephone"}
    milestone = none_known(office.at, waiting, understand(NoProcessFacts, asked))
    assert none_known(office.at, waiting, understand(NoProcessFacts, asked)) is milestone
    assert weekly.week(office.at, "example", office.today)["not_looked_at"] == []
    office.on("Mon 27 Apr 2026")
    [line] = weekly.week(office.at, "example", office.today)["not_looked_at"]
    assert (line["looked_at_on"], line["look_by"]) == ("2026-03-30", "2026-04-27")


def test_none_is_known_is_refused_while_one_goes_on_and_for_a_day_to_come(
    office: OfficeDays, waiting: Review
) -> None:
    office.begins(waiting, "inquest")
    asked = {"happened_on": "2027-03-30", "decided_by": "carys", "evidence": "telephone"}
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        none_known(office.at, waiting, understand(NoProcessFacts, asked))
    assert [each.code for each in refused.value.problems] == ["day_to_come", "process_goes_on"]


def test_that_none_was_known_does_not_stand_against_one_that_was_heard_of_the_same_day(
    office: OfficeDays, waiting: Review
) -> None:
    """Seen to fail with the day's answer given again: *none is known* was said while an inquest went on."""
    asked = {"happened_on": office.today.isoformat(), "decided_by": "carys", "evidence": "telephone"}
    none_known(office.at, waiting, understand(NoProcessFacts, asked))
    office.begins(waiting, "inquest")
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        none_known(office.at, waiting, understand(NoProcessFacts, asked))
    assert [each.code for each in refused.value.problems] == ["process_goes_on"]


def test_the_chairs_month_says_how_every_review_stands_and_names_nobody(
    office: OfficeDays, waiting: Review
) -> None:
    """Seen to fail with the page written again on a later day of the month."""
    office.on("Fri 1 May 2026").holds(waiting, "learning_event", "diary")
    [letter] = monthly.monthly(office.at)
    assert (letter.recipient, letter.facts["month"], letter.facts["open"]) == ("carys", "2026-05", 1)
    [row] = letter.facts["reviews"]
    assert (row["status"], row["months"], row["complete_by"]) == ("in_progress", 1, "2026-09-02")
    assert ("S10", "police") in {(each["stage"], each["subject"]) for each in row["overdue"]}
    assert [each["cause"] for each in row["holds"]] == ["diary"]
    assert "person" not in str(letter.facts)
    assert monthly.monthly(office.on("Fri 29 May 2026").at) == []
    assert len(monthly.monthly(office.on("Mon 1 Jun 2026").at)) == 1
