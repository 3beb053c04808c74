"""Publish the web site: gather, set, and exchange its folder; the one place that knows all three."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from papi_desk.commands.given import Given, now_of, register_of
from papi_desk.documents.site import site_files
from papi_desk.documents.site_folder import replace_site
from papi_desk.services.public_site import note_publication, public_site
from papi_desk.settings import resource


def publish(given: Given) -> Any:
    """Write the public web site into a folder."""
    database, now = register_of(given), now_of(given)
    site = database.read(public_site, now=now)
    assets = {path.name: path.read_bytes() for path in sorted(resource("site").iterdir())}
    count, size = replace_site(Path(given.output), site_files(site, assets, salt=secrets.token_hex(16)))
    database.transact(note_publication, str(given.output), at=now, by=given.by)
    return {
        "folder": given.output, "files": count, "bytes": size, "procedures": len(site.procedures),
        "notices": len(site.notices), "cases": len(site.cases),
    }  # fmt: skip
