"""Whole lists: what to ask for next, and what of an answer is new."""
