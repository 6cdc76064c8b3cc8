"""The meetings of one review as a chain: the least cost and its proof, what would help, planning again."""
