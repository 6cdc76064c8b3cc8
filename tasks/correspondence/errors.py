"""What correspondence can refuse; the sentences stand in ``sentences.yaml`` beside this module."""

from functools import cache
from pathlib import Path

import yaml

from models.guidance.errors import GuidanceError
from models.guidance.words import Words


class CorrespondenceError(GuidanceError):
    """Letters cannot be written or sent as things are; carries a code, never an address."""

    @property
    def words(self) -> Words:
        """One sentence in Welsh and English, with what to do.

        >>> CorrespondenceError("mail_not_secure").words.en.startswith("Mail to another machine must be")
        True
        """
        return sentence(self.code, **self.facts)


class NotRenderedError(CorrespondenceError):
    """A letter cannot be written: its template, its facts or its address are at fault."""


class ServerAwayError(CorrespondenceError):
    """The mail server is not to be had, or will not have us: no letter has been touched."""


class JournalAwayError(CorrespondenceError):
    """The journal mailbox cannot be looked into: what is in doubt stays in doubt."""


def sentence(code: str, **facts: object) -> Words:
    """Give a sentence of correspondence in Welsh and English, filled in.

    Raises:
        KeyError: no such sentence, or a fact that it names is missing.

    >>> sentence("notice_action_waiting", reference="CPR CTM 3/2026").cy
    'Mae cam gweithredu yn aros: CPR CTM 3/2026'
    """
    row = _sentences()[code]
    return Words(cy=row["cy"].format(**facts), en=row["en"].format(**facts))


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, str]] = yaml.safe_load(text)
    return rows
