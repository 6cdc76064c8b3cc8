"""A problem as a file has it."""
