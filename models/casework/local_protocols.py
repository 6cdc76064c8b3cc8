"""Local protocols: what a Board does more strictly than the guidance, declared, dated, reasoned, ended.

About no review, and so without a milestone: each declaration stands in the audit. That a declared
deadline moves the reviews' own is left for later; it is shown beside the guidance and counted.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from pydantic import StringConstraints
from sqlmodel import Session, col, or_, select

from models.casework.asked import FactsWithText, Part, PersonCode, ShortText, asked
from models.casework.entering import Office
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, Refused
from models.guidance.local_rules import REVIEWERS, tightened
from models.guidance.packs import pack_for
from models.guidance.words import Words
from models.records import Board, LocalProtocol, audit
from models.records.errors import RecordsError

_Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class ProtocolFacts(FactsWithText):
    """What a Board declares: which rule, what it does instead, from when, and why."""

    title: ClassVar[Words] = Words(cy="Protocol lleol", en="Local protocol")
    why: ClassVar[Words] = Words(
        cy="Caiff Bwrdd dynhau’r canllawiau, ond nid eu llacio; dangosir hynny wrth ochr y canllawiau.",
        en="A Board may tighten the guidance and never loosen it; it is shown beside the guidance.",
    )

    board: _Code = asked("Pa Fwrdd? (cod)", "Which Board? (code)")
    rule: _Code = asked("Pa reol?", "Which rule?")
    local: _Code = asked("Beth mae’r Bwrdd yn ei wneud?", "What does the Board do?")
    since: date = asked("O ba ddiwrnod?", "Since which day?")
    until: date | None = asked(
        "Hyd at ba ddiwrnod, os yw’n hysbys?", "Until which day, if known?", default=None
    )
    reason: ShortText = asked("Pam?", "Why?")


class EndFacts(Part):
    """The end of a protocol, which becomes known."""

    board: _Code = asked("Pa Fwrdd? (cod)", "Which Board? (code)")
    rule: _Code = asked("Pa reol?", "Which rule?")
    until: date = asked("Y diwrnod olaf", "The last day")
    decided_by: PersonCode = asked("Pwy a benderfynodd? (cod y person)", "Who decided? (the person’s code)")


def declare(office: Office, facts: ProtocolFacts) -> LocalProtocol:
    """Enter what a Board declares; the same declared twice changes nothing.

    Raises:
        RecordsError: ``no_such_board``.
        Refused: it would loosen the guidance, its days cannot be, or another stands.
    """
    _check_board(office.session, facts.board)
    rule = tightened(facts.rule, facts.local, pack_for(facts.since))
    problems = []
    if facts.happened_on > office.today:
        problems.append(GuidanceError("day_to_come", field="happened_on"))
    if facts.until and facts.until < facts.since:
        problems.append(GuidanceError("protocol_ends_before_it_begins", since=facts.since))
    beside = _beside(office.session, facts)
    stated = (rule.local, facts.since, facts.until)
    again = [each for each in beside if (each.local, each.since, each.until) == stated]
    if beside and not again:
        problems.append(GuidanceError("protocol_stands"))
    if problems:
        raise Refused(tuple(problems))
    check_people(office.session, facts)
    return again[0] if again else _enter(office, facts, rule.guidance, rule.local)


def end(office: Office, facts: EndFacts) -> LocalProtocol:
    """Fill in the last day of a Board's protocol; the same again changes nothing.

    Raises:
        Refused: there is none about this rule that has no end, or it ends before it begins.
    """
    check_people(office.session, facts)
    found = [each for each in protocols(office.session, facts.board) if each.rule == facts.rule]
    if again := [each for each in found if each.until == facts.until]:
        return again[0]
    standing = [each for each in found if each.until is None]
    if not standing:
        raise Refused((GuidanceError("no_such_protocol"),))
    row = standing[0]
    if facts.until < row.since:
        raise Refused((GuidanceError("protocol_ends_before_it_begins", since=row.since),))
    row.until = facts.until
    office.session.flush()
    audit.write(
        office.session,
        "protocol_ended",
        by=office.by,
        board=row.board_code,
        rule=row.rule,
        until=row.until,
        decided_by=facts.decided_by,
    )
    return row


def protocols(session: Session, board: str | None = None) -> Sequence[LocalProtocol]:
    """Give everything that has been declared, by rule and then by Board and day."""
    found = select(LocalProtocol)
    if board is not None:
        found = found.where(LocalProtocol.board_code == board)
    ordered = (LocalProtocol.rule, LocalProtocol.board_code, LocalProtocol.since, LocalProtocol.id)
    return session.exec(found.order_by(*map(col, ordered))).all()


def reviewers_protocol(session: Session, board: str, on: date) -> LocalProtocol | None:
    """Give the Board's protocol about the number of reviewers that is in force on a day."""
    return session.exec(
        select(LocalProtocol).where(
            LocalProtocol.board_code == board,
            LocalProtocol.rule == REVIEWERS,
            LocalProtocol.since <= on,
            or_(col(LocalProtocol.until).is_(None), col(LocalProtocol.until) >= on),
        )
    ).first()


def _check_board(session: Session, code: str) -> None:
    if session.get(Board, code) is None:
        known = session.exec(select(Board.code).order_by(col(Board.code)))
        raise RecordsError("no_such_board", boards=", ".join(known))


def _beside(session: Session, facts: ProtocolFacts) -> list[LocalProtocol]:
    """Give the Board's protocols about the same rule that are in force on any of the same days."""
    until = facts.until or date.max
    return [
        each
        for each in protocols(session, facts.board)
        if each.rule == facts.rule and each.since <= until and (each.until or date.max) >= facts.since
    ]


def _enter(office: Office, facts: ProtocolFacts, guidance: str, local: str) -> LocalProtocol:
    row = LocalProtocol(
        board_code=facts.board,
        rule=facts.rule,
        guidance=guidance,
        local=local,
        since=facts.since,
        until=facts.until,
        reason=facts.reason,
        decided_by=facts.decided_by,
        declared_on=facts.happened_on,
        entered_by=office.by,
        synthetic=office.synthetic,
        recorded_at=office.now,
    )
    office.session.add(row)
    office.session.flush()
    audit.write(
        office.session,
        "protocol_declared",
        by=office.by,
        board=row.board_code,
        rule=row.rule,
        local=row.local,
        since=row.since,
        decided_by=row.decided_by,
    )
    return row
