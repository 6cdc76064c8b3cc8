"""The national picture: every figure of it made from the data set's rows, so that it equals the export.

``picture(data)`` makes it in one pass over each table; what it holds are frozen dataclasses of
plain values, which ``plain`` turns into JSON's and ``from_plain`` turns back.
"""

from models.monitoring.national.figures import National
from models.monitoring.national.picture import picture
from models.monitoring.national.plain import from_plain, plain
from models.monitoring.national.timing import StepKey

__all__ = ["National", "StepKey", "from_plain", "picture", "plain"]
