"""Files and scans that somebody made to do harm: each is taken or refused with a sentence, and holds nothing up.

``PAPI_DESK_FUZZ=10000`` tries every reader so many times (fewer the slow ones), 40 times without it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from papi_desk.domain.errors import Refused
from papi_desk.domain.files import check_packed, check_pdf, kind_of_file, named_as, plain_name
from papi_desk.domain.matters import check_file
from papi_desk.services.imports import read_rows
from tests.hostile import targets
from tests.hostile.edits import edited
from tests.hostile.targets import TARGETS, bomb, outcome, packed, pdf, png, sheet

TRIES = int(os.environ.get("PAPI_DESK_FUZZ", "40"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_level_fail("CRITICAL")  # its picture readers warn of broken pictures, as they should
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_in_it_a_file_or_scan_is_taken_or_refused_with_a_sentence(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=max(8, round(TRIES * target.share)),
        suppress_health_check=list(HealthCheck),
        phases=set(Phase) - {Phase.explain},
    )
    @given(content=edited(target.seeds()))
    def check(content: bytes) -> None:
        outcome(target.read, content)

    check()
    capfd.readouterr()  # libpng's own words on broken pictures


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no package for this system: hypothesis alone")
@pytest.mark.parametrize("name", ["csv", "sheet", "pasted", "template", "scan"])
def test_a_fuzzer_that_sees_the_lines_it_reaches_finds_no_bug(name: str, tmp_path: Path) -> None:
    runs = max(100, round(TRIES * 10 * TARGETS[name].share))
    seconds = max(2, TRIES // 50)
    script = Path(__file__).with_name("fuzz.py")
    asked = [f"-atheris_runs={runs}", f"-max_total_time={seconds}", "-max_len=20000", "-verbosity=0", "-seed=7"]
    done = subprocess.run(
        [sys.executable, str(script), name, *asked], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


# --- made to fill memory or time -----------------------------------------------------------------------------


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        list(read_rows(path))
    return caught.value.kind


def test_a_workbook_that_unpacks_to_more_than_memory_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    forged = bomb("[Content_Types].xml", 301_000_000)
    assert len(forged) < 400_000
    assert refusal(tmp_path / "bomb.xlsx", forged) == "file-unpacks-too-large"
    with pytest.raises(Refused, match="file-unpacks-too-large"):
        check_file("bomb.docx", forged)


def test_a_sheet_that_claims_seventeen_milliards_of_cells_is_read_as_far_as_it_is_filled(tmp_path: Path) -> None:
    claims, cell = tmp_path / "claims.xlsx", '<row r="1"><c r="A1"><v>7</v></c></row>'
    claims.write_bytes(packed({"xl/worksheets/sheet1.xml": sheet(cell, "A1:XFD1048576")}))
    assert list(read_rows(claims)) == [(7,)]
    far = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 700))
    assert refusal(tmp_path / "far.xlsx", packed({"xl/worksheets/sheet1.xml": sheet(far)})) == "file-unpacks-too-large"


def test_entities_that_multiply_and_a_file_from_outside_are_not_read(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    many = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet>&a11;</worksheet>'
    assert refusal(tmp_path / "laughs.xlsx", packed({"xl/worksheets/sheet1.xml": many.encode()})) == "file-unreadable"
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row>'
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    outside = head.encode() + sheet(cell).partition(b"?>")[2]
    assert refusal(tmp_path / "outside.xlsx", packed({"xl/worksheets/sheet1.xml": outside})) == "file-unreadable"


@pytest.mark.parametrize(
    "line",
    [
        "@table papers least=9999999\nA | {name} | 10\n@end",
        f"@table papers\nA | {{name}} | {'9' * 400}\n@end",
        "a\n" * 1001,
    ],
)
def test_a_template_made_to_hold_the_program_up_is_refused(line: str) -> None:
    words = outcome(TARGETS["template"].read, f"form: receipt\nset: 2025|||–\n---\n{line}\n".encode())
    assert words.startswith(("Dòng", "Mẫu quá dài"))


def test_a_template_whose_roll_never_ends_is_refused() -> None:
    roll = "form: receipt\npage: roll-80\nset: 2025|||–\n---\n" + "@gap 999\n" * 20
    assert outcome(TARGETS["template"].read, roll.encode()).startswith("Mẫu quá dài")


# --- made to run something -----------------------------------------------------------------------------------

_PACKED = zlib.compress(b"5 0 6 40 <</S/JavaScript/JS(app.alert(1))>> <</Type/X>>")


@pytest.mark.parametrize(
    "content",
    [
        pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        pdf("/OpenAction<</S/J#61vaScript/JS(x)>>"),
        pdf("/OpenAction<</S/Launch/F(cmd.exe)>>"),
        pdf("/AcroForm<</XFA 9 0 R>>"),
        pdf() + b"4 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode>>\nstream\n" + _PACKED + b"\nendstream\n",
        pdf() + b"4 0 obj\n<</Type/Obj#53tm/N 2/Filter/FlateDecode>>\nstream\r\n" + _PACKED + b"\nendstream\n",
        b"<html><script>alert(1)</script>" + pdf("/AA<</O<</S/JavaScript>>>>"),
    ],
)
def test_a_pdf_that_would_run_something_is_refused_for_cases_and_for_notices(content: bytes) -> None:
    with pytest.raises(Refused, match="file-runs"):
        kind_of_file("Tờ khai.pdf", content)
    with pytest.raises(Refused):
        check_file("Tờ khai.pdf", content)


def test_a_pdf_with_nothing_to_run_is_taken_whatever_bytes_its_pictures_have() -> None:
    for content in (
        pdf(),
        pdf() + b"stream\n/JS(\x00/JS 1 0 R endstream",
        pdf("/Outlines 4 0 R/URI(https://example.vn)"),
    ):
        assert kind_of_file("a.pdf", content) == "pdf"
        check_pdf("a.pdf", content)


def test_a_document_with_macros_or_without_its_parts_is_refused() -> None:
    check_packed("a.docx", packed({}))
    for parts in ({"word/vbaProject.bin": b"x"}, {"xl/activeX/activeX1.bin": b"x"}, {"word/embeddings/ole.bin": b"x"}):
        with pytest.raises(Refused, match="file-runs"):
            check_packed("a.docx", packed(parts))
    for content in (b"PK", b"PK\x03\x04" + bytes(40), bomb("a.txt", 1_000_000)):
        with pytest.raises(Refused, match="file-unreadable"):
            check_file("a.docx", content)


def test_a_picture_that_says_it_is_enormous_is_not_drawn() -> None:
    assert outcome(TARGETS["attachment"].read, png(20_000, 20_000, bytes(100))).startswith("Ảnh quá lớn")


# --- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("CON.pdf", "_CON.pdf"), ("lpt1", "_lpt1"), ("a:$DATA.pdf", "a$DATA.pdf"), ("x\u202efdp.exe", "xfdp.exe"),
        ("\udcff\udcfe.pdf", "��.pdf"), ("a\0b\n.pdf", "ab .pdf"), ("x" * 400 + ".pdf", "x" * 110 + ".pdf"),
        (" . . ", "tep"),
        ("../../.ssh/authorized_keys", "authorized_keys"), ("~", "~"),
    ],
)  # fmt: skip
def test_a_name_is_only_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_file_is_named_as_what_it_is() -> None:
    assert named_as("Tờ khai.PDF", "pdf") == "Tờ khai.PDF"
    assert named_as("ảnh.jpeg", "jpg") == "ảnh.jpeg"
    assert named_as("evil.html", "pdf") == "evil.html.pdf"
    assert named_as("run.pdf.exe", "png") == "run.pdf.exe.png"


def test_what_is_tried_is_more_than_refusals() -> None:
    for name, target in TARGETS.items():
        assert any(outcome(target.read, seed) == "taken" for seed in target.seeds()), name
    assert targets.workbook()
