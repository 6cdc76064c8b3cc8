"""The whole replay: an installation of its own, the script played, six Boards' exports, their stock-take."""

from pathlib import Path

from deployments import services, settings
from deployments.demo.installing import clear
from deployments.papers import write_stock_take
from deployments.replay.counts import OF_2015, Counts
from deployments.replay.playing import Tell, play
from deployments.settings import Installation
from models.casework.monitoring import data_set
from models.guidance.words import Language, Words
from models.monitoring.checks import tied
from models.monitoring.national import National
from tasks.monitoring import read_files
from tasks.monitoring.writing import whole_folder, write_rows
from tasks.office import desk

ABOUT = (
    Words(
        cy="Ailchwarae patrwm 2013–2015 yw hwn. Y cyfrifon yn unig sy’n wir: 44 hysbysiad a’u canlyniadau, y "
        "chwe chyfran, hanner yr hysbysiadau heb resymeg glir, a chymedr o ddeuddeg mis (Social Research "
        "45/2015, adrannau 1.4, 1.5, 2.2 a 2.3). Ni wyddys sut yr oedd y canlyniadau’n disgyn yn ôl Bwrdd: "
        "tynnwyd hynny, pob dyddiad, a phob achos oedi a’i hyd ar hap, o hedyn sefydlog.",
        en="This replays the pattern of 2013–2015. The counts alone are real: 44 notifications and their "
        "outcomes, the six shares, half of the notifications without a clear rationale, and a mean of twelve "
        "months (Social Research 45/2015, sections 1.4, 1.5, 2.2 and 2.3). How outcomes fell by Board is not "
        "known: that, every date, and every cause of delay with its length is drawn from a fixed seed.",
    ),
    Words(
        cy="Rhoddwyd yr un ffeithiau codedig yn fwriadol i un adolygiad cryno ac i’r tri phlentyn a fu "
        "farw heb fod yn hysbys i wasanaethau: dyna’r gwahaniaeth a welodd adolygiad 2015, adran 2.2.",
        en="One concise review was deliberately given the same coded facts as the three children who died "
        "and were not known to services: that is the difference which the 2015 review saw, section 2.2.",
    ),
)
"""What every page of the replay's stock-take says of itself."""


def replay(folder: Path, language: Language, tell: Tell, counts: Counts = OF_2015) -> National:
    """Play the replay in a database of its own; write the Boards' exports and the stock-take of them.

    Raises:
        DeploymentError: another replay runs, or the database cannot be started.
        GuidanceError: the folder is there already, or cannot be written.
    """
    given = settings.installation()
    own = Installation(home=given.home / "replay", language=language)
    clear(own)
    with whole_folder(folder) as new, services.record(own):
        play(counts, tell=tell)
        return write(new, counts)


def write(folder: Path, counts: Counts) -> National:
    """Write each Board's export, read them back as the country does, and write the stock-take of that."""
    (folder / "exports").mkdir()
    paths = []
    for board, _ in counts.boards:
        with desk() as at:
            found = data_set(at, board=board)
        paths.append(folder / "exports" / board)
        write_rows(paths[-1], found, tied(found), ("csv", "json"))
    together = read_files(paths)
    return write_stock_take(folder / "stock-take", together, about=ABOUT)
