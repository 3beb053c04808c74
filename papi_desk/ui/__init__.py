"""Screens: the only part that knows Qt."""

from papi_desk.ui import quick_imports as quick_imports  # before anything of Qt
