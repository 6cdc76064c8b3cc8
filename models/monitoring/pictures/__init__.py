"""The pictures of the national figures: plain SVG, each saying in words what it shows, none a ranking."""
