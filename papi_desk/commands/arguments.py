"""The words of the command line: commands and options, no work."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from papi_desk.domain.cases import Action

REPORT_NAMES = (
    "ii06a", "summary", "officers", "channels", "hours", "lateness", "digitisation", "supplements", "fees",
    "remittance", "ratings", "feedback", "disclosure", "plan", "register", "self-assessment",
)  # fmt: skip
Command = Callable[[str, str], argparse.ArgumentParser]
BOOK_COMMANDS = (
    "book", "certification", "blank-slips", "handover", "turn-away", "turned-away", "cash", "fee-board", "assistance",
)  # fmt: skip
"""Commands on the office's books, done in ``books``."""
MATTER_COMMANDS = {
    "notices": "sổ công khai", "notices-plan": "kế hoạch công khai",
    "feedback": "sổ phản ánh, kiến nghị", "reception": "sổ tiếp công dân", "proposals": "đề xuất đơn giản hóa thủ tục",
    "plan": "kế hoạch nâng cao hiệu quả quản trị (load: nạp kế hoạch mẫu)",
    "checks": "sổ kiểm tra", "findings": "tồn tại qua kiểm tra", "checklist": "danh mục kiểm tra",
}  # fmt: skip
"""Registers of matters, each a command, done in ``matters``."""


class Misuse(Exception):
    """Say that the words of the command are off; nothing was done."""


class _Parser(argparse.ArgumentParser):
    """A parser that leaves it to the command line how to complain."""

    def error(self, message: str) -> NoReturn:
        """Say which command was misused and how it is used."""
        raise Misuse(f"{self.format_usage()}{self.prog}: {message}")


def parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = _Parser(add_help=False)
    for name, help_ in (
        ("--data", "thư mục của sổ"),
        ("--database", "địa chỉ cơ sở dữ liệu PostgreSQL"),
        ("--now", "giờ cơ quan để làm việc và ghi nhận, YYYY-MM-DDTHH:MM"),
    ):
        shared.add_argument(name, default=argparse.SUPPRESS, help=help_)
    practice = "sổ tập, riêng bên cạnh sổ thật"
    shared.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help=practice)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in một tài liệu JSON")
    made = _Parser(prog="papi-desk", description="Sổ của bộ phận một cửa cấp xã", parents=[shared])
    made.add_argument("--version", action="version", version=f"papi-desk {version}")
    commands = made.add_subparsers(dest="command", metavar="LỆNH")

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        if not help_:  # the program calls some commands itself
            return commands.add_parser(name, parents=[shared])
        return commands.add_parser(name, help=help_, description=help_, parents=[shared])

    _register_commands(command)
    _paper_commands(command)
    _office_commands(command)
    _figure_commands(command)
    _book_commands(command)
    _matter_commands(command)
    _rating_commands(command)
    _counter_commands(command)
    return made


