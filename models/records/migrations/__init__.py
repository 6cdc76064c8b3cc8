"""Numbered migrations, forwards only."""
