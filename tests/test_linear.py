"""Time grows with the length of a text alone: lists, parts and repeated phrases that once cost their square."""

import time

import pytest

import kc_extract

#: Each text as what opens it and what is repeated; ``{i}`` counts.
REPEATED = {
    "bullets with amounts": ("Tổng kinh phí gồm:\n\n", "- Hỗ trợ mô hình: 100 triệu đồng;\n\n"),
    "bullets of one source": (
        "Kinh phí từ ngân sách tỉnh 900 tỷ đồng, gồm:\n\n",
        "- Hỗ trợ mô hình: 100 triệu đồng;\n\n",
    ),
    "rates of one sentence": ("Kinh phí gồm: ", "hỗ trợ {i} triệu đồng; "),
    "shares with ceilings": ("", "Hỗ trợ 50% chi phí nhưng không quá 30 triệu đồng. "),
    "plain items": ("Mức trợ cấp như sau:\n\n", "Trưởng thôn: 900.000 đồng/tháng;\n\n"),
    "rows between totals": (
        "Đơn vị tính: triệu đồng\n\n| TT | Nội dung | Kinh phí |\n|---|---|---|\n",
        "| {i} | Mua sắm | 1.200 |\n| | Cộng | 1.200 |\n",
    ),
    "appendices": ("Điều 1. A.\n\n", "PHỤ LỤC\n\nDanh mục A.\n\n"),
    "citations": ("Căn cứ ", "Quyết định số {i}/2020/QĐ-UBND ngày 01/02/2020 của Ủy ban nhân dân tỉnh; "),
    "shares": ("Kết quả ", "đạt 50% "),
    "lists that begin anew": ("", "1. Mục tiêu chung\n\na) Hỗ trợ 5 mô hình.\n\n"),
    "items": ("", "{i}. Hỗ trợ 5 mô hình.\n\n"),
    "clauses that cover": ("", "Điều {i}. Kinh phí tại Điều này do ngân sách tỉnh bảo đảm 5 tỷ đồng.\n\n"),
}
_COUNT = 400


def seconds(opening: str, repeated: str, count: int) -> float:
    text = opening + "".join(repeated.replace("{i}", str(at + 1)) for at in range(count))
    document = kc_extract.read(text.encode(), "text.txt")
    begun = time.process_time()
    kc_extract.extract(document)
    return time.process_time() - begun


@pytest.mark.parametrize("name", list(REPEATED))
def test_four_times_the_text_takes_far_less_than_its_square(name: str) -> None:
    opening, repeated = REPEATED[name]
    seconds(opening, repeated, 10)
    short = min(seconds(opening, repeated, _COUNT) for _ in range(2))
    assert seconds(opening, repeated, 4 * _COUNT) < 9 * short + 0.2
