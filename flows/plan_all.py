"""Each night: all reviews are planned together, and what is better than what stands is proposed."""

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from tasks.diaries.planning import SECONDS, Night, said
from tasks.diaries.planning import plan_all as plan_all_reviews


@flow(name="plan-all", persist_result=False)
def plan_all(seconds: float = SECONDS) -> None:
    """Cynllunio pob adolygiad gyda'i gilydd: rhaglenni newydd dim ond lle maent yn well.

    Plan all reviews together: new programmes only where they are better. Nothing is moved and
    nobody is invited; the coordinators choose.
    """
    night = plan_all_reviews(seconds)
    get_run_logger().info("Reviews planned: %d; newly proposed: %d", night.reviews, len(night.proposed))
    create_markdown_artifact(key="plan-all", markdown=page(night))


def page(night: Night) -> str:
    """Write the night as Markdown, in both languages: reviews by reference, nobody by name."""
    return "\n".join(f"- {each.cy}  \n  {each.en}" for each in said(night))
