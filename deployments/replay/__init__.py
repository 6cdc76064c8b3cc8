"""The pattern of 2013 to 2015 played again under invented Boards: real counts, drawn facts, drawn delays.

Nothing that is played happened to any child, or at any Board of Wales: how outcomes fell by
Board is not known, and every date, cause and answer is drawn from a fixed seed. What is real
are the counts (Social Research 45/2015) and the kinds of cause (section 2.3).
"""
