"""The foot of every page: where its printing was written down, or what a blank was made from; and what to think of the
form."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

_TOWN_TIME = timezone(timedelta(hours=7))


class PaperFault(ValueError):
    """The paper asked for is unknown, or its content has the wrong shape; the message holds no value of it."""


@dataclass(frozen=True)
class PrintMark:
    """Which file, and which entry of whose ledger recorded that it was printed, and when. A paper about many cases has
    no `case_code`. `form` is the number of the form and whose it is, where the profile knows one."""

    case_code: str | None
    source: str
    position: int
    at: datetime
    form_confirmed: bool = False
    form: str | None = None

    def __post_init__(self) -> None:
        code = self.case_code
        if code is not None and (not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+){1,3}", code) or len(code) > 20):
            raise PaperFault("the case code does not look like one")
        if not re.fullmatch(r"[a-z]{2,20}\.[a-z][a-z_]{1,31}", self.source) or self.position < 1:
            raise PaperFault("the printing needs the entry that recorded it")
        if self.at.tzinfo is None:
            raise PaperFault("the moment of printing needs its time zone")

    @property
    def moment(self) -> datetime:
        """What the file says of when it was made: with it, the same paper is the same bytes."""
        return self.at

    def foot(self) -> dict[str, Any]:
        """Its words on the page."""
        at = self.at.astimezone(_TOWN_TIME)
        case = f"Hồ sơ {self.case_code} · " if self.case_code else ""
        return {
            "case_code": self.case_code,
            "about": f"{case}Mục {self.position}, nhật ký {self.source}",
            "made": f"Việc in giấy này đã được ghi vào nhật ký lúc {at:%H:%M} ngày {at:%d/%m/%Y}.",
            "qr": f"{self.case_code or ''} {self.source}/{self.position}".strip(),
        }


@dataclass(frozen=True)
class BlankMark:
    """A blank holds nothing of anybody, so nothing was written down: it says which version of the profile made it, with
    the print (SHA-256, hex) of its content and the day it came into force."""

    version: str
    hash: str
    since: date
    form_confirmed: bool = False
    form: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,47}", self.version) or not re.fullmatch(
            r"[0-9a-f]{64}", self.hash
        ):
            raise PaperFault("a blank needs the version of the profile that made it")

    @property
    def moment(self) -> datetime:
        """The same blank is the same bytes as long as the version holds."""
        return datetime.combine(self.since, time(), UTC)

    def foot(self) -> dict[str, Any]:
        """Its words on the page."""
        return {
            "case_code": None,
            "about": "Phiếu trắng, chưa thuộc hồ sơ nào",
            "made": f"Lập theo quy định phiên bản {self.version}, dấu kiểm {self.hash[:12]}.",
            "qr": f"{self.version}/{self.hash[:12]}",
        }


@dataclass(frozen=True)
class ReportMark:
    """A report of figures says from what it was made: its period and day in words, how far each journal was read, the
    definition it was counted by (SHA-256, hex), and the address of its page. Nothing in it depends on when it is printed."""

    about: str
    positions: tuple[tuple[str, int], ...]
    definition: str
    address: str
    as_of: date
    form_confirmed: bool = False
    form: str | None = None

    def __post_init__(self) -> None:
        if not self.positions or not re.fullmatch(r"[0-9a-f]{64}", self.definition):
            raise PaperFault("a report needs the positions and the definition it was made from")

    @property
    def moment(self) -> datetime:
        """The same report is the same bytes, whenever it is made."""
        return datetime.combine(self.as_of, time(), UTC)

    def foot(self) -> dict[str, Any]:
        """Its words on the page."""
        read = ", ".join(f"{source} {position}" for source, position in sorted(self.positions))
        return {
            "case_code": None,
            "about": self.about,
            "made": f"Nhật ký đã đọc đến mục: {read}. Định nghĩa {self.definition[:16]}.",
            "qr": self.address,
        }
