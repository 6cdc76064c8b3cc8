"""What a link opens: the page of an invitation or of a letter, for whoever was sent it."""

from datetime import date

from deployments.pages.invitations import InvitationPage
from deployments.pages.letters import LetterPage
from deployments.pages.sheets import GoneError
from models.casework import Office
from models.guidance import spoken
from models.records import Letter
from tasks.correspondence import tokens
from tasks.correspondence.tokens import Purpose

_LONGEST = 100
"""Characters of a link; ours have about forty."""

_PURPOSES = (Purpose.INVITATION_PAGE, Purpose.LETTER_PAGE)


def is_ours(key: bytes, link: str) -> bool:
    """Say whether a link was made with our key for a page: before anything is looked up."""
    return any(_read(key, link, purpose, date.min) for purpose in _PURPOSES)


def opened(office: Office, key: bytes, link: str) -> InvitationPage | LetterPage:
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
    raise GoneError(410 if is_ours(key, link) else 404)


def _asks_who_comes(letter: Letter) -> bool:
    """Say whether a letter's answer is that to its invitation; feedback is asked when that is over."""
    return "accept" in {each.code for each in spoken.choices(letter.letter)}


def _read(key: bytes, link: str, purpose: Purpose, on: date) -> int | None:
    """Give the number in a link; one without a last day is none of ours, however it is sealed."""
    token = tokens.read(key, link, purpose, on) if len(link) <= _LONGEST else None
    return token.number if token and token.expires_on else None
