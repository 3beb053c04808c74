"""Scanners at the counter: one that types like a keyboard, one on a serial port, and what a scan means."""
