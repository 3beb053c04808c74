<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>AboutTab</name>
    <message>
        <source>Data of this computer: {0}</source>
        <translation>Dữ liệu của máy này: {0}</translation>
    </message>
    <message>
        <source>Save &amp;all licences…</source>
        <translation>Ghi &amp;toàn văn các giấy phép…</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Thành phần</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Giấy phép</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>Các thành phần của chương trình</translation>
    </message>
    <message>
        <source>Words of the licence</source>
        <translation>Lời của giấy phép</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Đã ghi: {0}</translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>no answer</source>
        <translation>chưa trả lời</translation>
    </message>
</context>
<context>
    <name>AssistanceTab</name>
    <message>
        <source>&amp;Count one</source>
        <translation>&amp;Ghi một lượt</translation>
    </message>
    <message>
        <source>&amp;Take the last one back</source>
        <translation>&amp;Gạch lượt vừa ghi</translation>
    </message>
    <message>
        <source>By officer and month</source>
        <translation>Theo cán bộ và tháng</translation>
    </message>
    <message>
        <source>Counted: help number {0}, {1} today.</source>
        <translation>Đã ghi lượt hỗ trợ số {0}; hôm nay {1} lượt.</translation>
    </message>
    <message>
        <source>Helped with</source>
        <translation>Hỗ trợ việc</translation>
    </message>
    <message>
        <source>Number {0} was struck out; today counts {1}.</source>
        <translation>Đã gạch lượt số {0}; hôm nay còn {1} lượt.</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Cán bộ</translation>
    </message>
    <message>
        <source>Print the &amp;year</source>
        <translation>In cả &amp;năm</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Cả năm</translation>
    </message>
    <message>
        <source>Ctrl+R counts one from every page.</source>
        <translation>Ở trang nào cũng bấm Ctrl+R để ghi một lượt.</translation>
    </message>
</context>
<context>
    <name>AttachDialog</name>
    <message>
        <source>What they are</source>
        <translation>Loại tệp</translation>
    </message>
    <message>
        <source>Keep files</source>
        <translation>Kèm tệp</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>AttachmentDesk</name>
    <message>
        <source>Scans and pictures (*.pdf *.jpg *.jpeg *.png)</source>
        <translation>Bản quét và ảnh (*.pdf *.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Kèm tệp</translation>
    </message>
    <message>
        <source>Attached: {0}</source>
        <translation>Đã kèm: {0}</translation>
    </message>
    <message>
        <source>Export the file</source>
        <translation>Xuất tệp</translation>
    </message>
</context>
<context>
    <name>AttentionDialog</name>
    <message>
        <source>&amp;Reason, and the document it rests on</source>
        <translation>&amp;Lý do, văn bản làm căn cứ</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Full na&amp;me</source>
        <translation>Họ và &amp;tên</translation>
    </message>
    <message>
        <source>Only for the procedure (code)</source>
        <translation>Chỉ với thủ tục (mã)</translation>
    </message>
    <message>
        <source>Personal &amp;number or tax code</source>
        <translation>&amp;Số định danh hoặc mã số thuế</translation>
    </message>
    <message>
        <source>Put on the attention list</source>
        <translation>Đưa vào danh sách chú ý</translation>
    </message>
    <message>
        <source>Until and with</source>
        <translation>Đến hết ngày</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Khi gặp</translation>
    </message>
    <message>
        <source>Words in address or note</source>
        <translation>Từ ngữ trong địa chỉ hoặc ghi chú</translation>
    </message>
    <message>
        <source>a name alone only warns: namesakes are many</source>
        <translation>chỉ có tên thì chỉ cảnh báo, vì nhiều người trùng tên</translation>
    </message>
    <message>
        <source>a plot of land: thửa 12 tờ 5</source>
        <translation>một thửa đất: thửa 12 tờ 5</translation>
    </message>
    <message>
        <source>today, unless another day stands here</source>
        <translation>bỏ trống là hôm nay</translation>
    </message>
</context>
<context>
    <name>AttentionPanel</name>
    <message>
        <source>&amp;End the chosen one</source>
        <translation>&amp;Kết thúc mục đang chọn</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>T&amp;hêm</translation>
    </message>
    <message>
        <source>Attention list</source>
        <translation>Danh sách chú ý</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Looked at while a case is received: it warns, or refuses, with the reason.</source>
        <translation>Được đối chiếu khi tiếp nhận: cảnh báo hoặc không tiếp nhận, kèm lý do.</translation>
    </message>
    <message>
        <source>Nobody is on the list. Put land in dispute, forged papers or wanted corrections here.</source>
        <translation>Chưa có mục nào. Ghi vào đây đất tranh chấp, giấy tờ giả, việc cần đính chính.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Whom or what</source>
        <translation>Ai, việc gì</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Người ghi</translation>
    </message>
    <message>
        <source>not in force</source>
        <translation>không áp dụng</translation>
    </message>
</context>
<context>
    <name>BackupChip</name>
    <message>
        <source>Copies of the register: {0}</source>
        <translation>Bản sao của sổ: {0}</translation>
    </message>
    <message>
        <source>Never copied</source>
        <translation>Chưa sao lưu lần nào</translation>
    </message>
    <message>
        <source>The clock was set back</source>
        <translation>Đồng hồ máy bị lùi</translation>
    </message>
    <message>
        <source>Last copy {0}: too old</source>
        <translation>Sao lưu {0}: quá cũ</translation>
    </message>
    <message>
        <source>Last copy {0}: old</source>
        <translation>Sao lưu {0}: đã cũ</translation>
    </message>
    <message>
        <source>Copied {0}, not everywhere</source>
        <translation>Sao lưu {0}, còn thiếu nơi</translation>
    </message>
    <message>
        <source>Copied {0}</source>
        <translation>Đã sao lưu {0}</translation>
    </message>
</context>
<context>
    <name>BackupKeeper</name>
    <message>
        <source>The copying program cannot be started.</source>
        <translation>Không chạy được chương trình sao lưu.</translation>
    </message>
    <message>
        <source>Copying ended without an answer; nothing was changed.</source>
        <translation>Việc sao lưu dừng giữa chừng; sổ không bị thay đổi gì.</translation>
    </message>
    <message>
        <source>Copied and proved: {0}</source>
        <translation>Đã sao lưu và kiểm tra: {0}</translation>
    </message>
</context>
<context>
    <name>BackupsTab</name>
    <message>
        <source>Make a copy now</source>
        <translation>Sao lưu ngay</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>Đang sao lưu…</translation>
    </message>
    <message>
        <source>No copy yet</source>
        <translation>Chưa sao lưu lần nào</translation>
    </message>
    <message>
        <source>Every … &amp;hours</source>
        <translation>Mấy &amp;giờ một lần</translation>
    </message>
    <message>
        <source>&amp;Keep the last</source>
        <translation>Giữ mấy bản &amp;cuối</translation>
    </message>
    <message>
        <source>then one a &amp;day, days</source>
        <translation>rồi mỗi &amp;ngày một bản, số ngày</translation>
    </message>
    <message>
        <source>then one a &amp;month, months</source>
        <translation>rồi mỗi &amp;tháng một bản, số tháng</translation>
    </message>
    <message>
        <source>Also when the program is &amp;closed</source>
        <translation>Sao lưu cả khi &amp;đóng chương trình</translation>
    </message>
    <message>
        <source>&amp;Add a place…</source>
        <translation>Thê&amp;m nơi cất…</translation>
    </message>
    <message>
        <source>&amp;Remove the place</source>
        <translation>&amp;Bỏ nơi cất</translation>
    </message>
    <message>
        <source>&amp;Take this copy back…</source>
        <translation>&amp;Lấy lại bản này…</translation>
    </message>
    <message>
        <source>&amp;Look in another folder…</source>
        <translation>Tìm ở thư mục &amp;khác…</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Nơi cất</translation>
    </message>
    <message>
        <source>Last copy</source>
        <translation>Lần gần nhất</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Places of the copies</source>
        <translation>Các nơi cất bản sao</translation>
    </message>
    <message>
        <source>no copy: see below</source>
        <translation>chưa có: xem bên dưới</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>chưa sao lưu</translation>
    </message>
    <message>
        <source>proved; same disk</source>
        <translation>đã kiểm tra; cùng ổ với sổ</translation>
    </message>
    <message>
        <source>proved</source>
        <translation>đã kiểm tra</translation>
    </message>
    <message>
        <source>Newest proved copy: {0}</source>
        <translation>Bản sao mới nhất đã kiểm tra: {0}</translation>
    </message>
    <message>
        <source>The first copy is taken back for trial at once, then one each month.</source>
        <translation>Bản đầu tiên được lấy lại thử ngay, sau đó mỗi tháng thử một bản.</translation>
    </message>
    <message>
        <source>whole and right, {0} cases</source>
        <translation>đủ và đúng, {0} hồ sơ</translation>
    </message>
    <message>
        <source>Last trial {0}: {1}</source>
        <translation>Diễn tập gần nhất {0}: {1}</translation>
    </message>
    <message>
        <source>There is no whole copy in {0}.</source>
        <translation>Không có bản sao nguyên vẹn nào trong {0}.</translation>
    </message>
    <message>
        <source>Place of the copies</source>
        <translation>Nơi cất bản sao</translation>
    </message>
    <message>
        <source>Folder of copies</source>
        <translation>Thư mục có bản sao</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Thử lại</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>&amp;Step for all</source>
        <translation>&amp;Bước cho tất cả</translation>
    </message>
    <message>
        <source>&amp;Print for all</source>
        <translation>&amp;In cho tất cả</translation>
    </message>
    <message>
        <source>&amp;Hand over with form 06</source>
        <translation>Bàn &amp;giao theo mẫu 06</translation>
    </message>
    <message>
        <source>{0} cases chosen</source>
        <translation>Đã chọn {0} hồ sơ</translation>
    </message>
    <message>
        <source>A numbered hand-over list…</source>
        <translation>Lập phiếu bàn giao…</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>Paper {0}</source>
        <translation>Giấy thứ {0}</translation>
    </message>
    <message>
        <source>Printed so far</source>
        <translation>Số giấy đã in</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Chưa in</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Every paper is printed.</source>
        <translation>Đã in hết.</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Dừng</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>{0} of {1} papers are printed.</source>
        <translation>Đã in {0} trên {1} giấy.</translation>
    </message>
    <message>
        <source>&amp;Open a table…</source>
        <translation>&amp;Mở bảng…</translation>
    </message>
    <message>
        <source>&amp;Receive all</source>
        <translation>&amp;Tiếp nhận tất cả</translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation>Thử &amp;xem</translation>
    </message>
    <message>
        <source>Citizens, one a line</source>
        <translation>Công dân, mỗi người một dòng</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Name; personal number; phone; address – one citizen a line</source>
        <translation>Họ tên; số định danh; điện thoại; địa chỉ – mỗi người một dòng</translation>
    </message>
    <message>
        <source>No procedure</source>
        <translation>Bỏ các thủ tục</translation>
    </message>
    <message>
        <source>No procedure chosen yet.</source>
        <translation>Chưa chọn thủ tục nào.</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>Mở bảng</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Receive many at once</source>
        <translation>Tiếp nhận nhiều hồ sơ một lượt</translation>
    </message>
    <message>
        <source>Received {0}; {1} were not: correct them and receive again.</source>
        <translation>Đã nhận {0} hồ sơ; {1} dòng chưa nhận: sửa rồi tiếp nhận lại.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>{0} can be received, {1} cannot.</source>
        <translation>{0} hồ sơ nhận được, {1} dòng thì không.</translation>
    </message>
    <message>
        <source>«Try» shows what would come of each line.</source>
        <translation>«Thử xem» cho biết mỗi dòng sẽ ra sao; chưa lưu gì.</translation>
    </message>
    <message>
        <source>can be received</source>
        <translation>nhận được</translation>
    </message>
</context>
<context>
    <name>BatchSteps</name>
    <message>
        <source>Done so far</source>
        <translation>Đã làm</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Chưa làm được</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Dừng</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Đón&amp;g</translation>
    </message>
    <message>
        <source>{0} of {1} cases are done.</source>
        <translation>Đã xong {0} trên {1} hồ sơ.</translation>
    </message>
</context>
<context>
    <name>BlankSlipsBook</name>
    <message>
        <source>Number</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Printed at</source>
        <translation>In lúc</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>No slip is kept for power cuts. Print some now; each has its own number.</source>
        <translation>Chưa có giấy in sẵn để dùng khi mất điện. Hãy in trước một ít; mỗi giấy có số riêng.</translation>
    </message>
    <message>
        <source>How &amp;many</source>
        <translation>&amp;Số lượng</translation>
    </message>
    <message>
        <source>Print more</source>
        <translation>In thêm</translation>
    </message>
    <message>
        <source>Strike out…</source>
        <translation>Hủy giấy…</translation>
    </message>
    <message>
        <source>{0} is struck out; its number stays.</source>
        <translation>Đã hủy {0}; số vẫn giữ trong sổ.</translation>
    </message>
    <message>
        <source>used</source>
        <translation>đã dùng</translation>
    </message>
    <message>
        <source>struck out</source>
        <translation>đã hủy</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>chưa dùng</translation>
    </message>
    <message>
        <source>{0} slips are left. When power is back, type the slip's number at registration.</source>
        <translation>Còn {0} giấy. Khi có điện lại, nhập số giấy lúc ghi hồ sơ vào máy.</translation>
    </message>
</context>
<context>
    <name>BookPanel</name>
    <message>
        <source>Saved: {0}</source>
        <translation>Đã lưu: {0}</translation>
    </message>
</context>
<context>
    <name>BooksPage</name>
    <message>
        <source>Books</source>
        <translation>Sổ sách</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Sổ</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hiện nay</translation>
    </message>
    <message>
        <source>closed until {0}</source>
        <translation>khóa đến {0}</translation>
    </message>
    <message>
        <source>never closed</source>
        <translation>chưa khóa</translation>
    </message>
    <message>
        <source>{1} numbers</source>
        <translation>{1} số</translation>
    </message>
    <message>
        <source>closed, {1} numbers</source>
        <translation>đã khóa, {1} số</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>đã kiểm</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>chưa kiểm</translation>
    </message>
    <message>
        <source>{1} still out</source>
        <translation>{1} chưa nhận lại</translation>
    </message>
    <message>
        <source>{1} left</source>
        <translation>còn {1}</translation>
    </message>
    <message>
        <source>{1} this month</source>
        <translation>{1} trong tháng</translation>
    </message>
</context>
<context>
    <name>CalendarTab</name>
    <message>
        <source>Off or on</source>
        <translation>Nghỉ hoặc làm</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Hoán đổi</translation>
    </message>
    <message>
        <source>Back to the packaged one</source>
        <translation>Về bản có sẵn</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>Năm trước</translation>
    </message>
    <message>
        <source>Year after</source>
        <translation>Năm sau</translation>
    </message>
    <message>
        <source>Blue: day off · grey: weekend · green frame: weekend day worked · dot: set by this office</source>
        <translation>Nền xanh: ngày nghỉ · nền xám: nghỉ hằng tuần · khung xanh lá: làm việc ngày nghỉ · chấm: cơ quan đặt</translation>
    </message>
    <message>
        <source>The holidays of {0} are not loaded: promises into that year are not sure.</source>
        <translation>Chưa nạp ngày nghỉ năm {0}: ngày hẹn sang năm đó chưa chắc chắn.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
</context>
<context>
    <name>CaseColumns</name>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Số tiếp nhận</translation>
    </message>
    <message>
        <source>Official code</source>
        <translation>Mã hồ sơ</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Lĩnh vực</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Hẹn trả</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Xử lý xong</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Người tiếp nhận</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Hạn</translation>
    </message>
</context>
<context>
    <name>CaseSections</name>
    <message>
        <source>People</source>
        <translation>Công dân</translation>
    </message>
    <message>
        <source>Told the citizen</source>
        <translation>Đã báo cho công dân</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Phí, lệ phí</translation>
    </message>
    <message>
        <source>Papers handed in</source>
        <translation>Giấy tờ đã nhận</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Tệp kèm hồ sơ</translation>
    </message>
    <message>
        <source>Papers issued</source>
        <translation>Giấy đã phát hành</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Quá trình</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>Người nộp</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Quan hệ</translation>
    </message>
    <message>
        <source>Receiving unit</source>
        <translation>Nơi tiếp nhận</translation>
    </message>
    <message>
        <source>Competent unit</source>
        <translation>Cơ quan có thẩm quyền</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>Chép tin nhắn</translation>
    </message>
    <message>
        <source>Note what was said</source>
        <translation>Ghi việc đã báo</translation>
    </message>
    <message>
        <source>None written down</source>
        <translation>Chưa ghi giấy tờ nào</translation>
    </message>
    <message>
        <source>{0} originals</source>
        <translation>{0} bản chính</translation>
    </message>
    <message>
        <source>{0} certified</source>
        <translation>{0} sao chứng thực</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} bản chụp</translation>
    </message>
    <message>
        <source>digitised</source>
        <translation>số hóa</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Đã thu</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>cần kiểm tra</translation>
    </message>
    <message>
        <source>Fee slip</source>
        <translation>Phiếu thu</translation>
    </message>
    <message>
        <source>Total {0}</source>
        <translation>Tổng cộng {0}</translation>
    </message>
    <message>
        <source>&amp;Print a paper</source>
        <translation>I&amp;n giấy</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>In lại</translation>
    </message>
    <message>
        <source>Print again: {0}</source>
        <translation>In lại: {0}</translation>
    </message>
    <message>
        <source>set {0}</source>
        <translation>bộ {0}</translation>
    </message>
    <message>
        <source>printed {0} times</source>
        <translation>đã in {0} lần</translation>
    </message>
    <message>
        <source>&amp;Attach a file</source>
        <translation>&amp;Kèm tệp</translation>
    </message>
    <message>
        <source>Newest scans</source>
        <translation>Bản quét mới nhất</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>Look: {0}</source>
        <translation>Xem: {0}</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <source>Take away: {0}</source>
        <translation>Bỏ: {0}</translation>
    </message>
    <message>
        <source>{0} kB</source>
        <translation>{0} kB</translation>
    </message>
    <message>
        <source>due {0}</source>
        <translation>hẹn trả {0}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>đã hoàn tác</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>Sự cố trong lúc xử lý</translation>
    </message>
    <message>
        <source>it lasts</source>
        <translation>chưa hết</translation>
    </message>
    <message>
        <source>Numbers, phones and addresses are covered: your roles have no work with them.</source>
        <translation>Số định danh, điện thoại, địa chỉ đang được che: vai trò của bạn không cần đến.</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Day by day</source>
        <translation>Từng ngày</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Hẹn trả</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Hình thức nhận</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Cán bộ nhận</translation>
    </message>
    <message>
        <source>Certification</source>
        <translation>Số chứng thực</translation>
    </message>
    <message>
        <source>Blank slip</source>
        <translation>Phiếu dự phòng</translation>
    </message>
    <message>
        <source>Written down</source>
        <translation>Ghi vào sổ</translation>
    </message>
    <message>
        <source>late, at {0}</source>
        <translation>muộn, lúc {0}</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Giấy hẹn</translation>
    </message>
    <message>
        <source>Print the receipt, or see it first</source>
        <translation>In giấy hẹn, hoặc xem trước khi in</translation>
    </message>
    <message>
        <source>The papers asked for were not brought in time: the case may be closed.</source>
        <translation>Công dân không bổ sung đúng hạn: có thể đóng hồ sơ.</translation>
    </message>
    <message>
        <source>More steps</source>
        <translation>Bước khác</translation>
    </message>
    <message>
        <source>The message is copied: paste it where you send it.</source>
        <translation>Đã chép tin nhắn: dán vào nơi gửi.</translation>
    </message>
    <message>
        <source>Cause of lateness</source>
        <translation>Nguyên nhân quá hạn</translation>
    </message>
    <message>
        <source>Why late…</source>
        <translation>Vì sao quá hạn…</translation>
    </message>
