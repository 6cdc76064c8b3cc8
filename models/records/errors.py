"""What can be wrong with a record; the sentence is in ``models/guidance/data/sentences.yaml``."""

from models.guidance.errors import GuidanceError


class RecordsError(GuidanceError):
    """The record cannot do what was asked: no such review, a reference already used, text refused."""
