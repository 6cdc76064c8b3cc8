"""S24: what a Board's reviews give to its annual report on the past financial year, due before 31 July.

Made of the Board's own export alone, so that its figures are those of the national picture (R15).
"""

from tasks.papers.annual_report.contents import PAPER, contents

__all__ = ["PAPER", "contents"]
