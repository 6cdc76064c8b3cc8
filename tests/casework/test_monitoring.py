"""The data set made of the record: what a row says, as of any day and as known on any day."""

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from answers import PEOPLE
from office_days import OfficeDays
from sqlmodel import select

from models.casework import understand
from models.casework.local_protocols import ProtocolFacts, declare
from models.casework.monitoring import data_set, enter_earlier, refresh, snapshot
from models.casework.monitoring.review_row import review_row
from models.casework.monitoring.rowed import Rowed
from models.casework.on_record import one as record_of
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.guidance.errors import GuidanceError, Refused
from models.monitoring import earlier, national
from models.monitoring.checks import Check, checks
from models.monitoring.rows import EarlierRow, ReviewRow
from models.records import EarlierCount, Milestone, MonitoringRow, MonitoringSnapshot, Review

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")
OUTCOMES = "measure,value,source\nreviews,21,section 1.4\nforums recorded as completed,unknown,section 3\n"


def row(office: OfficeDays, review: Review, **of: date) -> ReviewRow:
    """Give a review's row of today, or of other days."""
    return next(each for each in data_set(office.at, **of).reviews if each.row == review.export_code)


def lived(office: OfficeDays) -> Review:
    """Let a concise review be late: referred in March, held for a trial, completed in November."""
    review = office.through(office.opens(outcome="concise"), until="S04")
    office.on("Wed 1 Apr 2026").through(review, until="S10")
    office.on("Fri 1 May 2026").holds(review, "all")
    office.on("Fri 31 Jul 2026").releases(review, "all")
    office.on("Mon 2 Nov 2026").through(review, until="S18 submission")
    return review


def test_a_row_says_in_codes_months_and_days_what_became_of_a_referral(office: OfficeDays) -> None:
    """R98, R99: 245 days from 2 March to 2 November; 91 of them in the hold; six months were planned."""
    review = lived(office)
    found = row(office, review)
    assert (found.decided, found.status, found.on_time, found.with_action_plan) == (
        "concise",
        "completed",
        "no",
        "no",
    )
    assert (found.referred_in, found.decided_in, found.due_in, found.completed_in) == (
        "2026-03",
        "2026-04",
        "2026-09",
        "2026-11",
    )
    assert (found.elapsed, found.net) == (245, 154)
    assert found.attributed >= 91
    assert found.working + found.attributed + found.unexplained == 245
    assert (found.decision_to_first_panel, found.reviewers, found.panel_meetings) == (0, 1, 1)
    assert (found.advice, found.rule, found.recommended) == (
        "concise",
        "neither_in_window",
        "concise",
    )


def test_delays_deadlines_and_documents_stand_beside_the_row(office: OfficeDays) -> None:
    """R115, R21: each deadline in time or late, each agency's days, each cause's days."""
    review = lived(office)
    found = data_set(office.at)
    causes = {each.cause: each for each in found.delays}
    assert causes["criminal_trial"].any == 91
    steps = {(each.stage, each.milestone): each for each in found.steps}
    assert (steps["S02", "scoping"].state, steps["S02", "scoping"].late) == ("in_time", 0)
    assert (steps["S17", "complete"].state, steps["S17", "complete"].late) == ("late", 61)
    assert steps["S18", "submission"].state == "to_come"
    assert steps["S18", "submission"].late is None
    assert {(each.agency, each.state, each.days) for each in found.documents} == {
        ("health", "came", 215),
        ("police", "came", 215),
    }
    later = data_set(office.later(days=200).at)
    assert {each.state for each in later.steps if each.stage == "S18"} == {"overdue"}
    assert {each.row for each in later.steps} == {review.export_code}


@pytest.mark.parametrize("outcome", ["concise", "extended", "mapf", "none"])
def test_what_went_its_whole_way_ties(office: OfficeDays, outcome: str) -> None:
    """R98."""
    review = office.through(office.opens(outcome=outcome))
    found = data_set(office.at)
    assert [each for each in checks(found) if not each.ties] == []
    assert found.reviews[0].status == "completed"
    assert (found.reviews[0].elapsed is None) == (outcome in ("mapf", "none"))
    assert found.reviews[0].closed_in == ("2026-03" if outcome in ("concise", "extended") else None)
    assert found.reviews[0].row == review.export_code


def test_at_every_step_of_its_way_a_review_ties(office: OfficeDays) -> None:
    """R100: exactly one status, on time answered of exactly the reviews, at any moment."""
    review = office.opens()
    for stage in ("S02", "S03", "S04", "S06", "S08", "S10", "S13", "S14", "S17", "S19", "S23 quarterly"):
        office.later(days=9).through(review, until=stage)
        assert [each for each in checks(data_set(office.at)) if not each.ties] == []


