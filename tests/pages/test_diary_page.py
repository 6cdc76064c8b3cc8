"""The page of a diary: what somebody says of it there is what the planner then knows, and nothing of why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from answer_pages import KEY, LAST_DAY, TODAY, Pages, seal_in, text_of
from httpx import Response
from office_days import OfficeDays
from sqlmodel import col, select

from deployments.pages import links, uploads
from deployments.pages.given import Given
from models.casework import diaries
from models.diaries.read import half_days
from models.diaries.read.readings import minutes_of
from models.records import BusyBlock, Diary, Withdrawal
from tasks.correspondence import tokens
from tasks.correspondence.tokens import Purpose, Token

SUNDAY = date(2026, 5, 31)
"""The last day that is shown on Monday 2 March 2026."""


@pytest.fixture
def link(pages: Pages) -> str:
    return pages.diary_page()


def said(sent: Response) -> str:
    assert sent.status_code == 303, text_of(sent.text)
    return str(sent.headers["location"]).rpartition("said=")[2]


def diary(pages: Pages, source: str = "form", person: str = "huw") -> Diary | None:
    with pages.desk() as session:
        wanted = select(Diary).where(Diary.person_code == person, Diary.source == source)
        return session.exec(wanted).first()


def blocks(pages: Pages) -> list[tuple[datetime, datetime]]:
    with pages.desk() as session:
        rows = session.exec(select(BusyBlock).order_by(col(BusyBlock.starts_at)))
        return [(each.starts_at.astimezone(UTC), each.ends_at.astimezone(UTC)) for each in rows]


def test_what_is_ticked_is_busy_and_every_other_day_that_was_shown_is_known_to_be_free(
    pages: Pages, link: str
) -> None:
    """In March by winter's clock, in April by summer's. Seen to fail with the hours taken as UTC."""
    ticked = ["2026-03-09-am", "2026-03-09-pm", "2026-04-14-pm"]
    assert said(pages.post(link, form="halves", cannot=ticked)) == "applied"

    assert blocks(pages) == [
        (datetime(2026, 3, 9, 7, tzinfo=UTC), datetime(2026, 3, 9, 19, tzinfo=UTC)),
        (datetime(2026, 4, 14, 12, tzinfo=UTC), datetime(2026, 4, 14, 18, tzinfo=UTC)),
    ]
    with pages.desk() as session:
        known = diaries.spans(session, ["huw"], TODAY, SUNDAY + timedelta(days=30))["huw"].known
    tomorrow = datetime(2026, 3, 3, tzinfo=UTC)
    assert known == [(minutes_of(tomorrow), minutes_of(datetime(2026, 5, 31, 23, tzinfo=UTC)))]


def test_what_was_said_is_shown_and_saying_it_again_replaces_it(pages: Pages, link: str) -> None:
    """Seen to fail with the boxes never ticked by the page."""
    pages.post(link, form="halves", cannot=["2026-03-09-am", "2026-03-10-pm"])
    page = pages.get(link, lang="en").text
    assert 'value="2026-03-09-am" checked' in page
    assert 'value="2026-03-09-pm">' in page
    assert "On 2 March 2026 you said when you cannot come, up to 31 May 2026. Number of half-days: 2." in (
        text_of(page)
    )
    assert said(pages.post(link, form="halves", cannot=["2026-03-10-pm"])) == "applied"
    assert [starts.day for starts, _ in blocks(pages)] == [10]
    assert said(pages.post(link, form="halves")) == "applied"
    assert blocks(pages) == []
    found = diary(pages)
    assert found is not None
    assert (found.known_from, found.known_until) == (date(2026, 3, 3), SUNDAY)


def test_a_whole_week_is_one_box(pages: Pages, link: str) -> None:
    """In the week of Good Friday it has four days. Seen to fail with the Friday asked about too."""
    assert said(pages.post(link, form="halves", week=["2026-03-30"])) == "applied"
    assert [starts.date() for starts, _ in blocks(pages)] == [
        date(2026, 3, 30) + timedelta(n) for n in range(4)
    ]


def test_days_that_are_not_shown_cannot_be_ticked(pages: Pages, link: str) -> None:
    """The past, a weekend, next year, nonsense. Seen to fail with the boxes' names read as they come."""
    others = ["2026-03-02-am", "2026-03-07-am", "2027-03-09-am", "2026-03-09", "'; DROP TABLE diary"]
    assert said(pages.post(link, form="halves", cannot=others, week=["2027-03-08"])) == "applied"
    assert blocks(pages) == []


def test_twelve_whole_weeks_can_be_ticked_and_come_whole(pages: Pages, link: str) -> None:
    """Seen to fail with a form bounded at a hundred fields, which took it for an empty one."""
    every = [half.code for week in half_days.weeks(TODAY) for half in week.halves]
    assert len(every) > 100
    assert said(pages.post(link, form="halves", cannot=every)) == "applied"
    assert len(blocks(pages)) == len(every) / 2


