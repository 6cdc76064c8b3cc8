"""Diaries at an address: which are asked, what answers are taken, and that nothing tells of them."""

import logging
from dataclasses import replace

import pytest
from diary_calendars import FIRST, LAST, calendar, event
from diary_server import Published

from models.diaries.read.readings import NotRead, Read
from tasks.diaries.published import published
from tasks.diaries.reading import Wanted
from tasks.diaries.scanning import LARGEST
from tasks.diaries.web import Web, _is_public

WANTED = Wanted(FIRST, LAST)
DIARY = calendar(event("DTSTART:20260511T100000", "DURATION:PT1H"))


def web(server: Published) -> Web:
    return Web(frozenset({server.host}), seconds=5)


def code(server: Published, url: str = "", asking: Web | None = None) -> str:
    result = published(asking or web(server), url or server.url, WANTED).result
    assert isinstance(result, NotRead), result
    return result.code


def test_a_published_diary_is_read_and_its_version_kept(diary_server: Published) -> None:
    diary_server.content, diary_server.headers = DIARY, {"ETag": '"7"'}
    brought = published(web(diary_server), diary_server.url, WANTED)
    assert isinstance(brought.result, Read)
    assert len(brought.result.blocks) == 1
    assert brought.etag == '"7"'


def test_one_that_has_not_changed_is_not_sent_again(diary_server: Published) -> None:
    # Seen to fail with If-None-Match left out.
    diary_server.content, diary_server.headers = DIARY, {"ETag": '"7"'}
    brought = published(web(diary_server), diary_server.url, WANTED, '"7"')
    assert (brought.result, brought.etag) == (None, '"7"')


def test_a_version_whose_name_cannot_be_sent_back_is_read_whole_each_time(diary_server: Published) -> None:
    # Seen to fail with every name kept: the next request could not be written, and the server was "away".
    diary_server.content, diary_server.headers = DIARY, {"ETag": '"fersiwn ŷ"'.encode().decode("latin-1")}
    brought = published(web(diary_server), diary_server.url, WANTED)
    assert brought.etag == ""
    assert isinstance(published(web(diary_server), diary_server.url, WANTED, brought.etag).result, Read)


def test_only_https_and_only_public_addresses_are_asked(diary_server: Published) -> None:
    """Seen to fail with either question left out."""
    nobody = Web(frozenset())
    assert code(diary_server, asking=nobody) == "diary_address_not_https"
    assert (
        code(diary_server, diary_server.url.replace("http:", "https:"), nobody) == "diary_address_not_public"
    )
    assert code(diary_server, f"https://localhost:{diary_server.port}/", nobody) == "diary_address_not_public"
    assert diary_server.asked == []


PRIVATE = """
    127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
    ::1 fe80::1%eth0 fc00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1
    2002:7f00:1:: 2001:0:7f00:1:: ff02::1 :: ::127.0.0.1 ::ffff:0:127.0.0.1 fec0::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_address_within_is_public(address: str) -> None:
    assert not _is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4009:81f::200e"])
def test_an_address_of_the_world_is_public(address: str) -> None:
    assert _is_public(address)


def test_a_redirection_leads_nowhere_that_may_not_be_asked(diary_server: Published) -> None:
    # Seen to fail with the guard asked of the first address alone.
    diary_server.status = 302
    diary_server.headers = {"Location": f"http://localhost:{diary_server.port}/elsewhere"}
    assert code(diary_server) == "diary_address_not_https"
    diary_server.headers = {"Location": f"https://localhost:{diary_server.port}/elsewhere"}
    assert code(diary_server) == "diary_address_not_public"
    assert len(diary_server.asked) == 2


def test_redirections_end(diary_server: Published) -> None:
    diary_server.status, diary_server.headers = 301, {"Location": diary_server.url}
    assert code(diary_server) == "diary_server_away"
    assert len(diary_server.asked) == 4


def test_a_password_goes_to_its_own_server_and_no_other(diary_server: Published) -> None:
    # Seen to fail with the password put into every address.
    with_password = diary_server.url.replace("http://", "http://carys:p%40ss@")
    diary_server.content = DIARY
    published(web(diary_server), with_password, WANTED)
    assert diary_server.asked[0][1]["Authorization"] == "Basic Y2FyeXM6cEBzcw=="
    diary_server.status, diary_server.headers = 302, {"Location": f"http://localhost:{diary_server.port}/"}
    both = Web(frozenset({diary_server.host, f"localhost:{diary_server.port}"}), seconds=5)
    published(both, with_password, WANTED)
    assert "Authorization" not in diary_server.asked[-1][1]


ANSWERS = {
    "a page to sign in": (200, b"<!DOCTYPE html><html>Sign in</html>", {}, "diary_not_a_calendar"),
    "cut off": (200, DIARY[:-20], {}, "diary_cut_off"),
    "too large": (200, b"x" * (LARGEST + 1), {}, "diary_too_large"),
    "compressed": (200, DIARY, {"Content-Encoding": "gzip"}, "diary_not_a_calendar"),
    "who are you": (401, b"", {}, "diary_access_refused"),
    "not you": (403, b"", {}, "diary_access_refused"),
    "not there": (404, b"", {}, "diary_gone"),
    "broken": (500, DIARY, {}, "diary_server_away"),
    "nothing newer than nothing": (304, b"", {}, "diary_server_away"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_no_diary_is_refused_by_its_code(name: str, diary_server: Published) -> None:
    diary_server.status, diary_server.content, diary_server.headers, expected = ANSWERS[name]
    assert code(diary_server) == expected


def test_a_server_that_never_ends_is_left(diary_server: Published) -> None:
    # Seen to fail with no limit but that on waiting for the next octet.
    diary_server.stalls = True
    assert code(diary_server, asking=replace(web(diary_server), seconds=0.5)) == "diary_server_slow"


def test_a_server_that_is_not_there_is_away(diary_server: Published) -> None:
    asking = Web(frozenset({"127.0.0.1"}), seconds=5)
    assert code(diary_server, "http://127.0.0.1:9/", asking) == "diary_server_away"
    assert code(diary_server, "https://[", asking) == "diary_server_away"
    assert code(diary_server, "https://no.such.host.invalid/", asking) == "diary_server_away"


def test_no_log_and_no_error_tells_the_address(
    diary_server: Published, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen to fail with httpx's own client, which logs addresses, and with httpcore left to log headers."""
    caplog.set_level(logging.DEBUG)
    diary_server.content = DIARY
    url = diary_server.url.replace("http://", "http://carys:hunter2@")
    published(web(diary_server), url, WANTED)
    diary_server.status = 500
    told = repr(published(web(diary_server), url, WANTED))
    diary_server.status, diary_server.headers = 302, {"Location": f"{diary_server.url}?token=secret-0815"}
    told += repr(published(web(diary_server), url, WANTED)) + caplog.text
    for secret in ("secret-4711", "hunter2", "Y2FyeXM6aHVudGVyMg", "secret-0815"):
        assert secret not in told
