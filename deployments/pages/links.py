"""What a link opens: the page of an invitation, of a letter or of a diary, for whoever was sent it."""

from datetime import date
from typing import TypeAlias

from deployments.pages import given, uploads
from deployments.pages.diary import DiaryPage
from deployments.pages.invitations import InvitationPage
from deployments.pages.letters import LetterPage
from deployments.pages.notification import LARGEST_NOTIFICATION, NotificationPage
from deployments.pages.sheets import GoneError
from models.casework import Office
from models.guidance import spoken
from models.records import Letter
from tasks.correspondence import tokens
from tasks.correspondence.tokens import Purpose

_LONGEST = 100
"""Characters of a link; ours have about forty."""

_PURPOSES = (
    Purpose.INVITATION_PAGE,
    Purpose.LETTER_PAGE,
    Purpose.DIARY_PAGE,
    Purpose.NOTIFICATION_PAGE,
)

Opened: TypeAlias = InvitationPage | LetterPage | DiaryPage | NotificationPage
"""What a link may open."""


def is_ours(key: bytes, link: str) -> bool:
    """Say whether a link was made with our key for a page: before anything is looked up."""
    return any(_read(key, link, purpose, date.min) for purpose in _PURPOSES)


def largest(key: bytes, link: str) -> int:
    """Give how many bytes may be sent to a link: a file only to where we asked for one."""
    if _read(key, link, Purpose.NOTIFICATION_PAGE, date.min):
        return LARGEST_NOTIFICATION
    return uploads.LARGEST if _read(key, link, Purpose.DIARY_PAGE, date.min) else given.LARGEST


def opened(office: Office, key: bytes, link: str) -> Opened:
    """Open a link.

    Raises:
        GoneError: it was never ours (404), or is no longer good (410).
    """
    if invitation := _read(key, link, Purpose.INVITATION_PAGE, office.today):
        return InvitationPage.open(office, invitation)
    if number := _read(key, link, Purpose.LETTER_PAGE, office.today):
        letter = office.session.get(Letter, number)
        if letter is not None and letter.invitation_id is not None and _asks_who_comes(letter):
            return InvitationPage.open(office, letter.invitation_id)
        return LetterPage.open(office, number)
    if asked := _read(key, link, Purpose.DIARY_PAGE, office.today):
        return DiaryPage.open(office, asked)
    if waiting := _read(key, link, Purpose.NOTIFICATION_PAGE, office.today):
        return NotificationPage.open(office, waiting)
    raise GoneError(410 if is_ours(key, link) else 404)


def _asks_who_comes(letter: Letter) -> bool:
    """Say whether a letter's answer is that to its invitation; feedback is asked when that is over."""
    return "accept" in {each.code for each in spoken.choices(letter.letter)}


def _read(key: bytes, link: str, purpose: Purpose, on: date) -> int | None:
    """Give the number in a link; one without a last day is none of ours, however it is sealed."""
    token = tokens.read(key, link, purpose, on) if len(link) <= _LONGEST else None
    return token.number if token and token.expires_on else None
