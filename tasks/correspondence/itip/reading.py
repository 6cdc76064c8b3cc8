"""What comes back: a calendar part read as an answer, or refused with a typed reason.

Who wrote it is not known here: a part says what it likes. Nothing that a person wrote
(COMMENT, DESCRIPTION, SUMMARY) is read, so nothing of it can be kept.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote

from tasks.correspondence.itip.checking import METHODS, PRODID
from tasks.correspondence.itip.lines import Component, Line, LineError, calendar, content_line
from tasks.correspondence.itip.times import Instant, TimeError, duration, instant

ANSWERS = ("REPLY", "COUNTER", "REFRESH")
"""What somebody invited sends."""

_OTHERS = ("PUBLISH", "REQUEST", "CANCEL", "ADD", "DECLINECOUNTER")
_SAID = {"ACCEPTED", "TENTATIVE", "DECLINED", "DELEGATED"}
_LARGEST = 2**63 - 1
_LONGEST_UID = 255
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)
_APPLES_PARAMETER = "TO-ALL-PROPOSED-NEW-TIME"
_APPLE = re.compile(r"DTSTART:\d{8}T\d{6}Z")
_ADDRESS = re.compile(r"[^\s@\"(),:;<>\\]{1,64}@[^\s@\"(),:;<>\\]{1,189}")


class Reason(StrEnum):
    """Why a calendar part is not an answer that can be taken."""

    TOO_LARGE = "too_large"
    TOO_MANY_LINES = "too_many_lines"
    LINE_TOO_LONG = "line_too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_COMPONENTS = "too_many_components"
    NOT_TEXT = "not_text"
    NOT_WHOLE = "not_whole"
    """It does not begin or end as a calendar does: cut off, or something else."""
    BROKEN_LINE = "broken_line"
    REPEATED = "repeated"
    """A property stands twice that may stand once."""
    SEVERAL_CALENDARS = "several_calendars"
    NO_METHOD = "no_method"
    METHODS_DIFFER = "methods_differ"
    """The mail says another method than the calendar in it (RFC 6047 section 2.4)."""
    OWN_REQUEST = "own_request"
    """What we sent, come back: in a bounce, or forwarded."""
    NOT_AN_ANSWER = "not_an_answer"
    """Somebody's invitation, cancellation or published event."""
    NO_EVENT = "no_event"
    SEVERAL_EVENTS = "several_events"
    ONE_OF_A_SERIES = "one_of_a_series"
    NO_UID = "no_uid"
    SEVERAL_ATTENDEES = "several_attendees"
    """More than one, and not one of them is known to be the one who answers."""
    NO_ANSWER = "no_answer"
    """NEEDS-ACTION, or something that is not an answer."""
    SEQUENCE_UNREADABLE = "sequence_unreadable"
    TIME_UNREADABLE = "time_unreadable"
    NO_TIME = "no_time"
    """A counter-proposal that proposes no time."""


@dataclass(frozen=True)
class Refused:
    """A part that changes nothing."""

    reason: Reason


@dataclass(frozen=True)
class Answered:
    """An answer as its calendar part says it; who sent it is for others to establish.

    Attributes:
        method: REPLY, COUNTER or REFRESH; Apple's clients counter-propose in a REPLY.
        uid: the meeting's.
        attendee: who answers, in lower case; None: the part does not say.
        answer: one of ``records.meetings.ANSWERS``; None: REFRESH, or a REPLY that names no attendee
            and so gives no answer.
        sequence: of the invitation that is answered; 0 where the part has none (RFC 5545 section 3.8.7.4).
        stamp: when they answered, as their clock had it, in UTC; None: the part does not say.
        delegated_to: whom they send instead, in lower case, with *delegated*.
        sent_by: who answered on their behalf, in lower case.
        proposed_start: with *countered*, in UTC.
        proposed_end: with *countered*, in UTC; None: it says no end.
        zone_assumed: a proposed time's zone was not known and London's was taken.
        whole_day: days are proposed, not hours.
    """

    method: str
    uid: str
    attendee: str | None = None
    answer: str | None = None
    sequence: int = 0
    stamp: datetime | None = None
    delegated_to: str | None = None
    sent_by: str | None = None
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None
    zone_assumed: bool = False
    whole_day: bool = False


@dataclass(frozen=True)
class _Proposal:
    """Another time that is proposed, with or without an end."""

    starts: Instant
    ends_at: datetime | None = None
    assumed: bool = False


def read_calendar(
    part: bytes, *, method_hint: str | None = None, replier: Collection[str] = ()
) -> Answered | Refused:
    """Read a calendar part; never raises for what stands in it.

    Args:
        part: the part's content, its transfer encoding undone.
        method_hint: the ``method`` parameter of its Content-Type, where there is one.
        replier: addresses of the one who should be answering; it decides only where a part names several.
    """
    try:
        whole = calendar(part)
        method = _method(whole, method_hint)
        return _answered(_event(whole), method, {each.lower() for each in replier})
    except LineError as error:
        return Refused(Reason(error.code))
    except TimeError:
        return Refused(Reason.TIME_UNREADABLE)