</context>
<context>
    <name>CasesBehindDialog</name>
    <message>
        <source>No case stands behind this figure.</source>
        <translation>Không có hồ sơ nào đứng sau con số này.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Đón&amp;g</translation>
    </message>
    <message>
        <source>&amp;Save the list (XLSX)</source>
        <translation>&amp;Lưu danh sách (XLSX)</translation>
    </message>
    <message>
        <source>{0} cases. Enter opens a case.</source>
        <translation>{0} hồ sơ. Nhấn Enter để mở hồ sơ.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số tiếp nhận</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Hẹn trả</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Xử lý xong</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Cases</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>No case is like this.</source>
        <translation>Không có hồ sơ nào như vậy. Nhấn F2 để tiếp nhận hồ sơ mới.</translation>
    </message>
    <message>
        <source>Choose a case to read it here. Enter opens it whole.</source>
        <translation>Chọn một hồ sơ để xem tại đây. Nhấn Enter để mở toàn trang.</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Về danh sách</translation>
    </message>
    <message>
        <source>{0} cases</source>
        <translation>{0} hồ sơ</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Cột</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>hơn {0} hồ sơ</translation>
    </message>
</context>
<context>
    <name>CashBook</name>
    <message>
        <source>Hour</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Người nộp</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Số tiền</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Hình thức</translation>
    </message>
    <message>
        <source>Receipt no.</source>
        <translation>Số biên lai</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Ngày</translation>
    </message>
    <message>
        <source>&amp;By collector</source>
        <translation>Theo n&amp;gười thu</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In bảng kê</translation>
    </message>
    <message>
        <source>Save as &amp;XLSX</source>
        <translation>Lưu &amp;XLSX</translation>
    </message>
    <message>
        <source>Count the drawer…</source>
        <translation>Kiểm tiền…</translation>
    </message>
    <message>
        <source>Taken: {0}</source>
        <translation>Đã thu: {0}</translation>
    </message>
    <message>
        <source>Without a receipt number: {0}</source>
        <translation>Chưa ghi số biên lai: {0}</translation>
    </message>
    <message>
        <source>There must be {0} in the drawer</source>
        <translation>Tiền mặt phải có trong ngăn: {0}</translation>
    </message>
    <message>
        <source>not counted yet.</source>
        <translation>chưa kiểm.</translation>
    </message>
    <message>
        <source>counted {0} at {1} by {2}</source>
        <translation>đã đếm {0} lúc {1}, {2}</translation>
    </message>
    <message>
        <source>it agrees.</source>
        <translation>khớp.</translation>
    </message>
    <message>
        <source>{0} too much</source>
        <translation>thừa {0}</translation>
    </message>
    <message>
        <source>{0} too little</source>
        <translation>thiếu {0}</translation>
    </message>
    <message>
        <source>The count is kept.</source>
        <translation>Đã ghi kết quả kiểm tiền.</translation>
    </message>
    <message>
        <source>No money was taken on this day. A fee is taken on the case's page or when it is registered.</source>
        <translation>Ngày này chưa thu khoản nào. Thu phí khi tiếp nhận hoặc ở trang của hồ sơ.</translation>
    </message>
</context>
<context>
    <name>CertificationPanel</name>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Người yêu cầu</translation>
    </message>
    <message>
        <source>What was certified</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Số bản</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Phí</translation>
    </message>
    <message>
        <source>No number of this book is taken this year. Certification (F12) takes the next one.</source>
        <translation>Năm nay sổ này chưa có số nào. Trang Chứng thực (F12) lấy số tiếp theo.</translation>
    </message>
    <message>
        <source>&amp;Year</source>
        <translation>&amp;Năm</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In sổ</translation>
    </message>
    <message>
        <source>Save as &amp;XLSX</source>
        <translation>Lưu &amp;XLSX</translation>
    </message>
    <message>
        <source>Begin a new &amp;volume…</source>
        <translation>Mở &amp;quyển mới…</translation>
    </message>
    <message>
        <source>Close the year…</source>
        <translation>Khóa sổ năm…</translation>
    </message>
    <message>
        <source>From now on the numbers of {0} are written into its next volume; they run on.</source>
        <translation>Từ nay các số của năm {0} ghi vào quyển tiếp theo; số vẫn chạy liên tục.</translation>
    </message>
    <message>
        <source>Begin a new volume</source>
        <translation>Mở quyển mới</translation>
    </message>
    <message>
        <source>Volume {0} is begun.</source>
        <translation>Đã mở quyển {0}.</translation>
    </message>
    <message>
        <source>The book of {0} is closed with its sums and sealed: no number is given in it any more.</source>
        <translation>Sổ năm {0} được cộng, khóa và niêm phong: không cấp thêm số nào trong sổ này nữa.</translation>
    </message>
    <message>
        <source>Close the book of the year</source>
        <translation>Khóa sổ năm</translation>
    </message>
    <message>
        <source>Closed with {0} numbers.</source>
        <translation>Đã khóa sổ với {0} số.</translation>
    </message>
    <message>
        <source>Volume {0}/{1}, {2} numbers.</source>
        <translation>Quyển {0}/{1}, {2} số.</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>Đã khóa.</translation>
    </message>
    <message>
        <source>This office gives no numbers of this book here: Settings, Numbering.</source>
        <translation>Cơ quan không cấp số của sổ này ở đây: Thiết lập, Đánh số.</translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>e.g. 5 ngày làm việc + 15 ngày; trong ngày 15:00</source>
        <translation>ví dụ: 5 ngày làm việc + 15 ngày; trong ngày 15:00</translation>
    </message>
    <message>
        <source>Remark on the limit</source>
        <translation>Ghi chú thời hạn</translation>
    </message>
    <message>
        <source>Fee (đồng); empty: set by the province</source>
        <translation>Phí, lệ phí (đồng); để trống: do tỉnh quy định</translation>
    </message>
    <message>
        <source>Remark on the fee</source>
        <translation>Ghi chú phí, lệ phí</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Trực tuyến</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Thành phần hồ sơ</translation>
    </message>
    <message>
        <source>one a line: name | originals | certified copies | photocopies</source>
        <translation>mỗi dòng một giấy: tên | bản chính | bản sao chứng thực | bản chụp</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>Hiệu lực từ</translation>
    </message>
    <message>
        <source>until</source>
        <translation>đến hết ngày</translation>
    </message>
    <message>
        <source>empty: no end</source>
        <translation>để trống: chưa có hạn</translation>
    </message>
    <message>
        <source>Legal basis (number, date and body of the decision)</source>
        <translation>Căn cứ pháp lý (số, ngày, cơ quan ban hành)</translation>
    </message>
    <message>
        <source>Change the procedure from a day on</source>
        <translation>Sửa thủ tục từ một ngày</translation>
    </message>
    <message>
        <source>&amp;Save the new version</source>
        <translation>&amp;Lưu bản mới</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
    <message>
        <source>A question is not answered yet. Answer it, or press «The rest is met».</source>
        <translation>Còn mục chưa có kết quả. Hãy chọn kết quả, hoặc bấm «Còn lại: đạt».</translation>
    </message>
    <message>
        <source>On the day</source>
        <translation>Ngày kiểm tra</translation>
    </message>
    <message>
        <source>The &amp;rest is met</source>
        <translation>Còn &amp;lại: đạt</translation>
    </message>
</context>
<context>
    <name>ChoiceFields</name>
    <message>
        <source>P&amp;rinter</source>
        <translation>&amp;Máy in</translation>
    </message>
    <message>
        <source>Looking for printers…</source>
        <translation>Đang tìm máy in…</translation>
    </message>
    <message>
        <source>&amp;Tray</source>
        <translation>&amp;Khay giấy</translation>
    </message>
    <message>
        <source>S&amp;ides</source>
        <translation>Mặt &amp;giấy</translation>
    </message>
    <message>
        <source>&amp;Copies</source>
        <translation>&amp;Số bản</translation>
    </message>
    <message>
        <source>Print at &amp;once, do not ask again</source>
        <translation>I&amp;n thẳng, không hỏi lại</translation>
    </message>
    <message>
        <source>Papers of this kind then go straight to this printer. Settings undo it.</source>
        <translation>Từ lần sau, loại giấy này gửi thẳng tới máy in. Muốn thôi: vào Thiết lập, thẻ Máy in.</translation>
    </message>
    <message>
        <source>This computer has no printer</source>
        <translation>Máy này chưa có máy in</translation>
    </message>
    <message>
        <source>«{0}» is no longer there.</source>
        <translation>Không còn thấy máy in «{0}».</translation>
    </message>
    <message>
        <source>Set one up in the system, or save the file.</source>
        <translation>Hãy cài máy in, hoặc lưu tệp.</translation>
    </message>
    <message>
        <source>One side</source>
        <translation>Một mặt</translation>
    </message>
    <message>
        <source>Both, turned over the long edge</source>
        <translation>Hai mặt, lật cạnh dài</translation>
    </message>
    <message>
        <source>Both, turned over the short edge</source>
        <translation>Hai mặt, lật cạnh ngắn</translation>
    </message>
    <message>
        <source>Upper tray</source>
        <translation>Khay trên</translation>
    </message>
    <message>
        <source>Lower tray</source>
        <translation>Khay dưới</translation>
    </message>
    <message>
        <source>Middle tray</source>
        <translation>Khay giữa</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Nạp tay</translation>
    </message>
    <message>
        <source>Envelopes</source>
        <translation>Phong bì</translation>
    </message>
    <message>
        <source>Envelopes, by hand</source>
        <translation>Phong bì, nạp tay</translation>
    </message>
    <message>
        <source>The printer chooses</source>
        <translation>Máy in tự chọn</translation>
    </message>
    <message>
        <source>Large tray</source>
        <translation>Khay lớn</translation>
    </message>
    <message>
        <source>Cassette</source>
        <translation>Hộp giấy</translation>
    </message>
    <message>
        <source>Tray {0}</source>
        <translation>Khay {0}</translation>
    </message>
    <message>
        <source>As the printer is set</source>
        <translation>Theo máy in</translation>
    </message>
</context>
<context>
    <name>CitizensTab</name>
    <message>
        <source>This counter</source>
        <translation>Quầy này</translation>
    </message>
    <message>
        <source>as it is called out: Quầy 1</source>
        <translation>như khi mời: Quầy 1</translation>
    </message>
    <message>
        <source>Call the &amp;next number</source>
        <translation>&amp;Mời số tiếp theo</translation>
    </message>
    <message>
        <source>Call &amp;again</source>
        <translation>Gọi &amp;lại</translation>
    </message>
    <message>
        <source>Print a &amp;ticket</source>
        <translation>In phiếu lấy &amp;số</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Hàng chờ</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>người đang chờ</translation>
    </message>
    <message>
        <source>Open the &amp;display</source>
        <translation>Mở màn &amp;hình</translation>
    </message>
    <message>
        <source>Fills the second monitor. Esc asks for the officer's key, where one is set in the settings.</source>
        <translation>Phủ kín màn hình thứ hai. Phím Esc hỏi khóa của cán bộ, nếu đã đặt trong thiết lập.</translation>
    </message>
    <message>
        <source>Display for citizens</source>
        <translation>Màn hình cho công dân</translation>
    </message>
    <message>
        <source>&amp;Publish…</source>
        <translation>&amp;Công bố…</translation>
    </message>
    <message>
        <source>Writes the web site into a folder for the portal; it replaces the whole folder.</source>
        <translation>Ghi trang web vào một thư mục để đưa lên cổng của xã; thay cả thư mục.</translation>
    </message>
    <message>
        <source>Web site</source>
        <translation>Trang web</translation>
    </message>
    <message>
        <source>Type the name of this counter first.</source>
        <translation>Hãy nhập tên quầy trước.</translation>
    </message>
    <message>
        <source>Called number {0} to {1}.</source>
        <translation>Đã mời số {0} đến {1}.</translation>
    </message>
    <message>
        <source>Folder of the web site</source>
        <translation>Thư mục trang web</translation>
    </message>
    <message>
        <source>Published {0} files into {1}.</source>
        <translation>Đã ghi {0} tệp vào {1}.</translation>
    </message>
    <message>
        <source>Gathering what is published…</source>
        <translation>Đang gom nội dung công bố…</translation>
    </message>
    <message>
        <source>Writing the web site…</source>
        <translation>Đang ghi trang thông tin…</translation>
    </message>
</context>
<context>
    <name>CloseDayDialog</name>
    <message>
        <source>What was written into the book since the last page is sealed on pages of its days. A closed page is never changed; corrections come on later pages.</source>
        <translation>Những gì ghi vào sổ từ trang trước đến nay được đưa vào các trang theo từng ngày và niêm phong. Trang đã khóa không sửa được; đính chính ghi ở trang sau.</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Ngày</translation>
    </message>
    <message>
        <source>Close the book on a day</source>
        <translation>Khóa sổ ngày</translation>
    </message>
    <message>
        <source>&amp;Close the day</source>
        <translation>&amp;Khóa sổ</translation>
    </message>
    <message>
        <source>Type the day that is closed.</source>
        <translation>Hãy nhập ngày cần khóa sổ.</translation>
    </message>
