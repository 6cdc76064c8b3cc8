"""The invented people who get letters: they read what came, and answer as people and their calendars do.

Their answers go by SMTP to the address that the letter gives. Each answers in a way of their
own: most press a button in their calendar, some write a word, one proposes another time.
"""

import smtplib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from pathlib import Path

import icalendar

from deployments import mail_room
from deployments.mail_room import HOST

_IN_WORDS = "@addysg.example.test"
"""Education's mail shows no buttons: its people write the word."""
_PROPOSES = "ymarferydd-1@heddlu.example.test"
"""Who proposes another time the first time, and accepts when that is declined."""
_LATER = timedelta(days=7)
_UTC = "%Y%m%dT%H%M%SZ"

_PRACTITIONERS = {
    "police": ("heddlu", "cy"),
    "health": ("iechyd", "en"),
    "social_care": ("gofal", "cy"),
    "education": ("addysg", "unknown"),
}
"""The mail domain and the language of each agency's invented practitioners."""


@dataclass(frozen=True)
class Asked:
    """What the office asked: which letter, of whom by agency, and in which message."""

    letter: str
    agency: str
    message: EmailMessage

    @property
    def to(self) -> str:
        """Give the address that it came to."""
        return parseaddr(str(self.message["To"]))[1]


class Correspondents:
    """Everybody who answers, with what they have read and answered so far."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._read = 0
        self._proposed: set[str] = set()

    def answer(self, known: Callable[[str], tuple[str, str]], now: datetime) -> int:
        """Read what has come since the last time and answer it; give how many answers went.

        Args:
            known: gives, by Message-ID, which letter it is and the agency of whoever got it.
            now: the office's instant, at which they answer.
        """
        kept = mail_room.files(self._folder)
        new, self._read = kept[self._read :], len(kept)
        answers = [answer for each in new for answer in self._answers(each, known, now)]
        if answers:
            with smtplib.SMTP(HOST, self._port, "localhost", timeout=10) as server:
                for answer in answers:
                    server.send_message(answer)
        return len(answers)

    def _answers(
        self, file: Path, known: Callable[[str], tuple[str, str]], now: datetime
    ) -> Iterator[EmailMessage]:
        message = mail_room.message(file)
        letter, agency = known(str(message["Message-ID"]))
        asked = Asked(letter, agency, message)
        if meeting := _request(message):
            yield self._to_an_invitation(asked, meeting, now)
        elif words := _WORDS.get(letter):
            yield _written(asked, words(asked), now)

    def _to_an_invitation(self, asked: Asked, meeting: icalendar.Event, now: datetime) -> EmailMessage:
        if asked.to.endswith(_IN_WORDS):
            return _written(asked, "derbyn", now)
        if asked.to == _PROPOSES and asked.to not in self._proposed:
            self._proposed.add(asked.to)
            return _calendar_answer(
                asked, "COUNTER", _said(meeting, "COUNTER", "TENTATIVE", now, later=_LATER), now
            )
        return _calendar_answer(asked, "REPLY", _said(meeting, "REPLY", "ACCEPTED", now), now)


def _practitioners(asked: Asked) -> str:
    domain, language = _PRACTITIONERS[asked.agency]
    lines = [
        f"Ymarferydd {number} {domain.title()} <ymarferydd-{number}@{domain}.example.test>"
        + ("" if language == "unknown" else f"; {language}")
        + ("; key" if number == 1 else "")
        for number in (1, 2)
    ]
    return "\n".join(["practitioners", *lines])


_WORDS: Mapping[str, Callable[[Asked], str]] = {
    "practitioners_asked": _practitioners,
    "lead_briefing": lambda _: "dywedwyd",
    "briefing_asked": lambda _: "briefed",
    "counter_declined": lambda _: "derbyn",
    "event_feedback": lambda _: "feedback 4 yes",
}
"""What is written to the letters that ask for words."""


def _request(message: EmailMessage) -> icalendar.Event | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar" and part.get_param("method") == "REQUEST":
            return icalendar.Calendar.from_ical(part.get_content()).events[0]
    return None


def _said(
    event: icalendar.Event, method: str, partstat: str, now: datetime, *, later: timedelta = timedelta()
) -> str:
    """Write an answer as a calendar does: the same meeting, and what the one who was invited says."""
    begins, ends = (event.decoded(name) + later for name in ("dtstart", "dtend"))
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Invented calendar//CY",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{event['uid']}",
        f"SEQUENCE:{event['sequence']}",
        f"DTSTAMP:{now:{_UTC}}",
        f"DTSTART:{begins.astimezone(UTC):{_UTC}}",
        f"DTEND:{ends.astimezone(UTC):{_UTC}}",
        f"ORGANIZER:{event['organizer']}",
        f"ATTENDEE;PARTSTAT={partstat}:{event['attendee']}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join([*lines, ""])


def _begun(asked: Asked, now: datetime) -> EmailMessage:
    answer = EmailMessage(WIRE)
    answer["From"] = str(asked.message["To"])
    answer["To"] = parseaddr(str(asked.message["Reply-To"]))[1]
    answer["Subject"] = f"Re: {asked.message['Subject']}"
    answer["Date"] = format_datetime(now)
    # By what it answers, so that the same demonstration brings the same mail.
    answer["Message-ID"] = f"<re.{str(asked.message['Message-ID']).strip('<>')}>"
    return answer


def _written(asked: Asked, words: str, now: datetime) -> EmailMessage:
    answer = _begun(asked, now)
    answer.set_content(f"{words}\n\n> {asked.message['Subject']}\n")
    return answer


def _calendar_answer(asked: Asked, method: str, calendar: str, now: datetime) -> EmailMessage:
    answer = _begun(asked, now)
    answer.set_content("")
    answer.add_alternative(calendar, subtype="calendar", params={"method": method})
    return answer
