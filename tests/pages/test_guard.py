"""What holds for every page: headers, bounds, silence in the logs, and no Prefect."""

import logging
import os
import subprocess
import sys

import pytest
from answer_pages import KEY, Pages, text_of
from starlette.testclient import TestClient

from deployments.pages import rates
from deployments.pages.application import application
from deployments.pages.given import LARGEST
from deployments.pages.guard import HEADERS
from deployments.pages.rates import FORGED_PER_MINUTE, PER_MINUTE, Rates
from tasks import office


def test_every_answer_has_the_headers_and_none_has_a_cookie(pages: Pages) -> None:
    """Seen to fail with `Guard` left out."""
    link = pages.link()
    answers = [
        pages.get(link),
        pages.get("nonsense"),
        pages.post(link),
        pages.post(link, answer="accepted"),
        pages.client.post(f"/{link}", content=b"x" * (LARGEST + 1)),
        pages.client.put(f"/{link}"),
        pages.client.get("/"),
        pages.client.get("/style.css"),
        pages.client.get("/healthz"),
    ]
    assert [each.status_code for each in answers] == [200, 404, 422, 303, 413, 405, 404, 200, 200]
    for each in answers:
        assert {name: each.headers[name] for name in HEADERS} == HEADERS
        assert "set-cookie" not in each.headers
    policy = HEADERS["content-security-policy"].split("; ")
    assert policy[:4] == [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    assert (HEADERS["referrer-policy"], HEADERS["cache-control"]) == ("no-referrer", "no-store")


def test_no_page_has_a_script_or_a_style_of_its_own(pages: Pages) -> None:
    for link in (pages.link(), "nonsense"):
        page = pages.get(link).text
        assert "<script" not in page
        assert " style=" not in page
        assert "javascript:" not in page
        assert " on" not in {part[:3] for part in page.split('"')}


def test_a_body_that_is_too_large_is_refused_before_it_is_read(pages: Pages) -> None:
    """Seen to fail with the length not counted."""
    before = pages.counts()
    sent = pages.client.post(f"/{pages.link()}?lang=en", content=b"answer=accepted&" + b"x" * LARGEST)
    assert sent.status_code == 413
    assert "Go back and send a shorter answer or a smaller file." in text_of(sent.text)
    assert pages.counts() == before


@pytest.mark.parametrize("body", [b"\xff\xfe", b"%ff%fe=1", b"&" * 9000, b"a=1&" * 3000, b"{}", b""])
def test_a_body_that_is_no_form_changes_nothing(pages: Pages, body: bytes) -> None:
    sent = pages.client.post(f"/{pages.link()}", content=body)
    assert sent.headers["location"].endswith("said=changed")
    assert pages.replies() == []


def test_one_link_is_answered_so_often_a_minute_and_then_told_to_wait(pages: Pages) -> None:
    """Seen to fail with `Rates.allow` always true."""
    link = pages.link()
    shown = [
        pages.get(f" {link.upper()}" if number % 2 else link).status_code for number in range(PER_MINUTE)
    ]
    assert set(shown) == {200}
    waits = pages.get(link, lang="en")
    assert (waits.status_code, waits.headers["retry-after"]) == (429, "60")
    assert "Wait a minute" in text_of(waits.text)
    assert pages.get(pages.link("sian")).status_code == 200


def test_a_minute_later_a_link_is_answered_again() -> None:
    clock = [0.0]
    asked = Rates(lambda: clock[0])
    assert [asked.allow("a") for _ in range(PER_MINUTE + 1)] == [True] * PER_MINUTE + [False]
    clock[0] = 60.0
    assert asked.allow("a")


def test_links_that_are_not_ours_share_one_allowance_and_fill_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen to fail with one allowance for each of them, and with nothing that drops out."""
    monkeypatch.setattr(rates, "_MOST_LINKS", 10)
    asked = Rates(lambda: 0.0)
    assert [asked.allow(None) for _ in range(FORGED_PER_MINUTE + 1)].count(False) == 1
    for number in range(100):
        asked.allow(str(number))
    assert len(asked._asked) == 10


def test_when_the_record_is_away_a_person_is_told_so_and_the_log_names_neither_link_nor_person(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, pages: Pages
) -> None:
    """Seen to fail with the traceback logged: it names what was asked for."""
    link = pages.link()
    monkeypatch.setenv(office.DATABASE, "postgresql+psycopg://nobody:canary@127.0.0.1:1/none")
    with caplog.at_level(logging.DEBUG), TestClient(application(KEY)) as client:
        shown = client.get(f"/{link}?lang=en")
        assert client.get("/healthz").status_code == 500
    assert shown.status_code == 500
    assert "Something went wrong" in text_of(shown.text)
    kept = [record for record in caplog.records if record.name.partition(".")[0] not in ("httpx", "httpcore")]
    told = [record.getMessage() for record in kept if record.name == "deployments.pages"]
    assert told == ["A page failed: OperationalError"] * 2
    assert not [record for record in kept if record.exc_info or link in record.getMessage()]


def test_the_pages_import_nothing_of_prefect() -> None:
    """They work while it is down or broken. Seen to fail with `flows.running` imported in `waking`."""
    program = (
        "import sys; from deployments.pages import __main__, application;"
        "print([name for name in sys.modules if name.partition('.')[0] in ('prefect', 'flows')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"