</context>
<context>
    <name>CloseMonthDialog</name>
    <message>
        <source>The figures from {0} to {1} are sealed as they are known now, with the cases behind each of them. Later corrections stay possible and show as differences.</source>
        <translation>Số liệu từ {0} đến {1} được niêm phong theo những gì đã ghi nhận đến lúc này, kèm hồ sơ đứng sau từng con số. Sau đó vẫn đính chính được; thay đổi hiện ra thành chênh lệch.</translation>
    </message>
    <message>
        <source>Close {0}</source>
        <translation>Khóa sổ {0}</translation>
    </message>
    <message>
        <source>&amp;Close the month</source>
        <translation>&amp;Khóa sổ tháng</translation>
    </message>
    <message>
        <source>Closing the month…</source>
        <translation>Đang khóa sổ tháng…</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>It opens the program when a PIN is forgotten or locked. Print it, seal it, keep it in the safe. It is shown this once and kept nowhere in the computer.</source>
        <translation>Mã này mở được chương trình khi quên mã PIN hoặc bị khóa. Hãy in ra, niêm phong, cất trong két. Mã chỉ hiện một lần này và không lưu ở đâu trong máy.</translation>
    </message>
    <message>
        <source>&amp;Print for the safe</source>
        <translation>&amp;In để cất két</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>It is in &amp;safe hands</source>
        <translation>&amp;Đã cất giữ</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Code for the transfer</source>
        <translation>Mã chuyển khoản</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>As usual</source>
        <translation>Như ban đầu</translation>
    </message>
</context>
<context>
    <name>ContactDialog</name>
    <message>
        <source>By what means</source>
        <translation>Báo bằng cách nào</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Nội dung đã báo</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc nào</translation>
    </message>
    <message>
        <source>Told the citizen</source>
        <translation>Đã báo cho công dân</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>CopyList</name>
    <message>
        <source>Made at</source>
        <translation>Lúc sao lưu</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Last case</source>
        <translation>Hồ sơ cuối</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ở đâu</translation>
    </message>
    <message>
        <source>Size (kB)</source>
        <translation>Cỡ (kB)</translation>
    </message>
    <message>
        <source>No copy yet. Ctrl+B makes the first one.</source>
        <translation>Chưa có bản sao lưu nào. Bấm Ctrl+B để làm bản đầu tiên.</translation>
    </message>
    <message>
        <source>Copies of the register</source>
        <translation>Các bản sao lưu sổ</translation>
    </message>
</context>
<context>
    <name>CopyPad</name>
    <message>
        <source>&amp;Code given by the provincial system</source>
        <translation>&amp;Mã hồ sơ do hệ thống tỉnh cấp</translation>
    </message>
    <message>
        <source>&amp;Paste and save</source>
        <translation>&amp;Dán và lưu</translation>
    </message>
    <message>
        <source>&amp;Save the code</source>
        <translation>&amp;Lưu mã</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>Đã chép: {0}</translation>
    </message>
    <message>
        <source>Copy pad {0}</source>
        <translation>Bảng chép {0}</translation>
    </message>
    <message>
        <source>Enter copies the chosen field and goes on to the next.</source>
        <translation>Enter chép ô đang chọn rồi sang ô tiếp.</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>&amp;Correct</source>
        <translation>Đính &amp;chính</translation>
    </message>
    <message>
        <source>&amp;Personal number or tax code</source>
        <translation>&amp;Số định danh hoặc mã số thuế</translation>
    </message>
    <message>
        <source>&amp;Right is</source>
        <translation>Đúng &amp;là</translation>
    </message>
    <message>
        <source>&amp;What is wrong</source>
        <translation>&amp;Mục sai</translation>
    </message>
    <message>
        <source>Correct on request</source>
        <translation>Đính chính theo yêu cầu</translation>
    </message>
    <message>
        <source>Rea&amp;son: the citizen's request</source>
        <translation>Lý &amp;do: yêu cầu của công dân</translation>
    </message>
</context>
<context>
    <name>CountDialog</name>
    <message>
        <source>Change in the drawer in the &amp;morning</source>
        <translation>Tiền lẻ có sẵn &amp;đầu ngày</translation>
    </message>
    <message>
        <source>&amp;Why it differs</source>
        <translation>&amp;Lý do chênh lệch</translation>
    </message>
    <message>
        <source>Count the drawer of {0}</source>
        <translation>Kiểm tiền ngày {0}</translation>
    </message>
    <message>
        <source>&amp;Keep the count</source>
        <translation>&amp;Ghi kết quả</translation>
    </message>
    <message>
        <source>Counted {0}; there must be {1}.</source>
        <translation>Đã đếm {0}; phải có {1}.</translation>
    </message>
    <message>
        <source>{0} too much</source>
        <translation>Thừa {0}</translation>
    </message>
    <message>
        <source>{0} too little</source>
        <translation>Thiếu {0}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program made a mistake</source>
        <translation>Chương trình gặp lỗi</translation>
    </message>
    <message>
        <source>What you were doing was not finished. What was saved before is safe.</source>
        <translation>Việc đang làm chưa hoàn tất. Những gì đã lưu trước đó vẫn an toàn.</translation>
    </message>
    <message>
        <source>Tell your IT officer the number {0}.</source>
        <translation>Hãy báo cán bộ công nghệ thông tin mã số {0}.</translation>
    </message>
</context>
<context>
    <name>DamageDialog</name>
    <message>
        <source>&amp;See what it holds…</source>
        <translation>&amp;Xem trước và lấy lại…</translation>
    </message>
    <message>
        <source>&amp;Other folder…</source>
        <translation>Thư mục &amp;khác…</translation>
    </message>
    <message>
        <source>&amp;Close the program</source>
        <translation>Đón&amp;g chương trình</translation>
    </message>
    <message>
        <source>The register cannot be opened</source>
        <translation>Không mở được sổ</translation>
    </message>
    <message>
        <source>Folder of copies</source>
        <translation>Thư mục có bản sao</translation>
    </message>
</context>
<context>
    <name>DayDialog</name>
    <message>
        <source>The office on this day</source>
        <translation>Ngày này cơ quan</translation>
    </message>
    <message>
        <source>is closed</source>
        <translation>nghỉ</translation>
    </message>
    <message>
        <source>works</source>
        <translation>làm việc</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên gọi</translation>
    </message>
    <message>
        <source>e.g. what the day is for; may stay empty</source>
        <translation>ví dụ: nghỉ vì việc gì; có thể để trống</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
</context>
<context>
    <name>DestroyDialog</name>
    <message>
        <source>&amp;Approved by</source>
        <translation>Người &amp;phê duyệt</translation>
    </message>
    <message>
        <source>&amp;Destroy</source>
        <translation>&amp;Tiêu hủy dữ liệu</translation>
    </message>
    <message>
        <source>Destroy what outlived its term</source>
        <translation>Tiêu hủy dữ liệu hết thời hạn</translation>
    </message>
    <message>
        <source>PIN of who approves</source>
        <translation>Mã PIN của người phê duyệt</translation>
    </message>
    <message>
        <source>What is destroyed does not come back. Numbers, dates and figures stay; copies of the register made before still hold it until they are rotated out.</source>
        <translation>Đã hủy thì không lấy lại được. Số, ngày và số liệu giữ nguyên; các bản sao của sổ làm trước đó vẫn còn dữ liệu cho đến khi được thay.</translation>
    </message>
</context>
<context>
    <name>DetachDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Lý do</translation>
    </message>
    <message>
        <source>&amp;Take away</source>
        <translation>&amp;Bỏ</translation>
    </message>
    <message>
        <source>Take the file away</source>
        <translation>Bỏ tệp khỏi hồ sơ</translation>
    </message>
</context>
<context>
    <name>DifferencesDialog</name>
    <message>
        <source>Closed month</source>
        <translation>Tháng đã khóa sổ</translation>
    </message>
    <message>
        <source>Closed at {0} by {1}; {2} cases; seal {3}</source>
        <translation>Khóa lúc {0}, người khóa {1}; {2} hồ sơ; niêm phong {3}</translation>
    </message>
    <message>
        <source>The seal is whole.</source>
        <translation>Niêm phong còn nguyên.</translation>
    </message>
    <message>
        <source>The seal is broken: tell your IT officer.</source>
        <translation>Niêm phong không còn nguyên: hãy báo cán bộ công nghệ thông tin.</translation>
    </message>
    <message>
        <source>Cases counted otherwise now</source>
        <translation>Hồ sơ nay được tính khác đi</translation>
    </message>
    <message>
        <source>Nothing has changed since.</source>
        <translation>Từ khi khóa chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Đón&amp;g</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số tiếp nhận</translation>
    </message>
    <message>
        <source>Row then</source>
        <translation>Dòng khi khóa</translation>
    </message>
    <message>
        <source>Row now</source>
        <translation>Dòng hiện nay</translation>
    </message>
    <message>
        <source>No longer in</source>
        <translation>Không còn ở cột</translation>
    </message>
    <message>
        <source>Now in</source>
        <translation>Nay ở cột</translation>
    </message>
</context>
<context>
    <name>DraftKeeper</name>
    <message>
        <source>The server is there again. This form is not saved yet.</source>
        <translation>Máy chủ đã trở lại. Biểu mẫu này chưa lưu, hãy bấm lưu.</translation>
    </message>
    <message>
        <source>The register keeps this form again.</source>
        <translation>Sổ đã giữ lại được biểu mẫu này.</translation>
    </message>
    <message>
        <source>The register is encrypted, so this form is in no file: it is kept in this window alone.</source>
        <translation>Sổ đang mã hoá nên biểu mẫu này không được ghi ra tệp nào: nó chỉ còn trong cửa sổ này, xin đừng đóng.</translation>
    </message>
</context>
<context>
    <name>DuePanel</name>
    <message>
        <source>Due</source>
        <translation>Hẹn trả</translation>
    </message>
    <message>
        <source>Alt+I: day by day</source>
        <translation>Alt+I: xem từng ngày</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>chưa có ngày</translation>
    </message>
</context>
<context>
    <name>EncryptDialog</name>
    <message>
        <source>&amp;Print the sheet with the key…</source>
        <translation>&amp;In phiếu khóa…</translation>
    </message>
    <message>
        <source>Then type the &amp;key from the paper</source>
        <translation>Rồi gõ lại &amp;khóa từ tờ giấy</translation>
    </message>
    <message>
        <source>six groups of six</source>
        <translation>sáu nhóm, mỗi nhóm sáu chữ và số</translation>
    </message>
    <message>
        <source>This computer has no keyring: keep the key in a &amp;file of its own</source>
        <translation>Máy này không có kho khóa: cất khóa trong một &amp;tệp riêng</translation>
    </message>
    <message>
        <source>Whoever can read that file can open the register</source>
        <translation>Ai đọc được tệp đó thì mở được sổ</translation>
    </message>
    <message>
        <source>Without this key nobody can open the register on another computer. Print two sheets, lock them away in two places. The window closes, the register is encrypted and proved, and the window opens again.</source>
        <translation>Không có khóa này thì không ai mở lại được sổ trên máy khác. Hãy in hai tờ, khóa cất ở hai nơi. Chương trình sẽ đóng lại, mã hóa sổ, kiểm tra rồi tự mở lên.</translation>
    </message>
    <message>
        <source>Encrypt the register</source>
        <translation>Mã hóa sổ</translation>
    </message>
    <message>
        <source>&amp;Encrypt</source>
        <translation>&amp;Mã hóa</translation>
    </message>
</context>
<context>
    <name>EncryptionTab</name>
    <message>
        <source>&amp;Encrypt the register…</source>
        <translation>&amp;Mã hóa sổ…</translation>
    </message>
    <message>
        <source>&amp;Take the encryption away…</source>
        <translation>&amp;Bỏ mã hóa…</translation>
    </message>
    <message>
        <source>&amp;Print the sheet with the key again…</source>
        <translation>&amp;In lại phiếu khóa…</translation>
    </message>
    <message>
        <source>Files that are not encrypted</source>
        <translation>Tệp còn chưa mã hóa</translation>
    </message>
    <message>
        <source>No such file.</source>
        <translation>Không còn tệp nào.</translation>
    </message>
    <message>
        <source>&amp;Write over these files and delete them</source>
        <translation>Ghi đè rồi &amp;xóa các tệp này</translation>
    </message>
    <message>
        <source>the system's keyring</source>
        <translation>kho khóa của hệ thống</translation>
    </message>
    <message>
        <source>a file of its own</source>
        <translation>một tệp riêng trên máy</translation>
    </message>
    <message>
        <source>The register and its copies are encrypted. Key {0}, kept in {1}.</source>
        <translation>Sổ và các bản sao được mã hóa. Khóa {0}, cất trong {1}.</translation>
    </message>
    <message>
        <source>The register is not encrypted: whoever gets this computer's disk or a copy can read it.</source>
        <translation>Sổ chưa mã hóa: ai lấy được ổ đĩa của máy này hay một bản sao đều đọc được.</translation>
    </message>
    <message>
        <source>{0} files could not be deleted.</source>
        <translation>Còn {0} tệp không xóa được.</translation>
    </message>
    <message>
        <source>Deleted.</source>
        <translation>Đã xóa.</translation>
    </message>
    <message>
        <source>Files that are exported are not: it is advised to ask for a password for each (tab «Rules of this office»).</source>
        <translation>Tệp xuất ra ngoài thì không: nên bật «Tệp xuất có dữ liệu cá nhân phải đặt mật khẩu» (thẻ Quy ước).</translation>
    </message>
</context>
<context>
    <name>FavouritesBar</name>
    <message>
        <source>Pin a procedure to Ctrl+1…9: choose it, then «Pin».</source>
        <translation>Ghim thủ tục hay dùng vào Ctrl+1…9: chọn thủ tục rồi bấm «Ghim».</translation>
    </message>
</context>
<context>
    <name>FeeFields</name>
    <message>
        <source>Exemption or reduction</source>
        <translation>Diện miễn, giảm</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Không</translation>
    </message>
    <message>
        <source>Evidence (paper, number)</source>
        <translation>Giấy tờ chứng minh (tên, số)</translation>
    </message>
</context>
<context>
    <name>FeePanel</name>
    <message>
        <source>Fee</source>
        <translation>Phí, lệ phí</translation>
    </message>
    <message>
        <source>amount to be checked</source>
        <translation>cần kiểm tra mức thu</translation>
    </message>
    <message>
        <source>No fee is charged.</source>
        <translation>Không thu phí, lệ phí.</translation>
    </message>
</context>
<context>
    <name>FileChoice</name>
    <message>
        <source>&amp;Files…</source>
        <translation>&amp;Tệp…</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Tệp</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Order</source>
        <translation>Thứ tự</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>Lọc…</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Tìm hồ sơ</translation>
    </message>
    <message>
        <source>Name without accents or initials, year of birth, number, phone, code…</source>
        <translation>Tên không dấu hoặc chữ đầu, năm sinh, số định danh, điện thoại, mã…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Đến hạn hôm nay</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Quá hạn</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>Sắp đến hạn</translation>
    </message>
    <message>
        <source>Waiting for papers</source>
        <translation>Chờ bổ sung</translation>
    </message>
    <message>
        <source>To hand back</source>
        <translation>Chờ trả kết quả</translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation>Bỏ điều kiện này</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>từ {0}</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>đến {0}</translation>
    </message>
    <message>
        <source>not digitised</source>
        <translation>chưa số hóa</translation>
    </message>
    <message>
        <source>not yet on the portal</source>
        <translation>chưa lên Cổng</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Mới nhất trước</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Cũ nhất trước</translation>
    </message>
    <message>
        <source>By day of reception</source>
        <translation>Theo ngày tiếp nhận</translation>
    </message>
    <message>
        <source>Due first (open cases)</source>
        <translation>Hẹn sớm trước (chưa xong)</translation>
    </message>
