"""Exports of the data set: written whole or not at all, read back, put together, and taken each night."""

from tasks.monitoring.reading import read_files
from tasks.monitoring.taking import export, import_earlier, refresh
from tasks.monitoring.writing import Exported

__all__ = ["Exported", "export", "import_earlier", "read_files", "refresh"]