def _register_commands(command: Command) -> None:
    new = command("register", "tiếp nhận một hồ sơ")
    new.add_argument("--procedure", required=True, metavar="CODE")
    new.add_argument("--name", required=True, help="người nộp")
    for option in (
        "owner", "tax-code", "id-number", "birth-date", "event-date", "phone", "email", "address", "at", "due",
        "reason", "official-code", "exempt", "exempt-evidence", "by", "note", "relation", "authorisation", "sex",
        "receiving-unit", "competent-unit", "blank-slip",
    ):  # fmt: skip
        new.add_argument(f"--{option}")
    new.add_argument("--channel", default="direct")
    new.add_argument("--documents", choices=("all", "none"), default="none")
    new.add_argument("--quantity", action="append", default=[], metavar="TÊN=N")
    new.add_argument("--condition", action="append", default=[], metavar="TÊN[=GIÁ TRỊ]")
    one = command("case", "xem một hồ sơ")
    one.add_argument("code")
    many = command("cases", "tìm hồ sơ")
    for option in ("query", "status", "due-before"):
        many.add_argument(f"--{option}")
    many.add_argument("--overdue", action="store_true")
    many.add_argument("--limit", type=int, default=200)
    step = command("step", "làm một bước của hồ sơ")
    step.add_argument("code")
    step.add_argument("action", choices=[str(action) for action in Action], metavar="ACTION")
    for option in (
        "at", "by", "approver", "reason", "new-due", "variant", "amount", "method", "receipt-number",
        "result-number", "taken-by",
    ):  # fmt: skip
        step.add_argument(f"--{option}")
    step.add_argument("--missing", action="append", default=[], metavar="GIẤY TỜ", help="giấy tờ phải bổ sung")
    step.add_argument("--set", action="append", default=[], metavar="MỤC=GIÁ TRỊ", help="đính chính (amend)")
    tell = command("tell", "ghi việc đã báo cho công dân")
    tell.add_argument("code")
    tell.add_argument("--means", required=True, help="phone, sms, email, zalo, in-person, post")
    tell.add_argument("--content", required=True, help="đã báo những gì")
    for option in ("at", "by"):
        tell.add_argument(f"--{option}")
    batch = command("register-batch", "tiếp nhận nhiều hồ sơ từ CSV, XLSX; cột như các tùy chọn của register")
    batch.add_argument("file")
    batch.add_argument("--procedure", action="append", default=[], metavar="CODE", help="cho dòng không ghi thủ tục")
    batch.add_argument("--dry-run", action="store_true")
    batch.add_argument("--by")
    compare = command("reconcile", "đối chiếu sổ với tệp xuất từ hệ thống của tỉnh (CSV, XLSX)")
    compare.add_argument("file")
    compare.add_argument("-o", "--output")
    down = command("outages", "nhật ký sự cố cổng, mạng, điện: list, start, stop")
    down.add_argument("action", choices=("list", "start", "stop"), nargs="?", default="list")
    for option in ("what", "year", "note", "by"):
        down.add_argument(f"--{option}")
    down.add_argument("-o", "--output")
    load = command("import-cases", "nhập sổ từ hệ thống khác (CSV, XLSX)")
    load.add_argument("file")
    load.add_argument("--dry-run", action="store_true")
    load.add_argument("--by")
    out = command("export-cases", "xuất hồ sơ ra CSV, XLSX")
    out.add_argument("--from", dest="first", required=True)
    out.add_argument("--to", dest="last", required=True)
    out.add_argument("-o", "--output", required=True)


def _counter_commands(command: Command) -> None:
    undo = command("undo", "hoàn tác bước vừa làm: cùng người, trong ngày, trước khi trả kết quả")
    undo.add_argument("code")
    undo.add_argument("--by")
    attention = command("attention", "danh sách chú ý khi tiếp nhận: cảnh báo hoặc không tiếp nhận")
    attention.add_argument("what", choices=("list", "add", "end"), nargs="?", default="list")
    attention.add_argument("subject", nargs="?", metavar="SỐ")
    attention.add_argument("--effect", default="warn", help="warn: cảnh báo; refuse: không tiếp nhận")
    for option, help_ in (
        ("reason", "lý do và căn cứ"), ("number", "số định danh hoặc mã số thuế"), ("name", "họ tên"),
        ("words", "từ ngữ nhận ra việc, ví dụ «thửa 12 tờ 5»"), ("procedure", "chỉ với thủ tục này"),
        ("from", "từ ngày"), ("to", "đến hết ngày"), ("by", "cán bộ"),
    ):  # fmt: skip
        attention.add_argument(f"--{option}", dest={"from": "first", "to": "last"}.get(option, option), help=help_)


