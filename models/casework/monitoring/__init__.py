"""The data set made of the record: its rows, the figures of each night, the counts of earlier years."""

from models.casework.monitoring.data_set import data_set
from models.casework.monitoring.earlier_counts import TakenIn, enter_earlier
from models.casework.monitoring.snapshot import Refreshed, refresh

__all__ = ["Refreshed", "TakenIn", "data_set", "enter_earlier", "refresh"]
