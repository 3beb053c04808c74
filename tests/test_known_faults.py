"""Ask the public list of known faults (OSV, what pip-audit asks) about every version that this release names.

Where the list cannot be reached the test says so and is skipped: a desk without network must still pass its tests.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"
LIST = "https://api.osv.dev/v1/querybatch"
SECONDS = 5
KNOWN_HARMLESS: Mapping[str, str] = {}
"""Faults that do not touch this program: identifier → why. Nothing else is passed over."""


def pinned() -> list[tuple[str, str]]:
    """Return every package and version of this release."""
    return re.findall(r"^([\w.-]+)==([\w.]+)$", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)


def known_faults(address: str, packages: list[tuple[str, str]]) -> list[str]:
    """Return «package version: identifier» for each known fault; raises ``OSError`` where nobody answers."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]
    asked = urllib.request.Request(
        address, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
        results = json.load(answer)["results"]
    return [
        f"{name} {version}: {fault['id']}"
        for (name, version), result in zip(packages, results, strict=True)
        for fault in result.get("vulns", ())
        if fault["id"] not in KNOWN_HARMLESS
    ]


def test_no_version_of_this_release_has_a_known_fault() -> None:
    try:
        faults = known_faults(LIST, pinned())
    except OSError as error:
        pytest.skip(f"KNOWN FAULTS NOT CHECKED: the list of known faults cannot be reached from here ({error})")
    assert not faults


class _Answers(BaseHTTPRequestHandler):
    """Answers as the list does: for the second package a fault, for the others nothing."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [{"vulns": [{"id": "X-1"}]} if one["package"]["name"] == "bad" else {} for one in asked]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": results}).encode())

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def answering() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_fault_that_the_list_knows_is_named(answering: str) -> None:
    assert known_faults(answering, [("good", "1.0"), ("bad", "2.0")]) == ["bad 2.0: X-1"]
    assert len(pinned()) > 50