</context>
<context>
    <name>FilterDialog</name>
    <message>
        <source>any</source>
        <translation>bất kỳ</translation>
    </message>
    <message>
        <source>&amp;Status</source>
        <translation>&amp;Trạng thái</translation>
    </message>
    <message>
        <source>&amp;Field</source>
        <translation>&amp;Lĩnh vực</translation>
    </message>
    <message>
        <source>&amp;Procedure</source>
        <translation>&amp;Thủ tục</translation>
    </message>
    <message>
        <source>&amp;Officer</source>
        <translation>&amp;Cán bộ</translation>
    </message>
    <message>
        <source>C&amp;hannel</source>
        <translation>&amp;Kênh tiếp nhận</translation>
    </message>
    <message>
        <source>Received f&amp;rom</source>
        <translation>Tiếp nhận t&amp;ừ ngày</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>đến n&amp;gày</translation>
    </message>
    <message>
        <source>Papers not &amp;digitised</source>
        <translation>Giấy tờ chưa &amp;số hóa</translation>
    </message>
    <message>
        <source>Not yet on the province's &amp;portal (no official code)</source>
        <translation>Chưa lên &amp;Cổng của tỉnh (chưa có mã hồ sơ)</translation>
    </message>
    <message>
        <source>Filter cases</source>
        <translation>Lọc hồ sơ</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>Á&amp;p dụng</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Những bước đầu</translation>
    </message>
    <message>
        <source>&amp;Name of the office (line 1 of every paper)</source>
        <translation>Tên &amp;cơ quan (dòng 1 trên mọi giấy)</translation>
    </message>
    <message>
        <source>e.g. ỦY BAN NHÂN DÂN XÃ …</source>
        <translation>ví dụ: ỦY BAN NHÂN DÂN XÃ …</translation>
    </message>
    <message>
        <source>This &amp;unit (line 2)</source>
        <translation>Đơ&amp;n vị (dòng 2)</translation>
    </message>
    <message>
        <source>&amp;Place before the date</source>
        <translation>Địa &amp;danh trước ngày tháng</translation>
    </message>
    <message>
        <source>as printed: «Place, day … month …»</source>
        <translation>in như: «Địa danh, ngày … tháng … năm …»</translation>
    </message>
    <message>
        <source>P&amp;rovince</source>
        <translation>&amp;Tỉnh, thành phố</translation>
    </message>
    <message>
        <source>&amp;Name of an officer</source>
        <translation>&amp;Họ tên cán bộ</translation>
    </message>
    <message>
        <source>Enter adds; leave empty to go on</source>
        <translation>Enter: thêm; trống: sang bước sau</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Chức danh</translation>
    </message>
    <message>
        <source>&amp;Sign of this desk</source>
        <translation>&amp;Ký hiệu quầy</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Quay lại</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>Để &amp;sau</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>Tiế&amp;p tục</translation>
    </message>
    <message>
        <source>Everything can be changed later in the settings (Ctrl+,).</source>
        <translation>Sau này sửa được tất cả trong Thiết lập (Ctrl+,).</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>T&amp;hêm</translation>
    </message>
    <message>
        <source>Numbers of cases begin with it. The national identifier of the office is not for this.</source>
        <translation>Số tiếp nhận bắt đầu bằng ký hiệu này. Mã định danh điện tử của cơ quan không dùng ở đây.</translation>
    </message>
    <message>
        <source>A slip for a sample person is made in a register of its own: your register stays empty.</source>
        <translation>Giấy hẹn của một người mẫu được lập trong sổ mẫu riêng: sổ thật vẫn trống.</translation>
    </message>
    <message>
        <source>How receipts are printed on this computer. Other papers: Settings, Printers.</source>
        <translation>Cách in giấy tiếp nhận trên máy này. Giấy khác: Thiết lập, Máy in.</translation>
    </message>
    <message>
        <source>Show the slip and &amp;print it</source>
        <translation>Xem giấy &amp;mẫu và in thử</translation>
    </message>
    <message>
        <source>The office</source>
        <translation>Cơ quan</translation>
    </message>
    <message>
        <source>Who is at the desk</source>
        <translation>Cán bộ ở quầy</translation>
    </message>
    <message>
        <source>The desk's sign</source>
        <translation>Ký hiệu quầy</translation>
    </message>
    <message>
        <source>The printer</source>
        <translation>Máy in</translation>
    </message>
    <message>
        <source>A slip to try</source>
        <translation>In thử một giấy hẹn</translation>
    </message>
    <message>
        <source>At the desk: {0}</source>
        <translation>Ở quầy có: {0}</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Xong</translation>
    </message>
    <message>
        <source>Making the slip…</source>
        <translation>Đang lập giấy mẫu…</translation>
    </message>
    <message>
        <source>How the desk &amp;opens</source>
        <translation>&amp;Cách mở chương trình</translation>
    </message>
    <message>
        <source>without signing in (one officer, nobody else at this computer)</source>
        <translation>không cần đăng nhập (một cán bộ, không ai khác dùng máy này)</translation>
    </message>
    <message>
        <source>each officer signs in by PIN or badge</source>
        <translation>mỗi cán bộ đăng nhập bằng mã PIN hoặc thẻ</translation>
    </message>
    <message>
        <source>Without signing in, whoever is at the computer can do everything under any name. Choose that knowingly.</source>
        <translation>Nếu không đăng nhập, ai ngồi vào máy cũng làm được mọi việc dưới bất kỳ tên nào. Chỉ chọn khi đã cân nhắc.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Put the name in place of the dots.</source>
        <translation>Ghi tên vào chỗ ba chấm.</translation>
    </message>
</context>
<context>
    <name>FormsTab</name>
    <message>
        <source>Form</source>
        <translation>Mẫu</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số mẫu</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Bộ mẫu</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Khổ giấy</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>Lời văn</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Biểu mẫu</translation>
    </message>
    <message>
        <source>Show with sample words</source>
        <translation>Xem với dữ liệu mẫu</translation>
    </message>
    <message>
        <source>Change the wording</source>
        <translation>Sửa lời văn</translation>
    </message>
    <message>
        <source>Back to the packaged one</source>
        <translation>Về bản có sẵn</translation>
    </message>
    <message>
        <source>Enter shows the chosen form with sample words.</source>
        <translation>Enter xem mẫu đang chọn với dữ liệu mẫu.</translation>
    </message>
    <message>
        <source>this office</source>
        <translation>cơ quan</translation>
    </message>
    <message>
        <source>packaged</source>
        <translation>có sẵn</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>Hướng dẫn sử dụng</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Mục lục</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Quay lại</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>HandoverBook</name>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Handed over at</source>
        <translation>Bàn giao lúc</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Giao cho</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Nhận lại</translation>
    </message>
    <message>
        <source>Nothing was handed over yet. Ctrl+N makes a list of cases for an officer or another body.</source>
        <translation>Chưa bàn giao lần nào. Ctrl+N lập phiếu bàn giao hồ sơ cho cán bộ hoặc cơ quan khác.</translation>
    </message>
    <message>
        <source>Cases of the list</source>
        <translation>Hồ sơ trong phiếu</translation>
    </message>
    <message>
        <source>Only what is still &amp;out</source>
        <translation>Chỉ phiếu &amp;chưa nhận lại đủ</translation>
    </message>
    <message>
        <source>&amp;Back: scan a slip or type its number, then Enter</source>
        <translation>&amp;Nhận lại: quét giấy hẹn hoặc gõ số hồ sơ rồi Enter</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In phiếu</translation>
    </message>
    <message>
        <source>New list…</source>
        <translation>Lập phiếu…</translation>
    </message>
    <message>
        <source>{0} is back from list {1}; {2} are still out.</source>
        <translation>Đã nhận lại {0} của phiếu {1}; còn {2} hồ sơ chưa nhận lại.</translation>
    </message>
    <message>
        <source>List {0} is made.</source>
        <translation>Đã lập phiếu bàn giao số {0}.</translation>
    </message>
    <message>
        <source>{0} still out</source>
        <translation>còn {0} hồ sơ</translation>
    </message>
    <message>
        <source>all back</source>
        <translation>đã nhận đủ</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Back at</source>
        <translation>Nhận lại lúc</translation>
    </message>
</context>
<context>
    <name>HandoverDialog</name>
    <message>
        <source>&amp;To whom</source>
        <translation>&amp;Giao cho</translation>
    </message>
    <message>
        <source>an officer, a section, or another body</source>
        <translation>cán bộ, bộ phận hoặc cơ quan khác</translation>
    </message>
    <message>
        <source>&amp;Cases, one number a line</source>
        <translation>&amp;Số hồ sơ, mỗi dòng một số</translation>
    </message>
    <message>
        <source>A new hand-over list</source>
        <translation>Lập phiếu bàn giao</translation>
    </message>
    <message>
        <source>&amp;Hand over and print</source>
        <translation>&amp;Bàn giao và in</translation>
    </message>
</context>
<context>
    <name>HeldButton</name>
    <message>
        <source>Citizens who wait; Ctrl+G on an empty form opens the list</source>
        <translation>Công dân đang chờ; bấm Ctrl+G khi đơn trống để mở danh sách</translation>
    </message>
    <message>
        <source>On hold: {0}</source>
        <translation>Đang giữ: {0}</translation>
    </message>
    <message>
        <source>no name yet</source>
        <translation>chưa có tên</translation>
    </message>
</context>
<context>
    <name>HoursDialog</name>
    <message>
        <source>Sessions</source>
        <translation>Các buổi</translation>
    </message>
    <message>
        <source>e.g. 07:30–11:30, 13:00–17:00</source>
        <translation>ví dụ 07:30–11:30, 13:00–17:00</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Mùa</translation>
    </message>
    <message>
        <source>e.g. 16/04–15/10; empty: the whole year</source>
        <translation>ví dụ 16/04–15/10; để trống: cả năm</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>Áp dụng các thứ</translation>
    </message>
    <message>
        <source>Desk hours</source>
        <translation>Giờ làm việc</translation>
    </message>
</context>
<context>
    <name>HoursList</name>
    <message>
        <source>Sessions</source>
        <translation>Các buổi</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Các thứ</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Mùa</translation>
    </message>
    <message>
        <source>Desk hours</source>
        <translation>Giờ làm việc</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
    <message>
        <source>Saved. {0} open cases keep the date they were promised: {1}</source>
        <translation>Đã lưu. {0} hồ sơ đang mở giữ nguyên ngày đã hẹn: {1}</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Reading {0}…</source>
        <translation>Đang đọc {0}…</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Khác biệt</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Điều thay đổi</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Những điểm khác</translation>
    </message>
    <message>
        <source>The list brings nothing new.</source>
        <translation>Danh mục này không có gì mới.</translation>
    </message>
    <message>
        <source>A new list of procedures</source>
        <translation>Danh mục thủ tục mới</translation>
    </message>
    <message>
        <source>&amp;Take it over</source>
        <translation>&amp;Nhận danh mục này</translation>
    </message>
    <message>
        <source>{0} new, {1} changed, {2} as they were. {3} of this register are not in the list; they stay.</source>
        <translation>{0} thủ tục mới, {1} thủ tục thay đổi, {2} giữ nguyên. {3} thủ tục trong sổ không có trong danh mục này; vẫn giữ lại.</translation>
    </message>
    <message>
        <source>new</source>
        <translation>mới</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>thay đổi</translation>
    </message>
    <message>
        <source>not in it</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Comparing the lists…</source>
        <translation>Đang so sánh danh mục…</translation>
    </message>
    <message>
        <source>Taking the list over…</source>
        <translation>Đang nhận danh mục…</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Officer's key</source>
        <translation>Khóa của cán bộ</translation>
    </message>
</context>
<context>
    <name>KindBox</name>
    <message>
        <source>Kind of paper</source>
        <translation>Loại việc</translation>
    </message>
</context>
<context>
    <name>KindDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>KnownOffers</name>
    <message>
        <source>{0} of {1}, Enter fills in</source>
        <translation>{0} ngày {1}, Enter để điền</translation>
    </message>
</context>
<context>
    <name>LaneLine</name>
    <message>
        <source>Remove this line</source>
        <translation>Bỏ dòng này</translation>
    </message>
</context>
<context>
    <name>LanePage</name>
    <message>
        <source>&amp;Cash received</source>
        <translation>&amp;Tiền nhận</translation>
    </message>
    <message>
        <source>Certification</source>
        <translation>Chứng thực</translation>
    </message>
    <message>
        <source>Certified today</source>
        <translation>Chứng thực hôm nay</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Thối lại</translation>
    </message>
    <message>
        <source>Due {0}</source>
        <translation>Hẹn trả {0}</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Phí</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Many at once…</source>
        <translation>Nhận nhiều…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>New form</source>
        <translation>Lượt mới</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Same as before</source>
        <translation>Như lượt trước</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>Đã lưu {0}</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Phải thu</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Your unfinished form is here again. Ctrl+N begins a new one.</source>
        <translation>Lượt đang làm dở còn nguyên đây. Ctrl+N để bắt đầu lượt mới.</translation>
    </message>
    <message>
        <source>change {0}</source>
        <translation>thối lại {0}</translation>
    </message>
    <message>
        <source>Card of {0}</source>
        <translation>Đã đọc thẻ của {0}</translation>
    </message>
    <message>
        <source>Done, handed back</source>
        <translation>Xong, đã trả</translation>
    </message>
    <message>
        <source>Handed back: {0} cases.</source>
        <translation>Đã trả kết quả {0} hồ sơ.</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Đã trả</translation>
    </message>
    <message>
        <source>handed back</source>
        <translation>đã trả kết quả</translation>
    </message>
    <message>
        <source>not handed back yet</source>
        <translation>chưa trả kết quả</translation>
    </message>
    <message>
        <source>Save a visit first, or choose lines of today's list.</source>
        <translation>Hãy lưu trước, hoặc chọn dòng trong danh sách hôm nay.</translation>
    </message>
    <message>
        <source>Nothing was certified today yet. Name, Enter, then for each kind its letter and figures (Tab between them), Enter; Enter on the empty line goes to the cash, Ctrl+Enter saves.</source>
        <translation>Hôm nay chưa chứng thực việc nào. Gõ họ tên, Enter; mỗi việc gõ chữ đầu và các số (Tab sang số sau), Enter; Enter ở dòng trống thì sang tiền nhận, Ctrl+Enter thì lưu.</translation>
    </message>
</context>
<context>
    <name>LateDialog</name>
    <message>
        <source>&amp;Cause of lateness</source>
        <translation>&amp;Nguyên nhân quá hạn</translation>
    </message>
    <message>
        <source>&amp;In words</source>
        <translation>&amp;Ghi rõ</translation>
    </message>
    <message>
        <source>Why is {0} late?</source>
        <translation>Vì sao hồ sơ {0} quá hạn?</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>&amp;Officer</source>
        <translation>&amp;Cán bộ</translation>
    </message>
    <message>
        <source>&amp;PIN, or scan the badge</source>
        <translation>&amp;Mã PIN, hoặc quét thẻ</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>Đăng &amp;nhập</translation>
    </message>
    <message>
        <source>Use the &amp;recovery code…</source>
        <translation>Dùng mã &amp;khôi phục…</translation>
    </message>
    <message>
        <source>What was being typed is kept and waits.</source>
        <translation>Những gì đang nhập vẫn được giữ nguyên.</translation>
    </message>
    <message>
        <source>The desk is locked</source>
        <translation>Quầy đang khóa</translation>
    </message>
</context>
<context>
    <name>LookTab</name>
    <message>
        <source>as the system</source>
        <translation>theo hệ thống</translation>
    </message>
    <message>
        <source>light</source>
        <translation>sáng</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>tối</translation>
    </message>
    <message>
        <source>Light or &amp;dark</source>
        <translation>&amp;Sáng hay tối</translation>
    </message>
    <message>
        <source>This computer; takes hold at once</source>
        <translation>Máy này; đổi ngay</translation>
    </message>
    <message>
        <source>Size of the &amp;text</source>
        <translation>&amp;Cỡ chữ</translation>
    </message>
    <message>
        <source>This computer; every page fits after the next start</source>
        <translation>Máy này; mở lại chương trình để mọi trang vừa khít</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Ngôn ngữ</translation>
    </message>
    <message>
        <source>The office; after the next start</source>
        <translation>Cả cơ quan; từ lần mở sau</translation>
    </message>
    <message>
        <source>Remembered.</source>
        <translation>Đã ghi nhớ.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>PAPI Desk</source>
        <translation>PAPI Desk</translation>
    </message>
    <message>
        <source>Practice register</source>
        <translation>Sổ tập</translation>
    </message>
    <message>
        <source>Count one helped online</source>
        <translation>Ghi một lượt hỗ trợ trực tuyến</translation>
    </message>
</context>
<context>
    <name>MatterDialog</name>
    <message>
        <source>Belongs to</source>
        <translation>Thuộc mục</translation>
    </message>
    <message>
        <source>Why it is changed</source>
        <translation>Lý do sửa</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>MatterFields</name>
    <message>
        <source>empty: whoever writes it</source>
        <translation>bỏ trống: người đang ghi</translation>
    </message>
</context>
<context>
    <name>MatterStepDialog</name>
    <message>
        <source>On the day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Reason *</source>
        <translation>Lý do *</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Ghi chú</translation>
    </message>
</context>
<context>
    <name>MatterView</name>
    <message>
        <source>Files</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Diễn biến</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Next day to mind</source>
        <translation>Mốc tiếp theo</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>Thuộc mục</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>bản thứ {0}</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>&amp;Sửa</translation>
    </message>
    <message>
        <source>&amp;Files…</source>
        <translation>&amp;Tệp…</translation>
    </message>
    <message>
        <source>None kept yet</source>
        <translation>Chưa có tệp nào</translation>
    </message>
    <message>
        <source>{0} (withdrawn)</source>
        <translation>{0} (đã bỏ)</translation>
    </message>
    <message>
        <source>Take {0} back</source>
        <translation>Bỏ tệp {0}</translation>
    </message>
