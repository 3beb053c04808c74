"""Papers: a frozen dataclass in, PDF or XLSX bytes out; no Qt, no SQL."""
