"""A letter's bytes, part by part, and what a person's name cannot do to them."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_written import HEADERS

from models.records import Letter, Person
from tasks.correspondence import rendering
from tasks.correspondence.errors import CorrespondenceError, NotRenderedError
from tasks.correspondence.rendering import render
from tasks.correspondence.sender import Sender

NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
SENDER = Sender("uned@bwrdd.example.test", "atebion@bwrdd.example.test")


def _letter(**columns: object) -> Letter:
    meant: dict[str, Any] = {
        "id": 41,
        "review_id": 1,
        "letter": "decision_made",
        "recipient": "sian",
        "due_on": date(2026, 2, 13),
        "facts": {"reference": "CPR EX 1/2026", "board": "example", "outcome": "concise"},
    }
    return Letter(**(meant | columns))


def _person(name: str = "Siân Prŷs", e_mail: str = "sian@ysgol.example.test") -> Person:
    return Person(code="sian", name=name, e_mail=e_mail, agency_code="education", language="en")


def _bytes(letter: Letter | None = None, person: Person | None = None) -> bytes:
    return render(letter or _letter(), person or _person(), SENDER, at=NOW)


def _read(letter: bytes) -> EmailMessage:
    message = message_from_bytes(letter, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_is_what_it_should_be_part_by_part() -> None:
    letter = _bytes()
    message = _read(letter)
    plain, page = message.iter_parts()

    assert list(message.keys()) == HEADERS
    assert message["Message-ID"] == "<9ec2d809-ed66-5d06-8588-cd66adbfd06b@bwrdd.example.test>"
    assert message["Date"].datetime == NOW
    assert str(message["From"]) == "Bwrdd Enghraifft / Example Board <uned@bwrdd.example.test>"
    assert str(message["Reply-To"]) == "atebion@bwrdd.example.test"
    assert str(message["To"]) == "Siân Prŷs <sian@ysgol.example.test>"
    assert message["Subject"] == "CPR EX 1/2026: The Chair of the Board has decided on a referral"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message.get_content_type() == "multipart/alternative"
    assert plain.get_content_type() == "text/plain"
    assert page.get_content_type() == "text/html"
    assert plain.get_content_charset() == page.get_content_charset() == "utf-8"
    assert letter.isascii(), "some server would re-encode it on the way"
    assert max(map(len, letter.split(b"\r\n"))) <= 998
    assert b"\n" not in letter.replace(b"\r\n", b"")


# Seen to fail: without `set_boundary`, for the generator draws one by lot.
def test_the_same_letter_is_always_the_same_bytes() -> None:
    assert _bytes() == _bytes()


def test_a_template_with_a_variable_missing_fails_and_is_never_sent_half_filled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen to fail with jinja2's own `Undefined`, which prints nothing."""
    whole = rendering.wording.facts
    monkeypatch.setattr(
        rendering.wording,
        "facts",
        lambda *given: {name: each for name, each in whole(*given).items() if name != "decision"},
    )
    with pytest.raises(NotRenderedError) as refused:
        _bytes()

    assert refused.value.facts["cause"] == "UndefinedError"


@pytest.mark.parametrize(
    "other",
    [
        {"letter": "referral_received"},
        {"recipient": "mair"},
        {"due_on": date(2026, 2, 14)},
        {"sequence": 1},
        {"facts": {"reference": "CPR EX 2/2026", "board": "example", "outcome": "concise"}},
    ],
)
def test_each_letter_of_the_outbox_has_a_message_id_of_its_own(other: dict[str, object]) -> None:
    ids = {_read(_bytes(each))["Message-ID"] for each in (_letter(), _letter(**other))}

    assert len(ids) == 2


# Seen to fail: with `f"{person.name} <{person.e_mail}>"` as the header To.
@settings(deadline=None, max_examples=50)  # on a busy machine a letter may take its time
@given(
    st.text(max_size=60)
    | st.sampled_from(
        ["Siân\r\nBcc: x@example.test", "\nSubject: x\n\nbody", "a\x85b", "Mair <mair@example.test>, Siân"]
    )
)
def test_no_name_can_add_a_header_or_a_recipient(name: str) -> None:
    """Either the letter has its own headers and no other, or it is not written at all."""
    try:
        message = _read(_bytes(person=_person(name)))
    except NotRenderedError:
        return

    assert list(message.keys()) == HEADERS
    assert [each.addr_spec for each in message["To"].addresses] == ["sian@ysgol.example.test"]
    assert message["Subject"].startswith("CPR EX 1/2026")


@pytest.mark.parametrize(
    "name", ["Siân Prŷs", "Dr Gwenllïan Môn-Rhŷs ap Hywel Dda o Lŷn", "O’Shaughnessy, Mŵg (Dirprwy)", "A. B."]
)
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    assert _read(_bytes(person=_person(name)))["To"].addresses[0].display_name == name


# Seen to fail: with the name as it stands; the letter could then not be written.
def test_a_name_with_a_line_break_is_greeted_on_one_line() -> None:
    message = _read(_bytes(person=_person("Siân\r\nBcc: x@example.test")))

    assert message["To"].addresses[0].display_name == "Siân Bcc: x@example.test"
    assert "Bcc" not in message


# Seen to fail: with `autoescape=False`.
def test_a_name_is_text_in_the_page_and_never_markup() -> None:
    message = _read(_bytes(person=_person("<script>alert(1)</script> & Prŷs")))
    page, plain = message.get_body(("html",)), message.get_body(("plain",))

    assert isinstance(page, EmailMessage)
    assert isinstance(plain, EmailMessage)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Prŷs" in page.get_content()
    assert "<script>" not in page.get_content()
    assert "Dear <script>alert(1)</script> & Prŷs," in plain.get_content()


@pytest.mark.parametrize(
    "e_mail", ["siân@ysgol.example.test", "sian", "", "a@b\r\nRCPT TO:<c@d>", "a@b, c@d"]
)
def test_a_letter_to_what_is_no_address_is_not_written(e_mail: str) -> None:
    with pytest.raises(NotRenderedError):
        _bytes(person=_person(e_mail=e_mail))


@pytest.mark.parametrize(
    "columns",
    [
        {"letter": "no_such_letter"},
        {"facts": {"reference": "CPR EX 1/2026", "board": "example"}},
        {"facts": {"reference": "CPR EX 1/2026", "board": "nowhere", "outcome": "concise"}},
    ],
)
def test_a_letter_with_facts_missing_is_refused_and_nothing_of_them_is_repeated(
    columns: dict[str, object],
) -> None:
    with pytest.raises(NotRenderedError) as refused:
        _bytes(_letter(**columns))

    assert set(refused.value.facts) == {"letter", "cause"}


@pytest.mark.parametrize("address", ["bwrdd", "b@", "a@b\nBcc: c@d", "bŵrdd@example.test", "A <a@b.test>"])
def test_a_sender_that_is_no_address_is_refused_when_it_is_read(address: str) -> None:
    with pytest.raises(CorrespondenceError) as refused:
        Sender.configured({"CPR_MAIL_FROM": address})

    assert refused.value.code == "mail_from_unknown"


def test_without_settings_letters_come_from_an_address_that_cannot_exist() -> None:
    assert Sender.configured({}) == Sender("bwrdd@example.test", "bwrdd@example.test", None)