</context>
<context>
    <name>MattersList</name>
    <message>
        <source>Narrow the list</source>
        <translation>Lọc danh sách</translation>
    </message>
    <message>
        <source>Words without accents</source>
        <translation>Gõ không dấu</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Every status</source>
        <translation>Mọi trạng thái</translation>
    </message>
    <message>
        <source>With warnings</source>
        <translation>Có cảnh báo</translation>
    </message>
    <message>
        <source>Nothing here yet. Ctrl+N writes the first one.</source>
        <translation>Chưa có mục nào. Ctrl+N để ghi mục đầu tiên.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Day to mind</source>
        <translation>Mốc</translation>
    </message>
    <message>
        <source>Choose a line to read it here.</source>
        <translation>Chọn một dòng để xem ở đây.</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Thêm</translation>
    </message>
    <message>
        <source>Print the &amp;quarter</source>
        <translation>In &amp;quý này</translation>
    </message>
    <message>
        <source>Print the &amp;year</source>
        <translation>In cả &amp;năm</translation>
    </message>
    <message>
        <source>{0} lines</source>
        <translation>{0} mục</translation>
    </message>
    <message>
        <source>Only of {0}</source>
        <translation>Chỉ của {0}</translation>
    </message>
</context>
<context>
    <name>MissingDialog</name>
    <message>
        <source>&amp;Name of the citizen</source>
        <translation>&amp;Họ tên công dân</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Lý do</translation>
    </message>
    <message>
        <source>Asked for, all at once</source>
        <translation>Hướng dẫn đầy đủ trong một lần</translation>
    </message>
    <message>
        <source>Papers are missing: form 02</source>
        <translation>Thiếu giấy tờ: mẫu số 02</translation>
    </message>
    <message>
        <source>Print form 02</source>
        <translation>In mẫu số 02</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… và {0} giấy tờ nữa</translation>
    </message>
</context>
<context>
    <name>MomentField</name>
    <message>
        <source>16:30 dd/mm/yyyy</source>
        <translation>16:30 31/12/2026</translation>
    </message>
</context>
<context>
    <name>NoticesPage</name>
    <message>
        <source>Notices</source>
        <translation>Sổ công khai</translation>
    </message>
    <message>
        <source>Plan of the year</source>
        <translation>Kế hoạch năm</translation>
    </message>
    <message>
        <source>Citizens</source>
        <translation>Công dân</translation>
    </message>
    <message>
        <source>Disclosure</source>
        <translation>Công khai</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>Đánh giá</translation>
    </message>
    <message>
        <source>Write the &amp;notice…</source>
        <translation>&amp;Ghi nội dung công khai…</translation>
    </message>
</context>
<context>
    <name>OfficeForm</name>
    <message>
        <source>Superior body (line 1 of every paper)</source>
        <translation>Cơ quan (dòng 1 trên mọi giấy tờ)</translation>
    </message>
    <message>
        <source>This unit (line 2)</source>
        <translation>Đơn vị (dòng 2)</translation>
    </message>
    <message>
        <source>Place before the date</source>
        <translation>Địa danh trước ngày tháng</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Tỉnh, thành phố</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Thư điện tử</translation>
    </message>
    <message>
        <source>Web site</source>
        <translation>Trang thông tin</translation>
    </message>
    <message>
        <source>Title of who signs</source>
        <translation>Chức danh người ký</translation>
    </message>
    <message>
        <source>Name of who signs</source>
        <translation>Họ tên người ký</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
    <message>
        <source>New from the day</source>
        <translation>Tên mới từ ngày</translation>
    </message>
    <message>
        <source>empty: corrects what holds today; papers issued stay</source>
        <translation>để trống: sửa bản đang dùng; giấy đã cấp giữ nguyên</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <source>Superior body</source>
        <translation>Cơ quan chủ quản</translation>
    </message>
    <message>
        <source>This unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Profiles over time</source>
        <translation>Tên, địa chỉ qua các thời kỳ</translation>
    </message>
    <message>
        <source>First steps…</source>
        <translation>Những bước đầu…</translation>
    </message>
</context>
<context>
    <name>OfficerDialog</name>
    <message>
        <source>empty: as it is</source>
        <translation>để trống: giữ như cũ</translation>
    </message>
    <message>
        <source>at least 6 figures or letters</source>
        <translation>ít nhất 6 chữ số hoặc chữ cái</translation>
    </message>
    <message>
        <source>New &amp;PIN</source>
        <translation>Mã &amp;PIN mới</translation>
    </message>
    <message>
        <source>&amp;Badge</source>
        <translation>&amp;Thẻ</translation>
    </message>
    <message>
        <source>scan it here; empty: as it is</source>
        <translation>quét vào đây; để trống: giữ như cũ</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>OfficerList</name>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Chức danh</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Cán bộ</translation>
    </message>
    <message>
        <source>Name of a new officer</source>
        <translation>Họ tên cán bộ mới</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>T&amp;hêm</translation>
    </message>
    <message>
        <source>&amp;Retire the chosen one</source>
        <translation>Cho n&amp;ghỉ người đang chọn</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>Signs in by</source>
        <translation>Đăng nhập bằng</translation>
    </message>
    <message>
        <source>Roles and &amp;PIN…</source>
        <translation>Vai trò, &amp;mã PIN…</translation>
    </message>
    <message>
        <source>Ask to sign &amp;in…</source>
        <translation>&amp;Bật đăng nhập…</translation>
    </message>
    <message>
        <source>New recovery &amp;code…</source>
        <translation>Mã &amp;khôi phục mới…</translation>
    </message>
    <message>
        <source>&amp;What each role may do…</source>
        <translation>&amp;Vai trò được làm gì…</translation>
    </message>
    <message>
        <source>Each officer signs in by PIN or badge; the desk is locked by Ctrl+L and when nobody uses it.</source>
        <translation>Mỗi cán bộ đăng nhập bằng mã PIN hoặc thẻ; quầy khóa khi bấm Ctrl+L và khi không ai dùng.</translation>
    </message>
    <message>
        <source>The desk opens without signing in: whoever is here can do everything.</source>
        <translation>Quầy mở không cần đăng nhập: ai ngồi vào máy cũng làm được mọi việc.</translation>
    </message>
    <message>
        <source>Open without signing in</source>
        <translation>Tắt đăng nhập</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>bị khóa</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>mã PIN</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>thẻ</translation>
    </message>
    <message>
        <source>no key yet</source>
        <translation>chưa có mã</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>Without signing in, whoever is at the computer can do everything under any name. Choose that knowingly.</source>
        <translation>Nếu không đăng nhập, ai ngồi vào máy cũng làm được mọi việc dưới bất kỳ tên nào. Chỉ chọn khi đã cân nhắc.</translation>
    </message>
    <message>
        <source>Open without signing in</source>
        <translation>Mở không cần đăng nhập</translation>
    </message>
    <message>
        <source>&amp;Open for all</source>
        <translation>&amp;Mở cho mọi người</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Please do not switch off.</source>
        <translation>Xin đừng tắt máy.</translation>
    </message>
    <message>
        <source>Working on the register</source>
        <translation>Đang làm với sổ</translation>
    </message>
    <message>
        <source>The new file is made and proved; the program opens again by itself.</source>
        <translation>Tệp mới đang được lập và kiểm tra; chương trình sẽ tự mở lại.</translation>
    </message>
    <message>
        <source>The register as it was stays in the folder «sao-luu». Please do not switch off.</source>
        <translation>Sổ như trước được giữ trong thư mục «sao-luu». Xin đừng tắt máy.</translation>
    </message>
    <message>
        <source>Bringing the register up to date</source>
        <translation>Đang nâng cấp sổ</translation>
    </message>
    <message>
        <source>Copying the register and checking the copy…</source>
        <translation>Đang sao lưu sổ và kiểm tra bản sao…</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>Bước {0} trên {1}</translation>
    </message>
</context>
<context>
    <name>OthersLine</name>
    <message>
        <source>Two at once</source>
        <translation>Hai người cùng mở</translation>
    </message>
    <message>
        <source>{0} has this case open too. Agree who works on it.</source>
        <translation>{0} cũng đang mở hồ sơ này ở quầy khác. Hãy thống nhất ai làm tiếp.</translation>
    </message>
</context>
<context>
    <name>PadList</name>
    <message>
        <source>Field</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Fields of the official form</source>
        <translation>Các ô của tờ khai trên hệ thống tỉnh</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find a case, a person, a procedure, a command…   Ctrl+K</source>
        <translation>Tìm hồ sơ, người, thủ tục, lệnh…   Ctrl+K</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm kiếm</translation>
    </message>
</context>
<context>
    <name>PaperList</name>
    <message>
        <source>All &amp;present</source>
        <translation>Đủ cả</translation>
    </message>
    <message>
        <source>All present   Alt+D</source>
        <translation>Đủ cả   Alt+Đ</translation>
    </message>
    <message>
        <source>All papers always asked for are there (Alt+D); once more: also those «if any»</source>
        <translation>Đủ các giấy tờ luôn phải có (Alt+D); bấm lần nữa: cả giấy tờ «nếu có»</translation>
    </message>
    <message>
        <source>Another paper</source>
        <translation>Giấy tờ khác</translation>
    </message>
    <message>
        <source>Papers handed in</source>
        <translation>Giấy tờ đã nhận</translation>
    </message>
    <message>
        <source>originals</source>
        <translation>bản chính</translation>
    </message>
    <message>
        <source>certified</source>
        <translation>sao chứng thực</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>bản chụp</translation>
    </message>
    <message>
        <source>digitised</source>
        <translation>số hóa</translation>
    </message>
    <message>
        <source>Other paper</source>
        <translation>Giấy tờ khác</translation>
    </message>
    <message>
        <source>{0}: digitised</source>
        <translation>{0}: đã số hóa</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Use the digitised paper of {0} again</source>
        <translation>Dùng lại giấy tờ đã số hóa của hồ sơ {0}</translation>
    </message>
    <message>
        <source>in store {0}</source>
        <translation>đã lưu {0}</translation>
    </message>
    <message>
        <source>{0}: use again from {1}</source>
        <translation>{0}: dùng lại của hồ sơ {1}</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Mật khẩu</translation>
    </message>
    <message>
        <source>at least 8 signs, without accents</source>
        <translation>từ 8 ký tự, không dấu (tắt bộ gõ)</translation>
    </message>
    <message>
        <source>Password once &amp;more</source>
        <translation>Gõ &amp;lại mật khẩu</translation>
    </message>
    <message>
        <source>Only this password opens {0}. It is kept nowhere: tell it to whoever gets the file, but not in the same message. Who forgets it exports again.</source>
        <translation>Chỉ mật khẩu này mở được {0}. Chương trình không giữ lại: báo cho người nhận, đừng gửi cùng tệp. Quên thì xuất lại.</translation>
    </message>
    <message>
        <source>A password for the file</source>
        <translation>Đặt mật khẩu cho tệp</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Xuất tệp</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Hai lần gõ không giống nhau.</translation>
    </message>
</context>
<context>
    <name>PayFields</name>
    <message>
        <source>Bank transfer</source>
        <translation>Chuyển khoản</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tiền mặt</translation>
    </message>
    <message>
        <source>Cash handed over</source>
        <translation>Tiền khách đưa</translation>
    </message>
    <message>
        <source>How the fee is paid</source>
        <translation>Cách thu phí</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>Chưa thu</translation>
    </message>
    <message>
        <source>cash  Ctrl+M</source>
        <translation>đưa  Ctrl+M</translation>
    </message>
    <message>
        <source>change {0}</source>
        <translation>trả lại {0}</translation>
    </message>
    <message>
        <source>{0} short</source>
        <translation>còn thiếu {0}</translation>
    </message>
</context>
<context>
    <name>PeriodPicker</name>
    <message>
        <source>Month</source>
        <translation>Tháng</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Quý</translation>
    </message>
    <message>
        <source>Half-year</source>
        <translation>6 tháng</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Năm</translation>
    </message>
    <message>
        <source>Any days</source>
        <translation>Tự chọn ngày</translation>
    </message>
    <message>
        <source>&amp;Period</source>
        <translation>&amp;Kỳ</translation>
    </message>
    <message>
        <source>&amp;Which</source>
        <translation>Kỳ &amp;nào</translation>
    </message>
    <message>
        <source>Calendar month</source>
        <translation>Theo tháng dương lịch</translation>
    </message>
    <message>
        <source>From the 15th to the 14th</source>
        <translation>Từ ngày 15 đến ngày 14</translation>
    </message>
    <message>
        <source>Reporting cut</source>
        <translation>Kỳ báo cáo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <source>month {0}</source>
        <translation>tháng {0}</translation>
    </message>
    <message>
        <source>quarter {0}</source>
        <translation>quý {0}</translation>
    </message>
    <message>
        <source>second half of {0}</source>
        <translation>6 tháng cuối năm {0}</translation>
    </message>
    <message>
        <source>first half of {0}</source>
        <translation>6 tháng đầu năm {0}</translation>
    </message>
</context>
<context>
    <name>PersonFields</name>
    <message>
        <source>Kind</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Cá nhân</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Tổ chức</translation>
    </message>
    <message>
        <source>Full &amp;name</source>
        <translation>&amp;Họ và tên</translation>
    </message>
    <message>
        <source>Personal nu&amp;mber</source>
        <translation>&amp;Số định danh</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Ngày sinh</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Giới tính</translation>
    </message>
    <message>
        <source>P&amp;hone</source>
        <translation>Điện th&amp;oại</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Thư điện tử</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>Đị&amp;a chỉ</translation>
    </message>
    <message>
        <source>Tax code</source>
        <translation>Mã số thuế</translation>
    </message>
    <message>
        <source>Card issued on</source>
        <translation>Ngày cấp thẻ</translation>
    </message>
    <message>
        <source>Compare with the card, then Enter.</source>
        <translation>Đối chiếu với thẻ rồi bấm Enter.</translation>
    </message>
    <message>
        <source>in {0} of {1}: {2}</source>
        <translation>hồ sơ {0} ngày {1} ghi: {2}</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>Đón&amp;g</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Xuất ra…</translation>
    </message>
    <message>
        <source>{0}, page {1}</source>
        <translation>{0}, trang {1}</translation>
    </message>
    <message>
        <source>File of a case</source>
        <translation>Tệp kèm hồ sơ</translation>
    </message>
</context>
<context>
    <name>PlainDialog</name>
    <message>
        <source>Whoever gets this computer's disk or a new copy can then read the register. The window closes, a plain register is made and proved, and the window opens again. Keep the sheet with the key: the copies made so far need it.</source>
        <translation>Sau đó ai lấy được ổ đĩa của máy này hay một bản sao mới đều đọc được sổ. Chương trình sẽ đóng lại, lập sổ không mã hóa, kiểm tra rồi tự mở lên. Hãy giữ phiếu khóa: các bản sao đã có vẫn cần nó.</translation>
    </message>
    <message>
        <source>Take the encryption away</source>
        <translation>Bỏ mã hóa</translation>
    </message>
    <message>
        <source>&amp;Take it away</source>
        <translation>&amp;Bỏ mã hóa</translation>
    </message>
</context>
<context>
    <name>PlanList</name>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Plan, contents, tasks</source>
        <translation>Kế hoạch, nội dung, nhiệm vụ</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Tiến độ</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>No plan yet. Load the sample plan above, or write your own with Ctrl+N.</source>
        <translation>Chưa có kế hoạch. Hãy nạp kế hoạch mẫu ở trên, hoặc Ctrl+N để tự ghi.</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>&amp;Load the sample plan</source>
        <translation>Nạp kế hoạch &amp;mẫu</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Nhiệm vụ</translation>
    </message>
    <message>
        <source>Result of the quarter</source>
        <translation>Kết quả quý</translation>
    </message>
    <message>
        <source>Plan to govern better</source>
        <translation>Kế hoạch nâng cao hiệu quả quản trị</translation>
    </message>
    <message>
        <source>Loaded: look every task over, name who answers for it and by when.</source>
        <translation>Đã nạp. Hãy xem lại từng nhiệm vụ, giao đơn vị chịu trách nhiệm và thời hạn.</translation>
    </message>
    <message>
        <source>{0}: {1} tasks, {2} done, {3} late</source>
        <translation>Năm {0}: {1} nhiệm vụ, {2} hoàn thành, {3} quá hạn</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Đã lưu: {0}</translation>
    </message>