def _paper_commands(command: Command) -> None:
    slip = command("slip", "in giấy của hồ sơ")
    slip.add_argument("code", metavar="CODE[,CODE…]")
    slip.add_argument("--form", default="receipt")
    slip.add_argument("--set", dest="form_set", help="bộ biểu mẫu: 2018, 2025 (mặc định: theo ngày nhận hồ sơ)")
    slip.add_argument("-o", "--output", required=True)
    slip.add_argument("--copies", type=int)
    slip.add_argument("--sheet", default="a5", help="a5: mỗi liên một tờ; a4: hai liên trên một tờ A4")
    slip.add_argument("--by")
    sheet = command("sheet", "bản niêm yết một thủ tục")
    sheet.add_argument("code", metavar="PROCEDURE")
    sheet.add_argument("-o", "--output", required=True)
    papers = command("papers", "biểu mẫu: liệt kê, xem và đổi lời, in giấy không thuộc hồ sơ nào")
    papers.add_argument("what", choices=("list", "show", "load", "drop", "print", "gallery", "verify"))
    papers.add_argument("--year", help="verify: năm của các trang sổ đã khóa")
    papers.add_argument("subject", nargs="?", metavar="FORM|FILE")
    papers.add_argument("-o", "--output")
    for option in ("title", "text", "decision", "group", "responsible", "counter"):
        papers.add_argument(f"--{option}", default="")
    papers.add_argument("--number", action="append")
    papers.add_argument("--place", action="append", default=[])
    papers.add_argument("--from", dest="first")
    papers.add_argument("--to", dest="last")


def _office_commands(command: Command) -> None:
    init = command("init", "lập sổ, nạp danh mục và lịch; gọi lại để nâng cấp")
    for option in ("office", "catalogue", "calendar"):
        init.add_argument(f"--{option}", metavar="FILE")
    officers = command("officers", "cán bộ")
    kinds = ("list", "add", "retire", "keys", "roles", "pin", "badge")
    officers.add_argument("what", choices=kinds, nargs="?", default="list")
    officers.add_argument("name", nargs="?")
    officers.add_argument("--title", default="")
    officers.add_argument("--roles", default="", metavar="VAI TRÒ,…")
    roles = command("roles", "vai trò: ai được làm việc gì")
    roles.add_argument("what", choices=("list", "set", "drop"), nargs="?", default="list")
    roles.add_argument("subject", nargs="?", metavar="FILE|VAI TRÒ")
    sign_in = command("sign-in", "bật, tắt đăng nhập; mã khôi phục cất trong két")
    sign_in.add_argument("what", choices=("status", "on", "off", "code", "recover"), nargs="?", default="status")
    sign_in.add_argument("name", nargs="?")
    sign_in.add_argument("-o", "--output", help="in mã khôi phục ra tệp PDF")
    settings = command("settings", "thiết lập")
    settings.add_argument("what", choices=("list", "get", "set"), nargs="?", default="list")
    settings.add_argument("name", nargs="?")
    settings.add_argument("value", nargs="?")
    calendar = command("calendar", "ngày nghỉ, ngày làm bù")
    calendar.add_argument("what", choices=("show", "set", "check"))
    calendar.add_argument("day", metavar="YEAR|DATE")
    calendar.add_argument("state", choices=("off", "on"), nargs="?")
    calendar.add_argument("--basis", default="")
    calendar.add_argument("--name", default="")
    for name, help_ in (("hours", "giờ làm việc của cơ quan"), ("rates", "mức phí, diện miễn giảm của cơ quan")):
        rules = command(name, help_)
        rules.add_argument("what", choices=("list", "set", "drop"), nargs="?", default="list")
        rules.add_argument("subject", nargs="?", metavar="FILE|KEY")
    procedures = command("procedures", "danh mục thủ tục")
    whats = ("list", "show", "import", "offer", "drop", "print")
    procedures.add_argument("what", choices=whats, nargs="?", default="list")
    procedures.add_argument("-o", "--output")
    procedures.add_argument("code", nargs="?", metavar="CODE|FILE")
    procedures.add_argument("--query", default="")
    procedures.add_argument("--offered", action="store_true")
    procedures.add_argument("--dry-run", action="store_true")
    verify = command("verify", "kiểm tra sổ, chuỗi nhật ký, từng dòng dữ liệu, đánh số")
    verify.add_argument(
        "--head", action="append", default=[], metavar="DÒNG:MÃ",
        help="đối chiếu với «nhật ký dòng …» in ở chân trang sổ đã khóa",
    )  # fmt: skip
    _server_command(command)
    _private_commands(command)
    _copy_commands(command)
    join = command("join", "nhập sổ của xã được sáp nhập; bỏ trống tệp: liệt kê các sổ đã nhập")
    join.add_argument("file", nargs="?", metavar="SỔ.db")
    join.add_argument("--prefix", help="tiền tố cho số trùng, 1–8 chữ và số, ví dụ B: B.MC-240304-0001")
    join.add_argument("--name", help="tên đơn vị của sổ kia (mặc định: như trong sổ đó)")
    join.add_argument("--dry-run", action="store_true", help="chỉ báo sẽ nhập những gì")
    join.add_argument("--by")
    licences = command("licences", "chương trình gồm những gì, giấy phép của từng phần; -o: ghi toàn văn ra tệp")
    licences.add_argument("-o", "--output")
    demo = command("demo", "làm thử với dữ liệu mẫu trong thư mục riêng")
    demo.add_argument("--cases", type=int, default=160)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("-o", "--output")