def test_a_form_with_something_that_cannot_be_read_says_so_and_changes_nothing(
    pages: Pages, link: str
) -> None:
    before = pages.counts()
    for form, fields, problem in [
        ("address", {"address": "http://calendar.example/d.ics"}, "Enter a whole address"),
        ("address", {"address": "ftp://calendar.example/d.ics"}, "Enter a whole address"),
        ("address", {"address": "https://nia@calendar.example/d.ics"}, "Enter a whole address"),
        ("address", {"address": "https://calendar.example:x/d.ics"}, "Enter a whole address"),
        ("address", {}, "Enter a whole address"),
        ("file", {}, "Choose a calendar file"),
        ("nonsense", {}, "Choose an answer"),
    ]:
        wrong = pages.post(link, lang="en", form=form, **fields)
        assert wrong.status_code == 422, form
        assert problem in text_of(wrong.text), form
    assert pages.counts() == before


def test_the_address_of_a_calendar_is_kept_and_never_shown(pages: Pages, link: str) -> None:
    """It is a secret: whoever has it reads the diary. Seen to fail with the address among what stands."""
    assert said(pages.post(link, form="address", address="webcal://calendar.example/s3cret.ics")) == "applied"
    found = diary(pages, "url")
    assert found is not None
    assert found.url == "https://calendar.example/s3cret.ics"
    assert found.known_until is None, "nothing is known before it is read"
    page = pages.get(link, lang="en").text
    assert "s3cret" not in page
    assert "We have your calendar or its address" in text_of(page)


def test_what_was_read_at_an_address_stays_where_the_same_address_is_given_again(
    pages: Pages, link: str
) -> None:
    pages.post(link, form="address", address="https://calendar.example/a.ics")
    with pages.desk() as session:
        row = session.exec(select(Diary).where(Diary.source == "url")).one()
        row.known_from, row.known_until = TODAY, SUNDAY
    pages.post(link, form="address", address="https://calendar.example/a.ics")
    found = diary(pages, "url")
    assert found is not None
    assert found.known_until == SUNDAY


def test_a_form_opened_before_something_newer_was_said_is_not_used(pages: Pages, link: str) -> None:
    """Seen to fail with a standing that says nothing of what was ticked."""
    pages.post(link, form="halves", cannot=["2026-03-10-pm"])
    old = pages.get(link).text
    pages.post(link, form="halves", cannot=["2026-03-09-am"])
    assert said(pages.post(link, page=old, form="halves")) == "changed"
    assert len(blocks(pages)) == 1


def test_two_people_never_see_or_change_each_others_diary(pages: Pages, link: str) -> None:
    other = pages.diary_page("sian")
    seal = seal_in(pages.get(other).text)
    pages.post(link, form="halves", cannot=["2026-03-09-am"])
    assert "checked" not in pages.get(other).text
    crossed = pages.client.post(f"/{link}", data={"form": "halves", "seal": seal})
    assert said(crossed) == "changed"
    assert len(blocks(pages)) == 1


def test_looking_changes_nothing(pages: Pages, link: str) -> None:
    before = pages.counts()
    pages.get(link)
    pages.client.head(f"/{link}")
    assert pages.counts() == before


def test_a_link_for_a_diary_opens_nothing_else_and_no_other_link_opens_a_diary(pages: Pages) -> None:
    """Seen to fail with the letter's kind not looked at, and with one purpose for both pages."""
    letter = pages.letter("monthly", "carys")
    number = int(letter.split("-")[1])
    assert pages.get(tokens.seal(KEY, Token(Purpose.DIARY_PAGE, number, LAST_DAY))).status_code == 404
    assert pages.get(tokens.seal(KEY, Token(Purpose.DIARY_PAGE, 9999, LAST_DAY))).status_code == 404
    assert 'name="cannot"' not in pages.get(pages.letter("diary_asked")).text


def test_somebody_who_was_withdrawn_from_the_review_has_no_page_for_it_any_more(pages: Pages) -> None:
    link = pages.diary_page(review_id=pages.review)
    assert pages.get(link).status_code == 200
    with pages.desk() as session:
        session.add(
            Withdrawal(review_id=pages.review, person_code="huw", reason="police_advice", since=TODAY)
        )
    assert pages.get(link).status_code == 410


