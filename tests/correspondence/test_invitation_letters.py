"""Letters with a calendar part, part by part: what a mail program needs to show Accept and Decline."""

from email.message import EmailMessage
from typing import Any

import pytest
from correspondence_samples import METHODS, SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_written import HEADERS, NOW, around, read, row
from letters_written import SENDER as SEALED
from letters_written import person as recipient

from models.records import Letter
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.itip import check
from tasks.correspondence.rendering import render
from tasks.correspondence.tokens import Purpose


def _invited(letter: str, **columns: Any) -> Letter:  # noqa: ANN401 - columns of many types
    meant = row(letter, SAMPLES[letter])
    for name, value in columns.items():
        setattr(meant, name, value)
    return meant


def _invitation(letter: str, language: str = "en", **columns: Any) -> bytes:  # noqa: ANN401 - columns of many types
    return render(_invited(letter, **columns), recipient(language), SEALED, at=NOW, around=around(letter))


@pytest.mark.parametrize("letter", METHODS)
def test_a_letter_with_a_calendar_part_is_what_it_should_be_part_by_part(letter: str) -> None:
    """The tree that clients need to show Accept and Decline.

    Seen to fail with the part attached instead of an alternative, without its method, and
    with a disposition.
    """
    message = read(_invitation(letter))
    words, attached = message.iter_parts()
    assert isinstance(words, EmailMessage)
    plain, page, calendar = words.iter_parts()

    assert message.get_content_type() == "multipart/mixed"
    assert words.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in (plain, page, calendar)] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert calendar.get_param("method") == METHODS[letter]
    assert calendar.get_content_charset() == "utf-8"
    assert calendar["Content-Disposition"] is None
    assert attached.get_content_type() == "application/ics"
    assert attached.get_content_disposition() == "attachment"
    assert attached.get_filename() == "invite.ics"
    assert list(message.keys()) == HEADERS


@pytest.mark.parametrize("letter", METHODS)
def test_the_calendar_is_the_same_bytes_in_both_places_and_right(letter: str) -> None:
    """Seen to fail with the last line end taken off the attachment."""
    words, attached = read(_invitation(letter)).iter_parts()
    assert isinstance(words, EmailMessage)
    calendar = list(words.iter_parts())[2].get_payload(decode=True)

    assert calendar == attached.get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert check(calendar, METHODS[letter]) == ()
    assert f"METHOD:{METHODS[letter]}\r\n".encode() in calendar
    assert b"DTSTAMP:20260213T093000Z\r\n" in calendar
    address = SEALED.reply_address(Purpose.INVITATION, 7)
    assert f"mailto:{address}".encode() in calendar.replace(b"\r\n ", b"")


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("cy", "Cyfarfod y Panel: CPR EX 1/2026"),
        ("en", "Panel meeting: CPR EX 1/2026"),
        ("unknown", "Cyfarfod y Panel / Panel meeting: CPR EX 1/2026"),
    ],
)
def test_a_diary_shows_the_kind_of_meeting_and_the_reference_and_nothing_else(
    language: str, summary: str
) -> None:
    """Seen to fail with the place added."""
    _, attached = read(_invitation("invitation", language)).iter_parts()
    calendar = attached.get_payload(decode=True)

    assert isinstance(calendar, bytes)
    lines = calendar.decode().replace("\r\n ", "").splitlines()
    assert [each for each in lines if each.startswith("SUMMARY")] == [f"SUMMARY:{summary}"]


def test_an_answer_to_an_invitation_goes_to_it_and_any_other_to_its_letter() -> None:
    """Seen to fail with the letter's own address everywhere."""
    for letter, facts in SAMPLES.items():
        sent = read(render(row(letter, facts), recipient(), SEALED, at=NOW, around=around(letter)))
        purpose, number = (Purpose.INVITATION, 7) if letter in METHODS else (Purpose.LETTER, 41)
        assert str(sent["Reply-To"]) == SEALED.reply_address(purpose, number), letter


@pytest.mark.parametrize("language", ["cy", "en", "unknown"])
@pytest.mark.parametrize("letter", SAMPLES)
def test_every_letter_is_always_the_same_bytes(letter: str, language: str) -> None:
    """G2. Seen to fail with one of the two boundaries left to the generator."""
    first, second = (
        render(row(letter, SAMPLES[letter]), recipient(language), SEALED, at=NOW, around=around(letter))
        for _ in range(2)
    )
    assert first == second


def test_a_calendar_part_that_our_own_check_refuses_is_not_sent() -> None:
    """Seen to fail with what the check says passed over."""
    wrong = SAMPLES["invitation"] | {"ends_at": "2026-05-12T09:00:00+00:00"}

    with pytest.raises(NotRenderedError) as refused:
        _invitation("invitation", facts=row("invitation", wrong).facts)

    assert refused.value.facts == {"letter": "invitation", "cause": "calendar_dtend"}


@settings(deadline=None, max_examples=30)  # on a busy machine a letter may take its time
@given(
    st.text(max_size=60)
    | st.sampled_from(
        [
            'Siân "Shân" Prŷs',
            "Siân\r\nATTENDEE:mailto:x@example.test",
            "\u202emair\u202c; CN=x:mailto:x@example.test",
            "Siân, Prŷs; Mair: Dr",
        ]
    )
)
def test_no_name_can_add_a_line_to_the_calendar_part(name: str) -> None:
    """Either there is one attendee, who is written to, or the letter is not written at all.

    Seen to fail with the name written into the part by hand and our own check left out.
    """
    try:
        bytes_ = render(
            _invited("invitation"), recipient("en", name), SEALED, at=NOW, around=around("invitation")
        )
    except NotRenderedError:
        return
    message = read(bytes_)
    _, attached = message.iter_parts()
    calendar = attached.get_payload(decode=True)

    assert isinstance(calendar, bytes)
    lines = calendar.replace(b"\r\n ", b"").split(b"\r\n")
    attendees = [each for each in lines if each.startswith(b"ATTENDEE")]
    assert [each.rpartition(b":mailto:")[2] for each in attendees] == [b"sian@ysgol.example.test"]
    assert list(message.keys()) == HEADERS


def test_a_place_and_a_link_that_look_like_markup_are_text_in_the_page() -> None:
    """Seen to fail with `| safe` after the place."""
    facts = SAMPLES["invitation"] | {"place": '<b>Neuadd</b> & "X"'}
    message = read(_invitation("invitation", facts=row("invitation", facts).facts))
    page = message.get_body(("html",))

    assert isinstance(page, EmailMessage)
    assert "&lt;b&gt;Neuadd&lt;/b&gt; &amp; &#34;X&#34;" in page.get_content()
