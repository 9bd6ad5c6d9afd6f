"""Documents that several tests read."""

from pathlib import Path

#: A short decision of an invented province; ``number`` goes into its own number and its first target.
DECISION = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}/QĐ-UBND
An Bình, ngày 12 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc hỗ trợ phát triển làng nghề năm 2021

Điều 1. Hỗ trợ {number} mô hình trình diễn kỹ thuật cho các cơ sở.
Điều 2. Kinh phí thực hiện là 1.200 triệu đồng từ ngân sách tỉnh.
Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.
"""


def write_tree(folder: Path, *names: str) -> Path:
    """The folder with files in it that hold their own names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder
