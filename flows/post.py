"""The post goes out: letters that are due are sent."""

import os

from prefect import flow, get_run_logger

from tasks.correspondence.board_mail import channel
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.sender import Sender
from tasks.office import desk

MAIL = "CPR_MAIL_URL"
"""The environment's name for where letters go, as an Apprise URL."""


@flow(name="post", persist_result=False)
def post() -> None:
    """Anfon y llythyrau sydd i'w hanfon.

    Send the letters that are due. One that is not sent says why on its own record.
    """
    sent = send_letters()
    get_run_logger().info("Post: %s", sent or f"no letter is sent while {MAIL} is not set")


def send_letters() -> Sent | None:
    """Send what is due; nothing, and nothing lost, where no mail server is named."""
    url = os.environ.get(MAIL)
    if not url:
        return None
    sender = Sender.configured(os.environ)
    return send_due(desk, channel(url, sender), sender)
