"""The replies' own flow: what is said while their mailbox is not to be had."""

import pytest
from outgoing import NOW
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from flows.replies import ARTIFACT, replies
from models.records.engine import engine
from tasks import office


@pytest.mark.usefixtures("prefect")
def test_a_page_says_when_the_mailbox_was_away(own_database, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Seen to fail with no more than a warning in the log."""
    monkeypatch.setenv(office.DATABASE, own_database.application_url)
    monkeypatch.setenv("CPR_REPLIES_URL", "maildir:///nonexistent/replies")
    office.set_clock(NOW)
    replies()
    engine(own_database.application_url).dispose()

    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[ARTIFACT]))
    with get_client(sync_client=True) as client:
        [page] = [str(each.data) for each in client.read_artifacts(artifact_filter=wanted)]
    assert "2026-02-13 09:30" in page
    assert "Nid yw blwch yr atebion ar gael" in page
    assert "The replies mailbox is not to be had" in page
