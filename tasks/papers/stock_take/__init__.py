"""The annual stock-take: number, timeliness, quality, impact; then guidance, consistency, what is missing.

Made of the national figures alone (`models.monitoring.national`), so that what it says equals the
export it is made of. Source of the four sections: Social Research 45/2015, recommendation 2.
"""

from tasks.papers.stock_take.contents import PAPER, contents

__all__ = ["PAPER", "contents"]
