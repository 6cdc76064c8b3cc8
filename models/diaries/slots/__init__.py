"""Time as sets of slots on a grid: when people cannot be met, asked at thousands of slots at once."""
