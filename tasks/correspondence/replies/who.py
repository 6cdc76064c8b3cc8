"""Who is it: what a message's address, its mail server's verdict and its calendar part prove, and what not.

1. The token in the address to which it came: nobody guesses it, so it proves for whom the answer is.
2. Without one, the verdict of our own mail server on the sender's domain, together with a From that is
   an address of that person.
3. Anything else proves nothing: the message is shown to the coordinator and changes nothing.

What proves the one thing must not speak of another: a token with somebody else's ATTENDEE, or from
somebody else on our list, proves nothing either.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from models.records import Alias, Invitation, Letter, Meeting, Person
from tasks.correspondence import tokens
from tasks.correspondence.itip.reading import Answered
from tasks.correspondence.replies.reading import Mail
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose

_ANSWERS = (Purpose.INVITATION, Purpose.LETTER)
"""What a token may be for that proves whose an answer is."""
_GONE = ("accepted", "unknown", "sending", "bounced")
"""How a letter stands that may have been read."""


@dataclass(frozen=True)
class Who:
    """Whose answer a message is, and to what; with a *reason* nothing of it may be applied.

    ``reason`` is a code: *not_known_who*, *several_tokens*, *other_person*, *attendee_missing*,
    *other_meeting*, *forged*, *nothing_answered*. ``by_token`` says that the address proved it.
    """

    person: Person | None = None
    invitation: Invitation | None = None
    letter: Letter | None = None
    reason: str | None = None
    by_token: bool = False


def who(session: Session, mail: Mail, sender: Sender, authserv: str | None, on: date) -> Who:
    """Establish whose answer a message is, and what it answers."""
    sealed = _sealed(session, mail, sender, on)
    if isinstance(sealed, str):
        return Who(reason=sealed)
    sealed = replace(sealed, by_token=True) if sealed else _by_sender(session, mail, authserv)
    if sealed.reason is None and isinstance(mail.calendar, Answered):
        return _of_calendar(session, sealed, mail, mail.calendar)
    return sealed


def tied_to(session: Session, to: tuple[str, ...], sender: Sender, on: date) -> Who:
    """Say to what a message belongs by its address alone: for one that could not be read."""
    found = _tokens(to, sender, on)
    known = _of_token(session, *found[0]) if len(found) == 1 else None
    return known or Who()


def reported_on(session: Session, to: tuple[str, ...], sender: Sender, on: date) -> Letter | None:
    """Give the letter to whose bounces' address a message came; None where it came to none, or to several."""
    found = _tokens(to, sender, on, (Purpose.BOUNCE,))
    return session.get(Letter, found[0][1]) if len(found) == 1 else None


def _sealed(session: Session, mail: Mail, sender: Sender, on: date) -> Who | str | None:
    """Establish it by the address; a code if that proves nothing, None if it says nothing."""
    found = _tokens(mail.to, sender, on)
    if not found:
        return None
    if len(found) > 1:
        return "several_tokens"
    known = _of_token(session, *found[0])
    if known is None or known.person is None:
        return "nothing_answered"
    writer = person_at(session, mail.sender) if mail.sender else None
    if writer is not None and writer.code != known.person.code:
        return replace(known, reason="other_person")
    return known


def _tokens(
    to: tuple[str, ...], sender: Sender, on: date, purposes: tuple[Purpose, ...] = _ANSWERS
) -> list[tuple[Purpose, int]]:
    """Give what the tokens in the addresses are for; an address elsewhere has none of ours."""
    if sender.key is None:
        return []
    name, _, domain = sender.reply_to.lower().partition("@")
    found = []
    for address in to:
        local, _, at = address.rpartition("@")
        if at != domain or not local.startswith(f"{name}+"):
            continue
        found += [
            (purpose, token.number)
            for purpose in purposes
            if (token := tokens.read(sender.key, local[len(name) + 1 :], purpose, on))
        ]
    return list(dict.fromkeys(found))


def _of_token(session: Session, purpose: Purpose, number: int) -> Who | None:
    if purpose is Purpose.INVITATION:
        invitation = session.get(Invitation, number)
        return _invited(session, invitation) if invitation else None
    letter = session.get(Letter, number)
    return _written_to(session, letter) if letter else None


def _invited(session: Session, invitation: Invitation) -> Who:
    return Who(session.get(Person, invitation.person_code), invitation, None)


def _written_to(session: Session, letter: Letter) -> Who:
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    return Who(session.get(Person, letter.recipient), invitation, letter)


def person_at(session: Session, e_mail: str) -> Person | None:
    """Give whose an address is, by the list of people or as another from which they write."""
    own = select(Person).where(func.lower(Person.e_mail) == e_mail.lower())
    if found := session.exec(own).first():
        return found
    other = select(Person).join(Alias, col(Alias.person_code) == Person.code)
    return session.exec(other.where(func.lower(Alias.e_mail) == e_mail.lower())).first()


