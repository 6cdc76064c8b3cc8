"""Every picture of the national figures, by the name that its file has."""

from models.guidance.words import Language
from models.monitoring.national.figures import National
from models.monitoring.pictures.days_and_shares import agencies_days, delay_causes, notification_quality
from models.monitoring.pictures.time_taken import months_to_complete, why_not_six


def drawn_all(national: National, language: Language) -> dict[str, str]:
    """Draw every picture that there is something for; the notifications and the months are always there."""
    drawn = {
        "months-to-complete": months_to_complete(national, language),
        "delay-causes": delay_causes(national.delays, language) if national.delays.causes else None,
        "why-not-six": why_not_six(national.delays, language),
        "agencies": agencies_days(national, language) if national.agencies else None,
        "notification-quality": notification_quality(national, language),
    }
    return {name: svg for name, svg in drawn.items() if svg is not None}
