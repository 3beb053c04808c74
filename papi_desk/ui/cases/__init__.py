"""Screens for receiving, finding and following cases."""
