from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import (
    Bill,
    ExemptionRule,
    FeeRule,
    FeeTable,
    bill,
    condition_label,
    flat_rule,
    read_fee_rules,
    read_lateness,
    set_by_province,
)
from papi_desk.domain.words import in_words
from papi_desk.settings import resource

DATA = tomllib.loads(resource("data", "fees.toml").read_text(encoding="utf-8"))
RULES, EXEMPTIONS = read_fee_rules(DATA)
TABLE = FeeTable(RULES, EXEMPTIONS)
EXAMPLES = Path(__file__).parents[1] / "data" / "fees_examples.csv"
SUMMER_2024 = date(2024, 6, 30)
DIGITAL_DAY = date(2026, 9, 1)


def asked(
    procedure: str,
    quantities: Mapping[str, int] | None = None,
    *conditions: str,
    channel: str = "direct",
    exempt: str | None = None,
    on: date = SUMMER_2024,
    province: str = "Hưng Yên",
    table: FeeTable = TABLE,
) -> Bill:
    stated = dict(condition.split("=") if "=" in condition else (condition, "yes") for condition in conditions)
    return table.bill(
        procedure=procedure,
        quantities=quantities or {},
        conditions=stated,
        channel=channel,
        exempt=exempt,
        on=on,
        province=province,
    )


