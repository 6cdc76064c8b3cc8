"""The post as this installation's environment has it: where letters go, and where doubts are looked up."""

import os
from pathlib import Path

from tasks.correspondence.board_mail import channel
from tasks.correspondence.doubt import Swept, sweep
from tasks.correspondence.dry_run import write_out
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.journal import ImapJournal
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.sender import Sender
from tasks.correspondence.turn import count_kept_by_the_hour
from tasks.office import desk

MAIL = "CPR_MAIL_URL"
"""The environment's name for where letters go, as an Apprise URL."""


def send_letters() -> Sent | None:
    """Send what is due; nothing, and nothing lost, where no mail server is named.

    Raises:
        CorrespondenceError: the environment's settings cannot be understood.
    """
    url = os.environ.get(MAIL)
    if not url:
        return None
    sender = Sender.configured(os.environ)
    return send_due(desk, channel(url, sender), sender)


def kept_by_the_hour() -> int:
    """Count the letters that are due and wait for nothing but the hours in which letters go."""
    with desk() as at:
        return count_kept_by_the_hour(at)


def look_up_doubtful() -> Swept:
    """Look for the letters in doubt in the journal mailbox, where one is configured.

    Raises:
        CorrespondenceError: the journal's address cannot be understood; nothing is changed then.
    """
    mailbox = ImapJournal.configured(os.environ)
    if mailbox is None:
        return sweep(desk, None)
    with mailbox.open() as journal:
        return sweep(desk, journal)


def write_letters(folder: Path) -> list[Path]:
    """Write what would go now into a folder, as ``.eml`` files; nothing is sent, and no row is touched.

    Raises:
        CorrespondenceError: the environment's settings cannot be understood, or the folder not written to.
    """
    sender = Sender.configured(os.environ)
    try:
        return write_out(desk, sender, folder)
    except OSError as cause:
        raise CorrespondenceError("folder_not_writable", folder=folder) from cause
