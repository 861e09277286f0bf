"""Figures about speed and size, each a ratio or a median of one run; nothing here asserts a time."""
