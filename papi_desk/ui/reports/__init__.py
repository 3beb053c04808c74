"""Screens for statistics."""
