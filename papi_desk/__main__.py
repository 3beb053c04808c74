"""Run the program with ``python -m papi_desk``."""

from papi_desk.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
