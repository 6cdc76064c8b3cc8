"""``cpr picture`` and ``cpr reviewers``, and the picture on Prefect's page of a review."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from conftest import Database
from office_days import OfficeDays
from picture_boxes import told

from deployments.console import TABLE
from deployments.console.edge import Console
from deployments.console.pictures import picture
from deployments.console.reviewers import reviewers
from flows import showing
from models import casework
from models.casework import overview
from models.guidance import route
from models.guidance.errors import GuidanceError
from models.guidance.words import Language
from models.records import Review
from models.records.engine import engine
from tasks import office
from tasks.office import desk

Cpr = Callable[..., str]
REFERENCE = "CPR EX 1/2026"


@pytest.fixture
def cpr(
    own_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Cpr]:
    """The commands, where a review waits for its notification and for its Panel."""
    monkeypatch.setenv("CPR_DATABASE_URL", own_database.application_url)
    with desk(by="nia") as at:
        days = OfficeDays(at.session).with_people()
        days.through(days.opens(REFERENCE), until="S05")
    office.set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))

    def run(command: click.Command, *arguments: str, language: Language = "en") -> str:
        command.main(list(arguments), standalone_mode=False, obj=Console(language))
        return capsys.readouterr().out

    yield run
    engine(own_database.application_url).dispose()


def test_each_picture_is_printed_or_written_to_a_file_in_either_language(cpr: Cpr, tmp_path: Path) -> None:
    """Seen to fail with the picture of the other language."""
    with desk(by="nia") as at:
        days = OfficeDays(at.session)
        review = casework.review_by(at.session, REFERENCE)
        days.through(review, until="S08")
        days.plans(review, "panel", "Tue 17 Mar 2026")
    assert told(cpr(picture, "timeline", REFERENCE))[0] == f"Timeline of review {REFERENCE}"
    assert told(cpr(picture, "diaries", REFERENCE, "panel", language="cy"))[0].startswith("Dyddiaduron")
    file = tmp_path / "load.svg"
    assert cpr(picture, "load", "example", "--out", str(file)) == "The picture has been written: load.svg.\n"
    assert "pat: March 2026 2.5." in told(file.read_text(encoding="utf-8"))[1]
    page = tmp_path / "load.html"
    cpr(picture, "load", "example", "--out", str(page), language="cy")
    assert '<html lang="cy">' in page.read_text(encoding="utf-8")
    for name, code in (("load.png", "picture_neither"), ("nowhere/load.svg", "picture_not_written")):
        with pytest.raises(GuidanceError) as refused:
            cpr(picture, "load", "example", "--out", str(tmp_path / name))
        assert refused.value.code == code


def test_a_suggestion_says_who_why_and_why_not_in_words_and_as_json(cpr: Cpr) -> None:
    """R51, R71. Seen to fail with those who are excluded left out of the page."""
    said = cpr(reviewers, "suggest", REFERENCE)
    assert said.startswith("Suggested for CPR EX 1/2026, 2 reviewer(s): rhys, rob.")
    assert "una is not suggested: no record of training." in said
    assert "Both are of the same agency" in said
    assert "people appoint" in said
    assert "Ni awgrymir una: dim cofnod o hyfforddiant." in cpr(
        reviewers, "suggest", REFERENCE, language="cy"
    )
    plain = json.loads(cpr(reviewers, "suggest", REFERENCE, "--json"))
    assert [each["person"] for each in plain["suggested"]] == ["rhys", "rob"]
    assert plain["excluded"] == [{"person": "una", "causes": ["not_trained"]}]
    assert plain["notes"] == ["same_agency", "none_experienced", "diary_not_known"]


def test_the_pool_is_listed_with_what_each_has_to_do(cpr: Cpr) -> None:
    assert [line.split()[0] for line in cpr(reviewers, "list", "example").splitlines()] == [
        "Person",
        "rhys",
        "rob",
        "una",
    ]
    [rhys, *_] = json.loads(cpr(reviewers, "list", "example", "--json"))
    assert (rhys["person"], rhys["boards"], rhys["open_reviews"]) == ("rhys", ["example"], 0)
    with pytest.raises(GuidanceError):
        cpr(reviewers, "list", "north_wales")


def test_both_commands_stand_in_the_table() -> None:
    assert {"picture", "reviewers"} <= set(TABLE)


def test_the_page_of_a_review_begins_with_its_timeline_as_an_image_in_both_languages(cpr: Cpr) -> None:
    """Seen to fail with SVG written into the text, which Prefect's pages take out."""
    assert cpr
    with desk() as at:
        review = casework.review_by(at.session, REFERENCE)
        page = showing.timeline_page(overview.timeline(at, review), showing.timeline_pictures(at, review))
        assert showing.timeline_pictures(at, Review(reference="draft", pack=None)) == []
    assert "<svg" not in page
    images = [line for line in page.splitlines() if line.startswith("![")]
    titles = []
    for line in images:
        said, _, address = line.removeprefix("![").partition("](data:image/svg+xml;base64,")
        titles.append(said)
        assert told(b64decode(address.removesuffix(")")).decode())[0] == said
    assert titles == [f"Llinell amser adolygiad {REFERENCE}", f"Timeline of review {REFERENCE}"]
    assert "| S01 " in page.partition(images[-1])[2]


def test_the_form_that_sets_up_the_panel_suggests_reviewers_by_code(cpr: Cpr) -> None:
    """Seen to fail with the suggestion on every form."""
    assert cpr
    waiting = office.awaited(REFERENCE, route.PANEL)
    assert waiting is not None
    said = showing.question(waiting, casework.answers[waiting.step].facts)
    assert "Suggested for CPR EX 1/2026, 2 reviewer(s): rhys, rob." in said
    assert "Awgrym ar gyfer CPR EX 1/2026, 2 adolygydd: rhys, rob." in said
    assert "Rhys Example" not in said
    waiting = office.awaited(REFERENCE, route.NOTIFICATION)
    assert waiting is not None
    assert "rhys" not in showing.question(waiting, casework.answers[waiting.step].facts)
