"""What the form about programmes asks: a number alone, for a flow's parameters are kept."""

from models.casework.asked import Part, asked


class ProgrammeFacts(Part):
    """Which of the programmes that were proposed is chosen."""

    number: int = asked(
        "Pa raglen?",
        "Which programme?",
        more_cy="Ei rhif yn y llythyr, neu yn `cpr programme show`. Aiff yr holl wahoddiadau gyda’i gilydd, fel "
        "dyddiadau dros dro; nid oes dim arall yn newid.",
        more_en="Its number in the letter, or in `cpr programme show`. All the invitations go together, as "
        "pencilled dates; nothing else changes.",
        ge=1,
        le=999,
    )
