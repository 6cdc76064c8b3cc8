"""``cpr programme``, ``cpr board calendar``, and what other commands say of dates: on a record of its own."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from conftest import Database
from office_days import OfficeDays
from programme_days import with_a_panel

from deployments.console.board import board
from deployments.console.edge import Console
from deployments.console.meetings import meeting
from deployments.console.programme import programme
from deployments.console.reviews import review
from models import casework
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import FIRST_PANEL
from models.records.engine import engine
from tasks.office import awaited, desk, set_clock

REFERENCE = "CPR EX 1/2026"
Cpr = Callable[..., str]
COMMANDS: dict[str, click.Command] = {
    "board": board,
    "meeting": meeting,
    "programme": programme,
    "review": review,
}


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The commands, where a review has just got its Panel."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with desk(by="nia") as at:
        office = with_a_panel(OfficeDays(at.session).with_people())
        office.through(office.opens(REFERENCE), until="S08")

    def run(name: str, *arguments: str, language: str = "en") -> str:
        COMMANDS[name].main(list(arguments), standalone_mode=False, obj=Console(language))  # type: ignore[arg-type]
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_programmes_are_shown_chosen_and_then_stand_in_the_review(cpr: Cpr) -> None:
    page = cpr("programme", "show", REFERENCE)
    assert "Programme 4 (proposed, the Panel and the reviewers were named, 2 March 2026)" in page
    first, *_, board = page.splitlines()[2:7]
    assert first.split()[:6] == ["2026-03-09", "09:00–11:30", "Panel", "meeting", "1", "2026-04-02"]
    assert "(late)" not in board
    assert page.splitlines()[-1].endswith(f'such as `cpr programme choose "{REFERENCE}" 4`.')
    assert "Places that nobody fills yet: a member of the Board." in page
    assert "Rhaglen 4 (cynigiwyd, enwyd y Panel a’r adolygwyr, 2 Mawrth 2026)" in cpr(
        "programme", "show", REFERENCE, language="cy"
    )

    said = cpr("programme", "choose", REFERENCE, "4")

    assert said == (
        f"{REFERENCE}: programme 4 is chosen; the invitations to its pencilled dates are on their way.\n"
    )
    shown = json.loads(cpr("programme", "show", REFERENCE, "--json"))
    assert [each["state"] for each in shown["programmes"]] == ["chosen", "superseded", "superseded"]
    assert [each["kind"] for each in shown["programmes"][0]["meetings"]] == [
        "panel",
        "panel",
        "learning_event",
        "panel",
        "board",
    ]
    page = cpr("review", "show", REFERENCE)
    assert (
        "Learning Event 1, 22 May 2026 from 09:00 to 15:30 (pencilled). "
        "The stage’s deadline (Multi-agency Learning Event): 25 May 2026." in page
    )
    arranged = json.loads(cpr("review", "show", REFERENCE, "--json"))["meetings"]
    assert [each["late"] for each in arranged] == [False] * 5


def test_a_meeting_past_its_deadline_is_planned_and_said_to_be(cpr: Cpr) -> None:
    """Seen to fail with the comparison left out: nobody was told."""
    said = cpr("meeting", "plan", REFERENCE, "panel", "--on", "2026-04-14")
    assert said.splitlines() == [
        f"{REFERENCE}: Panel meeting 1, 14 April 2026 from 10:00 to 12:30 (firm).",
        "Note: 14 April 2026 is after this stage’s deadline (First Panel meeting), 2 April 2026.",
    ]
    assert "! Sylwch: mae 14 Ebrill 2026 ar ôl terfyn amser" in cpr(
        "review", "show", REFERENCE, language="cy"
    )
    assert "Note:" not in cpr("meeting", "move", REFERENCE, "panel", "--on", "2026-03-17")


def test_the_form_of_the_first_panel_meeting_has_the_days_that_were_chosen(cpr: Cpr) -> None:
    """Seen to fail with nothing but the action's own draft."""
    cpr("programme", "choose", REFERENCE, "4")
    waiting = awaited(REFERENCE, FIRST_PANEL)
    assert waiting is not None
    assert waiting.draft == {"learning_event_on": "2026-05-22", "board_meeting_on": "2026-07-10"}


