"""Screens: the only part that knows Qt."""
