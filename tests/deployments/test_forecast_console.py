"""``cpr forecast`` and the weekly flow, on a record of its own with twenty finished reviews."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from conftest import Database
from office_days import OfficeDays
from prefect.logging import disable_run_logger
from remembered_reviews import remembers
from review_histories import histories, written
from sqlmodel import select

from deployments import console
from deployments.console.edge import Console
from deployments.console.forecast import forecast
from flows.forecasts import forecasts
from models import casework
from models.casework.forecast_drift import signed
from models.guidance.errors import GuidanceError
from models.guidance.words import Language
from models.records import ForecastMade, Review
from models.records.engine import engine
from tasks.office import desk, set_clock

REFERENCE = "CPR EX 1/2026"
Cpr = Callable[..., str]


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The command, on Monday 2 March 2026, where one review waits for its first Panel meeting."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with desk(by="nia", synthetic=False) as at:
        office = OfficeDays(at.session).with_people()
        remembers(office, histories(20, 1))
        office.through(office.opens(REFERENCE), until="S08")

    def run(*arguments: str, language: Language = "en") -> str:
        forecast.main(list(arguments), standalone_mode=False, obj=Console(language))
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def in_the_week() -> None:
    """Run the weekly flow's own function."""
    with disable_run_logger():
        forecasts.fn()


def forgets(count: int) -> None:
    """Take so many of the earlier reviews for forums: nothing can be learnt of them."""
    with desk() as at:
        for review in at.session.exec(select(Review).where(Review.reference != REFERENCE).limit(count)):
            review.pack = None


def test_a_review_is_forecast_with_intervals_in_either_language_and_never_promised(cpr: Cpr) -> None:
    english, welsh = cpr(REFERENCE), cpr(REFERENCE, language="cy")
    assert f"{REFERENCE} is expected complete between" in english
    assert "(8 of 10), most likely around" in english
    assert "not a promise" in english
    assert "nid addewid" in welsh
    assert "Digwyddiad dysgu" in welsh
    told = json.loads(cpr(REFERENCE, "--json"))
    days = [told["forecast"][name] for name in ("tenth", "quarter", "half", "three_quarters", "ninetieth")]
    assert days == sorted(days)
    assert (told["forecast"]["reviews_known"], told["synthetic"]) == (20, False)
    assert list(told["forecast"]["stages"]) == [
        *("S08.first_panel", "S11.analysis", "S13.learning_event"),
        *("S14.draft", "S15.sign_off", "S17.complete"),
    ]


def test_with_too_little_history_the_plans_dates_stand_there_instead(cpr: Cpr) -> None:
    """Seen to fail with nothing said but that there is no forecast."""
    forgets(8)
    said = cpr(REFERENCE)
    assert "too little history" in said
    assert "the number of finished reviews is 12, and 15 are needed" in said
    assert "2026-09-02" in said
    told = json.loads(cpr(REFERENCE, "--json"))
    assert told["forecast"] is None
    assert told["too_little_history"] == {"reviews": 12, "needed": 15}
    assert told["plan"]["S17.complete"] == "2026-09-02"


def test_histories_of_a_file_are_learnt_from_too_and_that_is_said(cpr: Cpr, tmp_path: Path) -> None:
    forgets(8)
    table = tmp_path / "histories.csv"
    table.write_text(written(histories(30, 2)) + "CPR EX 99/2016,none,,,,,,,,,\n", encoding="utf-8")
    said = cpr(REFERENCE, "--history", str(table))
    assert "30 of the histories come from a file" in said
    assert "learnt from: 42" in said


def test_what_is_supposed_is_said_with_the_days_that_it_would_cost(cpr: Cpr) -> None:
    """Seen to fail with other draws for what is supposed than for what is."""
    with desk() as at:
        office = OfficeDays(at.session)
        review = casework.review_by(at.session, REFERENCE)
        office.plans(review, "learning_event", "Thu 24 Sep 2026")
        office.holds(review, "learning_event")
    ifs = ("--if", "move", "learning_event=2026-12-10", "--if", "process-ends", "criminal_trial=2026-03-09")
    told = json.loads(cpr(REFERENCE, *ifs, "--json"))
    moved, ended = told["if"]
    assert moved["supposed"] == "move learning_event=2026-12-10"
    assert moved["days_later"] > 50
    assert moved["forecast"]["stages"]["S13.learning_event"] >= "2026-12-10"
    assert ended["days_later"] == 0
    assert f"days later: +{moved['days_later']}" in cpr(REFERENCE, *ifs)


def test_the_weekly_flow_keeps_one_forecast_a_day_and_the_command_shows_the_drift(cpr: Cpr) -> None:
    for day in (2, 2, 9):
        set_clock(datetime(2026, 3, day, 7, 40, tzinfo=UTC))
        in_the_week()
    with desk() as at:
        made = at.session.exec(select(ForecastMade).order_by(ForecastMade.made_on)).all()  # type: ignore[arg-type]
    assert [each.made_on.day for each in made] == [2, 9]
    moved = (made[1].half - made[0].half).days
    assert f"than the one before it: {signed(moved)}" in cpr(REFERENCE)
    told = json.loads(cpr(REFERENCE, "--json"))
    assert told["moved"] == {"since_last": moved, "since_first": moved}
    assert len(told["made"]) == 2


def test_at_the_end_the_command_says_how_far_off_the_forecasts_were(cpr: Cpr) -> None:
    in_the_week()
    with desk(by="nia") as at:
        office = OfficeDays(at.session, "Mon 9 Mar 2026")
        office.through(casework.review_by(at.session, REFERENCE), until="S18 submission")
    said, told = cpr(REFERENCE), json.loads(cpr(REFERENCE, "--json"))
    assert "Mean error of its forecasts, in days: " in said
    assert told["errors"][0]["days"] == told["mean_absolute_error"] > 0
    assert told["completed_on"] == "2026-03-09"
    assert told["forecast"] is None


def test_a_review_that_is_not_there_is_not_forecast(cpr: Cpr) -> None:
    with pytest.raises(GuidanceError):
        cpr("CPR EX 9/2030")
    with pytest.raises(click.UsageError):
        cpr(REFERENCE, "--if", "move")


def test_forecasts_are_judged_on_the_record_or_on_a_table(cpr: Cpr, tmp_path: Path) -> None:
    """Needs no record for a table. Seen to fail with the table given and the record read."""
    forgets(10)
    with pytest.raises(GuidanceError, match="more than 15 are needed"):
        cpr("evaluate")
    table = tmp_path / "histories.csv"
    table.write_text(written(histories(40, 2)), encoding="utf-8")
    told = json.loads(cpr("evaluate", "--file", str(table), "--json"))
    assert told["reviews"] == 40
    assert [each["method"] for each in told["scores"]][:2] == ["shared_pace", "stages_alone"]
    said = cpr("evaluate", "--file", str(table))
    assert "sum of independent stages" in said
    assert "swm camau annibynnol" in cpr("evaluate", "--file", str(table), language="cy")


def test_a_table_is_judged_without_any_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen to fail with the record asked for first."""
    monkeypatch.delenv("CPR_DATABASE_URL", raising=False)
    monkeypatch.setenv("CPR_HOME", str(tmp_path))
    table = tmp_path / "histories.csv"
    table.write_text(written(histories(18, 2)), encoding="utf-8")
    assert console.run(["forecast", "evaluate", "--file", str(table), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reviews"] == 18
    assert console.run(["forecast", "evaluate"]) == 1
