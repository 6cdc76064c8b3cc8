"""What would go now, written to files: the same statements as the sender's, and all of them undone."""

from collections.abc import Iterator
from pathlib import Path

from tasks.correspondence import outbox
from tasks.correspondence.desk import Desk, OpenDesk
from tasks.correspondence.outbox import Claim
from tasks.correspondence.sender import Sender
from tasks.correspondence.wire import Answer, Meaning

_YES = Answer(Meaning.ACCEPTED, 250, "DATA", journalled=True)


def write_out(open_desk: OpenDesk, sender: Sender, folder: Path, *, limit: int = 1000) -> list[Path]:
    """Write each letter that would go now as an ``.eml`` file, in order; no row is touched."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = []
    with open_desk() as at, at.session.begin_nested() as trial:
        for number, taken in enumerate(_would_go(at, sender, limit), start=1):
            file = folder / f"{number:04d}-{taken.letter}.eml"
            file.touch(mode=0o600)
            file.write_bytes(taken.message)
            files.append(file)
        trial.rollback()
    return files


def _would_go(at: Desk, sender: Sender, limit: int) -> Iterator[Claim]:
    """Claim letter after letter as if each were accepted: some go only after others."""
    for _ in range(limit):
        turn = outbox.next_due(at)
        if turn is None:
            return
        taken = outbox.claim(at, turn, sender)
        if isinstance(taken, Claim):
            outbox.settle(at, taken, _YES)
            yield taken
