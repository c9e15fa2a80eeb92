"""The head that the sample papers bear."""

from datetime import date

from shared.papers import Letterhead

HEAD = Letterhead(
    above="Ủy ban nhân dân thị xã Hương Trà",
    agency="Phòng Lao động - Thương binh và Xã hội",
    place="Hương Trà",
    on=date(2023, 5, 5),
)
