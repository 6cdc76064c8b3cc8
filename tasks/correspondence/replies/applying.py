"""What a proven answer changes, and the letter that answers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from models.casework import Office, invitations, letters, spoken_answers
from models.casework.invitations import Said
from models.casework.spoken_answers import Outcome
from models.guidance.errors import GuidanceError, Refused
from models.guidance.spoken import Choice, Spoken, is_language, understand
from models.records import Letter, Person, Received, Review
from tasks.correspondence.itip.reading import Answered
from tasks.correspondence.replies.reading import Mail
from tasks.correspondence.replies.who import Who, answered_letter, person_at

KINDS = {"REPLY": "reply", "COUNTER": "counter", "REFRESH": "refresh"}
"""What a calendar part's method makes of a message."""


@dataclass(frozen=True)
class End:
    """What becomes of a message: its kind, the outcome, why, and the review to wake."""

    kind: str
    outcome: str
    reason: str | None = None
    review: str | None = None


def take_calendar(office: Office, row: Received, known: Who, calendar: Answered) -> End:
    """Take a calendar part: an answer, a counter-proposal, or the wish to have the invitation again."""
    kind = KINDS[calendar.method]
    invitation = known.invitation
    assert invitation is not None
    if calendar.method == "REFRESH":
        invitations.send_again(office, invitation)
        return End(kind, "applied")
    if calendar.answer is None:
        return End(kind, "shown", "no_answer")
    deputy = person_at(office.session, calendar.delegated_to) if calendar.delegated_to else None
    if calendar.delegated_to and deputy is None:
        return End(kind, "shown", "deputy_unknown")
    said = Said(
        answer=calendar.answer,
        via="mail",
        sequence=calendar.sequence,
        stamp=calendar.stamp,
        deputy=deputy.code if deputy else None,
        proposed_start=calendar.proposed_start,
        proposed_end=calendar.proposed_end,
        received=row.key,
    )
    return _guarded(kind, lambda: End(kind, invitations.take(office, invitation, said)), office)


def _guarded(kind: str, take: Callable[[], End], office: Office) -> End:
    try:
        with office.session.begin_nested():
            return take()
    except Refused as error:
        return End(kind, "shown", error.problems[0].code)
    except GuidanceError as error:
        return End(kind, "shown", error.code)


def take_words(office: Office, row: Received, known: Who, mail: Mail) -> End:
    """Take an answer in a word, and answer it: recorded, or not and what may be written."""
    letter = answered_letter(office.session, known, mail)
    if letter is None:
        return End("mail", "shown", "nothing_answered")
    row.letter_id = letter.id
    may_be_said = spoken_answers.choices_of(office.session, letter)
    spoken = understand(mail.words, may_be_said)
    if spoken is None:
        return End("mail", "shown", "no_known_word")
    outcome = spoken_answers.answer(
        office, letter, spoken, via="first_line", received=row.key, stamp=mail.written_at
    )
    if outcome.code in ("refused", "stale"):
        _refuse(office, row, letter, outcome, may_be_said)
    elif outcome.code != "repeated":
        _confirm(office, row, letter, spoken, outcome)
    kind = "counter" if outcome.code == "shown" else "answer"
    return End(kind, outcome.code, outcome.reason, outcome.review)


def _confirm(office: Office, row: Received, letter: Letter, spoken: Spoken, outcome: Outcome) -> None:
    """Write that the answer is on record, or waits for the coordinator."""
    what = "offered" if outcome.code == "offered" else spoken.code
    _write_back(office, row, letter, "answer_recorded", what=what, detail=_detail(spoken))


def _detail(spoken: Spoken) -> object:
    """Give what came with the answer, as far as it is coded; of feedback nothing."""
    if spoken.on is not None:
        return spoken.on.isoformat()
    return spoken.reason or list(spoken.numbers) or None


def _refuse(
    office: Office, row: Received, letter: Letter, outcome: Outcome, may_be_said: Iterable[Choice]
) -> None:
    """Write why the answer is not taken, and what may be written instead; of what is over, nothing may."""
    words = [each.code for each in may_be_said if not is_language(each)]
    _write_back(
        office,
        row,
        letter,
        "answer_refused",
        reason=outcome.reason,
        words=words if outcome.code == "refused" else [],
    )


def _write_back(
    office: Office,
    row: Received,
    letter: Letter,
    answer: str,
    **facts: Any,  # noqa: ANN401 - as `letters.mean`
) -> None:
    """Mean the one letter that answers a message."""
    letters.mean(
        office,
        answer,
        [office.session.get_one(Person, letter.recipient)],
        board=str(letter.facts["board"]),
        review=office.session.get(Review, letter.review_id) if letter.review_id else None,
        sequence=row.key,
        **facts,
    )
