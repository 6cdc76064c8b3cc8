"""The calendar part of a letter: one meeting, one person invited, made once and never changed.

Nobody else's address stands in it: who will be there is said by role, in the letter.
"""

from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Component, Event, vCalAddress, vUri

from models.records import Letter, Person
from tasks.correspondence.errors import NotRenderedError
from tasks.correspondence.itip import zone
from tasks.correspondence.itip.checking import PRODID, check
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose

_LONDON = Component.from_ical(zone.VTIMEZONE)

_ROLES = {"chair": "CHAIR", "required": "REQ-PARTICIPANT", "optional": "OPT-PARTICIPANT"}


def calendar_part(  # noqa: PLR0913, PLR0917 - all that the bytes depend on, and nothing else
    letter: Letter,
    person: Person,
    sender: Sender,
    organiser_name: str,
    summary: str,
    description: str,
    at: datetime,
) -> bytes:
    """Write a letter's calendar part; the same arguments always give the same bytes.

    Args:
        letter: the outbox row: its method, its invitation and the meeting's coded facts.
        person: who is invited, the only attendee named.
        sender: whose reply address, sealed for the invitation, is the organiser's for ever.
        organiser_name: the Board's name in both languages.
        summary: the kind of meeting and the reference, nothing else: diaries show it to everybody.
        description: what it is and how to answer, in plain text; the link is added where it lacks it.
        at: the office's instant, which becomes DTSTAMP.

    Raises:
        NotRenderedError: ``calendar_wrong``: our own check refuses it, and says with which codes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", letter.method or "")
    calendar.add_component(_LONDON)
    event = _event(letter, at)
    event.add("organizer", _organiser(letter, sender, organiser_name), encode=False)
    event.add("attendee", _attendee(letter, person), encode=False)
    _say(event, letter, summary, description)
    calendar.add_component(event)
    part: bytes = calendar.to_ical()
    if wrong := check(part, letter.method):
        raise NotRenderedError("calendar_wrong", letter=letter.letter, wrong=", ".join(wrong))
    return part


def _event(letter: Letter, at: datetime) -> Event:
    """Say which meeting, when, and how firm it is."""
    facts, cancelled = letter.facts, letter.method == "CANCEL"
    firm = "CONFIRMED" if facts["confirmed"] else "TENTATIVE"
    busy = "BUSY" if facts["confirmed"] else "TENTATIVE"
    event = Event()
    event.add("uid", str(UUID(str(facts["uid"]))))
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _local(facts["starts_at"]))
    event.add("dtend", _local(facts["ends_at"]))
    event.add("sequence", int(facts["meeting_sequence"]))
    event.add("status", "CANCELLED" if cancelled else firm)
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("x-microsoft-cdo-busystatus", "FREE" if cancelled else busy)
    return event


def _local(instant: str) -> datetime:
    """Give London's clock; in the hour that comes twice the second one can only be said in UTC."""
    local = datetime.fromisoformat(instant).astimezone(zone.LONDON)
    return local.astimezone(UTC) if local.fold else local


def _organiser(letter: Letter, sender: Sender, name: str) -> vCalAddress:
    assert letter.invitation_id is not None
    address = vCalAddress(f"mailto:{sender.reply_address(Purpose.INVITATION, letter.invitation_id)}")
    address.params["CN"] = _name(name)
    return address


def _attendee(letter: Letter, person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.e_mail}")
    address.params["CN"] = _name(person.name)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = _ROLES[letter.facts["part"]]
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    if letter.method == "REQUEST":
        address.params["RSVP"] = "TRUE"
    return address


def _say(event: Event, letter: Letter, summary: str, description: str) -> None:
    """Add the words, and where the meeting is: the link in words too, for who has no button for it."""
    place, url = _one_line(letter.facts["place"]), letter.facts["online_url"]
    said = "\n".join(_one_line(line) for line in description.splitlines()).strip()
    event.add("summary", summary)
    event.add("description", said if not url or url in said else f"{said}\n\n{url}".strip())
    if place or url:
        event.add("location", place or url)
    if url:
        link = vUri(url)
        link.params["VALUE"], link.params["FEATURE"] = "URI", "VIDEO"
        event.add("conference", link, encode=False)


def _name(name: str) -> str:
    """Give a name as a parameter may hold it: on one line, without the quotes that it is put in."""
    return _one_line(name.replace('"', "'"))


def _one_line(text: str) -> str:
    """Leave out what no calendar may hold: ends of lines, and characters that only steer a device."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