def test_a_referral_that_is_not_complete_is_a_draft_and_counts(office: OfficeDays) -> None:
    review = office.opens("CPR EX 9/2026", happened_on=None, agency=None)
    found = row(office, review)
    assert (found.status, found.pack, found.referred_in, found.elapsed) == ("draft", None, None, None)
    assert found.on_time == "not_asked"


def test_a_forum_is_completed_only_by_its_last_step(office: OfficeDays) -> None:
    """R92."""
    review = office.through(office.opens(outcome="mapf"), until="M05")
    assert row(office, review).forum == "not_completed"
    office.answers(review, "M05")
    assert row(office, review).forum == "completed"


def test_the_data_set_of_a_day_is_made_the_same_on_any_later_day(office: OfficeDays) -> None:
    """R98. Seen to fail with the hold's end read as it is known now."""
    review = office.through(office.opens(outcome="concise"), until="S10")
    office.on("Fri 1 May 2026").holds(review, "all")
    then = data_set(office.at)
    office.on("Fri 31 Jul 2026").releases(review, "all")
    office.on("Mon 2 Nov 2026").through(review)
    office.opens("CPR EX 2/2026")
    again = data_set(office.at, as_of=date(2026, 5, 1), known_on=date(2026, 5, 1))
    assert again == then
    assert row(office, review, as_of=date(2026, 5, 1)).status == "held"


def test_what_was_entered_later_than_it_happened_was_not_known_on_that_day(office: OfficeDays) -> None:
    """Seen to fail with the day of the happening alone looked at."""
    review = office.through(office.opens(), until="S04")
    office.on("Thu 9 Apr 2026").answers(review, "S04", happened_on="2026-03-05")
    known = {"as_of": date(2026, 3, 31)}
    assert row(office, review, **known).decided == "extended"
    assert row(office, review, **known, known_on=date(2026, 3, 31)).decided is None


def test_a_day_to_come_and_a_record_without_a_review_are_refused(office: OfficeDays) -> None:
    with pytest.raises(GuidanceError) as nothing:
        data_set(office.at)
    assert nothing.value.code == "export_no_board"
    assert data_set(office.at, board="example").boards == ("example",)
    with pytest.raises(GuidanceError) as ahead:
        data_set(office.at, board="example", as_of=date(2026, 3, 3))
    assert ahead.value.code == "as_of_to_come"


def test_no_export_holds_a_day_a_reference_a_person_or_a_word_of_the_case(office: OfficeDays) -> None:
    """Seen to fail with the month's day left on it, and with the slug as the row's code."""
    review = lived(office)
    found = data_set(office.at)
    named = ("reviews", "delays", "steps", "documents", "processes")
    rows = [asdict(each) for name in named for each in getattr(found, name)]
    told = json.dumps(rows, ensure_ascii=False)
    assert not _A_DAY.search(told)
    assert review.reference not in told
    assert review.slug not in told
    texts = {value for each in rows for value in each.values() if isinstance(value, str)}
    assert not {line.split(",")[0] for line in PEOPLE.splitlines()} & texts
    assert not [each for each in texts if " " in each and not each.startswith("harm=")]


def test_a_reviews_code_is_the_same_in_every_export_and_says_nothing(office: OfficeDays) -> None:
    first, second = office.opens(), office.opens("CPR EX 2/2026")
    codes = [each.row for each in data_set(office.at).reviews]
    assert codes == sorted(codes) == sorted([first.export_code, second.export_code])
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in codes)
    assert [each.row for each in data_set(office.later(days=40).at).reviews] == codes


def test_further_panel_meetings_are_counted(office: OfficeDays) -> None:
    review = office.through(office.opens(), until="S09")
    came = [{"agency": "police", "attended": 2}]
    facts = {"happened_on": "2026-03-20", "decided_by": "pat", "attendance": came}
    meet_again(office.on("Fri 20 Mar 2026").at, review, understand(PanelMeetingFacts, facts))
    assert row(office, review).panel_meetings == 2


def test_a_night_reads_again_only_what_is_open_or_was_changed(office: OfficeDays) -> None:
    """Seen to fail with every review read again, and with a correction that nobody noticed."""
    ended = office.through(office.opens())
    office.opens("CPR EX 2/2026")
    assert refresh(office.at).read == 2
    taken = refresh(office.later(days=1).at)
    assert (taken.reviews, taken.read, taken.broken) == (2, 1, None)
    stood = office.session.exec(select(Milestone).where(Milestone.review_id == ended.id)).all()
    corrected = next(each for each in stood if each.milestone == "closure")
    corrected.superseded_at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    office.session.flush()
    assert refresh(office.at).read == 2
    kept = office.session.exec(select(MonitoringRow).where(MonitoringRow.review_id == ended.id)).one()
    assert not kept.ended


