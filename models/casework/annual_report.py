"""S24: what the review gives to the Board's annual report."""

from typing import Annotated, ClassVar

from pydantic import Field

from models.casework.asked import Facts, asked
from models.casework.entering import Entering, answers
from models.guidance.route import ANNUAL_REPORT
from models.guidance.words import Words


class AnnualReportFacts(Facts):
    """S24: the review has been counted in the annual report of a financial year."""

    title: ClassVar[Words] = Words(
        cy="Cyfraniad at adroddiad blynyddol y Bwrdd", en="Contribution to the Board’s annual report"
    )
    why: ClassVar[Words] = Words(
        cy="Cyfrifir pob adolygiad yn adroddiad blynyddol y Bwrdd am y flwyddyn ariannol a aeth heibio.",
        en="Each review is counted in the Board’s annual report on the past financial year.",
    )

    financial_year: Annotated[int, Field(ge=2012, le=2100)] = asked(
        "Blwyddyn ariannol (y flwyddyn y daeth i ben)", "Financial year (the year in which it ended)"
    )


@answers.to(ANNUAL_REPORT, AnnualReportFacts)
def enter(at: Entering[AnnualReportFacts]) -> None:
    """Enter in which year's report the review was counted."""
    at.note("financial_year")
