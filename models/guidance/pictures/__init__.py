"""Pictures as plain SVG: they say in words what they show, and never by colour alone."""
