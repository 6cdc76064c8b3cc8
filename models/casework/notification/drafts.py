"""A notification's draft: every save is kept, and whoever opens it next sees the last one.

The texts stand in our own database alone; a run of Prefect that is lost loses none of them.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from models.casework.actions import find
from models.casework.entering import Office
from models.casework.notification.told import TEXTS
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.identifiers import identifiers
from models.guidance.stages import Stage
from models.records import NotificationDraft, Review, audit
from models.records.base import SHORT_TEXT


def save(office: Office, review: Review, texts: Mapping[str, str], *, checked: bool = False) -> None:
    """Keep a draft; the texts that are left out stay as they were. The same draft again is not kept twice.

    Args:
        office: the desk, with the instant and who saves.
        review: of which the notification waits.
        texts: some of TEXTS.
        checked: whether a person looked at what seemed to identify somebody, and it does not.

    Raises:
        OutOfOrder: no notification is asked for.
        Refused: a text is too long, or seems to identify somebody and nobody has looked; nothing is kept.
    """
    action = find(office.session, review, Stage.S05)
    if action.state != "open":
        raise OutOfOrder("notification_already_told", reference=review.reference)
    _check(texts, checked=checked)
    before = latest(office.session, review)
    after: dict[str, Any] = {**before, **{name: text for name, text in texts.items() if name in TEXTS}}
    if after == before:
        return
    office.session.add(
        NotificationDraft(review_id=review.key, saved_at=office.now, saved_by=office.by, **after)
    )
    # What a refused answer had is part of the draft now; what the next one has is newer again.
    action.draft = {name: each for name, each in (action.draft or {}).items() if name not in TEXTS} or None
    audit.write(office.session, "notification_draft", by=office.by, reference=review.reference)


def latest(session: Session, review: Review) -> dict[str, str]:
    """Give the texts as they were last saved, with those of an answer that was refused since."""
    rows = select(NotificationDraft).where(NotificationDraft.review_id == review.id)
    last = session.exec(rows.order_by(col(NotificationDraft.id).desc()).limit(1)).first()
    try:
        kept = find(session, review, Stage.S05).draft or {}
    except OutOfOrder:
        kept = {}
    return {name: str(kept.get(name) or (getattr(last, name) if last else "")) for name in TEXTS}


def _check(texts: Mapping[str, str], *, checked: bool) -> None:
    problems = [
        GuidanceError("field_too_long", field=name, most=SHORT_TEXT)
        for name, text in texts.items()
        if len(text) > SHORT_TEXT
    ]
    if not checked:
        problems += [
            GuidanceError("draft_seems_to_identify", field=name)
            for name, text in texts.items()
            if identifiers(text[:SHORT_TEXT])
        ]
    if problems:
        raise Refused(tuple(problems))