def test_rows_that_do_not_tie_are_read_again_each_night_until_they_do(
    office: OfficeDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with what does not tie kept as ended: the next night would say that all is well."""
    office.through(office.opens())
    monkeypatch.setattr(snapshot, "row_checks", lambda _: (Check("days", 1, 2),))
    for days in (0, 1):
        taken = refresh(office.later(days=days).at)
        assert (taken.read, taken.broken) == (1, Check("days", 1, 2))
    monkeypatch.undo()
    assert refresh(office.later(days=1).at).broken is None
    assert refresh(office.later(days=1).at).read == 0


def test_the_figures_of_a_night_are_those_of_an_export_of_that_day(office: OfficeDays) -> None:
    """Seen to fail with rows kept from the day before for a review that is open."""
    lived(office)
    office.through(office.opens("CPR EX 2/2026"))
    office.opens("CPR EX 3/2026")
    refresh(office.at)
    refresh(office.later(days=30).at)
    [first, last] = office.rows(MonitoringSnapshot)
    assert last.ties
    assert (last.as_of, last.reviews) == (office.today, 3)
    assert national.from_plain(last.figures) == national.picture(data_set(office.at))
    assert national.from_plain(first.figures) != national.from_plain(last.figures)


def test_a_day_has_one_snapshot_the_last_that_was_taken(office: OfficeDays) -> None:
    office.opens()
    refresh(office.at)
    office.opens("CPR EX 2/2026")
    refresh(office.at)
    assert [each.reviews for each in office.rows(MonitoringSnapshot)] == [2]


def test_counts_of_earlier_years_are_entered_once(office: OfficeDays) -> None:
    """R98: importing twice changes nothing; unknown is kept as unknown (R92)."""
    rows = earlier.read(OUTCOMES)
    assert vars(enter_earlier(office.session, rows)) == {"new": 2, "known": 0, "unknown": 1}
    with office.nothing_changes():
        assert vars(enter_earlier(office.session, rows)) == {"new": 0, "known": 2, "unknown": 1}
    office.opens()
    assert {each.measure: each.value for each in data_set(office.at).earlier} == {
        "forums_completed": None,
        "reviews": 21,
    }


def test_a_contradicting_count_is_refused_and_nothing_of_its_table_taken_in(office: OfficeDays) -> None:
    """Seen to fail with the later figure taken."""
    enter_earlier(office.session, earlier.read(OUTCOMES))
    other = earlier.read("measure,value,source\npublished,10,section 1.5\nreviews,22,section 1.4\n")
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        enter_earlier(office.session, other)
    assert [each.code for each in refused.value.problems] == ["earlier_contradicts"]


def test_counts_that_do_not_add_up_with_those_on_record_are_refused(office: OfficeDays) -> None:
    enter_earlier(office.session, earlier.read(OUTCOMES))
    other = earlier.read("measure,value,source\nconcise,13,section 1.4\nextended,9,section 1.4\n")
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        enter_earlier(office.session, other)
    assert refused.value.code == "export_does_not_tie"


def test_an_unknown_count_is_completed_once_it_is_known(office: OfficeDays) -> None:
    enter_earlier(office.session, earlier.read(OUTCOMES))
    known = (EarlierRow("2015", "", "forums_completed", 4, "minutes"),)
    assert enter_earlier(office.session, known).new == 1
    enter_earlier(office.session, earlier.read(OUTCOMES))
    values = {each.measure: each.value for each in office.rows(EarlierCount)}
    assert values == {"forums_completed": 4, "reviews": 21}


def test_what_a_board_declared_to_do_otherwise_is_exported_with_its_reason(office: OfficeDays) -> None:
    """R40: as of the day, as known on the day; a month and no day."""
    stated = {
        "board": "example",
        "rule": "reviewers",
        "local": "2",
        "since": "2026-01-15",
        "decided_by": "carys",
    }
    more = {"happened_on": "2026-02-20", "reason": "Two reviewers have\nalways worked better here."}
    declare(office.at, understand(ProtocolFacts, {**stated, **more}))
    office.opens()
    [found] = data_set(office.at).protocols
    assert (found.board, found.rule, found.local, found.since, found.until) == (
        "example",
        "reviewers",
        "2",
        "2026-01",
        None,
    )
    assert found.reason == "Two reviewers have always worked better here."
    assert data_set(office.at, board="example", as_of=date(2026, 1, 14)).protocols == ()
    assert data_set(office.at, board="example", known_on=date(2026, 2, 19)).protocols == ()
    assert data_set(office.at, board="example_b").protocols == ()


def test_the_row_is_made_of_the_record_alone(office: OfficeDays) -> None:
    """One reader and one maker of rows, for one review and for all."""
    review = lived(office)
    record = record_of(office.session, review, as_of=office.today)
    assert review_row(Rowed(record), review.export_code or "") == row(office, review)
