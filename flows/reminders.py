"""The day's reminders: what is due, what is late, and the coordinators' week."""

from prefect import flow, get_run_logger

from tasks.correspondence.reminding import remind


@flow(name="reminders", persist_result=False)
def reminders() -> None:
    """Nodiadau atgoffa'r dydd.

    Remind of what is due or late, each person once, and write the coordinators' weekly and
    the Chairs' monthly letter. Missed days are made up for without a flood: of each action
    the newest reminder alone goes.
    """
    get_run_logger().info("Reminders by reason: %s", remind().counts)