def _by_sender(session: Session, mail: Mail, authserv: str | None) -> Who:
    """Establish it by a sender whom our own mail server has verified, and the letter that is answered."""
    person = person_at(session, mail.sender) if mail.sender else None
    if person is None or mail.sender is None:
        return Who(reason="not_known_who")
    verdict = verified(mail.verdicts, authserv, mail.sender.rpartition("@")[2])
    if not verdict:
        return Who(reason="not_known_who" if verdict is None else "forged")
    letter = _letter_answered(session, mail, person)
    if letter is not None:
        return _written_to(session, letter)
    return Who(person, reason=None if isinstance(mail.calendar, Answered) else "nothing_answered")


def _letter_answered(session: Session, mail: Mail, person: Person) -> Letter | None:
    """Give the letter to that person that the message says it answers."""
    if not mail.answers_to:
        return None
    wanted = select(Letter).where(
        col(Letter.message_id).in_(mail.answers_to), Letter.recipient == person.code
    )
    return session.exec(wanted.order_by(col(Letter.id).desc())).first()


def _of_calendar(session: Session, known: Who, mail: Mail, calendar: Answered) -> Who:
    """See that the calendar part is that person's answer to that meeting."""
    assert known.person is not None
    named = calendar.attendee or mail.sender
    attendee = person_at(session, named) if named else None
    if attendee is None or attendee.code != known.person.code:
        return replace(known, reason="other_person" if calendar.attendee else "attendee_missing")
    invitation = _invitation_to(session, calendar.uid, known.person)
    if invitation is None or (known.invitation and known.invitation.id != invitation.id):
        return replace(known, reason="other_meeting")
    return replace(known, invitation=invitation)


def _invitation_to(session: Session, uid: str, person: Person) -> Invitation | None:
    try:
        meeting = session.exec(select(Meeting).where(Meeting.uid == UUID(uid))).first()
    except ValueError:
        return None
    if meeting is None:
        return None
    wanted = select(Invitation).where(
        Invitation.meeting_id == meeting.id, Invitation.person_code == person.code
    )
    return session.exec(wanted).first()


def answered_letter(session: Session, known: Who, mail: Mail) -> Letter | None:
    """Give the letter that words answer: the token's own; of an invitation the one they say, else the last.

    Mail programs answer an invitation to its organiser's address, which is the same for ever.
    """
    assert known.person is not None
    if known.letter is not None or known.invitation is None:
        return known.letter
    said = _letter_answered(session, mail, known.person)
    if said is not None and said.invitation_id == known.invitation.id:
        return said
    wanted = select(Letter).where(
        Letter.invitation_id == known.invitation.id,
        Letter.method == "REQUEST",
        col(Letter.state).in_(_GONE),
    )
    return session.exec(wanted.order_by(col(Letter.id).desc())).first()


_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_LONGEST = 4_000


def verified(verdicts: tuple[str, ...], authserv: str | None, domain: str) -> bool | None:
    """Say whether our own mail server has verified that a message is from a domain (RFC 8601).

    Only the topmost header with its name counts: what stands below came with the message.
    DMARC's verdict comes first; where its domain has no policy, that of DKIM and SPF for the
    same domain. None: it says nothing; False: it says that the message is not.

    >>> ours = ("mx.bwrdd.example; dmarc=pass header.from=police.example",)
    >>> [verified(ours, each, "police.example") for each in ("mx.bwrdd.example", "mx.evil.example")]
    [True, None]
    """
    ours = [each for each in verdicts if authserv and _server(each) == authserv.lower()]
    if not ours or len(ours[0]) > _LONGEST:
        return None
    bare = _COMMENT.sub(" ", _COMMENT.sub(" ", _QUOTED.sub(" ", ours[0].lower())))
    if any(mark in bare for mark in '()"'):
        return False
    results = [each.split() for each in bare.split(";")[1:] if each.split()]
    dmarc = {each[0]: _says(each, "header.from", domain) for each in results if each[0].startswith("dmarc=")}
    if "dmarc=fail" in dmarc or len(dmarc) > 1:
        return False
    aligned = any(
        each[0] == method and _says(each, name, domain)
        for each in results
        for method, name in (("dkim=pass", "header.d"), ("spf=pass", "smtp.mailfrom"))
    )
    return dmarc.get("dmarc=pass", aligned) or None


def _server(verdict: str) -> str:
    return verdict.partition(";")[0].strip().split(" ")[0].lower()


def _says(result: list[str], name: str, domain: str) -> bool:
    """Say whether a result speaks of the domain, or of one above it that it belongs to."""
    for each in result[1:]:
        key, _, value = each.partition("=")
        said = value.rpartition("@")[2].strip(".")
        if key == name and "." in said:
            return domain == said or domain.endswith(f".{said}")
    return False
