"""The post's own flow: what is said while no mail goes out, and when it does again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from outgoing import NOW, MailServer, open_record, running
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from flows.post import ARTIFACT, post
from models.records.engine import engine
from tasks import office

pytestmark = pytest.mark.usefixtures("prefect")


@pytest.fixture
def mail(own_database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MailServer]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A mail server that is not there yet, for an office with one letter to send."""
    server = MailServer()
    notices = tmp_path / "notices"
    notices.write_text("alarm=json://uned:cyfrinach@127.0.0.1:1\n", encoding="utf-8")
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    monkeypatch.setenv("CPR_MAIL_URL", f"boardmail://127.0.0.1:{server.port}")
    monkeypatch.setenv("CPR_NOTICES", str(notices))
    office.set_clock(NOW)
    with open_record(own_database.application_url) as record:
        record.mean()
    yield server
    engine(own_database.application_url).dispose()


def _pages() -> list[str]:
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[ARTIFACT]))
    with get_client(sync_client=True) as client:
        return [str(each.data) for each in client.read_artifacts(artifact_filter=wanted)]


def test_a_page_says_since_when_no_mail_goes_out_and_that_it_does_again(
    mail: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    """G6. Seen to fail without `_show_outage`; what it says names nobody and no secret."""
    post()
    office.set_clock(NOW + timedelta(minutes=30))
    post()
    assert "cyfrinach" not in caplog.text
    assert "no notice of it could be given" in caplog.text

    office.set_clock(NOW + timedelta(hours=2))
    with running(mail, mail.port):
        post()
        post()

    pages = sorted(_pages())
    assert len(pages) == 3
    away = "Nid yw’r gweinydd post wedi derbyn yr un llythyr ers 2026-02-13 09:30"
    assert sum(away in page for page in pages) == 2
    assert sum("The mail server answers. Letters waiting: 0" in page for page in pages) == 1
    assert not any("lead-1" in page or "cyfrinach" in page for page in pages)
    assert len(mail.accepted) == 1
