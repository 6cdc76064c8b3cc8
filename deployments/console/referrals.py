"""``cpr referral``: a referral too thin to decide on goes back with a dated request."""

from datetime import datetime
from typing import get_args

import click

from deployments.console.edge import Console
from models import casework
from models.casework.opening import referral_as_given
from models.casework.returning import (
    CameFacts,
    ReturnFacts,
    Wanted,
    information_came,
    return_referral,
    returned_days,
)
from models.casework.standing import milestones
from models.guidance.sentences import sentence
from models.records import Review
from tasks.office import desk

_DAY = click.DateTime(["%Y-%m-%d"])
_REFERENCE = click.argument("reference")
_WHO = click.option("--decided-by", required=True, help="Pwy a benderfynodd (cod) / Who decided (code).")
_AGENCY = click.option("--agency", help="Yr asiantaeth / The agency; by default the one that referred.")
_ON = click.option("--on", type=_DAY, help="Y diwrnod / The day; today by default.")


@click.group()
def referral() -> None:
    """Atgyfeiriadau sydd angen rhagor o wybodaeth / Referrals that need more information."""


@referral.command("return")
@_REFERENCE
@click.option("--by", "wanted_by", type=_DAY, required=True, help="Erbyn pryd / By which day.")
@click.option(
    "--wanted",
    type=click.Choice(get_args(get_args(Wanted)[0])),
    multiple=True,
    required=True,
    help="Beth sydd ar goll; gellir ei ailadrodd / What is missing; may be repeated.",
)
@_WHO
@_AGENCY
@_ON
@click.pass_obj
def return_(  # noqa: PLR0913 - one option a fact
    console: Console,
    reference: str,
    *,
    wanted_by: datetime,
    wanted: tuple[str, ...],
    decided_by: str,
    agency: str | None,
    on: datetime | None,
) -> None:
    """Dychwelyd atgyfeiriad / Return a referral: its agency is asked for exactly what is missing."""
    with desk() as at:
        review = casework.lock(at.session, casework.review_by(at.session, reference).key)
        given = _said(at, review, decided_by, agency, on)
        facts = casework.understand(
            ReturnFacts, {**given, "wanted": list(wanted), "wanted_by": wanted_by.date().isoformat()}
        )
        return_referral(at, review, facts)
    console.say(sentence("referral_returned", reference=review.reference, wanted_by=facts.wanted_by))


@referral.command()
@_REFERENCE
@_WHO
@_AGENCY
@_ON
@click.pass_obj
def came(console: Console, reference: str, decided_by: str, agency: str | None, on: datetime | None) -> None:
    """Cofnodi bod y wybodaeth wedi dod / Enter that the information came."""
    with desk() as at:
        review = casework.lock(at.session, casework.review_by(at.session, reference).key)
        facts = casework.understand(CameFacts, _said(at, review, decided_by, agency, on))
        information_came(at, review, facts)
        days = returned_days(milestones(at.session, review), on=at.today)
    console.say(sentence("information_came", reference=review.reference, days=days))


def _said(
    at: casework.Office, review: Review, decided_by: str, agency: str | None, on: datetime | None
) -> dict[str, str]:
    """Give what every such answer says; the agency is that of the referral, as far as it is known."""
    referred_by = referral_as_given(at.session, review).get("referred_by")
    named = agency or referred_by
    return {
        "happened_on": (on.date() if on else at.today).isoformat(),
        "decided_by": decided_by,
        "evidence": "e_mail",
        **({"agency": str(named)} if named else {}),
    }
