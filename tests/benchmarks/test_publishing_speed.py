"""How long publishing takes and how large the site gets: 10,000 look-up codes, 300 procedures."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.documents.site import site_files
from papi_desk.documents.site_folder import replace_site
from papi_desk.domain.papers import OfficeHead, PaperRow, SheetWords, StepRow
from papi_desk.domain.public_site import MonthFigures, PublicCase, PublicSite

AT = datetime(2026, 4, 6, 9)
OFFICE = OfficeHead("ỦY BAN NHÂN DÂN XÃ MẪU", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Xã Mẫu")


def the_site(codes: int, procedures: int) -> PublicSite:
    papers = tuple(PaperRow(f"Giấy tờ thứ {n}", 1) for n in range(5))
    fees = (StepRow("Lệ phí mẫu: 8.000 đồng", "Căn cứ mẫu"),)
    sheets = tuple(
        SheetWords(OFFICE, AT.date(), f"Thủ tục mẫu số {n}", f"1.{n:06}", "Hộ tịch", papers=papers, fees=fees)
        for n in range(procedures)
    )
    table = MonthFigures(date(2026, 3, 1), date(2026, 3, 31), "–", (), (0,) * 11)
    cases = tuple(
        PublicCase(f"MC-26{n // 9999:04}-{n % 9999:04}", secrets.token_urlsafe(9), 4, AT.date(), AT)
        for n in range(codes)
    )
    return PublicSite(OFFICE, AT, (("Thứ Hai – thứ Sáu", "07:30–11:30"),), sheets, (), table, cases)


@pytest.mark.parametrize("codes", [5_000, 10_000, 20_000])
def test_publishing_the_site(benchmark: BenchmarkFixture, tmp_path: Path, codes: int) -> None:
    site, folder = the_site(codes, 300), tmp_path / "site"
    benchmark.pedantic(lambda: replace_site(folder, site_files(site, {}, salt="salt")), rounds=3)
    of_codes = [path.stat().st_size for path in (folder / "tra-cuu").iterdir()]
    each = sum(of_codes) / codes
    benchmark.extra_info["bytes a code"] = round(each, 1)
    seconds = benchmark.stats.stats.median
    print(
        f"\n{codes} codes, 300 procedures: {seconds:.2f} s, {1e6 * seconds / codes:.0f} µs a code, "
        f"{each:.1f} bytes a code in {len(of_codes)} files, the largest {max(of_codes):,} bytes"
    )
    assert each < 140
