"""What is said at the end: the timeline, who was asked what, the letters, where the days went."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlmodel import col, select

from deployments import mail_room
from deployments.console.reviews import ledger_line
from deployments.demo.words import DemoError, concerning, said, whom
from models import casework
from models.casework import overview
from models.casework.overview import Row
from models.guidance import route
from models.guidance.stages import Stage
from models.guidance.words import Language, Words, word
from models.records import (
    Acknowledgement,
    Action,
    Invitation,
    Letter,
    Meeting,
    Person,
    Reply,
    Review,
    audit,
)

_WIDEST = 76


def report(office: casework.Office, reference: str, mailbox: Path, language: Language) -> Iterator[str]:
    """Give the whole report of a closed review, line by line.

    Raises:
        DemoError: the review is not closed, a letter is still there, or the audit's chain is broken.
    """
    review = casework.review_by(office.session, reference)
    if not route.has_ended(casework.stand(office.session, review)):
        raise DemoError("not_closed")
    yield from _timeline(overview.timeline(office, review), language)
    yield from _asked(office, review, language)
    yield from _letters(office, review, mailbox, language)
    yield from _invitations(office, review, language)
    yield from _days(office, review, language)
    yield from _audit(office, language)


def _heading(code: str, language: Language) -> Iterator[str]:
    yield ""
    yield said(code).of(language)
    yield ""


def _timeline(rows: Sequence[Row], language: Language) -> Iterator[str]:
    sources = list(dict.fromkeys((row.source, row.provenance) for row in rows if row.source))
    yield from _heading("heading_timeline", language)
    heads = [said(f"column_{each}").of(language) for each in ("planned", "actual", "late", "source")]
    yield f"{'':<{_WIDEST}} {heads[0]:<10} {heads[1]:<12} {heads[2]:>5}  {heads[3]}"
    for row in rows:
        place = f"[{sources.index((row.source, row.provenance)) + 1}]" if row.source else ""
        actual = f"{row.actual or ''}{'' if row.synthetic else '*'}"
        name = f"{row.stage} {_name(row, language)}"[:_WIDEST]
        planned = str(row.planned or "")
        yield f"{name:<{_WIDEST}} {planned:<10} {actual:<12} {row.late or '':>5}  {place}".rstrip()
    yield from _heading("heading_sources", language)
    for number, (source, provenance) in enumerate(sources, start=1):
        yield f"[{number}] {source} ({word('provenance', provenance).of(language)})"


def _name(row: Row, language: Language) -> str:
    milestone = word("milestone", row.milestone).of(language)
    stage = row.stage.words.of(language)
    if row.milestone in ("held", "hold_review", "released"):
        scope, _, cause = row.subject.partition(":")
        return f"{milestone}: {word('cause', cause).of(language)} ({word('hold_scope', scope).of(language)})"
    title = stage if milestone.casefold() in stage.casefold() else f"{stage} · {milestone}"
    return concerning(Words(cy=title, en=title), row.subject).of(language)


def _asked(office: casework.Office, review: Review, language: Language) -> Iterator[str]:
    yield from _heading("heading_asked", language)
    actions = office.session.exec(
        select(Action).where(Action.review_id == review.id).order_by(col(Action.id))
    ).all()
    by_person: dict[str, list[Action]] = {}
    for action in actions:
        by_person.setdefault(action.person_code or "", []).append(action)
    for code, theirs in by_person.items():
        person = office.session.get(Person, code) if code else None
        stages = Counter(Stage(action.stage) for action in theirs)
        listed = ", ".join(
            f"{stage}{f' ×{times}' if times > 1 else ''}" for stage, times in sorted(stages.items())
        )
        yield f"{person.name if person else '-'} ({_role(theirs[0], language)}): {len(theirs)} - {listed}"


def _role(action: Action, language: Language) -> str:
    role = word("role", action.role).of(language)
    return f"{role}, {word('agency', action.subject).of(language)}" if action.role == "agency_lead" else role


def _letters(office: casework.Office, review: Review, mailbox: Path, language: Language) -> Iterator[str]:
    yield from _heading("heading_letters", language)
    for to, subject, times in _kept(mailbox):
        yield f"{times:>3} × {to}: {subject}"
    yield from _given_up(office, review, language)
    states = Counter(office.session.exec(select(Letter.state).where(Letter.review_id == review.id)).all())
    if stuck := states.total() - states["accepted"] - states["withdrawn"]:
        raise DemoError("letters_stuck", count=stuck)
    sent = said("letters_sent", accepted=states["accepted"], withdrawn=states["withdrawn"], folder=mailbox)
    yield sent.of(language)


def _kept(mailbox: Path) -> Iterator[tuple[str, str, int]]:
    counted = Counter((letter.to, _about(letter.subject)) for letter in mail_room.letters(mailbox))
    yield from ((to, subject, times) for (to, subject), times in counted.items())


def _about(subject: str) -> str:
    """Leave the review's reference away; a letter about no one review has none."""
    return subject.partition(": ")[2] or subject


def _invitations(office: casework.Office, review: Review, language: Language) -> Iterator[str]:
    """Say of each meeting to which people were invited how they answered."""
    yield from _heading("heading_invitations", language)
    meetings = select(Meeting).where(Meeting.review_id == review.id).order_by(col(Meeting.planned_on))
    for meeting in office.session.exec(meetings).all():
        states = Counter(
            office.session.exec(select(Invitation.state).where(Invitation.meeting_id == meeting.id)).all()
        )
        if not states:
            continue
        stand = [f"{word('invitation_answer', each).of(language)} {count}" for each, count in states.items()]
        asked = said(
            "invited", meeting=word("meeting", meeting.kind), on=meeting.planned_on, count=states.total()
        )
        yield f"{asked.of(language)} {', '.join(stand)}"
    ways = select(Reply.via, Reply.answer).join(Invitation, col(Invitation.id) == Reply.invitation_id)
    ways = ways.join(Meeting, col(Meeting.id) == Invitation.meeting_id).where(Meeting.review_id == review.id)
    for (via, answer), times in Counter(office.session.exec(ways).all()).items():
        how, what = word("reply_via", via), word("invitation_answer", answer)
        yield f"{times:>3} × {how.of(language)}: {what.of(language)}"


def _given_up(office: casework.Office, review: Review, language: Language) -> Iterator[str]:
    missing = select(Acknowledgement).where(
        Acknowledgement.review_id == review.id, Acknowledgement.state == "missing"
    )
    for row in office.session.exec(missing):
        asked = whom(f"{row.addressee_kind}:{row.addressee}")
        yield said("given_up", whom=asked, on=row.settled_on).of(language)


def _days(office: casework.Office, review: Review, language: Language) -> Iterator[str]:
    yield from _heading("heading_days", language)
    ledger = overview.ledger(office, review)
    assert ledger is not None
    yield ledger_line(ledger).of(language)
    for each in ledger.causes:
        cause = word("cause", each.cause)
        yield said("cause_days", cause=cause, any=each.any, exclusive=each.exclusive, shared=each.shared).of(
            language
        )
    yield said("net_days", **vars(ledger)).of(language)


def _audit(office: casework.Office, language: Language) -> Iterator[str]:
    count, head, broken = audit.verify(office.session)
    if broken is not None:
        raise DemoError("audit_broken", number=broken)
    yield ""
    yield said("audit_holds", count=count, head=head[:12]).of(language)
