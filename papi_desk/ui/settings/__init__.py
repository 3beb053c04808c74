"""Screens for the office's own settings."""
