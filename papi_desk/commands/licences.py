"""What the program is made of, on the command line."""

from __future__ import annotations

from typing import Any

from papi_desk.commands.answers import write
from papi_desk.commands.given import Given
from papi_desk.services.licences import licences_text, parts


def licences(given: Given) -> Any:
    """List every part with its licence, or write all licences in full into a file."""
    if given.output:
        return {"file": write(given.output, licences_text().encode("utf-8"), private=False)}
    every = [{"name": one.name, "version": one.version, "licence": one.licence, "home": one.home} for one in parts()]
    return every if given.json else "\n".join(f"{one['name']} {one['version']} · {one['licence']}" for one in every)