def _server_command(command: Command) -> None:
    server = command("server", "máy chủ dữ liệu cho nhiều quầy: chuẩn bị, nối quầy, chuyển sổ lên và lấy về")
    server.add_argument("what", choices=("prepare", "join", "leave", "move", "fetch"))
    server.add_argument(
        "address", nargs="?", metavar="ĐỊA-CHỈ", help="postgresql://…; prepare: của người quản trị máy chủ"
    )
    server.add_argument("--name", default="papi_desk", help="tên cơ sở dữ liệu")
    server.add_argument(
        "--host", action="append", default=[], help="tên hay địa chỉ mạng của máy chủ; tên thứ nhất in ra cho các quầy"
    )
    server.add_argument("--network", default="samenet", help="mạng của các quầy, ví dụ 192.168.1.0/24")
    server.add_argument(
        "--local", action="store_true", help="các quầy ở ngay trên máy chủ: không mở mạng, không mã hóa"
    )
    server.add_argument("--renew", action="store_true", help="đặt mật khẩu mới")
    server.add_argument("--fingerprint", default="", help="dấu vân tay của chứng thư máy chủ")
    server.add_argument(
        "--close", action="store_true", help="fetch: sau khi lấy về, các quầy không ghi được trên máy chủ nữa"
    )
    server.add_argument("-o", "--output", help="fetch: thư mục của sổ lấy về")


def _private_commands(command: Command) -> None:
    keep = command("retention", "thời hạn lưu giữ dữ liệu cá nhân: xem trước, hủy có phê duyệt, biên bản")
    whats = ("plan", "run", "list", "rules", "set", "drop", "print")
    keep.add_argument("what", choices=whats, nargs="?", default="plan")
    keep.add_argument("subject", nargs="?", metavar="TỆP|KHÓA|SỐ BIÊN BẢN")
    keep.add_argument("--dry-run", action="store_true", help="chỉ liệt kê những gì sẽ hủy")
    keep.add_argument("--rule", action="append", default=[], metavar="KHÓA", help="chỉ theo dòng này")
    keep.add_argument("--approver", default="", help="người phê duyệt")
    keep.add_argument("--by")
    keep.add_argument("-o", "--output", help="in biên bản ra tệp PDF")
    held = command("citizen", "dữ liệu của một công dân: liệt kê, in ra, đính chính theo yêu cầu")
    held.add_argument("what", choices=("show", "correct"), nargs="?", default="show")
    for option, help_ in (
        ("number", "số định danh, mã số thuế, điện thoại"), ("name", "họ tên đầy đủ"), ("reason", "lý do đính chính"),
        ("by", "cán bộ"),
    ):  # fmt: skip
        held.add_argument(f"--{option}", default="" if option != "by" else None, help=help_)
    held.add_argument("--set", action="append", default=[], metavar="MỤC=GIÁ TRỊ", help="name, id_number, phone, …")
    held.add_argument("-o", "--output", help="tệp PDF, XLSX hoặc CSV")


