"""Screens for registers of matters: one list, one form, one page for notices, feedback, checks and plans."""
