"""Diaries that come in: fetched, read in a program of their own under limits, kept as busy time alone."""
