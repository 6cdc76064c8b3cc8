"""When people can meet: one meeting, the programme of a review, many reviews; and when a review will end.

Pure: it is given diaries, days and rules, and gives back dates with their reasons. It knows
no clock, no database and no file. A diary that is incomplete is *not known* where it is,
never free. Attendance has a price and is never a condition, so what an optimum lacks is
the smallest that anybody has to do without.
"""
