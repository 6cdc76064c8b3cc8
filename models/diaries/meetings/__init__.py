"""One meeting: what each day lacks and costs, the best days, and what stands against the others."""
