"""When a review will be complete: what earlier ones teach, how sure that is, and how good it was."""
