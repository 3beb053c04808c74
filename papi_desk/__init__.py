"""The register of a commune's one-stop desk: cases, deadlines, fees, results, papers and statistics."""

__version__ = "0.1.0"
