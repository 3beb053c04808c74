"""What each paper of each set says, in the official order, read back from its PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.domain.forms import Form, read_form
from papi_desk.domain.papers import FORM_WORDS
from papi_desk.settings import resource

DAY = date(2024, 3, 4)
FORMS = {
    path.stem: read_form(path.read_text(encoding="utf-8"), FORM_WORDS) for path in resource("forms").glob("*.form")
}
PAPERS = sorted((name, one.name) for name, form in FORMS.items() for one in form.sets)

CAPTIONS = {
    ("receipt", "2018"): "Mẫu số 01 · TT 01/2018/TT-VPCP",
    ("receipt", "2025"): "Mẫu số 01 · TT 03/2025/TT-VPCP",
    ("blank-slip", "2018"): "Mẫu số 01 · TT 01/2018/TT-VPCP",
    ("blank-slip", "2025"): "Mẫu số 01 · TT 03/2025/TT-VPCP",
    ("supplement", "2018"): "Mẫu số 02 · TT 01/2018/TT-VPCP",
    ("supplement", "2025"): "Mẫu số 02 · TT 03/2025/TT-VPCP",
    ("refusal", "2018"): "Mẫu số 03 · TT 01/2018/TT-VPCP",
    ("refusal", "2025"): "Mẫu số 03 · TT 03/2025/TT-VPCP",
    ("apology", "2018"): "Mẫu số 04 · TT 01/2018/TT-VPCP",
    ("extension", "2025"): "Mẫu số 04 · TT 03/2025/TT-VPCP",
    ("stop", "2025"): "Mẫu số 05 · TT 03/2025/TT-VPCP",
    ("control", "2018"): "Mẫu số 05 · TT 01/2018/TT-VPCP",
    ("control", "2025"): "Mẫu số 06 · TT 03/2025/TT-VPCP",
}
"""Number and circular of each form of the circulars; the slips of the desk have none."""

HEAD = [
    "ỦY BAN NHÂN DÂN XÃ VÍ DỤ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
]  # fmt: skip
ON_DAY = "Ví Dụ, ngày 04 tháng 3 năm 2024"
UNIT = "Trung tâm Phục vụ hành chính công xã Ví Dụ"
AT_UNIT = f"Bộ phận tiếp nhận và trả kết quả: {UNIT}"
REQUEST = "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân"
PLACE, PHONE, EMAIL = "Địa chỉ: Thôn Mẫu, xã Ví Dụ, tỉnh Hưng Yên", "Số điện thoại: 0912345678", "Email: mau@example.vn"
DESK, CODE = "Số tiếp nhận tại quầy: MC-240304-0001", "Mã hồ sơ: H31.12.5-240304-0007"
SIGNED = "(Ký và ghi rõ họ tên)"
DUE, NEW_DUE = "17 giờ 00 phút, ngày 07 tháng 3 năm 2024", "17 giờ 00 phút, ngày 12 tháng 3 năm 2024"
RECEIVED = "09 giờ 15 phút, ngày 04 tháng 3 năm 2024"
REASON = "Lý do: Thiếu trích lục ghi chú ly hôn theo quy định."
HEAD_OF_OFFICE = ["GIÁM ĐỐC", "(Ký tên, đóng dấu)", "Lê Văn Mẫu"]

WORDING: Mapping[str, list[str]] = {
    "recovery": [
        *HEAD, ON_DAY, "MÃ KHÔI PHỤC ĐĂNG NHẬP", "Cất trong két, phong bì dán kín.",
        "DP-0007", "Lập lúc:", "Người lập: Quầy 2", "Cách dùng:", "1. Ở màn hình đăng nhập", "NGƯỜI CẤT GIỮ",
        "NGƯỜI LẬP",
    ],
    "register-key": [
        *HEAD, ON_DAY, "PHIẾU KHÓA CỦA SỔ MÃ HÓA", "Cất hai bản ở hai nơi khóa kín", "DP-0007", "Tên khóa:",
        "In lúc:", "Người in: Quầy 2", "Cách dùng:", "1. Lấy lại sổ trên máy mới", "NGƯỜI CẤT GIỮ", "NGƯỜI IN",
    ],
    "receipt": [
        *HEAD, "Số: MC-240304-0001", ON_DAY, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", CODE, DESK, "(Liên 1: Lưu)",
        AT_UNIT, "Tiếp nhận hồ sơ của: Nguyễn Văn Mẫu", "Chủ hồ sơ: Trần Thị Ví Dụ",
        "Số CMND/Thẻ căn cước/Hộ chiếu: 033090000001", "Hình thức nộp: Trực tiếp", PLACE, PHONE, EMAIL,
        REQUEST + " (mã TTHC: 1.004873)", "1. Thành phần hồ sơ nộp gồm:",
        "TT Thành phần hồ sơ Số lượng Bản chính Bản sao (chứng thực) Bản photo", "1 Tờ khai theo mẫu 01 – –",
        "2 Trích lục ghi chú ly hôn – 02 –", "3 Giấy tờ tùy thân – – 03", "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc", f"4. Thời gian nhận hồ sơ: {RECEIVED}",
        f"5. Thời gian trả kết quả giải quyết hồ sơ: {DUE}", f"6. Đăng ký nhận kết quả tại: {UNIT} (tại quầy)",
        "7. Phí, lệ phí (nếu có): 16.000 đồng (Mười sáu nghìn đồng)", "Vào Sổ theo dõi hồ sơ, Quyển số: 01/2024",
        "Số thứ tự: 0315", f"NGƯỜI NỘP HỒ SƠ {SIGNED}", f"NGƯỜI TIẾP NHẬN HỒ SƠ {SIGNED} Phạm Văn Thí Dụ", "Ghi chú:",
        "- Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 02 liên:",
        "- Người nộp hồ sơ có thể đăng ký nhận kết quả",
    ],
    "supplement": [
        *HEAD, "Số: 07/HDHS", ON_DAY, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", AT_UNIT,
        "Tiếp nhận hồ sơ/yêu cầu của Ông/Bà: Nguyễn Văn Mẫu", DESK, CODE, REQUEST, PLACE, PHONE, EMAIL,
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "STT Thành phần hồ sơ Số lượng",
        "1 Trích lục ghi chú ly hôn 01", "2 Giấy ủy quyền có chứng thực 01", REASON,
        "Thời hạn nộp bổ sung: trước hết ngày 19 tháng 3 năm 2024",
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với", "để được hướng dẫn./.",
        f"NGƯỜI HƯỚNG DẪN {SIGNED} Phạm Văn Thí Dụ",
    ],
    "refusal": [
        *HEAD, "Số: 07", ON_DAY, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", AT_UNIT,
        "Tiếp nhận hồ sơ của: Nguyễn Văn Mẫu", PLACE, PHONE, EMAIL, REQUEST,
        f"Qua xem xét, {UNIT} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: Thiếu trích",
        "Xin thông báo cho Ông/Bà được biết và thực hiện./.", f"NGƯỜI NỘP HỒ SƠ {SIGNED}",
        f"NGƯỜI TIẾP NHẬN HỒ SƠ {SIGNED} Phạm Văn Thí Dụ",
    ],
    "apology": [
        *HEAD, "Số: 07/PXL", ON_DAY, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "Kính gửi: Trần Thị Ví Dụ",
        f"Ngày 04/03/2024, {UNIT} đã tiếp nhận hồ sơ", "mã số: MC-240304-0001",
        f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {DUE}.", REASON,
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà/Tổ chức.", NEW_DUE,
        "Mong nhận được sự thông cảm", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ (Ký tên và đóng dấu) Lê Văn Mẫu",
    ],
    "extension": [
        *HEAD, "Số: 07", ON_DAY, "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Kính gửi: Trần Thị Ví Dụ",
        f"tiếp nhận hồ sơ của Ông/Bà/Tổ chức lúc {RECEIVED}", REQUEST, DUE, REASON,
        f"xin lỗi Ông/Bà/Tổ chức và đề nghị gia hạn thời gian giải quyết, trả kết quả vào: {NEW_DUE}.",
        "Nơi nhận: - Như trên; - Lưu: hồ sơ.", *HEAD_OF_OFFICE,
    ],
    "stop": [
        *HEAD, "Số: 07", ON_DAY, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Kính gửi: Trần Thị Ví Dụ", RECEIVED, REQUEST,
        "thông báo dừng giải quyết hồ sơ trên kể từ 09 giờ 15 phút, ngày 05 tháng 3 năm 2024.", REASON,
        f"nhận lại hồ sơ đã nộp tại: {UNIT} (tại quầy).", "Nơi nhận: - Như trên; - Lưu: hồ sơ.", *HEAD_OF_OFFICE,
    ],
    "control": [
        *HEAD, "Số: MC-240304-0001", ON_DAY, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", CODE,
        "Kèm theo hồ sơ của: Trần Thị Ví Dụ", "Ngày nhận: 09:15 04/03/2024",
        "Ngày, giờ hẹn trả kết quả: 17:00 07/03/2024", f"Cơ quan (bộ phận) giải quyết hồ sơ: {UNIT}",
        "Cơ quan phối hợp giải quyết hồ sơ: Ủy ban nhân dân xã Ví Dụ", "Quyển số: 01/2024", "Số thứ tự: 0315",
        "TÊN CƠ QUAN THỜI GIAN GIAO, NHẬN HỒ SƠ KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/đúng hạn/quá hạn) GHI CHÚ",
        "Người giao Người nhận", "Bộ phận Một cửa 1. Giao: Phạm Văn Thí Dụ 14 giờ 15 phút, ngày 04 tháng 3 năm 2024",
        "2. Nhận: Lê Thị Ví Dụ", "Tư pháp - Hộ tịch 1. Giao: Lê Thị Ví Dụ", "2. Nhận: Phạm Văn Thí Dụ", "Trước hạn",
        *["1. Giao: ..... giờ ..... phút, ngày ..... tháng ..... năm ......... 2. Nhận:"] * 2,
    ],
    "result-receipt": [
        *HEAD, ON_DAY, "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ", DESK, CODE, "(Liên 1: Lưu)", AT_UNIT, "Chủ hồ sơ: Trần Thị Ví Dụ",
        REQUEST, "1. Kết quả giải quyết: Giấy xác nhận tình trạng hôn nhân",
        "2. Số, ký hiệu của kết quả: 12/UBND-XNTTHN", f"3. Thời gian hẹn trả kết quả: {DUE}",
        "4. Thời gian trả kết quả: 11 giờ 00 phút, ngày 07 tháng 3 năm 2024", "5. Người nhận kết quả: Nguyễn Văn Mẫu",
        "Tư cách người nhận: người được ủy quyền", "6. Phí, lệ phí (nếu có): 16.000 đồng (Mười sáu nghìn đồng)",
        f"NGƯỜI NHẬN KẾT QUẢ {SIGNED}", f"NGƯỜI TRẢ KẾT QUẢ {SIGNED} Phạm Văn Thí Dụ",
    ],
    "fee-slip": [
        *HEAD, ON_DAY, "PHIẾU THU PHÍ, LỆ PHÍ (không thay thế biên lai)", DESK, "(Liên 1: Lưu)",
        "Họ tên người nộp: Nguyễn Văn Mẫu", PLACE, "TT Khoản thu Số lượng Mức thu Số tiền",
        "1 Lệ phí xác nhận tình trạng hôn nhân 2 8.000 đồng 16.000 đồng", "Số tiền phải nộp: 16.000 đồng",
        "Đã nộp: 16.000 đồng", "Viết bằng chữ: Mười sáu nghìn đồng", "Hình thức nộp: tiền mặt", "Số biên lai: 0001234",
        f"NGƯỜI NỘP TIỀN {SIGNED}", f"NGƯỜI THU TIỀN {SIGNED} Phạm Văn Thí Dụ",
        "không thay thế biên lai thu phí, lệ phí.",
    ],
    "rating": [
        *HEAD, ON_DAY, "PHIẾU ĐÁNH GIÁ VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "Ông/Bà không phải ghi họ tên.", DESK,
        "Thủ tục: Cấp Giấy xác nhận", "TT Nội dung đánh giá Rất hài lòng Hài lòng Bình thường Không hài lòng",
        "1 Thời gian trả kết quả giải quyết so với quy định", "5 Thái độ ứng xử của cán bộ", "9 Nội dung khác",
        "Ý kiến khác: .....", "Góp ý để đơn giản hóa thủ tục: .....",
    ],
    "thermal": [
        *HEAD[:2], "PHIẾU TIẾP NHẬN VÀ HẸN TRẢ KẾT QUẢ", "(rút gọn của Mẫu số 01)", "MC-240304-0001", CODE,
        "Người nộp: Nguyễn Văn Mẫu", "Chủ hồ sơ: Trần Thị Ví Dụ", "Thủ tục: Cấp Giấy xác nhận tình trạng hôn nhân",
        "Nhận lúc: 09:15 04/03/2024", "Hẹn trả: 17:00 07/03/2024", f"Trả tại: {UNIT} (tại quầy)",
        "Phí, lệ phí: 16.000 đồng (Mười sáu nghìn đồng)", "Tra cứu hồ sơ",
    ],
    "sheet": [
        *HEAD, "ĐĂNG KÝ KHAI SINH", "Mã thủ tục: 1.001193", "Lĩnh vực: Hộ tịch", "1. Trình tự thực hiện",
        "2. Cách thức thực hiện Trực tiếp", "3. Thành phần, số lượng hồ sơ", "1 Tờ khai theo mẫu 01",
        "Số lượng hồ sơ: 01 bộ", "4. Thời hạn giải quyết", "5. Đối tượng thực hiện Cá nhân", "6. Cơ quan giải quyết",
        "7. Tên mẫu đơn, mẫu tờ khai", "8. Kết quả thực hiện Giấy khai sinh", "9. Yêu cầu, điều kiện (nếu có)",
        "10. Phí, lệ phí (nếu có)", "Đăng ký đúng hạn: không thu", "11. Căn cứ pháp lý Luật Hộ tịch 60/2014/QH13",
        "Nội dung cần kiểm tra trước khi niêm yết", "CHỦ TỊCH (Ký tên, đóng dấu) Lê Văn Mẫu",
    ],
    "posting": [
        *HEAD, "Số: 05/NY", ON_DAY, "NIÊM YẾT CÔNG KHAI", "Danh sách hộ nghèo (ví dụ)",
        "Nhóm nội dung công khai: Chính sách xã hội", "Căn cứ: Quyết định ví dụ",
        "Thời gian niêm yết: từ ngày 04 tháng 3 năm 2024 đến ngày 03 tháng 4 năm 2024", "Nơi niêm yết:",
        "1 Trụ sở Ủy ban nhân dân xã Bảng tin", "2 Nhà văn hóa thôn Mẫu Bảng tin, loa",
        "Người chịu trách nhiệm: Phạm Văn Thí Dụ", "Ngày gỡ: ngày 04 tháng 4 năm 2024", "NGƯỜI NIÊM YẾT", "CHỦ TỊCH",
    ],
    "posting-minutes": [
        *HEAD, "Số: 05/NY", ON_DAY, "BIÊN BẢN KẾT THÚC NIÊM YẾT CÔNG KHAI", "Hôm nay, ngày 04 tháng 4 năm 2024",
        "1. Ông/Bà: Phạm Văn Thí Dụ", "Đã kết thúc, gỡ niêm yết công khai nội dung: Danh sách hộ nghèo (ví dụ).",
        "Thời gian đã niêm yết: từ 04/03/2024 đến 04/04/2024", "1 Trụ sở Ủy ban nhân dân xã Bảng tin",
        "Tình trạng: .....", "NGƯỜI NIÊM YẾT", "NGƯỜI CHỨNG KIẾN", "CHỦ TỊCH",
    ],
    "check-minutes": [
        *HEAD, "Số: KT-2024-0003", ON_DAY, "BIÊN BẢN KIỂM TRA", "Kiểm tra đột xuất Bộ phận Một cửa",
        "Hôm nay, ngày 04 tháng 3 năm 2024, tại Bộ phận Một cửa xã Ví Dụ", "Căn cứ: Quyết định ví dụ",
        "Người kiểm tra (trưởng đoàn): Lê Văn Mẫu", "1 Phạm Văn Thí Dụ", "Đại diện nơi được kiểm tra: Trần Thị Ví Dụ",
        "1 Mức phí, lệ phí niêm yết rõ", "Chưa đạt", "Tồn tại phải khắc phục",
        "1 bảng phí cũ Trần Thị Ví Dụ 14/03/2024",
        "Thay bảng phí, lệ phí đang niêm yết.", "Ý kiến của nơi được kiểm tra: Nhất trí.", "NGƯỜI KIỂM TRA",
        "ĐẠI DIỆN ĐƠN VỊ", "CHỦ TỊCH (Ký tên, đóng dấu) Lê Văn Mẫu",
    ],
    "retention-minutes": [
        *HEAD, "Số: HDL-2024-0001", ON_DAY, "BIÊN BẢN HỦY DỮ LIỆU CÁ NHÂN", "HẾT THỜI HẠN LƯU GIỮ",
        "Hôm nay, ngày 04 tháng 3 năm 2024, chúng tôi gồm:", "Người thực hiện: Phạm Văn Thí Dụ",
        "Người phê duyệt: Lê Văn Mẫu", "TT Loại dữ liệu Thời hạn Căn cứ Số lượng", "1 Hồ sơ đã kết thúc (ví dụ)",
        "Gồm các số: MC-170304-0001, MC-170304-0002", "NGƯỜI THỰC HIỆN", "NGƯỜI PHÊ DUYỆT", "CHỦ TỊCH",
    ],
    "feedback-address": [
        *HEAD, ON_DAY, "NỘI DUNG NIÊM YẾT CÔNG KHAI ĐỊA CHỈ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ",
        "Phản ánh, kiến nghị gửi về:", "Tên cơ quan: Ủy ban nhân dân xã Ví Dụ", "Địa chỉ: Thôn Mẫu, xã Ví Dụ",
        "Số điện thoại chuyên dùng: 0221 3000 000", "Website: example.vn", "Email: xa@example.vn", "CHỦ TỊCH",
    ],
    "blank-slip": [
        *HEAD, "Số: DP-0007", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Số in sẵn: DP-0007", "(Liên 1: Lưu)",
        "Tiếp nhận hồ sơ của: .....", "Địa chỉ: .....", "Số điện thoại: .....", "Email: .....",
        "Nội dung yêu cầu giải quyết: .....", "1. Thành phần hồ sơ nộp gồm:", "1 2 3 4 5 6",
        "2. Số lượng hồ sơ: .....", "3. Thời gian giải quyết hồ sơ theo quy định là: .....",
        "4. Thời gian nhận hồ sơ: …… giờ …… phút", "5. Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút",
        "6. Đăng ký nhận kết quả tại: .....", "7. Phí, lệ phí (nếu có): .....", f"NGƯỜI NỘP HỒ SƠ {SIGNED}",
        f"NGƯỜI TIẾP NHẬN HỒ SƠ {SIGNED}",
    ],
    "ticket": [*HEAD[:2], "SỐ THỨ TỰ CỦA ÔNG/BÀ", "DP-0007", "Quầy: Quầy 2", "3 người", "Xin vui lòng chờ gọi số."],
}  # fmt: skip


def _read(made: Callable[..., Layout], read_back: Callable[[bytes], list[str]], form: str, form_set: str) -> str:
    layout = made(sample_words(FORMS[form], DAY), form, form_set)
    return " ".join(read_back(layout_pdf(layout)))


@pytest.mark.parametrize(("form", "form_set"), PAPERS)
def test_a_paper_says_its_words_in_the_official_order(
    made: Callable[..., Layout], read_back: Callable[[bytes], list[str]], form: str, form_set: str
) -> None:
    text = _read(made, read_back, form, form_set)
    caption = CAPTIONS.get((form, form_set), "")
    place = 0
    for piece in [caption, *WORDING[form]]:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing after {text[max(0, place - 60) : place]!r} in {text}"
        place = found + len(piece)
    assert text.startswith(caption or HEAD[0])


@pytest.mark.parametrize(("form", "form_set"), PAPERS)
def test_no_paper_calls_itself_a_receipt_of_money(
    made: Callable[..., Layout], read_back: Callable[[bytes], list[str]], form: str, form_set: str
) -> None:
    assert "BIÊN LAI" not in _read(made, read_back, form, form_set)


def test_every_form_of_the_two_sets_is_golden() -> None:
    assert WORDING.keys() == FORMS.keys()
    numbers = {(name, one.name): f"{one.number} · {one.basis}" for name, f in FORMS.items() for one in f.sets}
    assert {paper: number for paper, number in numbers.items() if number != " · "} == CAPTIONS


def test_each_set_has_the_forms_of_its_circular() -> None:
    def numbered(form_set: str) -> list[tuple[str, str]]:
        forms: list[Form] = [form for name, form in FORMS.items() if name != "blank-slip"]
        return sorted((s.number, f.form) for f in forms for s in f.sets if s.name == form_set and s.number)

    assert [form for _, form in numbered("2018")] == ["receipt", "supplement", "refusal", "apology", "control"]
    assert [form for _, form in numbered("2025")] == [
        "receipt", "supplement", "refusal", "extension", "stop", "control",
    ]  # fmt: skip
