"""The week's forecasts: when each open review is expected to be complete, kept so that its drift shows."""

from prefect import flow, get_run_logger

from models.casework import forecasts as kept
from tasks.office import desk


@flow(name="forecasts", persist_result=False)
def forecasts() -> None:
    """Rhagolygon yr wythnos: pryd y disgwylir cwblhau pob adolygiad agored.

    Forecast every review that is under way, once a day at most; none while too few have finished.
    """
    with desk() as at:
        made = kept.keep(at)
    get_run_logger().info("Forecasts made: %d", made)
