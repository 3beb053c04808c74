"""Signing in on the command line: a PIN that is never among its words, roles, unattended jobs, the recovery code."""

from __future__ import annotations

import gc
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from papi_desk.cli import main

NOW = ("--now", "2024-05-20T09:00")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def do(*words: str) -> tuple[int, Any]:
        code = main([*words, *NOW, "--json"])
        return code, json.loads(capsys.readouterr().out or "null")

    return do


def told_by(folder: Path) -> list[tuple[str, str]]:
    """Return what the log of a register tells: what was done, and by whom."""
    with closing(sqlite3.connect(folder / "papi-desk.db")) as tool:
        return tool.execute("SELECT action, officer FROM audit_log ORDER BY sequence").fetchall()


def test_an_office_that_asks_to_sign_in_asks_the_command_line_too(
    run: Any, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, role, pin in (
        ("Lê Thị Thử", "administrator", "592731"),
        ("Máy chạy đêm", "unattended", "x81-một-câu-dài"),
    ):
        assert run("officers", "add", name)[0] == 0
        assert run("officers", "roles", name, "--roles", role)[0] == 0
        monkeypatch.setenv("PAPI_DESK_NEW_PIN", pin)
        assert run("officers", "pin", name)[0] == 0
    monkeypatch.setenv("PAPI_DESK_PIN", "592731")
    sheet = tmp_path / "ma.pdf"
    assert run("sign-in", "on", "Lê Thị Thử", "-o", str(sheet))[0] == 0
    printed = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    assert "MÃ KHÔI PHỤC" in printed
    monkeypatch.delenv("PAPI_DESK_PIN")

    code, answer = run("settings", "list")
    assert (code, answer["error"]["kind"]) == (1, "sign-in-command")
    assert run("verify") == (0, {"ok": True, "problems": []})
    assert run("backup")[0] == 0  # the round that runs by itself, its drill too
    away = str(tmp_path / "mang-di.db")
    copy = next((own_folder / "sao-luu").glob("*.db"))
    for words in (("backup", away), ("backups", "add", str(tmp_path / "usb")), ("restore", str(copy))):
        status, answer = run(*words)
        assert (status, answer["error"]["kind"]) == (1, "sign-in-command"), words
    assert run("sign-in")[1] == {"sign_in": "on"}

    monkeypatch.setenv("PAPI_DESK_OFFICER", "Máy chạy đêm")
    secret = tmp_path / "pin"
    secret.write_text("x81-một-câu-dài\n", encoding="utf-8")
    monkeypatch.setenv("PAPI_DESK_PIN_FILE", str(secret))
    assert run("publish", "-o", str(tmp_path / "trang-web"))[0] == 0
    code, answer = run("officers", "add", "Người Mới")
    assert (code, answer["error"]["kind"]) == (1, "deed-not-allowed")
    assert run("backup", away)[0] == 0
    gc.collect()  # the commands before, which would each have been a program of its own, let go of the register
    assert run("restore", away)[0] == 0
    noted = told_by(own_folder)
    assert [officer for action, officer in noted if action in ("backup-file", "restore")] == ["Máy chạy đêm"] * 2

    monkeypatch.setenv("PAPI_DESK_OFFICER", "Lê Thị Thử")
    monkeypatch.delenv("PAPI_DESK_PIN_FILE")
    monkeypatch.setenv("PAPI_DESK_PIN", "000000")
    assert run("roles", "list")[1]["error"]["kind"] == "secret-wrong"
    monkeypatch.setenv("PAPI_DESK_PIN", "592731")
    own = tmp_path / "roles.toml"
    own.write_text('[role.unattended]\nlabel = "Việc tự chạy"\nmay = ["officers"]\n', encoding="utf-8")
    assert run("roles", "set", str(own))[1] == {"set": ["unattended"]}
    assert run("roles", "list")[1]["roles"]["unattended"]["may"] == ["officers"]

    assert run("sign-in", "code", "-o", str(sheet))[0] == 0
    printed = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    assert "Lê Thị Thử" in printed  # who made it stands on the paper
    code_in_safe = next(word for word in printed.split() if word.count("-") == 4)
    monkeypatch.setenv("PAPI_DESK_RECOVERY", code_in_safe.lower())
    monkeypatch.setenv("PAPI_DESK_NEW_PIN", "739164")
    status, answer = run("sign-in", "recover", "Lê Thị Thử")
    assert (status, len(answer["recovery_code"])) == (0, 29)
    monkeypatch.setenv("PAPI_DESK_PIN", "739164")
    assert run("sign-in", "off") == (0, {"sign_in": "open"})
    assert run("verify") == (0, {"ok": True, "problems": []})
