"""The notification as its reader sees it: the letter itself, before it goes and after it has."""

import os
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from models.casework.notification.sending import meant_letters, readers
from models.casework.notification.told import Told
from models.guidance.letter_kinds import NOTIFICATION_LETTER
from models.guidance.words import Language, word
from models.records import Letter, Notification, Person, Review
from tasks.correspondence.desk import Desk
from tasks.correspondence.occasion import occasion
from tasks.correspondence.rendering import render
from tasks.correspondence.sender import Sender


def preview(at: Desk, review: Review, told: Told, language: Language) -> str:
    """Give the letter that would go now, as text: exactly what is mailed, in one language.

    It is addressed to whoever reads for Welsh Government, or to the role where nobody is on the list.

    Raises:
        CorrespondenceError: the environment's settings cannot be understood.
    """
    sender, reader = Sender.configured(os.environ), _reader(at, review, language)
    letter = Letter(
        id=0,
        review_id=review.key,
        letter=NOTIFICATION_LETTER,
        recipient=reader.code,
        due_on=at.today,
        facts={"reference": review.reference, "board": review.board_code},
    )
    around = replace(occasion(at.session, letter, reader, at.today), told=told)
    return _text(render(letter, reader, sender, at=at.now, around=around))


def as_sent(at: Desk, row: Notification) -> str | None:
    """Give the letter that was written of a notification, as text; None before its turn has come."""
    written = [each.message for each in meant_letters(at.session, row) if each.message]
    return _text(written[0]) if written else None


def _reader(at: Desk, review: Review, language: Language) -> Person:
    known = readers(at.session, review.board_code, at.today)
    name = known[0].name if known else word("role", "welsh_government").of(language)
    return Person(
        code=known[0].code if known else "welsh-government",
        name=name,
        e_mail="reader@example.test",
        agency_code="welsh_government",
        language=language,
    )


def _text(message: bytes) -> str:
    read = message_from_bytes(message, policy=SMTP)
    body = read.get_body(("plain",)) if isinstance(read, EmailMessage) else None
    return str(body.get_content()).replace("\r\n", "\n") if isinstance(body, EmailMessage) else ""
