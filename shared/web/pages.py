"""Puts a page together: the frame around it, and the words in which days, money and codes are written here."""

import calendar
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import jinja2
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse

from shared.clock import local, real
from shared.files.kinds import ASKED_FOR
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.when import Precision, When
from shared.kernel.words import Code, agency_of
from shared.web import deadlines
from shared.web.drafts import Drafts
from shared.web.words import Words, say

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HERE = Path(__file__).parent
STATIC = HERE / "static"


@dataclass(frozen=True)
class Link:
    """A line of the left navigation: a queue with its count, `late` when something in it is overdue. `keys` are what its
    list holds, so that whoever reads the list can be told what is new in it."""

    label: str
    href: str
    count: int | None = None
    late: bool = False
    keys: frozenset[str] | None = None


@dataclass(frozen=True)
class Menu:
    """A group of the left navigation."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Surroundings:
    """What stands around every page of an instance. `menu`, `bell`, `beside` and `may_search` are asked anew for every
    page shown; `beside` are the other places where this officer works, by service; who `may_search` gets the box."""

    town: str
    agency: str
    menu: Callable[[Actor], Sequence[Menu]] = lambda _: ()
    bell: Callable[[Actor], Link | None] = lambda _: None
    beside: Callable[[Actor], Mapping[Code, Link]] = lambda _: {}
    may_search: Callable[[Actor], bool] = lambda _: False


@dataclass(frozen=True)
class Pages:
    """Shows templates: those of the service first, then the shared ones."""

    environment: jinja2.Environment
    around: Surroundings
    words: Words
    law_on: Callable[[date], Law]
    clock: Callable[[], datetime]
    drafts: Drafts

    def show(self, request: Request, template: str, status: int = 200, /, **more: Any) -> HTMLResponse:
        """The template with the frame's values (`seen`, `today`, `law`, …) and these. While the officer is not known,
        the frame asks for no menu."""
        now = local(self.clock())
        today = now.date()
        frame = {
            "around": self.around, "seen": getattr(request.state, "seen", None), "path": request.url.path,
            "now": now, "today": today, "real_today": local(real()).date(), "law": self._law(today), "words": self.words,
            "faults": {}, "values": {}, "drafts": self.drafts, "live": request.app.state.live,
            "file_kinds": ASKED_FOR, "file_limit": request.app.state.door.file_limit,
        }  # fmt: skip
        return HTMLResponse(self.environment.get_template(template).render(frame | more), status)

    def _law(self, today: date) -> Law | None:
        try:
            return self.law_on(today)
        except LookupError:  # a day before all versions: pages of an odd clock still have a frame
            return None


def environment(folders: Sequence[Path], words: Words) -> jinja2.Environment:
    """Everything is escaped; a name nobody gave is a mistake, not an empty place. What was compiled once is kept for all
    instances of a machine, in a folder that is this user's alone: the first look at a page takes no longer than the second."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, HERE / "templates"]),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(),
    )  # fmt: skip
    made.filters |= {
        "vn_date": vn_date, "vn_time": vn_time, "moment": moment, "left": deadlines.left,
        "urgency": deadlines.urgency, "money": money,
        "counted": lambda deadline: deadlines.counted(deadline, words), "doubt": deadlines.doubt, "when": when_words,
        "told": told, "small": small, "short": _short, "desk": _desk, "deed_word": lambda name: words[f"deed.{name}"],
        "word": _word, "agency": _agency, "agency_of": agency_of, "unit": _unit, "say": lambda code: say(words, code),
    }  # fmt: skip
    made.globals |= {"new_id": uuid4, "static": _static(), "month": month, "say": lambda code: say(words, code)}
    return made


def vn_date(day: date | None) -> str:
    return "chưa rõ" if day is None else f"{local(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def vn_time(moment: datetime) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}"


def moment(at: datetime, today: date) -> str:
    """When something was done, as one says it: "14:05 hôm nay", "14:05 ngày 08/05/2023"."""
    day = local(at).date()
    return f"{local(at):%H:%M} " + ("hôm nay" if day == today else f"ngày {day:%d/%m/%Y}")


def small(name: str) -> str:
    """A name inside a sentence: "Phường Hương Vân" → "phường Hương Vân", but "UBND" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def money(amount: int | None) -> str:
    return "chưa xác định" if amount is None else f"{amount:,}".replace(",", ".") + " đ"


def when_words(when: When) -> str:
    """As exact as it is known, and no more."""
    match when.precision:
        case Precision.UNKNOWN:
            return "chưa rõ"
        case Precision.INTERVAL:
            return f"từ {_point(when.start)} đến {_point(when.end)}"
        case Precision.INSTANT:
            return vn_time(datetime.fromisoformat(str(when.start)))
        case _:
            return _point(when.start)


def told(value: Any) -> str:
    """An open value of an entry, as far as it can be shown without knowing what it means."""
    match value:
        case bool():
            return "có" if value else "không"
        case str() if _DAY.fullmatch(value):
            return _point(value)
        case list() | tuple():
            return ", ".join(map(told, value))
        case Mapping():
            return "; ".join(told(part) for part in value.values() if part is not None)
        case _:
            return str(value)


def _point(text: str | None) -> str:
    """2023-05-08 → 08/05/2023, 2023-05 → tháng 05/2023, 2023 → năm 2023."""
    if text is None:
        return "chưa rõ"
    if "T" in text:
        return vn_time(datetime.fromisoformat(text))
    parts = text.split("-")[::-1]
    return ("", "năm ", "tháng ", "")[len(parts)] + "/".join(parts)


@jinja2.pass_context
def _word(context: Context, code: Code | None, kind: Code) -> str:
    """A code of a list of the profile in its Vietnamese words."""
    if code is None:
        return "chưa rõ"
    return law.called(kind, code) if (law := _law(context)) else code


@jinja2.pass_context
def _agency(context: Context, code: Code | None) -> str:
    return _named(context, "agencies", code)


@jinja2.pass_context
def _unit(context: Context, code: Code | None) -> str:
    return _named(context, "units", code)


@jinja2.pass_context
def _short(context: Context, code: Code | None) -> str:
    """The short name of an agency, as officers say it."""
    law = _law(context)
    return law.agencies[code].short if law and code and code in law.agencies else _named(context, "agencies", code)


@jinja2.pass_context
def _desk(context: Context, agency: Code | None, unit: Code | None) -> str:
    return desk_name(law, agency, unit) if (law := _law(context)) else agency or "chưa rõ"


def desk_name(law: Law, agency: Code | None, unit: Code | None) -> str:
    """Whose desk it is, as officers say it: the unit's where the agency is one of units, else the agency's."""
    if unit and unit in law.units and law.units[unit].agency == agency:
        return f"UBND {small(law.units[unit].vi)}"
    return law.agencies[agency].short if agency and agency in law.agencies else agency or "chưa rõ"


def _law(context: Context) -> Law | None:
    found = context.get("law")
    return found if isinstance(found, Law) else None


def _named(context: Context, kind: str, code: Code | None) -> str:
    law = _law(context)
    known: Mapping[str, Any] = getattr(law, kind) if law else {}
    return "chưa rõ" if code is None else known[code].vi if code in known else code


def _static() -> Callable[[str], str]:
    """The address of a file of the house, changing with its content so that browsers may keep it."""
    marks = {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:12] for p in STATIC.iterdir() if p.is_file()}
    return lambda name: f"/static/{name}?v={marks[name]}"


def month(day: date) -> list[list[date]]:
    """The weeks of a month, Monday first."""
    return calendar.Calendar().monthdatescalendar(day.year, day.month)