def test_a_body_may_be_as_large_as_a_file_only_where_a_file_was_asked_for(pages: Pages, link: str) -> None:
    """Seen to fail with the larger bound for every link."""
    large = b"x" * 100_000
    for address, status in ((link, 422), (pages.link(), 413), ("nonsense", 413)):
        sent = pages.client.post(f"/{address}", content=large, params={"lang": "en"})
        assert sent.status_code in (status, 303 if address == link else status)
    assert pages.client.post(f"/{link}", content=b"x" * (uploads.LARGEST + 1)).status_code == 413
    assert links.largest(KEY, "pd-1-2252-forged") < uploads.LARGEST


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_page_says_what_is_kept_for_how_long_and_that_nobody_sees_why(
    pages: Pages, link: str, language: str
) -> None:
    text = text_of(pages.get(link, lang=language).text)
    for wanted in {
        "en": ("Only the hours at which you are busy.", "30 days after", "Nobody sees why", "3 March 2026"),
        "cy": (
            "Dim ond yr oriau pan fyddwch yn brysur.",
            "30 diwrnod",
            "Nid oes neb yn gweld pam",
            "3 Mawrth",
        ),
    }[language]:
        assert wanted in text


def test_every_box_has_a_name_of_its_own_and_a_label(pages: Pages, link: str) -> None:
    page = pages.get(link).text
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    labels = {part.split('"')[0] for part in page.split(' for="')[1:]}
    assert len(ids) == len(set(ids))
    assert {each for each in ids if each.startswith(("cannot-", "week-"))} <= labels


CALENDAR = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN"),
        *("BEGIN:VEVENT", "UID:1", "DTSTAMP:20260301T000000Z", "SUMMARY:Appointment with a canary"),
        *("DTSTART:20260310T090000Z", "DTEND:20260310T110000Z", "END:VEVENT"),
        *("END:VCALENDAR", ""),
    ]
)


def hand_in(pages: Pages, link: str, content: bytes, **fields: str) -> Response:
    """Send a calendar file by the page's own form."""
    form = {"form": "file", "seal": seal_in(pages.get(link).text), **fields}
    file = {"file": ("secret-canary-name.ics", content, "text/calendar")}
    return pages.client.post(f"/{link}", params={"lang": "en"}, data=form, files=file)


def test_a_calendar_file_gives_its_busy_hours_and_leaves_nothing_else_behind(pages: Pages, link: str) -> None:
    """Seen to fail with the file kept as the diary's address."""
    until = {"until-day": "31", "until-month": "7", "until-year": "2026"}
    assert said(hand_in(pages, link, CALENDAR.encode(), **until)) == "applied"

    assert blocks(pages) == [(datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 10, 11, tzinfo=UTC))]
    found = diary(pages, "file")
    assert found is not None
    assert (found.known_from, found.known_until, found.url) == (TODAY, date(2026, 7, 31), "")
    with pages.desk() as session:
        assert OfficeDays(session, TODAY).stands_anywhere("canary") == []
    page = pages.get(link, lang="en").text
    assert "your calendar file was read, up to 31 July 2026" in text_of(page)
    assert "checked" not in page, "only what was ticked is shown again"


def test_a_file_that_is_no_whole_calendar_is_refused_and_what_was_known_stands(
    pages: Pages, link: str
) -> None:
    """A login page, a calendar cut off, none at all. Seen to fail with what can be read of it kept."""
    hand_in(pages, link, CALENDAR.encode())
    before = pages.counts()
    for content, problem in [
        (b"<!doctype html><title>Sign in</title>", "We could not read this file"),
        (CALENDAR.encode()[:-20], "We could not read this file"),
        (b"", "Choose a calendar file"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "There are no entries"),
    ]:
        wrong = hand_in(pages, link, content)
        assert wrong.status_code == 422, content
        assert problem in text_of(wrong.text)
    assert pages.counts() == before


@pytest.mark.parametrize(("day", "problem"), [("31", "Enter a real date"), ("1", "Enter a day to come")])
def test_a_day_that_is_none_or_past_is_no_day_until_which_a_file_is_whole(
    pages: Pages, link: str, day: str, problem: str
) -> None:
    until = {"until-day": day, "until-month": "2", "until-year": "2026"}
    wrong = hand_in(pages, link, CALENDAR.encode(), **until)
    assert wrong.status_code == 422
    assert problem in text_of(wrong.text)
    assert 'href="#until-day"' in wrong.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\nhalves',
        b"--x\r\n\r\n" * 100_000,
        b"form-data; " * 400_000,
        b'--x\r\nContent-Disposition: form-data; name="' + b"a" * 1_000_000 + b'"\r\n\r\n\r\n--x--',
    ],
)
def test_a_form_in_parts_that_is_none_has_nothing_filled_in(body: bytes) -> None:
    """One that breaks off is not half of one: seen to fail with what came until then taken."""
    assert uploads.read(body, "multipart/form-data; boundary=x") == Given()


def test_a_files_bytes_come_as_they_are() -> None:
    """Line ends, a line that looks like the boundary, bytes that are no text."""
    content = b"a\r\n--y\r\n\xff\x00--x\r\n"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.ics"\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )
    assert uploads.read(body, 'multipart/form-data; charset=utf-8; boundary="x"').file("file") == content