def _copy_commands(command: Command) -> None:
    made = command("backup", "sao lưu sổ vào một tệp; bỏ trống: đến mọi nơi đã chọn, có kiểm tra")
    made.add_argument("file", nargs="?")
    made.add_argument("--patience", type=float, default=60, metavar="GIÂY", help="chờ mỗi nơi chừng ấy, rồi bỏ qua")
    made.add_argument("--if-changed", action="store_true", help="bỏ qua khi từ bản sao trước chưa làm gì thêm")
    several = command("backups", "bản sao: liệt kê, kiểm tra lại, diễn tập; add, drop: nơi cất; set: số bản giữ")
    whats = ("list", "prove", "drill", "add", "drop", "set")
    several.add_argument("what", choices=whats, nargs="?", default="list")
    several.add_argument("subject", nargs="?", metavar="THƯ-MỤC|hours=N|last=N|days=N|months=N")
    back = command("restore", "lấy lại sổ từ bản sao; bỏ trống: bản mới nhất còn nguyên vẹn")
    back.add_argument("file", nargs="?")
    back.add_argument("--from", dest="place", metavar="THƯ-MỤC", help="tìm bản mới nhất ở thư mục này")
    back.add_argument("--compare", action="store_true", help="chỉ cho biết sẽ thiếu gì, thêm gì")
    back.add_argument("--by")
    secret = command("encryption", "mã hóa sổ: status, on, off, sheet (in phiếu khóa), unlock (nhập khóa), plain")
    whats = ("status", "on", "off", "sheet", "unlock", "plain")
    secret.add_argument("what", choices=whats, nargs="?", default="status")
    secret.add_argument("-o", "--output", help="on, sheet: phiếu khóa (PDF)")
    secret.add_argument("--key-in-file", action="store_true", help="máy không có kho khóa: cất khóa trong tệp riêng")
    secret.add_argument("--wipe", action="store_true", help="plain: xóa các tệp chưa mã hóa còn lại")
    secret.add_argument("--by")
    there = command("carry", "")
    there.add_argument("file")
    there.add_argument("place")


def _figure_commands(command: Command) -> None:
    due = command("due", "tính ngày hẹn trả")
    for option in ("procedure", "variant", "limit", "unit", "cutoff"):
        due.add_argument(f"--{option}")
    due.add_argument("--stage", action="append", default=[])
    due.add_argument("--at", required=True)
    due.add_argument("--validity", action="store_true")
    fee = command("fee", "tính phí, lệ phí")
    fee.add_argument("--procedure", required=True)
    fee.add_argument("--quantity", action="append", default=[], metavar="TÊN=N")
    fee.add_argument("--condition", action="append", default=[], metavar="TÊN[=GIÁ TRỊ]")
    fee.add_argument("--channel", default="direct")
    fee.add_argument("--exempt")
    fee.add_argument("--on")
    _report_commands(command)


def _report_commands(command: Command) -> None:
    run = command("report", "làm một báo cáo")
    run.add_argument("name", metavar="TÊN", help=", ".join(REPORT_NAMES))
    stats = command("stats", "thống kê II.06a; compare: kiểm tra bảng đã công bố")
    stats.add_argument("what", choices=("compare",), nargs="?")
    stats.add_argument("file", nargs="?")
    for made in (run, stats):
        _period_options(made)
        made.add_argument("--share", default="solved", help="mẫu số của tỷ lệ: solved, received, due, to-process")
        made.add_argument("--compare", choices=("previous", "last-year"))
        made.add_argument("--as", dest="form", choices=("table", "json", "csv", "xlsx", "pdf"))
        made.add_argument("--semicolon", action="store_true", help="CSV ngăn bằng dấu chấm phẩy")
        made.add_argument("--charts", action="store_true", help="PDF kèm biểu đồ")
        made.add_argument("--behind", action="store_true", help="XLSX kèm danh sách hồ sơ đứng sau số liệu")
        made.add_argument("-o", "--output")
    behind = command("cases-behind", "liệt kê hồ sơ đứng sau một con số")
    behind.add_argument("name", metavar="TÊN")
    behind.add_argument("--row", default="", help="tên hoặc khóa của dòng; bỏ trống là dòng tổng")
    behind.add_argument("--column", default="")
    _period_options(behind)
    define = command("reports", "danh sách báo cáo; xem, sửa cột và chữ của báo cáo")
    define.add_argument("what", choices=("list", "show", "define", "reset"), nargs="?", default="list")
    define.add_argument("name", nargs="?", metavar="TÊN")
    define.add_argument("file", nargs="?", help="define: tệp TOML với title, note, columns …")
    define.add_argument("--by")
    month = command("month", "khóa sổ tháng; soát tháng đã khóa; liệt kê")
    month.add_argument("what", choices=("close", "verify", "differ", "list"))
    month.add_argument("month", nargs="?", metavar="YYYY-MM")
    month.add_argument("--cut", choices=("calendar", "15th"), default="calendar")
    month.add_argument("--known-at", help="differ: so với những gì đã biết lúc này")
    month.add_argument("--by")
    late = command("late", "ghi nguyên nhân hồ sơ quá hạn; bỏ trống mã: liệt kê nguyên nhân")
    late.add_argument("code", nargs="?")
    late.add_argument("cause", nargs="?")
    late.add_argument("--note", default="")
    late.add_argument("--by")


