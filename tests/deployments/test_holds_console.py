"""``cpr hold`` and ``cpr process``, on a record of their own: as they are written while on the telephone."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Database
from office_days import OfficeDays

from deployments.console.edge import Console
from deployments.console.holds import hold
from deployments.console.processes import process
from models.guidance.errors import GuidanceError, Refused
from models.records.engine import engine
from tasks.office import desk, set_clock

REFERENCE = "CPR EX 1/2026"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
Cpr = Callable[..., str]
TRIAL = ("--cause", "criminal_trial", "--requested-by", "police", "--authority", "written_request")
BY = ("--on", "2026-03-02", "--decided-by", "carys")


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The two commands, where a review waits for its first check of parallel processes."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    set_clock(NOW)
    with desk(by="nia") as at:
        office = OfficeDays(at.session).with_people()
        office.through(office.opens(REFERENCE), until="S07 first_check")

    def run(name: str, *arguments: str, language: str = "en") -> str:
        command = {"hold": hold, "process": process}[name]
        command.main(list(arguments), standalone_mode=False, obj=Console(language))  # type: ignore[arg-type]
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_a_hold_is_opened_looked_at_and_closed_without_a_file(cpr: Cpr) -> None:
    """R61, R69."""
    said = cpr("hold", "open", REFERENCE, "--scope", "all", *TRIAL, *BY, "--review-on", "2026-03-30")
    assert said.startswith(f"{REFERENCE} is held, within the scope given.")
    look = ("--scope", "all", "--goes-on", "yes", "--review-on", "2026-05-01")
    assert "goes on" in cpr("hold", "review", REFERENCE, *BY, *look)
    set_clock(NOW + timedelta(days=30))
    shown = cpr("hold", "list", REFERENCE).splitlines()
    assert [part.strip() for part in shown[1].split("  ") if part.strip()] == [
        *("the whole review", "criminal trial", "2 March 2026", "1 May 2026", "30"),
    ]
    assert shown[-1] == "Days since the referral: 30; without those on which the whole review was held: 0."
    over = ("--on", "2026-03-12", "--decided-by", "carys", "--scope", "all")
    assert "has ended; its stages go on" in cpr("hold", "close", REFERENCE, *over)
    found = json.loads(cpr("hold", "list", REFERENCE, "--json"))
    assert (found["gross"], found["net"]) == (30, 20)
    [row] = found["holds"]
    assert row == {
        "scope": "all",
        "cause": "criminal_trial",
        "requested_by": "police",
        "authority": "written_request",
        "decided_by": "carys",
        "from": "2026-03-02",
        "ends_with_process": True,
        "next_look": None,
        "looks": 1,
        "ended": "2026-03-12",
        "days": 10,
    }


def test_a_review_that_was_never_held_says_so_in_either_language(cpr: Cpr) -> None:
    assert cpr("hold", "list", REFERENCE).startswith(f"{REFERENCE} has never been held.")
    assert cpr("hold", "list", REFERENCE, language="cy").startswith(f"Nid yw {REFERENCE} wedi’i atal erioed.")


def test_what_is_missing_is_named_as_the_option_that_gives_it(cpr: Cpr) -> None:
    """Seen to fail with the fields' names: nobody who writes no file knows what ``happened_on`` is."""
    with pytest.raises(Refused) as refused:
        cpr("hold", "open", REFERENCE, "--scope", "all", *TRIAL, "--decided-by", "carys")
    assert [each.facts["field"] for each in refused.value.problems] == ["--on", "--review-on"]
    with pytest.raises(GuidanceError):
        cpr("hold", "close", REFERENCE, "--file", "/nowhere.yaml")


def test_a_process_begins_is_shown_with_what_may_go_on_and_ends(cpr: Cpr) -> None:
    """R60, R66, R68."""
    assert "No parallel process is known" in cpr("process", "show", REFERENCE)
    begun = ("criminal_trial", "--on", "2026-03-01", "--decided-by", "pat", "--contact-role", "cps_lawyer")
    begun += ("--expected-end-on", "2026-11", "--constrains", "all", "--constrains", "publication")
    assert "asked about every 28 days" in cpr("process", "begin", REFERENCE, *begun)
    cpr("hold", "open", REFERENCE, "--scope", "publication", *TRIAL, *BY, "--review-on", "2026-03-30")
    page = cpr("process", "show", REFERENCE).splitlines()
    assert page[0] == (
        "- criminal trial; began 1 March 2026; expected to end 30 November 2026; "
        "contact: Crown Prosecution Service lawyer; constrains: the whole review, publication; "
        "holds that end with it: publication; not held yet: the whole review "
        "(a Chair decides: `cpr hold open`)"
    )
    heading = next(place for place, line in enumerate(page) if line.startswith("What may go on meanwhile ("))
    assert page[heading + 1].endswith("(Social Research 45/2015, section 2.3)"), "its points stand below it"
    assert all(line.startswith("- ") for line in page[heading + 2 :])
    found = json.loads(cpr("process", "show", REFERENCE, "--json"))
    assert found["processes"][0]["constrains"] == ["all", "publication"]
    assert {each["provenance"] for each in found["meanwhile"]} == {"product"}
    over = ("criminal_trial", "--on", "2026-03-02", "--decided-by", "pat")
    assert "holds that ended with it: 1." in cpr("process", "end", REFERENCE, *over)
    assert "ended 2 March 2026" in cpr("process", "show", REFERENCE).splitlines()[0]


def test_a_process_that_does_not_go_on_cannot_end(cpr: Cpr) -> None:
    with pytest.raises(Refused, match="No process of this kind that goes on"):
        cpr("process", "end", REFERENCE, "inquest", "--on", "2026-03-02", "--decided-by", "pat")
