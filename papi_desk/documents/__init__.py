"""Papers: a record in, PDF or XLSX bytes out; no Qt, no SQL."""
