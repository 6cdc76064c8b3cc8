"""Each month: the stock-take as a page of figures, made of what the nights have taken."""

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from models.casework.stock_take import latest_figures
from models.guidance.sentences import sentence
from models.monitoring.national import National
from tasks.monitoring import refresh
from tasks.office import desk
from tasks.papers.markdown import markdown
from tasks.papers.stock_take import contents

KEY = "stock-take"
"""Of the artifact: each month's follows the one before it under this key."""


@flow(name="stock-take", persist_result=False)
def stock_take() -> None:
    """Yr arolwg o'r sefyllfa: nifer, prydlondeb, ansawdd ac effaith, bob mis.

    Take the figures of today and show the stock-take of them: figures only, nobody's reference.
    Figures that do not tie are not shown; the page of the month before stands, and the log says why.
    """
    taken = refresh()
    if broken := taken.broken:
        said = {"check": broken.words, "left": broken.left, "right": broken.right}
        get_run_logger().error(sentence("snapshot_does_not_tie", as_of=taken.as_of, **said).en)
        return
    with desk() as at:
        national = latest_figures(at.session)
    if national is not None:
        create_markdown_artifact(key=KEY, markdown=page(national), description=national.as_of)


def page(national: National) -> str:
    """Write the stock-take as Markdown, Welsh first."""
    return "\n".join(markdown(contents(national, language)) for language in ("cy", "en"))
