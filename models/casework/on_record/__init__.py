"""The record of reviews read whole, a day's view of it: one review or a hundred thousand, the same way.

Everything is read in chunks of reviews, one query for each kind of row and chunk, and a
kind of row only once somebody asks for it. Rules, figures and exports are made of this.
"""

from models.casework.on_record.happened import Happened
from models.casework.on_record.reading import one, read
from models.casework.on_record.record import OnRecord

__all__ = ["Happened", "OnRecord", "one", "read"]
