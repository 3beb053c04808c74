"""The packaged catalogue, its named variants, and files that an office brings."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest

from papi_desk.domain.calendar import Calendar, read_days, read_desk_hours
from papi_desk.domain.catalogue import (
    NO_LIMIT,
    UNKNOWN_LIMIT,
    ProcedureVersion,
    RequiredDocument,
    Variant,
    changed_fields,
    choosable_variants,
    in_force,
    limit_of,
    offered_by_default,
    plain_code,
    read_catalogue,
    read_variants,
    with_internal_ids,
)
from papi_desk.domain.deadlines import Conventions, Limit, Stage, Unit, due
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.settings import resource

SPRING_2024 = date(2024, 3, 4)
AUTUMN_2026 = date(2026, 11, 24)


def text_of(name: str) -> str:
    return resource("data", name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def variants():
    return tomllib.loads(text_of("variants.toml"))


@pytest.fixture(scope="module")
def catalogue(variants) -> list[ProcedureVersion]:
    return read_catalogue(text_of("procedures.csv"), variants)


@pytest.fixture(scope="module")
def by_code(catalogue) -> dict[str, ProcedureVersion]:
    return {version.code or version.code_unverified: version for version in catalogue}


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    hours = read_desk_hours(tomllib.loads(text_of("desk_hours.toml")))
    return Calendar(read_days(text_of("holidays.csv")), hours)


def stages(limit: Limit) -> list[tuple[Decimal, str]]:
    return [(stage.amount, str(stage.unit)) for stage in limit.stages]


def due_at(version: ProcedureVersion, variant: str, at: str, calendar: Calendar) -> str | None:
    limit = limit_of(version, variant, Conventions())
    return due(limit, datetime.fromisoformat(at), calendar).text()


# ------------------------------------------------------------ the packaged catalogue


def test_all_procedures_load_with_an_internal_number_each(catalogue):
    assert [version.internal_id for version in catalogue] == [f"PD-{n:03}" for n in range(1, 298)]


def test_rows_without_a_verified_code_keep_the_unverified_one_apart(catalogue):
    without = [version for version in catalogue if not version.code]
    assert len(without) == 71
    assert all(version.code_unverified for version in without)
    assert all(any("theo trí nhớ" in check for check in version.checks) for version in without)


def test_confidence_is_as_the_source_has_it(catalogue):
    counted = Counter(version.confidence for version in catalogue)
    assert counted == {"source-verified": 213, "memory": 52, "partly-verified": 32}


def test_whatever_is_not_verified_carries_a_remark(catalogue):
    assert all(version.checks for version in catalogue if version.confidence != "source-verified")


def test_civil_status_and_certification_are_offered_in_2024(catalogue):
    desk = {"Hộ tịch", "Chứng thực"}
    offered = [v for v in catalogue if v.field in desk and offered_by_default(v, SPRING_2024)]
    assert {"1.001193", "1.000656", "1.000894", "1.004873", "2.000635"} <= {v.code for v in offered}
    assert {"2.000815", "2.000884", "2.000908", "2.001035", "2.001019"} <= {v.code for v in offered}
    assert not any("yếu tố nước ngoài" in v.name for v in offered)


def test_how_many_a_delta_commune_offers(catalogue):
    assert sum(offered_by_default(version, SPRING_2024) for version in catalogue) == 203
    assert sum(offered_by_default(version, AUTUMN_2026) for version in catalogue) == 268


@pytest.mark.parametrize(
    ("code", "last_day_without", "first_day_with"),
    [
        ("2.000992", date(2025, 6, 30), date(2025, 7, 1)),
        ("2.000528", date(2025, 6, 30), date(2025, 7, 1)),
        ("1.013313", date(2025, 1, 9), date(2025, 1, 10)),
        ("1.012812", date(2024, 7, 31), date(2024, 8, 1)),
        ("1.012533", date(2024, 6, 30), date(2024, 7, 1)),
        ("3.000527", date(2025, 2, 28), date(2025, 3, 1)),
        ("1.014258", date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_what_came_to_communes_later_is_offered_from_its_day(by_code, code, last_day_without, first_day_with):
    assert not offered_by_default(by_code[code], last_day_without)
    assert offered_by_default(by_code[code], first_day_with)


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("1.003554", date(2024, 7, 31)),
        ("1.001758", date(2025, 6, 30)),
        ("1.010941", date(2025, 2, 28)),
        ("1.001748", date(2025, 6, 30)),
        ("2.002227", date(2025, 12, 31)),
    ],
)
def test_what_was_abolished_or_replaced_is_offered_to_its_last_day(by_code, code, last_day):
    assert by_code[code].valid_to == last_day
    assert offered_by_default(by_code[code], last_day)
    assert not in_force(by_code[code], last_day.fromordinal(last_day.toordinal() + 1))


@pytest.mark.parametrize(
    ("code", "because"),
    [
        ("1.000110", "biên giới"),
        ("1.003005", "biên giới"),
        ("1.012922", "rừng"),
        ("1.012222", "dân tộc thiểu số"),
        ("2.001088", "vùng khó khăn"),
        ("1.010413", "tỉnh khác"),
    ],
)
def test_what_other_communes_do_is_never_offered_and_says_why(by_code, code, because):
    assert not offered_by_default(by_code[code], AUTUMN_2026)
    assert because in by_code[code].not_offered_because


def test_unsure_rows_are_offered_with_a_remark(by_code):
    version = by_code["1.013144"]
    assert offered_by_default(version, SPRING_2024)
    assert any("Chưa rõ cấp xã" in check for check in version.checks)


# ------------------------------------------------------------ limits


def test_a_procedure_without_a_limit_by_law_has_none_and_no_due_date(by_code, calendar):
    assert by_code["1.013144"].limit == NO_LIMIT
    assert due_at(by_code["1.013144"], "", "2024-06-03T09:00", calendar) is None


def test_a_number_without_a_unit_is_no_limit(by_code):
    assert by_code["2.000528"].limit == UNKNOWN_LIMIT
    assert any("không có đơn vị" in check for check in by_code["2.000528"].checks)


def test_same_day_procedures_keep_the_fifteen_oclock_rule(catalogue, by_code, calendar):
    same_day = [v for v in catalogue if v.limit.stages[0].unit is Unit.SAME_DAY]
    assert len(same_day) == 11
    assert all(v.limit.stages[0].cutoff is not None for v in same_day)
    assert due_at(by_code["2.000815"], "", "2024-03-12T14:59", calendar) == "2024-03-12T17:00"
    assert due_at(by_code["2.000815"], "", "2024-03-12T15:01", calendar) == "2024-03-13T17:00"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1.010413", [(5, "working-days"), (15, "days")]),
        ("1.010416", [(3, "working-days"), (30, "days"), (2, "working-days")]),
        ("1.001731", [(2, "working-days"), (3, "working-days")]),
        ("1.014258", [(1, "working-days"), (31, "working-days"), (7, "working-days"), (5, "working-days")]),
        ("1.010803", [(17, "days")]),
    ],
)
def test_limits_in_stages_are_kept_as_stages_where_the_source_explains_them(by_code, code, expected):
    assert stages(by_code[code].limit) == expected


def test_the_portals_contradicting_unit_counts_only_when_the_office_says_so(by_code):
    joined = by_code["2.000986"]
    assert stages(limit_of(joined, "", Conventions())) == [(20, "working-days")]
    assert stages(limit_of(joined, "", Conventions(unit_conflict="portal"))) == [(20, "days")]
    assert "portal" not in {variant.name for variant in choosable_variants(joined)}


# ------------------------------------------------------------ variants


@pytest.mark.parametrize(
    ("code", "variant", "received", "expected"),
    [
        ("1.004859", "verification", "2024-06-10T09:00", "2024-06-18T17:00"),
        ("1.004859", "supplement-information", "2024-06-10T09:00", "2024-06-10T17:00"),
        ("1.004859", "supplement-information", "2024-06-10T15:30", "2024-06-11T17:00"),
        ("1.000894", "verification", "2024-06-10T09:00", "2024-06-17T17:00"),
        ("1.001022", "verification", "2024-06-10T09:00", "2024-06-20T17:00"),
        ("1.004873", "verification", "2024-06-10T09:00", "2024-07-03T17:00"),
        ("1.004884", "verification", "2024-06-10T09:00", "2024-07-05T17:00"),
        ("1.005461", "verification", "2024-06-10T09:00", "2024-06-24T17:00"),
        ("1.010041", "verification", "2024-06-10T09:00", "2024-06-13T17:00"),
        ("2.000815", "many-pages", "2024-06-10T09:00", "2024-06-12T17:00"),
        ("2.000815", "many-pages", "2024-06-10T15:30", "2024-06-13T17:00"),
        ("1.013133", "online", "2026-06-10T09:00", "2026-06-10T11:00"),
        ("3.000228", "no-card", "2024-06-10T09:00", "2024-06-19T17:00"),
        ("1.013274", "funeral", "2024-06-10T09:00", "2024-06-11T17:00"),
        ("1.010824", "monthly-allowance", "2024-06-10T09:00", "2024-07-11T17:00"),
        ("2.002409", "complex", "2024-06-10T09:00", "2024-07-25T17:00"),
    ],
)
def test_a_named_variant_gives_the_worked_date(by_code, calendar, code, variant, received, expected):
    assert due_at(by_code[code], variant, received, calendar) == expected


def test_a_written_agreement_leaves_the_date_to_the_officer(by_code):
    assert limit_of(by_code["2.001035"], "agreement", Conventions()) == UNKNOWN_LIMIT


def test_nothing_can_be_added_to_a_limit_that_is_not_known(by_code):
    unknown = replace(by_code["1.001022"], limit=UNKNOWN_LIMIT)
    assert limit_of(unknown, "verification", Conventions()) == UNKNOWN_LIMIT


def test_an_unknown_variant_is_refused_with_those_that_exist(by_code):
    with pytest.raises(Refused) as refused:
        limit_of(by_code["1.004859"], "nope", Conventions())
    assert refused.value.kind == "variant-unknown"
    assert refused.value.data["known"] == "verification, supplement-information"


def test_what_comes_from_memory_or_another_province_is_marked(catalogue):
    unsure = {v.code or v.code_unverified for v in catalogue for x in v.variants if x.unsure}
    assert {"1.004873", "1.004884", "1.004746", "1.005461", "1.004772", "2.002516", "1.010824"} <= unsure
    assert not {"1.000894", "1.001022", "2.000815"} & {
        v.code for v in catalogue if any(x.name == "verification" and x.unsure for x in v.variants)
    }


def test_every_code_in_the_variants_is_in_the_catalogue(variants, by_code):
    assert set(read_variants(variants)) <= set(by_code)


# ------------------------------------------------------------ papers, fees, JSON


def test_papers_keep_the_counts_of_the_source(by_code):
    first, copy = by_code["1.013135"].documents
    assert (first.name, first.originals, first.photos) == ("Phiếu quân nhân dự bị", 1, 0)
    assert (copy.position, copy.originals, copy.photos) == (2, 0, 1)


def test_papers_only_shown_are_not_counted_as_handed_in(by_code):
    shown = next(paper for paper in by_code["1.001193"].documents if "xuất trình" in paper.name)
    assert (shown.originals, shown.certified, shown.photos) == (0, 0, 0)


def test_an_amount_that_the_province_sets_is_not_free_but_not_known(by_code):
    assert by_code["2.000806"].fee_vnd is None
    assert by_code["1.013225"].fee_vnd is None
    assert by_code["1.000894"].fee_vnd == 0
    assert by_code["2.000815"].fee_vnd == 2000


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("2.000986", "20 Ngày"),
        ("1.012812", "mâu thuẫn"),
        ("1.002755", "mâu thuẫn"),
        ("1.003005", "400.000"),
        ("1.013225", "HĐND tỉnh"),
        ("1.010416", "lẫn lộn"),
        ("1.010405", "0,5 ngày"),
        ("1.014258", "tạm dừng"),
    ],
)
def test_contradictions_of_the_source_are_remarked(by_code, code, word):
    assert any(word in check for check in by_code[code].checks)


def test_a_version_survives_being_kept_as_json(catalogue):
    for version in catalogue:
        kept = json.loads(json.dumps(version.to_json()))
        assert ProcedureVersion.from_json(kept) == version
        assert version.documents == tuple(RequiredDocument.from_json(d.to_json()) for d in version.documents)
        assert version.variants == tuple(Variant.from_json(v.to_json()) for v in version.variants)


def test_the_changed_fields_of_two_versions_are_named(by_code):
    old = by_code["1.001193"]
    new = replace(old, fee_vnd=5000, valid_from=date(2027, 3, 1), internal_id="PD-900")
    assert changed_fields(old, new) == ("fee_vnd", "valid_from")
    assert changed_fields(old, old) == ()


def test_code_suffixes_and_spaces_are_stripped():
    assert plain_code(" 1.001193.000.00.00.H56 ") == "1.001193"
    assert plain_code("1.001 193") == "1.001193"
    assert plain_code("pd-007") == "PD-007"
    assert plain_code("khai sinh") == "KHAISINH"


# ------------------------------------------------------------ files that an office brings


NATIONAL = (
    "code,code_unverified,name_vi,field_vi,time_limit_value,time_limit_unit,time_limit_note,fee_vnd,"
    "required_documents,interagency,in_2024_commune_list,valid_note,confidence,confidence_detail\n"
)


def national(*rows: str) -> list[ProcedureVersion]:
    return read_catalogue(NATIONAL + "\n".join(rows), {})


def test_the_national_columns_are_read_too():
    rows = national(
        "1.001193.000.00.00.H31,,Đăng ký khai sinh,Hộ tịch,0,trong ngày,sau 15 giờ → hôm sau,0,"
        '"Tờ khai (1 bản chính); Giấy chứng sinh (0 bản chính, 1 bản sao); Bản sao có chứng thực A '
        '(Bản chính: 0 Bản sao: 2)",không,yes,,source-verified,x',
        ",1.002192,Giấy chứng sinh,Y tế,2,ngày làm việc,,,,có,no (về xã từ 1/7/2025),,memory,theo trí nhớ",
        "1.013144,,Trợ cấp,Chính sách,,,nguồn: Không quy định,0,,,unsure,,source-verified,",
    )
    birth, paper, none = rows
    assert (birth.code, birth.limit.stages[0].unit, birth.interagency) == ("1.001193", Unit.SAME_DAY, False)
    assert [(d.originals, d.certified, d.photos) for d in birth.documents] == [
        (1, 0, 0),
        (0, 0, 1),
        (0, 2, 0),
    ]
    assert (paper.code_unverified, paper.valid_from, paper.interagency) == (
        "1.002192",
        date(2025, 7, 1),
        True,
    )
    assert none.limit == NO_LIMIT
    assert [version.internal_id for version in rows] == ["", "", ""]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_byte_order_mark_and_any_separator_are_accepted(separator):
    lines = [
        ["code", "name", "field", "limit_value", "limit_unit"],
        ["1.001193", "A", "B", "05", "ngày làm việc"],
    ]
    text = "\ufeff" + "\r\n".join(separator.join(line) for line in lines)
    (version,) = read_catalogue(text, {})
    assert stages(version.limit) == [(5, "working-days")]
    assert version.confidence == "office"
    assert version.delta_default


def test_a_limit_may_stand_in_one_cell_with_its_unit():
    (version,) = read_catalogue("name,field,limit_value\nA,B,20 Ngày\n", {})
    assert stages(version.limit) == [(20, "days")]


def test_a_number_without_unit_in_an_offices_file_is_loaded_with_a_remark():
    (version,) = read_catalogue("name,field,limit_value\nA,B,3\n", {})
    assert version.limit == UNKNOWN_LIMIT
    assert "không có đơn vị" in version.checks[0]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("limit_value", "nhiều", "catalogue-bad-limit"),
        ("limit_value", "-3", "catalogue-bad-limit"),
        ("limit_value", "0", "catalogue-bad-limit"),
        ("limit_value", "99999999999", "catalogue-bad-limit"),
        ("limit_value", "0.3", "catalogue-bad-limit"),
        ("limit_unit", "tuần trăng", "catalogue-bad-unit"),
        ("cutoff", "15:00", "catalogue-bad-cutoff"),
        ("stages", "5 workdays", "catalogue-bad-stages"),
        ("stages", "5 working-days + unknown", "catalogue-bad-stages"),
        ("fee_vnd", "14.000", "table-bad-number"),
        ("fee_vnd", "-1", "table-bad-number"),
        ("documents", "Tờ khai|1", "catalogue-bad-document"),
        ("documents", "Tờ khai;;|1|0|0", "catalogue-bad-document"),
        ("valid_from", "30/02/2025", "table-bad-date"),
        ("valid_to", "2020-01-01", "catalogue-dates-reversed"),
        ("delta", "maybe", "table-bad-choice"),
        ("confidence", "sure", "table-bad-choice"),
        ("code", "ABC", "catalogue-bad-code"),
        ("internal_id", "7", "catalogue-bad-id"),
        ("name", "", "table-cell-empty"),
        ("field", "", "table-cell-empty"),
    ],
)
def test_a_bad_cell_is_refused_with_its_line_and_column(column, value, kind):
    good = {"code": "1.001193", "name": "A", "field": "B", "limit_value": "3", "limit_unit": "working-days"}
    good |= {
        "internal_id": "",
        "cutoff": "",
        "stages": "",
        "fee_vnd": "",
        "documents": "",
        "valid_from": "2024-01-01",
    }
    good |= {"valid_to": "", "delta": "yes", "confidence": "memory"}
    bad = {**good, "code": "1.000656", column: value}
    text = io.StringIO()
    writer = csv.DictWriter(text, good)
    writer.writeheader()
    writer.writerows([{**good, "name": "hai\ndòng"}, bad])
    with pytest.raises(Refused) as refused:
        read_catalogue(text.getvalue(), {})
    assert refused.value.kind == kind
    assert (refused.value.data["line"], refused.value.data["column"]) == (4, column)


def test_a_refusal_of_the_national_columns_names_the_column_of_the_file():
    with pytest.raises(Refused) as refused:
        national("1.001193,,A,B,nhiều,ngày,,0,,,yes,,memory,")
    assert (refused.value.data["line"], refused.value.data["column"]) == (2, "time_limit_value")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "table-empty"),
        ("\n\n", "table-empty"),
        ("name,field\n", "table-empty"),
        ("mã,tên\n1,2\n", "catalogue-columns-missing"),
        ("name,field,name\nA,B,C\n", "table-column-repeated"),
        ("name,field\nA\n", "table-row-length"),
        ("name,field\nA,B,C\n", "table-row-length"),
        ('name,field\n"A"x,B\n', "table-not-csv"),
        ("code,name,field\n1.001193,A,B\n1.001193.000.00.00.H31,C,D\n", "catalogue-repeated"),
    ],
)
def test_a_malformed_file_is_refused(text, kind):
    with pytest.raises(Refused) as refused:
        read_catalogue(text, {})
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    "change",
    [
        {"limit": "5 workdays"},
        {"how": "sometimes"},
        {"procedures": []},
        {"cutoff": "15:00"},
        {"label": None},
        {"colour": "red"},
    ],
)
def test_a_malformed_variant_is_refused_with_its_number(change):
    good = {"name": "v", "procedures": ["1.001193"], "label": "L", "limit": "5 days", "basis": "B"}
    entry = {key: value for key, value in {**good, **change}.items() if value is not None}
    with pytest.raises(Refused) as refused:
        read_variants({"variant": [{**good, "name": "w"}, entry]})
    assert refused.value.kind == "catalogue-bad-variant"
    assert refused.value.data["number"] == 2


def test_internal_numbers_follow_the_code_and_new_procedures_get_the_next_free_one():
    lines = "code,code_unverified,name,field\n1.001193,,A,B\n,,C,D\n,1.002192,E,F\n"
    known = {"1.001193": "PD-001", "1.002192": "PD-291", "PD-297": "PD-297"}
    numbered = with_internal_ids(read_catalogue(lines, {}), known)
    assert [version.internal_id for version in numbered] == ["PD-001", "PD-298", "PD-291"]


def test_a_same_day_limit_can_be_written_without_a_cutoff():
    (version,) = read_catalogue("name,field,limit_unit\nA,B,trong ngày\n", {})
    assert version.limit == Limit((Stage(Decimal(0), Unit.SAME_DAY),))
