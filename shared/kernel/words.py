"""The small words everybody uses: codes, agencies, units, papers, dates. All that may stand in the open.

Every open (unsealed) field of an event or message is one of the types below, a date, a number, a bool, a UUID or a
StrEnum; free text and anything about a particular person is `Sealed`. A house test refuses any other open field, and
the ledger refuses to store a code that does not look like one.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from msgspec import Meta

CaseId = NewType("CaseId", UUID)
"""The random id under which every agency keeps its file of the same case; the subject of its records."""
ReportId = NewType("ReportId", UUID)
"""The same of a report that is not a case."""
ImportId = NewType("ImportId", UUID)
"""The same of a spreadsheet of past cases that was brought in."""

_CODE = Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,47}$")
Code = Annotated[str, _CODE]
"""A word from a list kept in the profile (purpose, regime, service, reason, paper…)."""
AgencyId = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{1,31}$")]
"""An agency of the profile: `labour`, `police`."""
Source = Annotated[str, Meta(pattern=r"^[a-z]{2,20}\.[a-z][a-z_]{1,31}$")]
"""An instance: service x agency, `intake.police`."""
UnitCode = Annotated[str, Meta(pattern=r"^[0-9]{5}$")]
"""Statistical code of a commune or ward; means something only together with a day (codes are re-used)."""
CountryCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
PaperNumber = Annotated[str, Meta(pattern=r"^[0-9A-Za-zĐđ./&-]{1,40}$")]
"""Number and symbol of a paper, given by the document register, never by us: `12/CV-LĐTBXH`. No spaces, no names."""
Neighbourhood = Annotated[str, Meta(pattern=r"^(Thôn|Bản|Tổ dân phố|Khu phố) [0-9A-Za-zÀ-ỹ]+( [0-9A-Za-zÀ-ỹ]+){0,5}$")]
"""A part of a commune or ward as it is called there: `Thôn Lại Bằng`, `Tổ dân phố 3`. It begins with what it is, so no
person's name fits."""
Link = Annotated[str, Meta(pattern=r"^https?://[^\s]{3,300}$")]
"""The address of a public page. No spaces."""
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a file, hex."""
LibraryVersion = Annotated[str, Meta(pattern=r"^[0-9][0-9A-Za-z.+-]{0,30}$")]
"""Of a library that files are written with."""
Fingerprint = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
"""SHA-256 of bytes that are not kept: what they were can be compared, and nothing waits for them."""
PastDate = Annotated[date, Meta(extra={"past": True})]
"""A day on which something was done: never after the town's day."""
Dong = Annotated[int, Meta(ge=1, le=10**12)]
"""An amount of money: whole đồng, more than none. Another currency has no field."""
ClockTime = Annotated[str, Meta(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of the town's day: `09:15`."""
Minutes = NewType("Minutes", int)


class Confidence(StrEnum):
    """How sure we are of a rule (the marks of our legal notes): only VERIFIED may refuse."""

    VERIFIED = "verified"
    INFERRED = "inferred"
    RECALLED = "recalled"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AgeGroup(StrEnum):
    """Legal age groups (law.md 3.2): under 16 is a child, under 18 a minor. Derived from a birth date, or asked."""

    UNDER_16 = "u16"
    FROM_16_TO_17 = "16_17"
    ADULT = "18plus"
    UNKNOWN = "unknown"


class Ethnicity(StrEnum):
    """Coarse by intention: the exact group is sealed."""

    KINH = "kinh"
    MINORITY = "minority"
    UNKNOWN = "unknown"


def age_group(birth: date, on: date) -> AgeGroup:
    """The legal age group of a person born on `birth`, on the day `on` (Luật Trẻ em 2016 art. 1; Law 53/2024 art. 2)."""
    years = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return AgeGroup.UNDER_16 if years < 16 else AgeGroup.FROM_16_TO_17 if years < 18 else AgeGroup.ADULT


def agency_of(source: Source) -> AgencyId:
    """The agency whose instance this is: `police` of `intake.police`."""
    return source.partition(".")[2]