def test_there_is_nothing_to_propose_or_to_move_where_all_stands(cpr: Cpr) -> None:
    cpr("programme", "choose", REFERENCE, "4")
    assert "there is nothing to propose" in cpr("programme", "propose", REFERENCE)
    assert "all meetings can stay where they are" in cpr("programme", "replan", REFERENCE)
    assert "programmes proposed: 7, 8, 9" in cpr("programme", "replan", REFERENCE, "--move", "board-1")


def test_a_hold_that_leaves_no_days_is_not_said_to_leave_all_where_it_is(cpr: Cpr, tmp_path: Path) -> None:
    """Seen to fail with the sentence for where nothing must move; the days looked at ran backwards."""
    days = tmp_path / "days.csv"
    days.write_text("kind,since\nsits,2026-07-10\n", encoding="utf-8")
    cpr("board", "calendar", "import", "example", str(days))
    cpr("programme", "propose", REFERENCE)
    cpr("programme", "choose", REFERENCE, "7")
    with desk(by="nia") as at:
        held = casework.review_by(at.session, REFERENCE)
        OfficeDays(at.session).holds(held, "all", review_on="2026-07-01")

    assert "there are no days on which the meetings could be" in cpr("programme", "replan", REFERENCE)
    [no_room, _] = cpr("meeting", "dates", REFERENCE, "learning_event").splitlines()
    assert "There is no room for it: it cannot be before 1 July 2026" in no_room


def test_why_a_programme_is_not_better_is_said_in_either_language(cpr: Cpr, tmp_path: Path) -> None:
    """Nobody's diary is known; then the Board does not sit in time."""
    assert "if pat could always come" in cpr("programme", "why", REFERENCE)
    days = tmp_path / "days.csv"
    days.write_text("kind,since\nsits,2026-10-13\n", encoding="utf-8")
    cpr("board", "calendar", "import", "example", str(days))

    page = cpr("programme", "why", REFERENCE)
    assert "This is the least that would be enough:" in page
    assert "Board meeting later than its last day; days: 41" in page
    assert "Dyma’r peth lleiaf a fyddai’n ddigon:" in cpr("programme", "why", REFERENCE, language="cy")
    found = json.loads(cpr("programme", "why", REFERENCE, "--json"))
    assert found["smallest"]["relaxations"] == [{"rule": "latest", "meeting": "board-1", "days": 41}]


def test_a_programme_that_cannot_be_any_more_is_refused_and_others_wait(cpr: Cpr, tmp_path: Path) -> None:
    days = tmp_path / "days.csv"
    days.write_text("kind,since,until\nar gau,2026-03-09,2026-03-13\n", encoding="utf-8")
    cpr("board", "calendar", "import", "example", str(days))
    with pytest.raises(GuidanceError, match="can no longer be on 9 March 2026"):
        cpr("programme", "choose", REFERENCE, "4")
    assert "2026-03-16" in cpr("programme", "show", REFERENCE)


def test_a_boards_calendar_and_places_are_shown(cpr: Cpr, tmp_path: Path) -> None:
    assert "no calendar is on record" in cpr("board", "calendar", "show", "example")
    days = tmp_path / "days.csv"
    days.write_text("kind,since,until,starts,ends\nsits,2026-07-14,,14:00,16:00\n", encoding="utf-8")
    assert "Nothing was entered." in cpr("board", "calendar", "import", "example", str(days), "--dry-run")
    assert "no calendar is on record" in cpr("board", "calendar", "show", "example")
    cpr("board", "calendar", "import", "example", str(days))
    cpr("board", "venue", "example", "Neuadd y Sir", "--minutes", "30")
    assert cpr("board", "calendar", "show", "example", language="cy").splitlines() == [
        "2026-07-14: yn cyfarfod 14:00–16:00",
        "Bwrdd Enghraifft: Neuadd y Sir, 30 munud o deithio bob ffordd.",
    ]
    shown = json.loads(cpr("board", "calendar", "show", "example", "--json"))
    assert shown["venues"] == [{"place": "Neuadd y Sir", "minutes": 30}]
    days.write_text("kind\nsits\n", encoding="utf-8")
    with pytest.raises(Refused):
        cpr("board", "calendar", "import", "example", str(days))
