"""The national data set: coded rows without a reference, what must tie in them, and the figures made of them.

Pure, as the guidance is: no clock, no files, no database. The rows are made from the record
by ``models.casework.monitoring``, and read back from several Boards' exports.
"""