def refusal_of(*arguments: object, **words: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        asked(*arguments, **words)  # type: ignore[arg-type]
    return refusal.value.kind, refusal.value.field


def example_rows() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", example_rows(), ids=lambda row: row["id"])
def test_a_worked_example_gives_its_total(row: dict[str, str]) -> None:
    quantities, conditions, channel = {}, [], "direct"
    for name, _, value in (part.strip().partition("=") for part in row["inputs"].split(";")):
        if name == "channel":
            channel = value
        elif value.isdigit():
            quantities[name] = int(value)
        else:
            conditions.append(f"{name}={value or 'yes'}")
    counted = asked(row["procedure_code"], quantities, *conditions, channel=channel)
    assert counted.total == int(row["expected_total_vnd"])
    assert counted.in_words == in_words(counted.total)


# Chứng thực


@given(st.integers(1, 400), st.integers(1, 50), st.integers(1, 20))
def test_pages_are_priced_by_tier_and_capped_for_every_copy_of_every_original(
    pages: int, copies: int, originals: int
) -> None:
    counted = asked("2.000815", {"pages": pages, "copies": copies, "originals": originals})
    each = min(200_000, 2_000 * min(pages, 2) + 1_000 * max(0, pages - 2))
    assert counted.total == each * copies * originals
    assert counted.lines[0].unit_price == each


def test_a_copy_of_a_certified_contract_costs_as_any_copy() -> None:
    assert asked("2.000942", {"pages": 10, "copies": 2}).total == 24_000


def test_one_page_one_copy_is_counted_when_nothing_is_entered() -> None:
    assert asked("2.000815").total == 2_000


def test_signatures_in_one_paper_are_one_case_and_papers_are_counted() -> None:
    assert asked("2.000884", {"signatures": 2, "papers": 2}).total == 20_000
    assert asked("2.000884", {"signatures": 5}).warnings == ()


def test_only_the_mortgage_contract_itself_is_exempt_under_decree_55() -> None:
    exempt = asked("2.001035", {}, "mortgage-decree-55")
    assert exempt.total == 0
    assert "TT 226/2016/TT-BTC Đ5" in exempt.lines[0].exemption
    change = asked("2.000913", {}, "mortgage-decree-55")
    assert change.total == 30_000
    assert "không ảnh hưởng" in change.warnings[0]


@pytest.mark.parametrize("exempt", ["poor", "hộ nghèo", "HO NGHEO", "elderly", "disabled,merit"])
def test_no_one_is_exempt_from_the_fee_of_certified_copies(exempt: str) -> None:
    counted = asked("2.000815", {"pages": 3}, exempt=exempt)
    assert counted.total == 5_000
    assert all("không miễn «Phí chứng thực bản sao từ bản chính»" in text for text in counted.warnings)
    assert "NĐ 55/2015" in counted.warnings[0]


def test_a_correction_and_a_change_of_a_contract_have_their_own_rates() -> None:
    assert (asked("2.000913").total, asked("2.000927").total) == (30_000, 25_000)


# Hộ tịch


def test_each_copy_of_each_event_is_paid() -> None:
    assert asked("2.000635").total == 8_000
    assert asked("2.000635", {"copies": 2}).total == 16_000
    assert asked("2.000635", {"events": 2}).total == 16_000
    assert asked("2.000635", {"copies": 2, "events": 2}).total == 32_000


def test_a_birth_on_time_is_free_and_shows_why() -> None:
    counted = asked("1.001193")
    assert counted.total == 0
    assert counted.in_words == "Không đồng"
    assert [(line.amount, line.kind) for line in counted.lines] == [(0, "charge")]
    assert "Luật Hộ tịch 2014 Đ11" in counted.lines[0].basis


@pytest.mark.parametrize("said", ["late=no", "late=không", "on_time=yes", "đúng hạn=có"])
def test_a_birth_said_to_be_on_time_is_not_late(said: str) -> None:
    counted = asked("1.001193", {}, said)
    assert (counted.total, counted.conditions, counted.warnings) == (0, (), ())


@pytest.mark.parametrize("said", ["late", "late=yes", "LATE=có", "on-time=no", "quá hạn"])
def test_a_birth_said_to_be_late_is_paid(said: str) -> None:
    counted = asked("1.001193", {}, said)
    assert (counted.total, counted.conditions) == (5_000, ("late",))


def test_a_poor_family_pays_for_the_copies_and_not_for_the_late_registration() -> None:
    counted = asked("1.001193", {"copies": 2}, "late", exempt="hộ nghèo")
    assert counted.total == 16_000
    registration, copies = counted.lines
    assert (registration.amount, registration.unit_price) == (0, 5_000)
    assert registration.exemption == "Người thuộc hộ nghèo: miễn (Luật Hộ tịch 2014 Đ11k1)"
    assert registration.evidence == "Giấy chứng nhận hộ nghèo"
    assert (copies.amount, copies.exemption) == (16_000, "")
    assert counted.warnings == (
        "Người thuộc hộ nghèo: không miễn «Phí cấp bản sao trích lục hộ tịch» – "
        "TT 281/2016/TT-BTC Đ5 không nêu diện miễn cho phí bản sao trích lục hộ tịch.",
    )


def test_vneid_has_the_online_rate_and_post_that_of_the_counter() -> None:
    totals = [asked("1.001193", {}, "late", channel=one).total for one in ("vneid", "online", "post", "counter")]
    assert totals == [0, 0, 5_000, 5_000]


def test_a_birth_registered_again_counts_one_copy_and_says_so() -> None:
    counted = asked("1.004884", channel="online")
    assert counted.total == 8_000
    assert "nhập 0 bản" in counted.warnings[0]
    assert asked("1.004884", {"copies": 0}).total == 5_000
    assert asked("1.004884", {"copies": 0}).warnings == ()


def test_rates_of_the_province_before_the_merger_are_to_be_checked_after_it() -> None:
    assert asked("1.001193", {}, "late", on=date(2025, 6, 30)).warnings == ()
    after = asked("1.001193", {}, "late", on=date(2025, 7, 1))
    assert after.total == 5_000
    assert "Cần kiểm tra" in after.warnings[0]


@pytest.mark.parametrize(
    ("on", "channel", "province"),
    [
        (date(2020, 7, 9), "direct", "Hưng Yên"),
        (date(2022, 12, 8), "online", "Hưng Yên"),
        (SUMMER_2024, "direct", "Thái Bình"),
    ],
)
def test_a_late_birth_where_no_rate_is_known_has_no_total(on: date, channel: str, province: str) -> None:
    counted = asked("1.001193", {"copies": 1}, "late", on=on, channel=channel, province=province)
    assert (counted.total, counted.in_words) == (None, None)
    assert counted.lines[1].amount == 8_000
    assert "HĐND cấp tỉnh" in counted.warnings[0]


def test_the_province_is_known_by_its_full_name_too() -> None:
    assert asked("1.001193", {}, "late", province="Tỉnh HƯNG YÊN").total == 5_000


def test_an_unknown_rate_is_nothing_to_those_who_are_exempt() -> None:
    counted = asked("1.000656", {}, "late", exempt="merit")
    assert counted.total == 0
    assert asked("1.000656", {}, "late").total is None


@pytest.mark.parametrize("procedure", ["2.000528", "1.012753", "2.000720", "1.013225", "1.001612", "1.004873"])
def test_what_the_province_sets_is_not_known_even_where_the_portal_says_free(procedure: str) -> None:
    counted = asked(procedure)
    assert counted.total is None
    assert "cần kiểm tra" in counted.warnings[0]


def test_confirmation_of_an_entry_is_paid_by_paper_and_free_for_the_poor() -> None:
    assert asked("2.002516", {"papers": 2}).total == 16_000
    assert asked("2.002516", exempt="poor").total == 0


# Nuôi con nuôi


@pytest.mark.parametrize(
    "relation",
    [
        "step-parent",
        "stepmother",
        "cha dượng",
        "mẹ kế",
        "aunt",
        "uncle",
        "cô ruột",
        "bác",
        "disabled-child",
        "hiv",
    ],
)
def test_relatives_and_those_who_take_a_disabled_child_adopt_free(relation: str) -> None:
    counted = asked("2.001263", {}, f"relation={relation}")
    assert counted.total == 0
    assert "NĐ 114/2016" in counted.lines[0].exemption


def test_an_adoption_is_paid_by_others_and_free_for_people_of_merit() -> None:
    assert asked("2.001263", {}, "relation=không").total == 400_000
    assert asked("2.001263", exempt="người có công").total == 0
    assert asked("2.001255").total == 0


def test_an_adoption_across_the_border_follows_the_decree_and_warns_of_the_portal() -> None:
    counted = asked("1.003005")
    assert counted.total == 400_000
    assert "4.500.000" in counted.warnings[0]


# Cư trú


@pytest.mark.parametrize(
    ("procedure", "conditions", "channel", "total", "sure"),
    [
        ("1.004222", (), "direct", 20_000, True),
        ("1.004222", (), "vneid", 10_000, True),
        ("1.004194", (), "direct", 15_000, False),
        ("1.004194", (), "online", 7_000, True),
        ("1.004194", ("list",), "direct", 30_000, True),
        ("1.004194", ("list",), "online", 15_000, False),
        ("1.002755", (), "direct", 15_000, False),
        ("1.002755", (), "online", 7_000, False),
        ("1.002755", ("list",), "direct", 30_000, True),
        ("1.010038", (), "direct", 10_000, True),
        ("1.010038", (), "online", 5_000, False),
    ],
)
def test_residence_has_a_rate_for_counter_online_and_lists(
    procedure: str, conditions: tuple[str, ...], channel: str, total: int, sure: bool
) -> None:
    people = {"people": 3} if conditions else {}
    counted = asked(procedure, people, *conditions, channel=channel)
    assert counted.total == total
    assert (not counted.warnings) == sure


def test_people_without_a_list_are_one_registration_and_the_number_is_pointed_out() -> None:
    counted = asked("1.004194", {"people": 4}, channel="online")
    assert counted.total == 7_000
    assert counted.warnings == ("«số người» (people) không dùng để tính phí trong trường hợp này.",)


@pytest.mark.parametrize(
    "exempt", ["child", "người cao tuổi", "khuyết tật", "có công", "Hộ Nghèo", "mồ côi", "biên giới"]
)
def test_the_remembered_exemptions_of_residence_are_to_be_checked(exempt: str) -> None:
    counted = asked("1.004222", exempt=exempt)
    assert counted.total == 0
    assert "theo trí nhớ" in counted.warnings[0]


def test_no_rate_of_residence_is_known_before_the_circular() -> None:
    counted = asked("1.004222", on=date(2023, 2, 4))
    assert counted.total is None
    assert "05/02/2023" in counted.warnings[0]


# Công dân số


@pytest.mark.parametrize(
    ("procedure", "quantities"),
    [("2.000635", {"copies": 2}), ("1.004222", {}), ("1.014064", {}), ("1.001193", {"copies": 1})],
)
def test_a_digital_citizen_pays_nothing_online_in_the_period(procedure: str, quantities: dict[str, int]) -> None:
    for day in (date(2026, 8, 15), date(2027, 2, 28)):
        counted = asked(procedure, quantities, channel="vneid", exempt="công dân số", on=day)
        assert counted.total == 0
        assert counted.warnings == ()


@pytest.mark.parametrize(
    ("on", "channel", "why"),
    [
        (date(2026, 8, 14), "online", "từ 15/08/2026 đến 28/02/2027"),
        (date(2027, 3, 1), "online", "từ 15/08/2026 đến 28/02/2027"),
        (DIGITAL_DAY, "direct", "trực tuyến"),
    ],
)
def test_a_digital_citizen_pays_at_the_counter_and_outside_the_period(on: date, channel: str, why: str) -> None:
    counted = asked("2.000635", channel=channel, exempt="digital-citizen", on=on)
    assert counted.total == 8_000
    assert why in counted.warnings[0]


def test_a_digital_citizen_pays_for_certified_copies() -> None:
    counted = asked("2.000815", channel="online", exempt="digital-citizen", on=DIGITAL_DAY)
    assert counted.total == 2_000
    assert len(counted.warnings) == 1


def test_several_exemptions_give_the_highest_benefit_line_by_line() -> None:
    half = ExemptionRule("half", "half", "Giảm nửa", ("civil-status",), percent=50, basis="thử")
    table = FeeTable(RULES, [half, *EXEMPTIONS])
    assert asked("1.001193", {}, "late", exempt="half", table=table).total == 2_500
    counted = asked("1.001193", {"copies": 1}, "late", exempt="half, poor", table=table)
    assert counted.total == 8_000
    assert "hộ nghèo" in counted.lines[0].exemption
    both = asked("1.004222", channel="online", exempt="child,digital-citizen", on=DIGITAL_DAY)
    assert (both.total, both.warnings) == (0, ())


# What is refused, and what is only pointed out


@pytest.mark.parametrize(
    ("quantities", "refusal"),
    [
        ({"pages": -1}, ("fee-quantity-range", "pages")),
        ({"pages": 0}, ("fee-quantity-range", "pages")),
        ({"copies": 10_000}, ("fee-quantity-range", "copies")),
        ({"sheets": 1}, ("fee-quantity-unknown", "quantity")),
    ],
)
def test_a_quantity_that_cannot_be_is_refused(quantities: dict[str, int], refusal: tuple[str, str]) -> None:
    assert refusal_of("2.000815", quantities) == refusal


def test_words_the_rules_do_not_know_are_refused() -> None:
    assert refusal_of("1.001193", {}, "later") == ("fee-condition-unknown", "condition")
    assert refusal_of("1.001193", {}, "late=maybe") == ("fee-condition-value", "late")
    assert refusal_of("2.001263", {}, "relation=neighbour") == ("fee-condition-value", "relation")
    assert refusal_of("1.001193", exempt="rich") == ("fee-exemption-unknown", "exempt")
    assert refusal_of("1.001193", channel="pigeon") == ("channel-unknown", "channel")


def test_a_quantity_or_condition_without_effect_is_pointed_out() -> None:
    counted = asked("2.000815", {"people": 2}, "late")
    assert counted.total == 2_000
    assert counted.warnings == (
        "«số người» (people) không dùng để tính phí của thủ tục này.",
        "Điều kiện «đăng ký quá hạn» không ảnh hưởng đến phí, lệ phí của thủ tục này.",
    )


def test_a_procedure_without_rules_has_no_total() -> None:
    counted = asked("9.999999")
    assert (counted.lines, counted.total) == ((), None)
    assert "Chưa có quy định" in counted.warnings[0]
    assert not TABLE.covers("9.999999")


# The catalogue


def catalogue_rows() -> list[dict[str, str]]:
    with resource("data", "procedures.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def whole_table(rows: list[dict[str, str]]) -> FeeTable:
    """Return the rules with a flat rule for each procedure that has none, as the register makes it."""
    flat = []
    for row in rows:
        code = row["code"] or row["code_unverified"] or row["internal_id"]
        if not TABLE.covers(code):
            known = row["fee_vnd"] and not set_by_province(row["fee_note"])
            amount = int(row["fee_vnd"]) if known else None
            flat.append(flat_rule(f"flat-{code}", row["name"], code, amount, row["fee_unit"], row["source_url"], ""))
    return FeeTable([*RULES, *flat], EXEMPTIONS)


def test_every_procedure_of_the_catalogue_has_a_bill() -> None:
    rows = catalogue_rows()
    table = whole_table(rows)
    for row in rows:
        code = row["code"] or row["code_unverified"] or row["internal_id"]
        counted = asked(code, on=DIGITAL_DAY, table=table)
        assert counted.lines, code
        if counted.total is None:
            assert any("cần kiểm tra" in text for text in counted.warnings), code
        elif row["fee_vnd"] not in ("", str(counted.total)):
            assert row["code"] in {"1.003005", "1.004884", "1.004772"}, (code, counted.total)


def test_what_the_province_sets_is_never_free_elsewhere() -> None:
    rows = [row for row in catalogue_rows() if set_by_province(row["fee_note"])]
    table = whole_table(rows)
    assert len(rows) > 30
    for row in rows:
        counted = asked(row["code"], {}, "late", on=DIGITAL_DAY, province="Nơi khác", table=table)
        assert counted.total is None, row["code"]


def test_every_procedure_of_the_rules_is_in_the_catalogue() -> None:
    codes = {row["code"] or row["code_unverified"] for row in catalogue_rows()}
    assert {code for rule in RULES for code in rule.procedures} <= codes


def test_a_flat_rule_counts_what_its_unit_names() -> None:
    table = FeeTable([flat_rule("flat", "Lệ phí", "PD-1", 70_000, "giấy chứng nhận", "Cổng DVCQG", "")], [])
    assert asked("PD-1", {"certificates": 2}, table=table).total == 140_000
    unknown = FeeTable([flat_rule("flat", "Lệ phí", "PD-1", None, "", "", "nguồn không ghi")], [])
    assert asked("PD-1", table=unknown).warnings == (
        "Chưa biết mức «Lệ phí» (nguồn không ghi): cần kiểm tra và nhập số tiền.",
    )


def test_a_flat_rule_added_to_the_table_knows_its_words_and_leaves_the_table_alone() -> None:
    table = TABLE.with_rule(flat_rule("flat", "Lệ phí", "PD-1", 70_000, "giấy chứng nhận", "Cổng DVCQG", ""))
    counted = asked("PD-1", exempt="hộ nghèo", table=table)
    assert counted.total == 70_000
    assert "không có căn cứ miễn (Cổng DVCQG)" in counted.warnings[0]
    assert not TABLE.covers("PD-1")


# Rules as data


def test_rules_come_back_from_json_as_they_were() -> None:
    kept = json.loads(json.dumps({"rule": [rule.to_json() for rule in RULES]}))
    assert [FeeRule.from_json(entry) for entry in kept["rule"]] == RULES
    kept = json.loads(json.dumps([one.to_json() for one in EXEMPTIONS]))
    assert [ExemptionRule.from_json(entry) for entry in kept] == EXEMPTIONS


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tax"},
        {"procedures": []},
        {"amount": -1},
        {"amount": "5000"},
        {"colour": "red"},
        {"quantities": {"sheets": 1}},
        {"tiers": [[1, 2000]]},
        {"tiers": [[2, 2000]], "tier_by": "pages", "quantities": {"pages": 1}},
        {"channels": ["pigeon"]},
        {"valid_from": "2024-13-01"},
        {"valid_from": date(2024, 2, 1), "valid_to": date(2024, 1, 1)},
        {"when": "late"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_its_key(change: dict[str, object]) -> None:
    entry = {
        "key": "test",
        "name": "Phí thử",
        "procedures": ["1.000000"],
        "kind": "fee",
        "basis": "thử",
    } | change
    with pytest.raises(Refused) as refusal:
        read_fee_rules({"rule": [entry]})
    assert refusal.value.kind == "fee-rule-bad"
    assert refusal.value.data["rule"] == "test"


def test_a_rule_that_lacks_its_basis_or_stands_twice_is_refused() -> None:
    entry = {"key": "test", "name": "Phí thử", "procedures": ["1.000000"], "kind": "fee"}
    for entries in ([entry], [entry | {"basis": "thử"}] * 2):
        with pytest.raises(Refused):
            read_fee_rules({"rule": entries})
    with pytest.raises(Refused):
        read_fee_rules({"rule": "none"})


def test_a_table_tells_what_to_ask_for() -> None:
    assert TABLE.quantities_of("2.000815") == {"pages": 1, "copies": 1, "originals": 1}
    assert TABLE.quantities_of("1.001193") == {"copies": 0}
    assert TABLE.conditions_of("1.001193") == ["late"]
    assert "relation=step-parent" in TABLE.conditions_of("2.001263")
    assert condition_label("relation=step-parent") == "cha dượng, mẹ kế nhận con riêng"
    assert set(TABLE.exemptions_of("1.001193", SUMMER_2024)) == {"merit", "poor", "disabled"}
    assert TABLE.exemptions_of("2.000815", SUMMER_2024) == {}


def test_lateness_is_known_for_births_and_deaths() -> None:
    known = read_lateness(DATA)
    assert {code: (one.days, one.condition) for code, one in known.items()} == {
        "1.001193": (60, "late"),
        "1.000656": (15, "late"),
    }


def test_the_function_and_the_table_give_the_same_bill() -> None:
    words = {"procedure": "2.000815", "quantities": {"pages": 12}, "conditions": {}, "channel": "direct"}
    more = {"exempt": None, "on": SUMMER_2024, "province": "Hưng Yên"}
    assert bill(RULES, EXEMPTIONS, **words, **more) == TABLE.bill(**words, **more)  # type: ignore[arg-type]
    assert bill(RULES, EXEMPTIONS, **words, **more).in_words == "Mười bốn nghìn đồng"  # type: ignore[arg-type]


@given(
    st.sampled_from(sorted({code for rule in RULES for code in rule.procedures})),
    st.dictionaries(st.sampled_from(["pages", "copies", "papers", "people", "events"]), st.integers(1, 500)),
    st.sets(st.sampled_from(["late", "list", "mortgage-decree-55", "relation=uncle"])),
    st.sampled_from(["direct", "post", "online", "vneid"]),
    st.sampled_from([None, "poor", "merit,child", "digital-citizen"]),
    st.dates(date(2015, 1, 1), date(2028, 1, 1)),
)
def test_a_total_is_the_sum_of_its_lines_and_exemptions_never_add(
    procedure: str,
    quantities: dict[str, int],
    conditions: set[str],
    channel: str,
    exempt: str | None,
    on: date,
) -> None:
    paid = asked(procedure, quantities, *conditions, channel=channel, on=on)
    less = asked(procedure, quantities, *conditions, channel=channel, exempt=exempt, on=on)
    for counted in (paid, less):
        amounts = [line.amount for line in counted.lines]
        assert counted.total == (None if None in amounts else sum(amount or 0 for amount in amounts))
    if paid.total is not None:
        assert less.total is not None
        assert less.total <= paid.total
