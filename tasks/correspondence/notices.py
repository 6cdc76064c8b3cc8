"""Short notices with nothing in them, through whatever Apprise knows: Teams, SMS and the rest.

CPR_NOTICES names an ordinary Apprise configuration file. Its tags say who hears what:
``alarm`` that no mail goes out; ``board:<code>`` and ``role:<role>`` that an action waits.
A notice says a reference and nothing else. It is best effort: no letter depends on it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from apprise import Apprise, AppriseConfig

from models.guidance.words import Words
from tasks.correspondence.errors import CorrespondenceError, sentence

ALARM = "alarm"
"""The tag of those who hear that no mail goes out."""


@dataclass(frozen=True)
class Notice:
    """That an action of a review waits, for those whom its Board and its role concern."""

    reference: str
    board: str
    role: str

    @property
    def tags(self) -> list[str]:
        """The tags that hear of it: any of them is enough, and each channel hears it once."""
        return [f"board:{self.board}", f"role:{self.role}"]

    @property
    def words(self) -> Words:
        """What it says.

        >>> Notice("CPR CTM 3/2026", "ctm", "reviewer").words.en
        'An action is waiting: CPR CTM 3/2026'
        """
        return sentence("notice_action_waiting", reference=self.reference)


class Notices:
    """The channels of one configuration file."""

    def __init__(self, channels: Apprise) -> None:
        self._channels = channels

    @classmethod
    def configured(cls, environment: Mapping[str, str]) -> Self | None:
        """Read the file that the *environment* names; None where it names none.

        Raises:
            CorrespondenceError: ``notices_unreadable``: there is no such file, or no channel in it.
        """
        path = environment.get("CPR_NOTICES")
        if not path:
            return None
        with _silence():
            channels = Apprise()
            channels.add(AppriseConfig(path))
            if not len(channels):
                raise CorrespondenceError("notices_unreadable")
        return cls(channels)

    def tell(self, words: Words, tags: Iterable[str]) -> bool:
        """Say something to all channels with one of the *tags*; False if any of them, or none, heard it."""
        with _silence():
            return bool(self._channels.notify(body=words.both, tag=list(tags)))

    def tell_of_actions(self, notices: Iterable[Notice]) -> int:
        """Say that actions wait, each once, and give how many of the notices reached nobody."""
        return sum(not self.tell(each.words, each.tags) for each in dict.fromkeys(notices))


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the channels from logging: the path of a URL, which they log, may be its secret."""
    loggers = [logging.getLogger(name) for name in ("apprise", "urllib3.connectionpool")]
    before = [each.disabled for each in loggers]
    for each in loggers:
        each.disabled = True
    try:
        yield
    finally:
        for each, was in zip(loggers, before, strict=True):
            each.disabled = was