def _method(whole: Component, hint: str | None) -> str:
    line = whole.one("METHOD")
    inside = line.value.strip().upper() if line else ""
    outside = (hint or "").strip().strip("\"'").upper()
    if inside and outside and inside != outside:
        raise LineError(Reason.METHODS_DIFFER)
    method = inside or outside
    if method in METHODS and any(line.value == PRODID for line in whole.all("PRODID")):
        raise LineError(Reason.OWN_REQUEST)
    if method not in ANSWERS:
        raise LineError(Reason.NOT_AN_ANSWER if method in _OTHERS else Reason.NO_METHOD)
    return method


def _event(whole: Component) -> Component:
    events = [part for part in whole.parts if part.name == "VEVENT"]
    if not events:
        raise LineError(Reason.NO_EVENT)
    if len(events) > 1:
        raise LineError(Reason.SEVERAL_EVENTS)
    if any(events[0].all(name) for name in ("RECURRENCE-ID", "RRULE", "RDATE")):
        raise LineError(Reason.ONE_OF_A_SERIES)
    return events[0]


def _answered(event: Component, method: str, replier: set[str]) -> Answered:
    line = _attendee(event, replier)
    proposal = _proposal(event, line, method)
    answer = "countered" if proposal else _said(line) if method == "REPLY" else None
    stamp = event.one("DTSTAMP")
    return Answered(
        method=method,
        uid=_uid(event),
        attendee=_address(line) if line else None,
        answer=answer,
        sequence=_sequence(event.one("SEQUENCE")),
        stamp=instant(stamp).at if stamp else None,
        delegated_to=_parameter(line, "DELEGATED-TO") if answer == "delegated" else None,
        sent_by=_parameter(line, "SENT-BY"),
        proposed_start=proposal.starts.at if proposal else None,
        proposed_end=proposal.ends_at if proposal else None,
        zone_assumed=proposal.assumed if proposal else False,
        whole_day=proposal.starts.whole_day if proposal else False,
    )


def _attendee(event: Component, replier: set[str]) -> Line | None:
    """Find who answers: the only one named, or among several the one who should.

    Some list the organiser too, and a deputy's answer whom they stand in for.
    """
    lines = event.all("ATTENDEE")
    if len(lines) > 1:
        lines = [line for line in lines if _address(line) in replier]
        if len(lines) != 1:
            raise LineError(Reason.SEVERAL_ATTENDEES)
    return lines[0] if lines else None


def _said(line: Line | None) -> str | None:
    if line is None:
        return None
    said = [each.strip().upper() for each in line.parameters.get("PARTSTAT", ())]
    if len(said) != 1 or said[0] not in _SAID:
        raise LineError(Reason.NO_ANSWER)
    return said[0].lower()


def _uid(event: Component) -> str:
    line = event.one("UID")
    uid = line.text.strip() if line else ""
    if not uid or len(uid) > _LONGEST_UID or not uid.isprintable():
        raise LineError(Reason.NO_UID)
    return uid


def _sequence(line: Line | None) -> int:
    if line is None:
        return 0
    written = line.value.strip()
    if not _NUMBER.fullmatch(written) or int(written) > _LARGEST:
        raise LineError(Reason.SEQUENCE_UNREADABLE)
    return int(written)


def _proposal(event: Component, attendee: Line | None, method: str) -> _Proposal | None:
    """Find the time that is proposed; Apple's clients put it into a REPLY, as a parameter of their own."""
    if method == "COUNTER":
        return _counter(event)
    apple = _APPLE.search(attendee.first(_APPLES_PARAMETER) or "") if attendee else None
    return _Proposal(instant(content_line(apple[0]))) if apple and method == "REPLY" else None


def _counter(event: Component) -> _Proposal:
    first, last, lasts = event.one("DTSTART"), event.one("DTEND"), event.one("DURATION")
    if first is None:
        raise LineError(Reason.NO_TIME)
    starts = instant(first)
    ends = instant(last) if last else None
    ends_at = ends.at if ends else starts.at + duration(lasts) if lasts else None
    if ends_at is not None and ends_at <= starts.at:
        raise TimeError
    return _Proposal(starts, ends_at, assumed=starts.assumed or (ends is not None and ends.assumed))


def _address(line: Line) -> str | None:
    """Give a line's address in lower case; where its value is not mail, that of its EMAIL parameter."""
    return _plain(line.value) or _plain(f"mailto:{line.first('EMAIL') or ''}")


def _parameter(line: Line | None, name: str) -> str | None:
    return _plain(line.first(name) or "") if line else None


def _plain(uri: str) -> str | None:
    scheme, _, rest = uri.strip().partition(":")
    address = unquote(rest.partition("?")[0]).strip().strip("<>").lower()
    return address if scheme.lower() == "mailto" and _ADDRESS.fullmatch(address) else None