</context>
<context>
    <name>PortalPage</name>
    <message>
        <source>&amp;Compare with the province's export…</source>
        <translation>Đối &amp;chiếu với tệp của tỉnh…</translation>
    </message>
    <message>
        <source>&amp;Network is down / works</source>
        <translation>&amp;Mạng mất / có lại</translation>
    </message>
    <message>
        <source>&amp;Print the log</source>
        <translation>&amp;In nhật ký</translation>
    </message>
    <message>
        <source>Cases handled</source>
        <translation>Hồ sơ đang làm</translation>
    </message>
    <message>
        <source>Copy pad</source>
        <translation>Bảng chép</translation>
    </message>
    <message>
        <source>Every case has its code of the provincial system.</source>
        <translation>Mọi hồ sơ đã có mã trên hệ thống tỉnh.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>No outage was noted this year. Ctrl+F11 notes that the portal is down, then that it works.</source>
        <translation>Năm nay chưa ghi sự cố nào. Bấm Ctrl+F11 khi cổng mất kết nối, bấm lần nữa khi có lại.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Not yet on the portal</source>
        <translation>Chưa lên hệ thống tỉnh</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số tiếp nhận</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>Sự cố</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Provincial system</source>
        <translation>Hệ thống của tỉnh</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Ngày nhận</translation>
    </message>
    <message>
        <source>The portal is down</source>
        <translation>Cổng mất kết nối</translation>
    </message>
    <message>
        <source>The portal works again</source>
        <translation>Cổng đã có lại</translation>
    </message>
    <message>
        <source>The province's export</source>
        <translation>Tệp xuất từ hệ thống tỉnh</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Đến lúc</translation>
    </message>
    <message>
        <source>What was down</source>
        <translation>Sự cố</translation>
    </message>
    <message>
        <source>{0} has the code {1}.</source>
        <translation>{0} đã có mã {1}.</translation>
    </message>
    <message>
        <source>{0}: down for {1} minutes, {2} cases were being handled.</source>
        <translation>{0}: mất {1} phút, {2} hồ sơ đang làm.</translation>
    </message>
    <message>
        <source>{0}: down since {1}. The same key notes that it works again.</source>
        <translation>{0}: mất từ {1}. Bấm lại phím ấy khi có lại.</translation>
    </message>
    <message>
        <source>Comparing the registers…</source>
        <translation>Đang đối chiếu…</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>S&amp;heet</source>
        <translation>K&amp;hổ giấy</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Lưu thành tệp…</translation>
    </message>
    <message>
        <source>Open in the viewer</source>
        <translation>Mở bằng trình xem</translation>
    </message>
    <message>
        <source>Copy to the share</source>
        <translation>Chép ra thư mục chung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Each copy on a sheet of its own</source>
        <translation>Mỗi bản một tờ riêng</translation>
    </message>
    <message>
        <source>A4, two copies on a sheet</source>
        <translation>Hai bản trên một tờ A4</translation>
    </message>
    <message>
        <source>Roll, 80 mm</source>
        <translation>Cuộn giấy 80 mm</translation>
    </message>
    <message>
        <source>Sending to the printer…</source>
        <translation>Đang gửi tới máy in…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Lưu thành tệp</translation>
    </message>
    <message>
        <source>The folder that the office shares</source>
        <translation>Thư mục dùng chung của cơ quan</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Đã lưu: {0}</translation>
    </message>
</context>
<context>
    <name>PrintDesk</name>
    <message>
        <source>Printing {0}…</source>
        <translation>Đang in {0}…</translation>
    </message>
    <message>
        <source>Sent to «{0}»: {1} pages.</source>
        <translation>Đã gửi {1} trang tới máy in «{0}».</translation>
    </message>
    <message>
        <source>«{0}» reports trouble. The paper waits there: look at the printer, do not print again.</source>
        <translation>Máy in «{0}» đang báo lỗi. Giấy đã nằm chờ ở đó: hãy xem máy in, đừng in lại.</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Đang in…</translation>
    </message>
</context>
<context>
    <name>PrintersTab</name>
    <message>
        <source>Paper</source>
        <translation>Loại giấy</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Máy in</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Khay</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>Mặt giấy</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Số bản</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Cách in</translation>
    </message>
    <message>
        <source>Printers by kind of paper</source>
        <translation>Máy in theo loại giấy</translation>
    </message>
    <message>
        <source>&amp;Folder that the office shares</source>
        <translation>&amp;Thư mục dùng chung của cơ quan</translation>
    </message>
    <message>
        <source>Papers are copied there with Ctrl+D. Kept for this computer alone.</source>
        <translation>Khi xem giấy, Ctrl+D chép tệp vào đây. Chỉ áp dụng cho máy tính này.</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Chọn…</translation>
    </message>
    <message>
        <source>Enter changes the chosen line.</source>
        <translation>Enter để sửa dòng đang chọn.</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>Máy in mặc định</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>Số {0}</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Một mặt</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Hai mặt</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>in thẳng</translation>
    </message>
    <message>
        <source>shown first</source>
        <translation>xem trước</translation>
    </message>
</context>
<context>
    <name>PrivateTab</name>
    <message>
        <source>&amp;List what is held</source>
        <translation>&amp;Liệt kê dữ liệu đang giữ</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Người phê duyệt</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Căn cứ</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Người làm</translation>
    </message>
    <message>
        <source>C&amp;orrect on request…</source>
        <translation>&amp;Đính chính theo yêu cầu…</translation>
    </message>
    <message>
        <source>Corrected: {0}</source>
        <translation>Đã đính chính: {0}</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dữ liệu</translation>
    </message>
    <message>
        <source>Dest&amp;roy what is due…</source>
        <translation>T&amp;iêu hủy dữ liệu hết hạn…</translation>
    </message>
    <message>
        <source>Destroyed; minutes {0}.</source>
        <translation>Đã hủy; biên bản {0}.</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Ended until</source>
        <translation>Xong đến hết</translation>
    </message>
    <message>
        <source>Enter sets the term of the chosen row. Without a term nothing goes.</source>
        <translation>Enter đặt thời hạn cho dòng đang chọn. Chưa có thời hạn thì không hủy gì.</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Số mục</translation>
    </message>
    <message>
        <source>Goes today</source>
        <translation>Đến hạn hủy</translation>
    </message>
    <message>
        <source>How long data are kept</source>
        <translation>Giữ dữ liệu bao lâu</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản hủy</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Nothing was destroyed yet.</source>
        <translation>Chưa hủy lần nào.</translation>
    </message>
    <message>
        <source>Personal &amp;number, tax code or phone</source>
        <translation>&amp;Số định danh, mã số thuế, điện thoại</translation>
    </message>
    <message>
        <source>Set the &amp;term…</source>
        <translation>Đặt &amp;thời hạn…</translation>
    </message>
    <message>
        <source>Terms of keeping</source>
        <translation>Thời hạn lưu giữ</translation>
    </message>
    <message>
        <source>What is held of a citizen</source>
        <translation>Dữ liệu đang giữ của một công dân</translation>
    </message>
    <message>
        <source>by law</source>
        <translation>theo luật</translation>
    </message>
    <message>
        <source>or the whole na&amp;me</source>
        <translation>hoặc họ tên đầ&amp;y đủ</translation>
    </message>
    <message>
        <source>this office</source>
        <translation>cơ quan đặt</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>cần kiểm tra</translation>
    </message>
</context>
<context>
    <name>ProcedurePicker</name>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Type words, initials or a code: khai sinh, ks, 2.000815</source>
        <translation>Gõ tên không dấu, chữ đầu hoặc mã: khai sinh, ks, 2.000815</translation>
    </message>
    <message>
        <source>&amp;Procedure</source>
        <translation>&amp;Thủ tục</translation>
    </message>
    <message>
        <source>No procedure of this office has these words. See F9 for all of them.</source>
        <translation>Cơ quan không có thủ tục nào như vậy. Nhấn F9 để xem tất cả thủ tục.</translation>
    </message>
    <message>
        <source>{0} · to be checked: {1}</source>
        <translation>{0} · cần kiểm tra: {1}</translation>
    </message>
    <message>
        <source>Choose a procedure from the list.</source>
        <translation>Hãy chọn một thủ tục trong danh sách.</translation>
    </message>
</context>
<context>
    <name>ProceduresPage</name>
    <message>
        <source>Search procedures</source>
        <translation>Tìm thủ tục</translation>
    </message>
    <message>
        <source>Words without accents, initials or a code</source>
        <translation>Tên không dấu, chữ đầu hoặc mã thủ tục</translation>
    </message>
    <message>
        <source>Procedures</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>No procedure has these words.</source>
        <translation>Không có thủ tục nào như vậy.</translation>
    </message>
    <message>
        <source>Offered here</source>
        <translation>Đang tiếp nhận tại đây</translation>
    </message>
    <message>
        <source>All procedures</source>
        <translation>Tất cả thủ tục</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Lĩnh vực</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>nothing to be checked</source>
        <translation>không có điểm cần kiểm tra</translation>
    </message>
    <message>
        <source>{0} procedures</source>
        <translation>{0} thủ tục</translation>
    </message>
    <message>
        <source>New list…</source>
        <translation>Danh mục mới…</translation>
    </message>
    <message>
        <source>A new list of procedures</source>
        <translation>Danh mục thủ tục mới</translation>
    </message>
    <message>
        <source>Lists of procedures (*.csv)</source>
        <translation>Danh mục thủ tục (*.csv)</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Working…</source>
        <translation>Đang làm việc…</translation>
    </message>
    <message>
        <source>Done so far</source>
        <translation>Đã làm</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Stop (Esc): nothing is written then</source>
        <translation>Dừng (Esc): khi đó không ghi gì cả</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Đang dừng…</translation>
    </message>
</context>
<context>
    <name>QuarterTab</name>
    <message>
        <source>&amp;Quarter</source>
        <translation>&amp;Quý</translation>
    </message>
    <message>
        <source>Content, figure</source>
        <translation>Nội dung, số liệu</translation>
    </message>
    <message>
        <source>In the quarter</source>
        <translation>Trong quý</translation>
    </message>
    <message>
        <source>Figures of the quarter</source>
        <translation>Số liệu của quý</translation>
    </message>
    <message>
        <source>&amp;Print the report</source>
        <translation>&amp;In báo cáo</translation>
    </message>
    <message>
        <source>Save as &amp;XLSX</source>
        <translation>Lưu &amp;XLSX</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>To be mended until</source>
        <translation>Hạn khắc phục</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Chưa đạt ở điểm nào</translation>
    </message>
    <message>
        <source>Who mends it</source>
        <translation>Người khắc phục</translation>
    </message>
</context>
<context>
    <name>RateDialog</name>
    <message>
        <source>Name on the slip</source>
        <translation>Tên ghi trên giấy</translation>
    </message>
    <message>
        <source>Code of the procedure</source>
        <translation>Mã thủ tục</translation>
    </message>
    <message>
        <source>charge (lệ phí)</source>
        <translation>lệ phí</translation>
    </message>
    <message>
        <source>fee (phí)</source>
        <translation>phí</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Fee rate</source>
        <translation>Mức phí, lệ phí</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>Miễn, giảm (%)</translation>
    </message>
    <message>
        <source>Amount (đồng); empty: not known</source>
        <translation>Mức (đồng); để trống: chưa biết</translation>
    </message>
    <message>
        <source>From page {0} (đồng)</source>
        <translation>Từ trang {0} (đồng)</translation>
    </message>
    <message>
        <source>At most (đồng)</source>
        <translation>Tối đa (đồng)</translation>
    </message>
</context>
<context>
    <name>RateList</name>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Mức</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Áp dụng cho</translation>
    </message>
    <message>
        <source>Fee rates</source>
        <translation>Mức phí, lệ phí</translation>
    </message>
    <message>
        <source>{0} % off</source>
        <translation>giảm {0} %</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>chưa biết</translation>
    </message>
</context>
<context>
    <name>RatingDialog</name>
    <message>
        <source>Number of the case</source>
        <translation>Số tiếp nhận</translation>
    </message>
    <message>
        <source>as on the slip; empty if it names none</source>
        <translation>như trên phiếu; bỏ trống nếu phiếu không ghi</translation>
    </message>
    <message>
        <source>Day on the slip</source>
        <translation>Ngày ghi trên phiếu</translation>
    </message>
    <message>
        <source>only where the slip names no case</source>
        <translation>chỉ khi phiếu không ghi số tiếp nhận</translation>
    </message>
    <message>
        <source>Other remarks on the slip</source>
        <translation>Ý kiến khác trên phiếu</translation>
    </message>
    <message>
        <source>Digits 1 to 5 as the columns of the slip, 0 for none</source>
        <translation>Gõ số 1–5 theo cột trên phiếu, 0 là bỏ trống</translation>
    </message>
    <message>
        <source>Ratings on paper</source>
        <translation>Ghi phiếu đánh giá giấy</translation>
    </message>
    <message>
        <source>&amp;Save, next slip</source>
        <translation>&amp;Lưu, ghi phiếu tiếp</translation>
    </message>
    <message>
        <source>Kept as slip {0}. The next one:</source>
        <translation>Đã ghi phiếu số {0}. Mời ghi phiếu tiếp theo:</translation>
    </message>
</context>
<context>
    <name>RatingsTab</name>
    <message>
        <source>No rating in this month yet. Ctrl+N keys a paper slip in.</source>
        <translation>Tháng này chưa có phiếu nào. Ctrl+N để ghi phiếu giấy.</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>Đánh giá</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>Tháng trước</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>Tháng sau</translation>
    </message>
    <message>
        <source>&amp;Key paper slips in</source>
        <translation>&amp;Ghi phiếu giấy</translation>
    </message>
    <message>
        <source>&amp;Leave out…</source>
        <translation>&amp;Loại phiếu…</translation>
    </message>
    <message>
        <source>Print the &amp;month</source>
        <translation>In &amp;tháng này</translation>
    </message>
    <message>
        <source>By officer, field…</source>
        <translation>Theo cán bộ, lĩnh vực…</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Phiếu</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Cán bộ phục vụ</translation>
    </message>
    <message>
        <source>Answers 1 to 9</source>
        <translation>Trả lời 1–9</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Ý kiến khác</translation>
    </message>
</context>
<context>
    <name>ReaderTab</name>
    <message>
        <source>&amp;Use this port</source>
        <translation>&amp;Dùng cổng này</translation>
    </message>
    <message>
        <source>A scanner that types loses Vietnamese letters on some keyboards and input methods. In its serial mode (COM, RS-232, HID-POS as COM) it loses none: switch it over with the code in its booklet, then choose its port here.</source>
        <translation>Máy quét gõ như bàn phím có thể mất dấu tiếng Việt tùy bàn phím và bộ gõ. Ở chế độ cổng nối tiếp (COM, RS-232, HID-POS qua COM) thì không mất: hãy chuyển chế độ bằng mã trong sách hướng dẫn của máy, rồi chọn cổng ở đây.</translation>
    </message>
    <message>
        <source>Letters were lost on the way: use the serial mode.</source>
        <translation>Bị mất dấu trên đường truyền: nên dùng chế độ cổng nối tiếp.</translation>
    </message>
    <message>
        <source>Look for ports again</source>
        <translation>Tìm lại cổng</translation>
    </message>
    <message>
        <source>No port is read.</source>
        <translation>Chưa đọc cổng nào.</translation>
    </message>
    <message>
        <source>None: the scanner types like a keyboard</source>
        <translation>Không: máy quét gõ như bàn phím</translation>
    </message>
    <message>
        <source>Scan here to try</source>
        <translation>Quét thử ở đây</translation>
    </message>
    <message>
        <source>Serial &amp;port</source>
        <translation>&amp;Cổng nối tiếp</translation>
    </message>
    <message>
        <source>Slip of {0}</source>
        <translation>Giấy hẹn của hồ sơ {0}</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tốc độ</translation>
    </message>
    <message>
        <source>The port cannot be opened. Is the scanner plugged in? It is tried again by itself.</source>
        <translation>Không mở được cổng. Máy quét đã cắm chưa? Chương trình tự thử lại.</translation>
    </message>
    <message>
        <source>The port is read. Scan a card to try it.</source>
        <translation>Đang đọc cổng này. Hãy quét thử một thẻ.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>The 25 letters of the paper in the safe</source>
        <translation>25 chữ in trên giấy cất trong két</translation>
    </message>
    <message>
        <source>&amp;Officer</source>
        <translation>&amp;Cán bộ</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Mã PIN mới</translation>
    </message>
    <message>
        <source>at least 6 figures or letters</source>
        <translation>ít nhất 6 chữ số hoặc chữ cái</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>Đăng &amp;nhập</translation>
    </message>
