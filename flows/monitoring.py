"""Each night: the rows of the data set are brought up to date, and the figures of the day are taken."""

from prefect import flow, get_run_logger

from models.guidance.sentences import sentence
from tasks.monitoring import refresh


@flow(name="monitoring", persist_result=False)
def monitoring() -> None:
    """Y set data: diweddaru'r rhesi a chymryd ffigurau'r dydd, bob nos.

    Bring the rows up to date and take the figures of the day. Figures that do not tie are kept and
    marked as such, and the log says which: nobody should read them as if they did.
    """
    taken = refresh()
    logger = get_run_logger()
    logger.info("Rows: %d; read anew: %d", taken.reviews, taken.read)
    if broken := taken.broken:
        said = {"check": broken.words, "left": broken.left, "right": broken.right}
        logger.error(sentence("snapshot_does_not_tie", as_of=taken.as_of, **said).en)
