"""The pictures' content, as the record has it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from office_days import Arrive, OfficeDays
from picture_boxes import misplaced, told

from models.casework import meetings
from models.casework.hours_of_meetings import hours_by_month, months_from
from models.casework.pictures import diaries_of, load_of, parts, timeline_of
from models.diaries.problem import Meeting as ToPlace
from models.diaries.reviewers import MOST_HOURS
from models.guidance.errors import GuidanceError
from models.guidance.pictures.heat_map import diaries
from models.guidance.pictures.load import load
from models.guidance.pictures.timeline import review_timeline
from models.guidance.pictures.timeline_parts import Arranged, Band, Held, Mark
from models.guidance.stages import Stage
from models.records import BusyBlock, Diary, ForecastMade, Review


def knows_diaries(office: OfficeDays, *codes: str, busy_on: date | None = None) -> None:
    """Enter diaries that are known for a year, with one whole day that is busy."""
    for code in codes:
        diary = Diary(
            person_code=code,
            source="file",
            known_from=office.today,
            known_until=office.today + timedelta(days=365),
        )
        office.session.add(diary)
        office.session.flush()
        if busy_on:
            begins = datetime(busy_on.year, busy_on.month, busy_on.day, 7, tzinfo=UTC)
            office.session.add(
                BusyBlock(diary_id=diary.key, starts_at=begins, ends_at=begins + timedelta(hours=12))
            )
    office.session.flush()


def forecast_on(office: OfficeDays, review: Review, made_on: date, half: date) -> None:
    days = [half + timedelta(days=n) for n in (-30, -10, 0, 10, 40)]
    names = ("tenth", "quarter", "half", "three_quarters", "ninetieth")
    office.session.add(
        ForecastMade(
            review_id=review.key, made_on=made_on, reviews_known=20, **dict(zip(names, days, strict=True))
        )
    )
    office.session.flush()


def test_the_timeline_has_what_happened_what_is_planned_what_is_held_and_what_is_arranged(
    arrive: Arrive,
) -> None:
    """R48, R60. Seen to fail with cancelled meetings shown as arranged, and holds as marks of S07."""
    office, review = arrive("S09")
    event_on = office.today + timedelta(days=64)
    meetings.cancel(office.at, office.plans(review, "board", office.today + timedelta(days=80)))
    office.plans(review, "learning_event", event_on, pencilled=True)
    office.plans(review, "panel", office.today + timedelta(days=14), number=2)
    office.holds(review, "family_contact")
    office.later(days=20)
    forecast_on(office, review, office.today - timedelta(days=7), date(2026, 10, 1))
    forecast_on(office, review, office.today, date(2026, 11, 1))
    shown = timeline_of(office.at, review)
    lines = {line.stage: line for line in shown.lines}
    assert list(lines) == sorted(lines)
    assert set(lines) == {stage for stage in Stage if Stage.S01 <= stage <= Stage.S19}
    assert lines[Stage.S01].marks == (Mark(None, date(2026, 3, 2)),)
    assert lines[Stage.S15].meetings == ()
    assert lines[Stage.S13].meetings == (Arranged(event_on, firm=False),)
    assert lines[Stage.S11].meetings == (Arranged(office.today - timedelta(days=6), firm=True),)
    assert lines[Stage.S08].meetings == ()
    assert all(mark.due for mark in lines[Stage.S07].marks)
    assert lines[Stage.S09].marks[0].happened is None
    assert shown.holds == (Held("family_contact", "criminal_trial", date(2026, 3, 2), None),)
    assert shown.complete_by == date(2026, 9, 2)
    assert shown.forecast == Band(
        date(2026, 10, 2), date(2026, 10, 22), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 11)
    )
    for language in ("cy", "en"):
        assert misplaced(review_timeline(shown, language)) == []


def test_a_complete_review_has_no_forecast_and_a_forum_no_day_of_completion(office: OfficeDays) -> None:
    """Seen to fail with the last forecast shown for ever."""
    review = office.through(office.opens("CPR EX 82/2026"), until="S18 submission")
    forecast_on(office, review, office.today, date(2026, 10, 1))
    assert timeline_of(office.at, review).forecast is None
    forum = office.through(office.opens("CPR EX 80/2026", outcome="mapf"), until="M03")
    shown = timeline_of(office.at, forum)
    assert shown.complete_by is None
    assert {Stage.M01, Stage.M02} <= {line.stage for line in shown.lines}
    assert misplaced(review_timeline(shown, "cy")) == []


def test_of_a_draft_there_is_nothing_to_show(office: OfficeDays) -> None:
    draft = office.opens("CPR EX 81/2026", happened_on=None)
    with pytest.raises(GuidanceError) as refused:
        timeline_of(office.at, draft)
    assert refused.value.code == "picture_of_nothing"


def test_the_diaries_of_a_meeting_show_who_could_come_on_each_day_and_when_all_could(arrive: Arrive) -> None:
    """R50. Seen to fail with the weekends among the days, and with a busy day shown as free."""
    office, review = arrive("S08")
    busy_on = office.today + timedelta(days=9)
    knows_diaries(office, "pat", "rhys", "rob", busy_on=busy_on)
    knows_diaries(office, "mair")
    shown = diaries_of(office.at, review, "panel")
    assert all(day.weekday() < 5 for day in shown.days)
    assert {row.name for row in shown.rows} >= {"pat", "rhys", "rob", "mair"}
    place = shown.days.index(busy_on)
    of_day = {row.name: row.levels[place] for row in shown.rows}
    assert of_day["rhys"] == "no"
    assert of_day["mair"] == "free"
    assert shown.quorum[place] == "no"
    assert shown.quorum[place + 1] == "free"
    for language in ("cy", "en"):
        assert misplaced(diaries(shown, language)) == []
        assert "CPR EX" in told(diaries(shown, language))[0]


def test_without_a_diary_nobody_is_free(arrive: Arrive) -> None:
    office, review = arrive("S08")
    shown = diaries_of(office.at, review, "panel")
    assert {level for row in shown.rows for level in row.levels} == {"not_known"}
    assert set(shown.quorum) == {"perhaps"}


def test_a_meeting_that_is_not_to_come_has_no_picture(arrive: Arrive) -> None:
    office, review = arrive("S09")
    with pytest.raises(GuidanceError) as refused:
        diaries_of(office.at, review, "panel", 1)
    assert refused.value.code == "meeting_not_ahead"


def test_everybody_has_one_row_the_required_first() -> None:
    """Seen to fail with a deputy of two shown twice."""
    meeting = ToPlace(
        "panel-1",
        150,
        date(2026, 3, 2),
        date(2026, 4, 2),
        required=("pat", "rhys"),
        stand_ins={"pat": ("mair",), "rhys": ("rob", "mair")},
        agencies={"police": ("sian", "mair"), "health": ("huw",)},
        optional=("gwen", "rob"),
    )
    named = {code: part.en for code, part in parts(meeting).items()}
    assert named == {
        "pat": "required",
        "rhys": "required",
        "sian": "police",
        "mair": "police",
        "huw": "health",
        "rob": "deputy",
        "gwen": "optional",
    }
    assert list(named)[:2] == ["pat", "rhys"]


def test_the_load_counts_every_boards_meetings_of_everybody_who_has_not_refused(arrive: Arrive) -> None:
    """R54. Seen to fail with those who declined counted, too."""
    office, review = arrive("S08")
    meeting = office.plans(review, "panel", office.today + timedelta(days=14))
    office.plans(review, "panel", office.today + timedelta(days=45), number=2)
    office.replies(meeting, "mair", "declined", reason="diary")
    shown = load_of(office.at, "example")
    by_name = {row.name: row.hours for row in shown.rows}
    assert shown.limit == MOST_HOURS
    assert by_name["pat"][:2] == (2.5, 2.5)
    assert by_name["mair"][:2] == (0.0, 2.5)
    assert list(by_name)[-1] == "mair"
    assert misplaced(load(shown, "cy")) == []
    office.session.flush()
    months = months_from(office.today, 2)
    assert hours_by_month(office.session, ["pat", "gwen"], months) == {"pat": (2.5, 2.5), "gwen": (0.0, 0.0)}


def test_a_board_that_invites_nobody_has_no_picture(office: OfficeDays) -> None:
    with pytest.raises(GuidanceError) as refused:
        load_of(office.at, "example_b")
    assert refused.value.code == "load_of_nobody"
