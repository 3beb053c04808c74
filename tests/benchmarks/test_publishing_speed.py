"""How long publishing takes and how large the site gets: 10,000 look-up codes, 300 procedures."""

from __future__ import annotations

import secrets
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.db.database import Database
from papi_desk.documents.site import site_files
from papi_desk.documents.site_folder import replace_site
from papi_desk.domain.papers import OfficeHead, PaperRow, SheetWords, StepRow
from papi_desk.domain.public_site import MonthFigures, PublicCase, PublicSite
from papi_desk.domain.records import replace
from papi_desk.services.public_site import looked_up_cases
from tests.benchmarks.registers import busy_rows, register_of

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


_SLIPS = """INSERT INTO issued_papers (case_id, form, lookup, issued_at, officer_id, content)
SELECT id, 'receipt', lower(hex(randomblob(6))), received_at, officer_id, '{}' FROM cases"""


def the_register(path: Path, codes: int) -> Database:
    """Lay down a register of so many cases of the last months, each with a slip in a citizen's hands."""
    register_of(path, busy_rows(codes, AT, monthly=codes // 5), at=AT)
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(_SLIPS)
    return database


def test_twice_the_codes_take_twice_the_time_and_twice_the_bytes(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    counts, costs, sizes = (5_000, 10_000, 20_000), list[float](), list[int]()
    for codes in counts:
        database, folder, times = the_register(tmp_path / f"{codes}.db", codes), tmp_path / f"site-{codes}", []
        for _ in range(3):
            began = time.process_time()
            cases = database.read(looked_up_cases, AT)
            replace_site(folder, site_files(replace(the_site(0, 0), cases=cases), {}, salt="salt"))
            times.append(time.process_time() - began)
        database.close()
        costs.append(1e6 * min(times) / len(cases))
        sizes.append(sum(path.stat().st_size for path in (folder / "tra-cuu").iterdir()) // len(cases))
        print(f"\n{len(cases)} codes read, sealed, written: {costs[-1]:.0f} µs a code, {sizes[-1]} bytes a code")
        assert len(cases) > 0.95 * codes
    benchmark.extra_info["µs a code"] = costs
    benchmark.pedantic(lambda: None)
    print(f"a code of {counts[-1]} costs {costs[-1] / costs[0]:.2f} of one of {counts[0]}")
    assert costs[-1] < 1.5 * costs[0]
    assert max(sizes) - min(sizes) < 3