def _period_options(made: argparse.ArgumentParser) -> None:
    for option, shape in (("month", "YYYY-MM"), ("quarter", "YYYY-Q"), ("half", "YYYY-H"), ("year", "YYYY")):
        made.add_argument(f"--{option}", metavar=shape)
    made.add_argument("--cut", choices=("calendar", "15th"), default="calendar")
    made.add_argument("--from", dest="first")
    made.add_argument("--to", dest="last")
    made.add_argument("--by")
    made.add_argument("--known-at")


def _book_commands(command: Command) -> None:
    book = command("book", "sổ theo dõi hồ sơ của một kỳ; close: khóa sổ ngày; page: in lại một trang đã khóa")
    book.add_argument("what", choices=("close", "page"), nargs="?")
    for option in ("date", "by", "year", "page", "field"):
        book.add_argument(f"--{option}")
    book.add_argument("--from", dest="first")
    book.add_argument("--to", dest="last")
    book.add_argument("-o", "--output")
    certification = command("certification", "sổ chứng thực: danh sách, in, khóa sổ năm, mở quyển mới")
    certification.add_argument("what", choices=("list", "print", "close", "volume"), nargs="?", default="list")
    for option in ("kind", "year", "by"):
        certification.add_argument(f"--{option}")
    certification.add_argument("-o", "--output")
    slips = command("blank-slips", "phiếu dự phòng khi mất điện: lấy số để in, danh sách, báo hỏng")
    slips.add_argument("what", choices=("list", "spoil"), nargs="?")
    slips.add_argument("code", nargs="?", metavar="DP-NNNN")
    for option in ("count", "reason", "by"):
        slips.add_argument(f"--{option}")
    slips.add_argument("-o", "--output")
    handover = command("handover", "phiếu bàn giao: lập (--cases, --to), list, tick (quét nhận lại), print")
    handover.add_argument("what", choices=("list", "tick", "print"), nargs="?")
    handover.add_argument("codes", nargs="*", metavar="CODE")
    for option in ("cases", "to", "number", "year", "by"):
        handover.add_argument(f"--{option}")
    handover.add_argument("--out", action="store_true", help="chỉ những phiếu còn hồ sơ chưa nhận lại")
    handover.add_argument("-o", "--output")
    _turning_away(command)
    cash = command("cash", "bảng kê thu phí trong ngày và kiểm tiền mặt")
    for option in ("date", "counted", "opening", "explain", "by"):
        cash.add_argument(f"--{option}")
    cash.add_argument("--note", action="append", default=[], metavar="MỆNH GIÁ=SỐ TỜ")
    cash.add_argument("--by-collector", action="store_true")
    cash.add_argument("-o", "--output")
    _assistance(command)
    command("fee-board", "bảng niêm yết phí, lệ phí").add_argument("-o", "--output")


