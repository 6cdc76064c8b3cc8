"""``cpr meeting dates``, ``cpr diary ask``, ``cpr load`` and ``cpr plan-all``, on a record of their own."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import Database
from office_days import OfficeDays
from programme_days import busy_all_day, knows, with_a_panel

from deployments.console.diary_asking import ask
from deployments.console.edge import Console
from deployments.console.load import load
from deployments.console.meetings import meeting
from deployments.console.plan_all import plan_all
from models.guidance.errors import GuidanceError
from models.records.engine import engine
from models.records.errors import RecordsError
from tasks.office import desk, set_clock

REFERENCE = "CPR EX 1/2026"
Cpr = Callable[..., str]
_COMMANDS = {"meeting": meeting, "ask": ask, "load": load, "plan-all": plan_all}


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The command, where a review's Panel was named and the diaries of two are known."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with desk(by="nia") as at:
        office = with_a_panel(OfficeDays(at.session).with_people())
        review = office.through(office.opens(REFERENCE), until="S06")
        office.answers(review, "S06")
        tuesdays = [date(2026, 3, 10 + 7 * n) for n in range(3)]
        knows(office, "pat", "rob")
        knows(office, "rhys", busy=busy_all_day(*tuesdays, "Mon 9 Mar 2026"))

    def run(name: str, *arguments: str, language: str = "en") -> str:
        _COMMANDS[name].main(list(arguments), standalone_mode=False, obj=Console(language))  # type: ignore[arg-type]
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_the_best_days_for_a_meeting_are_said_with_who_is_missing_and_why_not_the_others(cpr: Cpr) -> None:
    page = cpr("meeting", "dates", REFERENCE, "panel").splitlines()
    assert page[0].startswith(f"{REFERENCE}: Panel meeting 1. The days from 9 March 2026 up to ")
    first = page.index("1. Wednesday 11 March 2026, 09:00–11:30")
    assert page[first + 1 : first + 3] == [
        "   May come, but the diary is not known: mair.",
        "   Days before the deadline: 22.",
    ]
    ends = re.fullmatch(
        r" +All meetings would have been held on (\d+) July 2026\. Days before the completion date: (\d+)\.",
        page[first + 3],
    )
    assert ends is not None
    assert date(2026, 7, int(ends[1])) + timedelta(days=int(ends[2])) == date(2026, 9, 2)
    why = page.index("Why not the other days:")
    assert page[why + 1] == "  On 9 March 2026: busy: rhys."
    assert "  Every Tuesday from 10 March 2026 up to 24 March 2026: busy: rhys." in page[why:]
    assert "  From 3 April 2026 up to 6 April 2026: bank holiday." in page[why:]


def test_the_same_in_welsh_has_no_english_left(cpr: Cpr) -> None:
    page = cpr("meeting", "dates", REFERENCE, "panel", language="cy")
    assert "1. Dydd Mercher 11 Mawrth 2026, 09:00–11:30" in page
    assert "Bob dydd Mawrth o 10 Mawrth 2026 hyd at 24 Mawrth 2026: yn brysur: rhys." in page
    assert not {"the", "days", "every", "from", "known", "deadline"} & set(page.lower().split())


def test_json_has_every_day_and_every_cost(cpr: Cpr) -> None:
    """A program needs no pattern: each day that is not proposed stands there with its causes."""
    found = json.loads(cpr("meeting", "dates", REFERENCE, "panel", "--number", "1", "--json"))
    assert found["possible"][0]["placed"]["starts"] == "2026-03-11T09:00:00+00:00"
    assert found["possible"][0]["placed"]["cost"] == {"required": 0, "agencies": 0, "members": 1, "days": 2}
    [monday] = [each for each in found["not_proposed"] if each["on"] == "2026-03-09"]
    assert monday["causes"] == [["busy", ["rhys"]]]
    asked = {each["placed"]["on"] for each in found["possible"]} | {
        each["on"] for each in found["not_proposed"]
    }
    days = (date.fromisoformat(found["last"]) - date.fromisoformat(found["first"])).days + 1
    assert len(asked) == days


def test_diaries_are_asked_for_once_and_it_is_said_of_whom_and_of_whom_not(cpr: Cpr) -> None:
    assert cpr("ask", REFERENCE).splitlines() == [
        "dai: the diary is asked for, with an answer by 9 March 2026.",
        "mair: the diary is asked for, with an answer by 9 March 2026.",
        "pat: the diary is known up to 6 April 2027.",
        "rhys: the diary is known up to 6 April 2027.",
        "rob: the diary is known up to 6 April 2027.",
    ]
    assert "dai: gofynnwyd eisoes ar 2 Mawrth 2026." in cpr("ask", REFERENCE, language="cy")
    [gwen] = json.loads(cpr("ask", "gwen", "--json"))
    assert gwen == {"person": "gwen", "code": "asked", "on": "2026-03-09"}
    with desk(by="nia") as at:
        letters = OfficeDays(at.session).letters("diary_asked")
    assert letters == ["dai", "mair", "gwen"]
    with pytest.raises(RecordsError) as refused:
        cpr("ask", "CPR EX 7/2026")
    assert refused.value.code == "no_such_review"
    with pytest.raises(GuidanceError) as neither:
        cpr("ask", "nobody")
    assert neither.value.code == "diary_ask_whom"


def test_the_load_is_told_by_person_and_month(cpr: Cpr) -> None:
    page = cpr("load", "example").splitlines()
    assert page[0] == "Hours of meetings that stand; after a +, those proposed."
    assert page[1].split()[:2] == ["2026-03", "2026-04"]
    assert page[2].split()[:4] == ["pat", "0.0", "+2.5", "0.0"]
    [pat, *_] = json.loads(cpr("load", "example", "--json"))["people"]
    assert (pat["person"], pat["proposed"][0]) == ("pat", 2.5)
    assert "ar ôl +" in cpr("load", "example", language="cy")


def test_all_reviews_are_planned_and_a_dry_run_writes_nothing(cpr: Cpr) -> None:
    """R54: one review alone, whose reviewer cannot come to the day that was proposed first."""
    with desk(by="nia") as at:
        before = OfficeDays(at.session).counts()
    looks, *said = cpr("plan-all", "--dry-run", "--seconds", "0").splitlines()
    assert looks == "Looking for a better plan for up to 0 seconds."
    assert said[0] == "Reviews planned together: 1."
    assert said[1] == (
        "The plan is within 0.00% of the best there can be, and that is proven. At most there could be saved:"
        " required people 0, agencies 0, points of members 0, days 0."
    )
    assert said[-2:] == [
        f"New programmes proposed: {REFERENCE}.",
        "Nothing was proposed: this was a dry run.",
    ]
    with desk(by="nia") as at:
        assert OfficeDays(at.session).counts() == before
    written = json.loads(cpr("plan-all", "--seconds", "0", "--json"))
    assert (written["reviews"], written["gap"], written["proposed"]) == (1, 0.0, [REFERENCE])
    assert written["after"]["required"] < written["before"]["required"]
    assert "Rhaglenni newydd wedi’u cynnig: –." in cpr("plan-all", "--seconds", "0", language="cy")