</context>
<context>
    <name>RegisterBook</name>
    <message>
        <source>Page</source>
        <translation>Trang</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Closed at</source>
        <translation>Khóa lúc</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Người khóa</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>Niêm phong</translation>
    </message>
    <message>
        <source>No page is closed yet this year. Ctrl+Shift+L closes the book on a day and seals its pages.</source>
        <translation>Năm nay chưa khóa trang nào. Ctrl+Shift+L khóa sổ một ngày và niêm phong các trang của ngày đó.</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>Từ n&amp;gày</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Đến ngày</translation>
    </message>
    <message>
        <source>&amp;Field</source>
        <translation>&amp;Lĩnh vực</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In sổ</translation>
    </message>
    <message>
        <source>Save as &amp;XLSX</source>
        <translation>Lưu &amp;XLSX</translation>
    </message>
    <message>
        <source>Close the day…</source>
        <translation>Khóa sổ ngày…</translation>
    </message>
    <message>
        <source>Check the &amp;seals</source>
        <translation>Kiểm tra &amp;niêm phong</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Closed the book on {0}: pages {1}. Enter on a page prints it.</source>
        <translation>Đã khóa sổ ngày {0}: trang {1}. Enter trên một trang để in.</translation>
    </message>
    <message>
        <source>{0} closed pages of this year are whole.</source>
        <translation>{0} trang đã khóa của năm nay còn nguyên vẹn.</translation>
    </message>
    <message>
        <source>Closed until {0}. What is written later comes on a later page.</source>
        <translation>Đã khóa đến ngày {0}. Ghi sau đó vào trang sau.</translation>
    </message>
    <message>
        <source>No day is closed yet this year.</source>
        <translation>Năm nay chưa khóa ngày nào.</translation>
    </message>
</context>
<context>
    <name>RegisterForm</name>
    <message>
        <source>Channel</source>
        <translation>Hình thức nhận</translation>
    </message>
    <message>
        <source>Day of the event</source>
        <translation>Ngày xảy ra sự kiện</translation>
    </message>
    <message>
        <source>birth, death…</source>
        <translation>ngày sinh, ngày chết…</translation>
    </message>
    <message>
        <source>&amp;Somebody else hands it in</source>
        <translation>N&amp;gười khác nộp thay</translation>
    </message>
    <message>
        <source>Due (limit not known)</source>
        <translation>Hẹn trả (chưa rõ thời hạn)</translation>
    </message>
    <message>
        <source>Reason for this date</source>
        <translation>Lý do của ngày hẹn này</translation>
    </message>
    <message>
        <source>Official case code (if known)</source>
        <translation>Mã hồ sơ quốc gia (nếu đã có)</translation>
    </message>
    <message>
        <source>Result received at</source>
        <translation>Nơi nhận kết quả</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Receiving unit</source>
        <translation>Nơi tiếp nhận</translation>
    </message>
    <message>
        <source>Competent unit</source>
        <translation>Cơ quan có thẩm quyền</translation>
    </message>
    <message>
        <source>Owner of the case</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Choose a procedure from the list.</source>
        <translation>Hãy chọn một thủ tục trong danh sách.</translation>
    </message>
    <message>
        <source>Card of {0}: written down as the owner.</source>
        <translation>Thẻ của {0}: đã ghi là chủ hồ sơ.</translation>
    </message>
    <message>
        <source>Card of {0}: written down as who hands it in.</source>
        <translation>Thẻ của {0}: đã ghi là người nộp thay.</translation>
    </message>
    <message>
        <source>Received &amp;earlier at</source>
        <translation>Nhận lúc (ghi &amp;bù)</translation>
    </message>
    <message>
        <source>Slip printed in advance</source>
        <translation>Số giấy in sẵn</translation>
    </message>
    <message>
        <source>For what was received by hand while the power was out; else empty: now</source>
        <translation>Dùng khi ghi bù hồ sơ đã nhận bằng tay lúc mất điện; để trống là bây giờ</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>Open the slip again</source>
        <translation>Mở lại giấy hẹn</translation>
    </message>
    <message>
        <source>Save and print the slip</source>
        <translation>Lưu và in giấy hẹn</translation>
    </message>
    <message>
        <source>New form</source>
        <translation>Làm mới</translation>
    </message>
    <message>
        <source>Register a case</source>
        <translation>Tiếp nhận hồ sơ</translation>
    </message>
    <message>
        <source>without a due date</source>
        <translation>không có ngày hẹn</translation>
    </message>
    <message>
        <source>Saved {0} · due {1}</source>
        <translation>Đã lưu {0} · hẹn trả {1}</translation>
    </message>
    <message>
        <source>Your unfinished form is here again. Ctrl+N begins a new one.</source>
        <translation>Phần đang nhập dở đã được khôi phục. Nhấn Ctrl+N để bắt đầu mới.</translation>
    </message>
    <message>
        <source>On hold. Serve the next citizen.</source>
        <translation>Đã giữ lại. Mời công dân tiếp theo.</translation>
    </message>
    <message>
        <source>Paid by transfer: {0}</source>
        <translation>Đã nhận chuyển khoản: {0}</translation>
    </message>
    <message>
        <source>Papers missing</source>
        <translation>Thiếu giấy tờ</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Ghim</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Giữ lại</translation>
    </message>
    <message>
        <source>Taken up again.</source>
        <translation>Đã lấy lại đơn đang giữ.</translation>
    </message>
    <message>
        <source>The office has set no account for VietQR: note the payment on the case.</source>
        <translation>Cơ quan chưa khai tài khoản cho VietQR: hãy ghi thu tiền ở trang hồ sơ.</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>six groups of six</source>
        <translation>sáu nhóm, mỗi nhóm sáu chữ và số</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>Làm lúc</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Về</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Would be missing</source>
        <translation>Những việc sẽ thiếu</translation>
    </message>
    <message>
        <source>Nothing would be missing.</source>
        <translation>Không thiếu việc nào.</translation>
    </message>
    <message>
        <source>Take a copy back</source>
        <translation>Lấy lại sổ từ bản sao</translation>
    </message>
    <message>
        <source>&amp;Exchange the register</source>
        <translation>Đổ&amp;i sang bản này</translation>
    </message>
    <message>
        <source>Proving the copy and comparing it…</source>
        <translation>Đang kiểm tra và so bản sao với sổ…</translation>
    </message>
    <message>
        <source>The copy is whole: {0} cases, up to {1}.</source>
        <translation>Bản sao nguyên vẹn: {0} hồ sơ, đến {1}.</translation>
    </message>
    <message>
        <source>{0} steps done after it would be missing; do them again from the papers.</source>
        <translation>Sẽ thiếu {0} việc làm sau bản sao này; hãy ghi lại theo giấy tờ.</translation>
    </message>
    <message>
        <source>Nothing done after it would be missing.</source>
        <translation>Không thiếu việc nào làm sau bản sao này.</translation>
    </message>
    <message>
        <source>The register itself can no longer tell; this is from the journal beside it.</source>
        <translation>Sổ đang có không đọc được nữa; danh sách này lấy từ nhật ký bên cạnh sổ.</translation>
    </message>
    <message>
        <source>It holds {0} steps that the register has not.</source>
        <translation>Bản sao có thêm {0} việc mà sổ đang có không có.</translation>
    </message>
    <message>
        <source>{0} files of cases are not there.</source>
        <translation>Không thấy {0} tệp kèm của hồ sơ.</translation>
    </message>
    <message>
        <source>The register as it is now is set aside, not deleted.</source>
        <translation>Sổ đang có được cất riêng bên cạnh, không bị xóa.</translation>
    </message>
    <message>
        <source>&amp;Key, from its sheet</source>
        <translation>&amp;Khóa, chép từ phiếu khóa</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Find a result</source>
        <translation>Tìm kết quả</translation>
    </message>
    <message>
        <source>Scan the slip or type a code, a name, a number</source>
        <translation>Quét giấy hẹn hoặc gõ mã, họ tên, số định danh</translation>
    </message>
    <message>
        <source>Results waiting</source>
        <translation>Kết quả chờ trả</translation>
    </message>
    <message>
        <source>No result is waiting. A case comes here when its step «finish» is taken.</source>
        <translation>Không có kết quả nào chờ trả. Hồ sơ vào đây sau bước «Xử lý xong».</translation>
    </message>
    <message>
        <source>Choose a result in the list.</source>
        <translation>Chọn một kết quả trong danh sách.</translation>
    </message>
    <message>
        <source>&amp;Taken by</source>
        <translation>&amp;Người nhận</translation>
    </message>
    <message>
        <source>the owner, unless another name stands here</source>
        <translation>để trống nếu chính chủ hồ sơ nhận</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>Trả kết quả</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Chờ trả</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Chủ hồ sơ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>since today</source>
        <translation>từ hôm nay</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} ngày</translation>
    </message>
    <message>
        <source>Hand back results</source>
        <translation>Trả kết quả</translation>
    </message>
    <message>
        <source>Handed back: {0}</source>
        <translation>Đã trả kết quả: {0}</translation>
    </message>
    <message>
        <source>In what &amp;capacity</source>
        <translation>Tư &amp;cách người nhận</translation>
    </message>
    <message>
        <source>Why no &amp;apology is sent</source>
        <translation>Lý do &amp;không gửi thư xin lỗi</translation>
    </message>
    <message>
        <source>Ca&amp;lled: note it</source>
        <translation>Đã &amp;gọi: ghi lại</translation>
    </message>
    <message>
        <source>&amp;Receipt for the result</source>
        <translation>In &amp;biên nhận trả kết quả</translation>
    </message>
    <message>
        <source>from {0} days</source>
        <translation>từ {0} ngày</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Last told</source>
        <translation>Báo gần nhất</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>chưa báo</translation>
    </message>
    <message>
        <source>{0} times</source>
        <translation>{0} lần</translation>
    </message>
</context>
<context>
    <name>RolesDialog</name>
    <message>
        <source>What each role may do</source>
        <translation>Mỗi vai trò được làm gì</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>&amp;Name of the list</source>
        <translation>&amp;Tên danh sách</translation>
    </message>
    <message>
        <source>only me</source>
        <translation>chỉ riêng tôi</translation>
    </message>
    <message>
        <source>the whole office</source>
        <translation>cả cơ quan</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Dùng cho</translation>
    </message>
    <message>
        <source>Save this list</source>
        <translation>Lưu danh sách này</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>ScreenKeyboard</name>
    <message>
        <source>Space</source>
        <translation>Dấu cách</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Xóa hết</translation>
    </message>
</context>
<context>
    <name>SettingDialog</name>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>SettingList</name>
    <message>
        <source>Setting</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Thiết lập</translation>
    </message>
    <message>
        <source>Enter changes the chosen setting.</source>
        <translation>Nhấn Enter để đổi mục đang chọn.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Thiết lập</translation>
    </message>
    <message>
        <source>Practice re&amp;gister</source>
        <translation>Sổ tậ&amp;p</translation>
    </message>
    <message>
        <source>Sample cases in a window of their own; the real register is not touched</source>
        <translation>Mở sổ tập với hồ sơ mẫu ở cửa sổ riêng; sổ thật không bị đụng đến</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Hủy</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Receive a case</source>
        <translation>Tiếp nhận hồ sơ</translation>
    </message>
    <message>
        <source>Drop here</source>
        <translation>Ngừng tiếp nhận tại đây</translation>
    </message>
    <message>
        <source>Offer here</source>
        <translation>Tiếp nhận tại đây</translation>
    </message>
    <message>
        <source>set by the province</source>
        <translation>do cấp tỉnh quy định</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source> (to be checked: {0})</source>
        <translation> (cần kiểm tra: {0})</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Lĩnh vực</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>Other limit</source>
        <translation>Thời hạn khác</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Phí, lệ phí</translation>
    </message>
    <message>
        <source>Exemption</source>
        <translation>Miễn, giảm</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Trực tuyến</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Căn cứ pháp lý</translation>
    </message>
    <message>
        <source>Together with</source>
        <translation>Phối hợp</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>Hiệu lực từ</translation>
    </message>
    <message>
        <source>In force until</source>
        <translation>Hiệu lực đến</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Thành phần hồ sơ</translation>
    </message>
    <message>
        <source>Print the sheet</source>
        <translation>In bản niêm yết</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Versions by date</source>
        <translation>Các bản theo ngày</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>đầu</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>chưa có hạn</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>Từ {0} đến {1}</translation>
    </message>
    <message>
        <source>recorded on {0}</source>
        <translation>ghi ngày {0}</translation>
    </message>
    <message>
        <source>, replaced on {0}</source>
        <translation>, thay ngày {0}</translation>
    </message>
</context>
<context>
    <name>SpoilDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Lý do</translation>
    </message>
    <message>
        <source>Strike out {0}</source>
        <translation>Hủy giấy {0}</translation>
    </message>
    <message>
        <source>&amp;Strike out</source>
        <translation>&amp;Hủy giấy</translation>
    </message>
</context>
<context>
    <name>StartDialog</name>
    <message>
        <source>From then on each officer signs in by PIN or badge and does what the own roles allow. Give the others a PIN and roles right after.</source>
        <translation>Từ đó mỗi cán bộ đăng nhập bằng mã PIN hoặc thẻ và chỉ làm được việc của vai trò mình. Hãy đặt mã PIN và vai trò cho những người khác ngay sau đó.</translation>
    </message>
    <message>
        <source>Ask officers to sign in</source>
        <translation>Bật đăng nhập</translation>
    </message>
    <message>
        <source>&amp;Switch on</source>
        <translation>&amp;Bật</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>First &amp;administrator</source>
        <translation>&amp;Quản trị đầu tiên</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>Mã &amp;PIN</translation>
    </message>
    <message>
        <source>at least 6 figures or letters</source>
        <translation>ít nhất 6 chữ số hoặc chữ cái</translation>
    </message>
    <message>
        <source>PIN once &amp;more</source>
        <translation>Nhập &amp;lại mã PIN</translation>
    </message>
</context>
<context>
    <name>StatisticsPage</name>
    <message>
        <source>&amp;Group by</source>
        <translation>Nhó&amp;m theo</translation>
    </message>
    <message>
        <source>received in the period</source>
        <translation>hồ sơ nhận trong kỳ</translation>
    </message>
    <message>
        <source>settled early or on time</source>
        <translation>giải quyết trước hạn và đúng hạn</translation>
    </message>
    <message>
        <source>open and overdue</source>
        <translation>đang giải quyết quá hạn</translation>
    </message>
    <message>
        <source>From {0} to {1}.</source>
        <translation>Từ {0} đến {1}.</translation>
    </message>
    <message>
        <source>Save {0}</source>
        <translation>Lưu {0}</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Đã lưu: {0}</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>&amp;Báo cáo</translation>
    </message>
    <message>
        <source>Denominator of the on-time share</source>
        <translation>Mẫu số của tỷ lệ đúng hạn</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>So với</translation>
    </message>
    <message>
        <source>As known at</source>
        <translation>Theo số liệu đã biết lúc</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Sao chép</translation>
    </message>
    <message>
        <source>Close &amp;month…</source>
        <translation>Khóa sổ &amp;tháng…</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>không so sánh</translation>
    </message>
    <message>
        <source>the period before</source>
        <translation>kỳ trước</translation>
    </message>
    <message>
        <source>the same period last year</source>
        <translation>cùng kỳ năm trước</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Thống kê</translation>
    </message>
    <message>
        <source>Closed &amp;month…</source>
        <translation>Tháng đã khóa &amp;sổ…</translation>
    </message>
    <message>
        <source>Copied: paste it into Excel or Word.</source>
        <translation>Đã sao chép: dán vào Excel hoặc Word.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Đang tính số liệu…</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>bộ nhớ tạm</translation>
    </message>
</context>
<context>
    <name>StepDialog</name>
    <message>
        <source>Limit</source>
        <translation>Thời hạn</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tiền mặt</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Chuyển khoản</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Trực tuyến</translation>
    </message>
    <message>
        <source>How it was paid</source>
        <translation>Cách nộp</translation>
    </message>
    <message>
        <source>What to correct</source>
        <translation>Đính chính mục nào</translation>
    </message>
    <message>
        <source>Amount (đồng)</source>
        <translation>Số tiền (đồng)</translation>
    </message>
    <message>
        <source>New due date</source>
        <translation>Ngày hẹn mới</translation>
    </message>
    <message>
        <source>Name of the owner</source>
        <translation>Họ tên chủ hồ sơ</translation>
    </message>
    <message>
        <source>Personal number of the owner</source>
        <translation>Số định danh chủ hồ sơ</translation>
    </message>
    <message>
        <source>Phone of the owner</source>
        <translation>Điện thoại chủ hồ sơ</translation>
    </message>
    <message>
        <source>Address of the owner</source>
        <translation>Địa chỉ chủ hồ sơ</translation>
    </message>
    <message>
        <source>Official code of the case</source>
        <translation>Mã hồ sơ quốc gia</translation>
    </message>
    <message>
        <source>Where the result is collected</source>
        <translation>Nơi nhận kết quả</translation>
    </message>
    <message>
        <source>Receiving unit</source>
        <translation>Nơi tiếp nhận</translation>
    </message>
    <message>
        <source>Competent unit</source>
        <translation>Cơ quan có thẩm quyền</translation>
    </message>
    <message>
        <source>Note on the case</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Người phê duyệt</translation>
    </message>
    <message>
        <source>Correct value</source>
        <translation>Nội dung đúng</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Số biên lai</translation>
    </message>
    <message>
        <source>Number of the result</source>
        <translation>Số của kết quả</translation>
    </message>
    <message>
        <source>Taken by (if not the owner)</source>
        <translation>Người nhận (nếu không phải chủ hồ sơ)</translation>
    </message>
    <message>
        <source>Papers that are missing, one a line</source>
        <translation>Giấy tờ còn thiếu, mỗi dòng một giấy</translation>
    </message>
    <message>
        <source>In what capacity</source>
        <translation>Tư cách người nhận</translation>
    </message>
    <message>
        <source>Why no apology is sent</source>
        <translation>Lý do không gửi thư xin lỗi</translation>
    </message>
    <message>
        <source>PIN of who approves</source>
        <translation>Mã PIN của người duyệt</translation>
    </message>
