"""The people of the story. All of them are made up."""

from dataclasses import dataclass
from datetime import date, timedelta

FAMILY = ("Nguyễn Thị", "Trần Thị", "Lê Thị", "Phạm Thị", "Hoàng Văn", "Đặng Thị", "Bùi Thị", "Hồ Văn")
GIVEN = ("Thanh Mẫu", "Hồng Thử", "Ngọc Giả", "Bích Ví Dụ", "Kim Mẫu", "Thu Thử", "Xuân Giả", "Mai Ví Dụ")
DIGITS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Không")
STORIES = (
    "Được hứa việc làm ở quán ăn, bị giữ giấy tờ và đưa qua biên giới ban đêm.",
    "Bị ép làm việc mười bốn giờ một ngày, không được trả công, trốn về khi chủ đi vắng.",
    "Người quen rủ đi bán hàng rồi giao cho người lạ; được người cùng quê giúp gọi về nhà.",
)


@dataclass(frozen=True)
class Person:
    """What is told about somebody, in clear only while it is typed."""

    name: str
    birth: str
    contact: str
    story: str
    sex: str
    age_group: str
    ethnicity: str
    purpose: str
    country: str


def person(n: int, today: date) -> Person:
    """The n-th person: the same every time."""
    man = n % 8 in (4, 7)
    years = (19, 24, 17, 31, 22, 15, 28, 35)[n % 8]
    birth = today - timedelta(days=365 * years + 97)
    group = "u16" if years < 16 else "16_17" if years < 18 else "18plus"
    return Person(
        name=f"{FAMILY[n % 8]} {GIVEN[(n // 8 + n) % 8]} {_words(n // 64 + 1)}",
        birth=birth.isoformat(),
        contact=f"09{n % 10:01d}0 000 {n % 1000:03d}, gọi sau 19 giờ",
        story=STORIES[n % 3],
        sex="male" if man else "female",
        age_group=group,
        ethnicity="minority" if n % 3 == 1 else "kinh",
        purpose=("P02", "P06", "P09", "P11")[n % 4],
        country=("CN", "KH", "LA", "MM")[n % 4],
    )


def _words(n: int) -> str:
    return "".join(DIGITS[int(digit) - 1] for digit in str(n))
