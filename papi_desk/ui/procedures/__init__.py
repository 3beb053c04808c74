"""Screens for the list of administrative procedures."""
