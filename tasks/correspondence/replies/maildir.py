"""A Maildir as the replies mailbox: a message is a file, and moving it is one rename."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tasks.correspondence.replies.mailbox import (
    FOLDERS,
    HEADER_BYTES,
    MOST_BYTES,
    Found,
    MailboxError,
    Place,
    Put,
)

_FIXED = "1"
"""A Maildir's names are never used again: it has one life."""


class Maildir:
    """The Maildir in a folder of this machine (``new`` and ``cur``; Maildir++ for the folders beside)."""

    def __init__(self, at: Place) -> None:
        self._root = Path(at.path)
        self._account = at.account

    def unread(self) -> Iterator[Found]:
        """Give what lies in ``new`` and ``cur``, oldest first.

        Raises:
            MailboxError: ``replies_away``: there is no Maildir.
        """
        if not (self._root / "new").is_dir():
            raise MailboxError("replies_away", cause="maildir")
        self._make_folders()
        waiting = [each for folder in ("new", "cur") for each in (self._root / folder).glob("[!.]*")]
        for file in sorted(waiting, key=lambda each: each.name):
            if found := self._read(file):
                yield found

    def _read(self, file: Path) -> Found | None:
        """Read one message; None if somebody else has taken it away meanwhile."""
        try:
            found = file.stat()
            too_large = found.st_size > MOST_BYTES
            with file.open("rb") as opened:
                message = opened.read(HEADER_BYTES if too_large else MOST_BYTES)
        except FileNotFoundError:
            return None
        return Found(
            account=self._account,
            folder="INBOX",
            uidvalidity=_FIXED,
            uid=file.name.partition(":")[0],
            message=message,
            arrived_at=datetime.fromtimestamp(found.st_mtime, UTC),
            too_large=too_large,
        )

    def move(self, found: Found, put: Put) -> None:
        """Rename the file into the folder's ``cur``, marked as seen.

        Raises:
            MailboxError: ``replies_away``: it could not be renamed.
        """
        moved = self._root / f".{put}" / "cur" / f"{found.uid}:2,S"
        for folder in ("new", "cur"):
            for file in (self._root / folder).glob("[!.]*"):
                if file.name.partition(":")[0] == found.uid:
                    try:
                        file.replace(moved)
                    except OSError:
                        raise MailboxError("replies_away", cause="folder") from None
                    return

    def _make_folders(self) -> None:
        for put in FOLDERS:
            for part in ("new", "cur", "tmp"):
                (self._root / f".{put}" / part).mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._root / f".{put}" / "maildirfolder").touch()
