"""Who letters come from and where answers go, as the installation's environment says.

| variable | what it says | without it |
|---|---|---|
| CPR_MAIL_FROM | the address of the Board's business unit | ``bwrdd@example.test`` |
| CPR_MAIL_REPLY_TO | the replies mailbox; each letter adds ``+token`` to its name | as CPR_MAIL_FROM |
| CPR_PAGES_URL | where coordinators reach Prefect's pages | letters carry no link to them |
| CPR_ANSWERS_URL | where everybody reaches the pages for answers | letters carry no link to them |
| CPR_KEY_FILE | the installation's key, 32 bytes or more | answers carry no token |
| CPR_JOURNAL_ADDRESS | the mailbox that gets a copy of every letter | what is doubtful is left to a person |
| CPR_MAIL_PER_MINUTE | how many letters may go in a minute | 600 |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from typing import Self

from tasks.correspondence import tokens
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.tokens import Purpose, Token

_INVENTED = "bwrdd@example.test"
_SHORTEST_KEY = 32
_PER_MINUTE = 600

LINK_LASTS = timedelta(days=90)
"""How long a link in a letter can be used (product)."""


@dataclass(frozen=True)
class Sender:
    """The installation as a correspondent.

    Attributes:
        address: From. Reports of failed delivery go to the replies mailbox instead.
        reply_to: the replies mailbox, to whose name a token is added.
        pages: the root of Prefect's pages as coordinators reach them; None: no link.
        answers: the root of the pages for answers, as everybody reaches them; None: no link.
        key: what tokens are sealed with; None: letters carry none.
        journal: the mailbox that gets a copy of every letter; None: there is none.
        per_minute: how many letters may go in a minute.
    """

    address: str = _INVENTED
    reply_to: str = _INVENTED
    pages: str | None = None
    answers: str | None = None
    key: bytes | None = None
    journal: str | None = None
    per_minute: int = _PER_MINUTE

    @classmethod
    def configured(cls, environment: Mapping[str, str]) -> Self:
        """Read the sender out of the *environment*.

        Raises:
            CorrespondenceError: ``mail_from_unknown``, ``mail_rate_unknown``, ``key_unreadable``.

        >>> Sender.configured({"CPR_MAIL_FROM": "uned@bwrdd.example"}).reply_to
        'uned@bwrdd.example'
        """
        address = environment.get("CPR_MAIL_FROM") or _INVENTED
        reply_to = environment.get("CPR_MAIL_REPLY_TO") or address
        journal = environment.get("CPR_JOURNAL_ADDRESS") or None
        for each in (address, reply_to, *([journal] if journal else [])):
            _check(each)
        return cls(
            address,
            reply_to,
            pages=_root(environment.get("CPR_PAGES_URL")),
            answers=_root(environment.get("CPR_ANSWERS_URL")),
            key=read_key(environment.get("CPR_KEY_FILE")),
            journal=journal,
            per_minute=_rate(environment.get("CPR_MAIL_PER_MINUTE")),
        )

    @property
    def domain(self) -> str:
        """The installation's domain, which its Message-IDs end in."""
        return self.address.rpartition("@")[2]

    def page(self, run_id: str | None) -> str | None:
        """The page of a review's run, where there is one to link to.

        >>> Sender(pages="https://adolygiadau.example").page("5f0e")
        'https://adolygiadau.example/runs/flow-run/5f0e'
        """
        return f"{self.pages}/runs/flow-run/{run_id}" if self.pages and run_id else None

    def reply_address(self, purpose: Purpose, number: int) -> str:
        """The address to which an answer goes: the replies mailbox, with the token of what it answers.

        >>> Sender(reply_to="atebion@bwrdd.example").reply_address(Purpose.LETTER, 7)
        'atebion@bwrdd.example'
        >>> Sender(reply_to="a@b.example", key=b"k" * 32).reply_address(Purpose.LETTER, 7)[:6]
        'a+l-7-'
        """
        if self.key is None:
            return self.reply_to
        name, _, domain = self.reply_to.partition("@")
        return f"{name}+{tokens.seal(self.key, Token(purpose, number))}@{domain}"

    def answer_page(self, purpose: Purpose, number: int, on: date) -> str | None:
        """The page on which something is answered, good for LINK_LASTS; None where there is none."""
        if self.key is None or self.answers is None:
            return None
        return f"{self.answers}/{tokens.seal(self.key, Token(purpose, number, on + LINK_LASTS))}"


def read_key(file: str | None) -> bytes | None:
    """Read the installation's key; None where no file is named.

    Raises:
        CorrespondenceError: ``key_unreadable``: there is none, or it is too short to be one.
    """
    if not file:
        return None
    try:
        key = Path(file).read_bytes()
    except OSError:
        raise CorrespondenceError("key_unreadable") from None
    if len(key) < _SHORTEST_KEY:
        raise CorrespondenceError("key_unreadable")
    return key


def _root(url: str | None) -> str | None:
    return (url or "").rstrip("/") or None


def _rate(text: str | None) -> int:
    if not text:
        return _PER_MINUTE
    if not text.isdecimal() or int(text) < 1:
        raise CorrespondenceError("mail_rate_unknown")
    return int(text)


def _check(address: str) -> None:
    try:
        found = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        raise CorrespondenceError("mail_from_unknown") from None
    if not (found.username and found.domain and address.isascii()):
        raise CorrespondenceError("mail_from_unknown")
