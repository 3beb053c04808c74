"""The desk's books on one page: read, printed, closed and counted."""
