"""Who letters come from, as the installation's environment says.

| variable | what it says | without it |
|---|---|---|
| CPR_MAIL_FROM | the address of the Board's business unit | ``bwrdd@example.test`` |
| CPR_MAIL_REPLY_TO | where answers go | as CPR_MAIL_FROM |
| CPR_PAGES_URL | where people reach Prefect's pages | letters carry no link |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Self

from tasks.correspondence.errors import CorrespondenceError

_INVENTED = "bwrdd@example.test"


@dataclass(frozen=True)
class Sender:
    """The installation as a correspondent.

    Attributes:
        address: From, and the sender of the envelope.
        reply_to: where a person's answer goes.
        pages: the root of Prefect's pages as people reach them; None: letters carry no link.
    """

    address: str = _INVENTED
    reply_to: str = _INVENTED
    pages: str | None = None

    @classmethod
    def configured(cls, environment: Mapping[str, str]) -> Self:
        """Read the sender out of the *environment*.

        Raises:
            CorrespondenceError: ``mail_from_unknown``.

        >>> Sender.configured({"CPR_MAIL_FROM": "uned@bwrdd.example"}).reply_to
        'uned@bwrdd.example'
        """
        address = environment.get("CPR_MAIL_FROM") or _INVENTED
        reply_to = environment.get("CPR_MAIL_REPLY_TO") or address
        for each in (address, reply_to):
            _check(each)
        pages = environment.get("CPR_PAGES_URL", "").rstrip("/")
        return cls(address, reply_to, pages or None)

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


def _check(address: str) -> None:
    try:
        found = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        raise CorrespondenceError("mail_from_unknown") from None
    if not (found.username and found.domain and address.isascii()):
        raise CorrespondenceError("mail_from_unknown")
