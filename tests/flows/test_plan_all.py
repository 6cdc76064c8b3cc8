"""The night's own flow: all reviews planned together, and a page that says how well, of nobody by name."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from conftest import Database
from office_days import OfficeDays
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from programme_days import knows, with_a_panel

from flows.plan_all import plan_all
from models.records import Invitation, ProposedProgramme
from models.records.engine import engine
from tasks import office
from tasks.diaries import planning

pytestmark = pytest.mark.usefixtures("prefect")

PEOPLE = ("pat", "mair", "dai", "hari", "rhys", "rob", "carys")


@pytest.fixture
def record(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two reviews with the same people, each proposed dates as if there were no other."""
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    office.set_clock(datetime(2026, 3, 2, 10, tzinfo=UTC))
    with office.desk(by="nia") as at:
        days = with_a_panel(OfficeDays(at.session).with_people())
        knows(days, *PEOPLE)
        for number in (1, 2):
            review = days.through(days.opens(f"CPR EX {number}/2026"), until="S06")
            days.answers(review, "S06")
    yield
    engine(own_database.application_url).dispose()


@pytest.mark.usefixtures("record")
def test_a_night_proposes_what_is_better_invites_nobody_and_says_how_good_it_is() -> None:
    """First tried, and nothing is written then; the second night finds nothing to do."""
    tried = planning.plan_all(0, write=False)
    assert tried.reviews == 2
    assert len(tried.proposed) == 1
    assert tried.after < tried.before
    with office.desk(by="nia") as at:
        days = OfficeDays(at.session)
        assert {each.occasion for each in days.rows(ProposedProgramme)} == {"panel", "decision"}

    plan_all(seconds=0)

    with office.desk(by="nia") as at:
        days = OfficeDays(at.session)
        proposed = [each for each in days.rows(ProposedProgramme) if each.occasion == "nightly"]
        assert [each.state for each in proposed] == ["proposed"] * 3
        assert days.rows(Invitation) == []
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=["plan-all"]))
    with get_client(sync_client=True) as client:
        [page] = [str(each.data) for each in client.read_artifacts(artifact_filter=wanted)]
    assert "Reviews planned together: 2." in page
    assert f"New programmes proposed: {tried.proposed[0]}." in page
    assert "of the best there can be, and that is proven." in page
    assert not [code for code in PEOPLE if code in page.split()]

    assert planning.plan_all(0).proposed == ()
