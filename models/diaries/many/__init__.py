"""Many reviews beside each other: nobody in two meetings at once, the gap to the optimum, too much work."""