def _assistance(command: Command) -> None:
    help_ = "đếm lượt hỗ trợ dịch vụ công trực tuyến; list, report (theo cán bộ và tháng), strike (gạch lượt ghi nhầm)"
    made = command("assistance", help_)
    made.add_argument("what", choices=("add", "list", "report", "strike"), nargs="?", default="add")
    made.add_argument("number", nargs="?", help="strike: số của lượt, bỏ trống: lượt cuối hôm nay")
    for option in ("kind", "procedure", "reason"):
        made.add_argument(f"--{option}", default="")
    for option in ("year", "month", "quarter", "by"):
        made.add_argument(f"--{option}")
    made.add_argument("-o", "--output")


def _turning_away(command: Command) -> None:
    turn = command("turn-away", "công dân chưa được tiếp nhận: mẫu 02 (supplement), mẫu 03 (refusal), không lập hồ sơ")
    turn.add_argument("--form", choices=("supplement", "refusal"), required=True)
    for option in ("name", "procedure"):
        turn.add_argument(f"--{option}", required=True)
    for option in ("reason", "address", "phone", "by"):
        turn.add_argument(f"--{option}", default="")
    turn.add_argument("--missing", action="append", default=[], metavar="GIẤY TỜ")
    turn.add_argument("-o", "--output", help="in mẫu 02 hoặc 03 ra tệp PDF")
    turned = command("turned-away", "danh sách công dân chưa được tiếp nhận trong tháng")
    turned.add_argument("--month", required=True)
    turned.add_argument("--cut", choices=("calendar", "15th"), default="calendar")


def _rating_commands(command: Command) -> None:
    made = command("ratings", "ý kiến đánh giá của người dân: ghi phiếu, xem, loại phiếu ghi sai, tổng hợp")
    whats = ("list", "add", "show", "void", "report", "contents")
    made.add_argument("what", choices=whats, nargs="?", default="list")
    made.add_argument("number", nargs="?", metavar="SỐ")
    made.add_argument("--answer", action="append", default=[], metavar="NỘI DUNG=MỨC", help="ví dụ 5=good; mức 1…5")
    made.add_argument("--means", default="paper", help="paper: phiếu giấy; screen: màn hình")
    for option, help_ in (
        ("case", "số tiếp nhận"), ("on", "ngày giao dịch"), ("procedure", "mã thủ tục, khi phiếu không ghi hồ sơ"),
        ("officer", "cán bộ phục vụ"), ("remark", "ý kiến khác"), ("reason", "lý do loại phiếu"),
    ):  # fmt: skip
        made.add_argument(f"--{option}", help=help_)
    _period_options(made)
    made.add_argument("-o", "--output")


def _matter_commands(command: Command) -> None:
    command("display", "chỉ mở màn hình cho công dân (máy ki-ốt hay màn hình thứ hai)")
    publish = command("publish", "ghi trang web công khai vào một thư mục")
    publish.add_argument("-o", "--output", required=True, metavar="DIR")
    publish.add_argument("--by")
    for name, help_ in MATTER_COMMANDS.items():
        made = command(name, f"{help_}: ghi, xem, chuyển bước, kèm tệp, in danh sách")
        whats = ("list", "show", "add", "amend", "step", "attach", "withdraw", "file", "fields", "report", "print",
                 "load", "questions")  # fmt: skip
        made.add_argument("what", choices=whats, nargs="?", default="list")
        made.add_argument("key", nargs="?", metavar="NUMBER", help="số của mục; file, withdraw: số của tệp")
        made.add_argument("action", nargs="?", metavar="STEP", help="step: bước; print: giấy")
        made.add_argument("--set", action="append", default=[], metavar="MỤC=GIÁ TRỊ")
        made.add_argument("--file", action="append", default=[], metavar="[LOẠI=]TỆP")
        for option in ("query", "status", "group", "reason"):
            made.add_argument(f"--{option}", default="")
        for option in ("parent", "year", "on", "by", "quarter"):
            made.add_argument(f"--{option}")
        made.add_argument("--warned", action="store_true", help="chỉ những mục có cảnh báo")
        made.add_argument("-o", "--output")
