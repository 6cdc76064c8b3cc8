"""The office's morning: what fell due overnight is looked at."""

from prefect import flow, get_run_logger

from models import casework
from models.casework import diaries_asked, dissemination, event_care, hold_reviews
from models.guidance import route
from tasks.office import desk


@flow(name="morning", persist_result=False)
def morning() -> None:
    """Bore'r swyddfa: gofyn eto lle nad oes cydnabyddiaeth; Digwyddiadau Dysgu; dyddiaduron; ataliadau.

    Ask again where an acknowledgement has not come; after the second time record it as missing.
    Write what is due for each Learning Event. Ask for the diaries that are not known. See that
    every hold that stands is asked about.
    """
    get_run_logger().info("Acknowledgements asked for again or given up: %d", look_over_acknowledgements())
    get_run_logger().info("Letters meant for Learning Events: %d", look_over_learning_events())
    get_run_logger().info("Diaries asked for: %d", ask_for_diaries())
    get_run_logger().info("Holds that nobody was asked about: %d", look_over_holds())


def look_over_acknowledgements() -> int:
    """Chase every acknowledgement that is late, and give how many changed; twice a day changes nothing."""
    with desk() as at:
        changed = 0
        for review in casework.all_reviews(at):
            if route.DISSEMINATION in casework.stand(at.session, review).dates:
                changed += dissemination.chase(at, review)
                casework.settle(at, review)
        return changed


def look_over_learning_events() -> int:
    """Mean what is due for every Learning Event, and give how many letters; twice a day changes nothing."""
    with desk() as at:
        return event_care.look_over(at)


def ask_for_diaries() -> int:
    """Ask everybody whose diary a review waits for, and give how many; twice a day changes nothing."""
    with desk() as at:
        return diaries_asked.ask_each_morning(at)


def look_over_holds() -> int:
    """Ask about every hold that stands and nobody is asked about, and give how many they were."""
    with desk() as at:
        return hold_reviews.ask_each_morning(at)