</context>
<context>
    <name>StepTaker</name>
    <message>
        <source>Done, and written in the history: {0}.</source>
        <translation>Đã xong, và ghi vào nhật ký: {0}.</translation>
    </message>
    <message>
        <source>the request for papers came late</source>
        <translation>yêu cầu bổ sung chậm so với quy định</translation>
    </message>
    <message>
        <source>refused after the due date</source>
        <translation>từ chối sau hạn trả</translation>
    </message>
    <message>
        <source>a limit was set aside with approval</source>
        <translation>vượt giới hạn theo phê duyệt</translation>
    </message>
    <message>
        <source>the promise was missed</source>
        <translation>đã lỡ hẹn</translation>
    </message>
    <message>
        <source>no apology was sent, with a reason</source>
        <translation>không gửi thư xin lỗi, có lý do</translation>
    </message>
    <message>
        <source>Written: {0} · {1}.</source>
        <translation>Đã ghi: {0} · {1}.</translation>
    </message>
</context>
<context>
    <name>StopsStrip</name>
    <message>
        <source>Open that case</source>
        <translation>Mở hồ sơ đó</translation>
    </message>
</context>
<context>
    <name>SubmitterFields</name>
    <message>
        <source>Relation to the owner</source>
        <translation>Quan hệ với chủ hồ sơ</translation>
    </message>
    <message>
        <source>Authorisation (paper, number, date)</source>
        <translation>Giấy ủy quyền (tên, số, ngày)</translation>
    </message>
    <message>
        <source>Who hands it in</source>
        <translation>Người nộp hồ sơ</translation>
    </message>
</context>
<context>
    <name>SwapDialog</name>
    <message>
        <source>Day off</source>
        <translation>Ngày nghỉ</translation>
    </message>
    <message>
        <source>Worked instead on</source>
        <translation>Làm bù vào ngày</translation>
    </message>
    <message>
        <source>Swap two days</source>
        <translation>Hoán đổi hai ngày</translation>
    </message>
</context>
<context>
    <name>TermDialog</name>
    <message>
        <source>&amp;Basis: the document that says so</source>
        <translation>&amp;Căn cứ: văn bản quy định</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
    <message>
        <source>Kept for … &amp;years</source>
        <translation>Giữ … &amp;năm</translation>
    </message>
    <message>
        <source>Set the term</source>
        <translation>Đặt thời hạn</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>{0} of working time left of {1}</source>
        <translation>Còn {0} làm việc trên {1}</translation>
    </message>
    <message>
        <source>{0} of working time over, of {1}</source>
        <translation>Quá {0} làm việc, hạn là {1}</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} ngày</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} giờ {1} phút</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} phút</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today, {0}</source>
        <translation>Hôm nay, {0}</translation>
    </message>
    <message>
        <source>Nothing waits today. New cases are received with F2.</source>
        <translation>Hôm nay không còn việc nào chờ. Tiếp nhận hồ sơ mới: F2.</translation>
    </message>
    <message>
        <source>Also:</source>
        <translation>Còn nữa:</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>Xem trong danh sách</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>không có ngày</translation>
    </message>
    <message>
        <source>{0} days ago</source>
        <translation>{0} ngày trước</translation>
    </message>
    <message>
        <source>in {0} days</source>
        <translation>còn {0} ngày</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hôm nay</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>hôm nay {0}</translation>
    </message>
    <message>
        <source>Tell the citizen</source>
        <translation>Báo công dân</translation>
    </message>
    <message>
        <source>Count the drawer</source>
        <translation>Kiểm tiền</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Mở hồ sơ</translation>
    </message>
    <message>
        <source>Overdue: apologise, name a new day, settle</source>
        <translation>Quá hạn: xin lỗi, hẹn lại, giải quyết</translation>
    </message>
    <message>
        <source>Will be late: the extension goes out today at the latest</source>
        <translation>Sắp trễ: muộn nhất hôm nay phải gửi văn bản xin lỗi, gia hạn</translation>
    </message>
    <message>
        <source>Handed in online, to be answered within 8 working hours</source>
        <translation>Hồ sơ trực tuyến chờ tiếp nhận (8 giờ làm việc)</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Đến hạn hôm nay</translation>
    </message>
    <message>
        <source>Papers asked for: the 15 days are ending</source>
        <translation>Chờ bổ sung: sắp hết 15 ngày</translation>
    </message>
    <message>
        <source>Results waiting: call</source>
        <translation>Kết quả chờ trả: gọi công dân</translation>
    </message>
    <message>
        <source>Cash in the drawer, not yet counted</source>
        <translation>Tiền mặt trong quầy, chưa kiểm</translation>
    </message>
    <message>
        <source>Breaches recorded in the last 7 days</source>
        <translation>Vi phạm ghi nhận trong 7 ngày qua</translation>
    </message>
    <message>
        <source>Open the register</source>
        <translation>Mở sổ</translation>
    </message>
    <message>
        <source>Registers: disclosure, feedback, checks</source>
        <translation>Sổ theo dõi: công khai, phản ánh, kiểm tra</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>In danh mục</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Officer at the desk</source>
        <translation>Cán bộ tại quầy</translation>
    </message>
    <message>
        <source>Who is at the desk now: every step is recorded under this name</source>
        <translation>Người đang ngồi quầy: mọi bước được ghi tên người này</translation>
    </message>
    <message>
        <source>Lock the desk, or let somebody else sit down (Ctrl+L)</source>
        <translation>Khóa quầy, hoặc đổi người (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>TotalsCard</name>
    <message>
        <source>money</source>
        <translation>số tiền</translation>
    </message>
    <message>
        <source>papers</source>
        <translation>giấy tờ</translation>
    </message>
    <message>
        <source>persons</source>
        <translation>người</translation>
    </message>
</context>
<context>
    <name>TraceDialog</name>
    <message>
        <source>How the due date comes about</source>
        <translation>Cách tính ngày hẹn trả</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>No day is counted for this limit.</source>
        <translation>Thời hạn này không tính theo ngày.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>&amp;Not yet</source>
        <translation>&amp;Chưa</translation>
    </message>
    <message>
        <source>Content: {0}</source>
        <translation>Nội dung: {0}</translation>
    </message>
    <message>
        <source>The money has come</source>
        <translation>Đã nhận tiền</translation>
    </message>
    <message>
        <source>Transfer for {0}</source>
        <translation>Chuyển khoản cho hồ sơ {0}</translation>
    </message>
</context>
<context>
    <name>TurnedAwayBook</name>
    <message>
        <source>At</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do, giấy tờ thiếu</translation>
    </message>
    <message>
        <source>Nobody was turned away in this period.</source>
        <translation>Trong kỳ này không có ai phải về bổ sung hoặc bị từ chối.</translation>
    </message>
    <message>
        <source>{0} asked to complete their papers, {1} refused.</source>
        <translation>{0} lượt yêu cầu bổ sung, {1} lượt từ chối tiếp nhận.</translation>
    </message>
    <message>
        <source>to complete</source>
        <translation>bổ sung</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>từ chối</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>Saved &amp;lists</source>
        <translation>&amp;Danh sách đã lưu</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Của tôi</translation>
    </message>
    <message>
        <source>The office's</source>
        <translation>Của cơ quan</translation>
    </message>
    <message>
        <source>Save this list…</source>
        <translation>Lưu danh sách này…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Bỏ danh sách</translation>
    </message>
</context>
<context>
    <name>VoicesPage</name>
    <message>
        <source>&amp;Load the sample questions</source>
        <translation>Nạp danh mục &amp;mẫu</translation>
    </message>
    <message>
        <source>Add a finding…</source>
        <translation>Thêm tồn tại…</translation>
    </message>
    <message>
        <source>Checklists</source>
        <translation>Danh mục kiểm tra</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Kiểm tra</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Phản ánh, kiến nghị</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Tồn tại</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>Tồn tại ({0})</translation>
    </message>
    <message>
        <source>Make it a proposal…</source>
        <translation>Lập đề xuất…</translation>
    </message>
    <message>
        <source>Online assistance</source>
        <translation>Hỗ trợ trực tuyến</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Đề xuất</translation>
    </message>
    <message>
        <source>Reception of citizens</source>
        <translation>Tiếp công dân</translation>
    </message>
    <message>
        <source>{0} questions were added.</source>
        <translation>Đã nạp {0} mục.</translation>
    </message>
    <message>
        <source>People's voice</source>
        <translation>Tiếng dân</translation>
    </message>
</context>
<context>
    <name>VoidDialog</name>
    <message>
        <source>Reason *</source>
        <translation>Lý do *</translation>
    </message>
    <message>
        <source>Leave slip {0} out</source>
        <translation>Loại phiếu số {0}</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Loại phiếu</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>Reason *</source>
        <translation>Lý do *</translation>
    </message>
    <message>
        <source>Take {0} back</source>
        <translation>Bỏ tệp {0}</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>&amp;Bỏ tệp</translation>
    </message>
</context>
<context>
    <name>WordingDialog</name>
    <message>
        <source>Wording of the form</source>
        <translation>Lời văn của mẫu</translation>
    </message>
    <message>
        <source>Papers issued before keep their wording. {0} are filled in when the paper is made.</source>
        <translation>Giấy đã cấp giữ nguyên lời văn. Chỗ {0} được điền khi lập giấy.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>YearView</name>
    <message>
        <source>Calendar of the year</source>
        <translation>Lịch năm</translation>
    </message>
    <message>
        <source>Month {0}</source>
        <translation>Tháng {0}</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Page before</source>
        <translation>Trang trước</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Trang sau</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Thu nhỏ</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Phóng to</translation>
    </message>
    <message>
        <source>Size of the pages</source>
        <translation>Cỡ xem</translation>
    </message>
    <message>
        <source>Whole page   Ctrl+0</source>
        <translation>Vừa trang   Ctrl+0</translation>
    </message>
    <message>
        <source>Whole width</source>
        <translation>Vừa chiều rộng</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Trang {0} / {1}</translation>
    </message>
</context>
<context>
    <name>_DayDialog</name>
    <message>
        <source>Basis (number, date and body of the decision)</source>
        <translation>Căn cứ (số, ngày, cơ quan ban hành)</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Promised (kept)</source>
        <translation>Đã hẹn (giữ nguyên)</translation>
    </message>
    <message>
        <source>Counted now</source>
        <translation>Nếu tính lại</translation>
    </message>
    <message>
        <source>Open cases that would move</source>
        <translation>Hồ sơ đang mở sẽ đổi hạn</translation>
    </message>
    <message>
        <source>No open case would move.</source>
        <translation>Không hồ sơ đang mở nào đổi hạn.</translation>
    </message>
    <message>
        <source>Open cases that would be counted otherwise. What was printed stays promised.</source>
        <translation>Hồ sơ đang mở sẽ tính ra ngày khác. Giấy đã in thì giữ nguyên ngày hẹn.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>_RuleDialog</name>
    <message>
        <source>In force from</source>
        <translation>Áp dụng từ</translation>
    </message>
    <message>
        <source>empty: always</source>
        <translation>để trống: từ trước đến nay</translation>
    </message>
    <message>
        <source>until</source>
        <translation>đến hết ngày</translation>
    </message>
    <message>
        <source>empty: no end</source>
        <translation>để trống: chưa có hạn</translation>
    </message>
    <message>
        <source>Basis (number, date and body of the decision)</source>
        <translation>Căn cứ (số, ngày, cơ quan ban hành)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
</context>
<context>
    <name>_RuleList</name>
    <message>
        <source>Set by</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Căn cứ</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>Lọc danh sách</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Thêm</translation>
    </message>
    <message>
        <source>&amp;Back to the packaged one</source>
        <translation>&amp;Bỏ, dùng lại mức kèm theo</translation>
    </message>
    <message>
        <source>Enter changes the chosen row from a day on. Promises already made stay.</source>
        <translation>Enter để sửa dòng đang chọn từ một ngày. Ngày đã hẹn và phí đã ghi giữ nguyên.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
    <message>
        <source>this office</source>
        <translation>cơ quan</translation>
    </message>
    <message>
        <source>packaged</source>
        <translation>kèm theo</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>en</source>
        <comment>language of errors</comment>
        <translation>vi</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Đã hủy số</translation>
    </message>
    <message>
        <source>no due date</source>
        <translation>không có hạn</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>tạm dừng</translation>
    </message>
    <message>
        <source>{0} days late</source>
        <translation>trễ {0} ngày</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>đúng hạn</translation>
    </message>
    <message>
        <source>{0} days overdue</source>
        <translation>quá hạn {0} ngày</translation>
    </message>
    <message>
        <source>past {0}</source>
        <translation>quá {0}</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>hôm nay {0}</translation>
    </message>
    <message>
        <source>{0} days left</source>
        <translation>còn {0} ngày</translation>
    </message>
</context>
<context>
    <name>lane</name>
    <message>
        <source>Copies / papers</source>
        <translation>Số bản</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Phí</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>Bản chính</translation>
    </message>
    <message>
        <source>Pages each</source>
        <translation>Số trang</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Register</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>Trả KQ</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Thống kê</translation>
    </message>
    <message>
        <source>Procedures</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Thiết lập</translation>
    </message>
    <message>
        <source>Disclosure</source>
        <translation>Công khai</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Attention list</source>
        <translation>Chú ý</translation>
    </message>
    <message>
        <source>Desk hours</source>
        <translation>Giờ làm việc</translation>
    </message>
    <message>
        <source>Fee rates</source>
        <translation>Mức phí</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Cơ quan</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Cán bộ</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Máy in</translation>
    </message>
    <message>
        <source>Rules of this office</source>
        <translation>Quy ước</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Máy quét</translation>
    </message>
    <message>
        <source>Numbering</source>
        <translation>Đánh số</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Lịch</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Biểu mẫu</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Hiển thị</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>Certification</source>
        <translation>Chứng thực</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Cổng tỉnh</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Sổ sách</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Giới thiệu</translation>
    </message>
    <message>
        <source>Reception of citizens</source>
        <translation>Tiếp công dân</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Kiểm tra</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Tồn tại</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Đề xuất</translation>
    </message>
    <message>
        <source>Checklists</source>
        <translation>Danh mục kiểm tra</translation>
    </message>
    <message>
        <source>Book of cases</source>
        <translation>Sổ theo dõi hồ sơ</translation>
    </message>
    <message>
        <source>Fees and the drawer</source>
        <translation>Thu phí và kiểm tiền</translation>
    </message>
    <message>
        <source>Hand-over lists</source>
        <translation>Phiếu bàn giao</translation>
    </message>
    <message>
        <source>Slips printed in advance</source>
        <translation>Giấy tiếp nhận in sẵn</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <source>People's voice</source>
        <translation>Tiếng dân</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Mã hóa</translation>
    </message>
    <message>
        <source>Private data</source>
        <translation>Dữ liệu cá nhân</translation>
    </message>
</context>
<context>
    <name>quantities</name>
    <message>
        <source>Pages of the original</source>
        <translation>Số trang bản chính</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Số bản sao</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>Số bản chính</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Số chữ ký</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Số giấy tờ</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Số sự kiện</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Số người</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Số giấy chứng nhận</translation>
    </message>
</context>
<context>
    <name>undo</name>
    <message>
        <source>Take back</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <source>Taken back: {0} · {1}</source>
        <translation>Đã hoàn tác: {0} · {1}</translation>
    </message>
    <message>
        <source>{0} is voided and keeps its number.</source>
        <translation>{0} đã hủy, số vẫn giữ trong sổ.</translation>
    </message>
</context>
</TS>
