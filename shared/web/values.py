"""Turns one typed word into one value: a day, a number, a code, a sealed text; or says why it cannot be one."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec

from shared.clock import TOWN
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Digest, UnitCode

SEALED_LIMIT = 10_000
"""Characters of one sealed text."""
_DEEP = 8

_YES, _NO = frozenset({"on", "true", "1", "yes"}), frozenset({"", "off", "false", "0", "no"})
_VIETNAMESE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class FormContext:
    """What a value is judged by: the town's day, the law in force, whether it came from a page (all text) or as JSON (typed
    already), and which files lie here to be named."""

    today: date
    law: Law
    form: bool = False
    holds: Callable[[Digest], bool] = lambda _: False


class Wrong(Exception):
    """This cannot be such a value; `why` is a code of `words/rules.vi.yaml`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def plain(value: Any, kind: type[Any], metas: Sequence[Any], context: FormContext) -> Any:
    """A single value of `kind` (str, int, date, an enum…), checked against the marks of its annotation."""
    found = _of_kind(value, kind, context)
    _within(found, metas)
    _known(found, metas, context)
    return found


def sealed(value: Any) -> Sealed:
    """Whatever a person typed, cleaned, and of bearable length: it is never looked into."""
    clean = _clean(value, 0)
    size = len(clean) if isinstance(clean, str) else len(msgspec.json.encode(clean))
    if size > SEALED_LIMIT:
        raise Wrong("fault.too_long")
    return Sealed(clean)


def text(value: str) -> str:
    """Composed letters, no spaces around, no control characters: a name typed on a phone equals the same name here."""
    if _CONTROL.search(value):
        raise Wrong("fault.control_characters")
    return unicodedata.normalize("NFC", value).strip()


def _clean(value: Any, depth: int) -> Any:
    if depth > _DEEP:
        raise Wrong("fault.too_deep")
    match value:
        case str():
            return text(value)
        case Mapping():
            return {text(str(k)): _clean(v, depth + 1) for k, v in value.items()}
        case list() | tuple():
            return [_clean(v, depth + 1) for v in value]
        case _:
            return value


def _of_kind(value: Any, kind: type[Any], context: FormContext) -> Any:
    if kind is bool:
        return _flag(value, context)
    if kind is int:
        return _number(value, context)
    if not isinstance(value, str):
        raise Wrong("fault.not_text")
    word = text(value)
    if kind is date:
        return _day(word)
    if kind is datetime:
        return _instant(word, context)
    if kind is UUID:
        return _made(UUID, word, "fault.not_an_id")
    if issubclass(kind, Enum):
        return _made(kind, word, "fault.not_a_choice")
    return word


def _made(kind: type[Any], word: str, why: str) -> Any:
    try:
        return kind(word)
    except ValueError as fault:
        raise Wrong(why) from fault


def _flag(value: Any, context: FormContext) -> bool:
    if isinstance(value, bool):
        return value
    word = value.lower() if context.form and isinstance(value, str) else None
    if word in _YES or word in _NO:
        return word in _YES
    raise Wrong("fault.not_yes_or_no")


def _number(value: Any, context: FormContext) -> int:
    if context.form and isinstance(value, str):
        word = value.strip()
        word = word.replace(".", "") if _THOUSANDS.fullmatch(word) else word
        if re.fullmatch(r"-?[0-9]{1,18}", word):
            return int(word)
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return value
    raise Wrong("fault.not_a_number")


def _day(word: str) -> date:
    """`2023-05-08` or `08/05/2023`: both are what people write here; nothing is guessed from other forms."""
    try:
        if found := _VIETNAMESE_DAY.fullmatch(word):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if _ISO_DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError as fault:
        raise Wrong("fault.not_a_date") from fault
    raise Wrong("fault.not_a_date")


def _instant(word: str, context: FormContext) -> datetime:
    """A page's time is the town's; an API must say its zone."""
    moment: datetime = _made(datetime.fromisoformat, word, "fault.not_a_time")  # type: ignore[arg-type]
    if moment.tzinfo is None:
        if not context.form:
            raise Wrong("fault.no_time_zone")
        moment = moment.replace(tzinfo=TOWN)
    return moment


def _within(value: Any, metas: Sequence[Any]) -> None:
    for meta in metas:
        if not isinstance(meta, msgspec.Meta):
            continue
        if isinstance(value, str):
            if meta.pattern is not None and not re.search(meta.pattern, value):
                raise Wrong("fault.pattern")
            if meta.max_length is not None and len(value) > meta.max_length:
                raise Wrong("fault.too_long")
            if meta.min_length is not None and len(value) < meta.min_length:
                raise Wrong("fault.too_short")
        elif isinstance(value, int):
            _in_range(value, meta)


def _in_range(value: int, meta: msgspec.Meta) -> None:
    low = (meta.ge is not None and value < meta.ge) or (meta.gt is not None and value <= meta.gt)
    high = (meta.le is not None and value > meta.le) or (meta.lt is not None and value >= meta.lt)
    if low or high:
        raise Wrong("fault.too_small" if low else "fault.too_great")


_UNIT, _AGENCY, _DIGEST = (kind.__metadata__[0] for kind in (UnitCode, AgencyId, Digest))  # type: ignore[attr-defined]


def _known(value: Any, metas: Sequence[Any], context: FormContext) -> None:
    """What only the day, the law and what lies here can tell."""
    if _UNIT in metas and value not in context.law.units:
        raise Wrong("fault.unknown_unit")
    if _AGENCY in metas and value not in context.law.agencies:
        raise Wrong("fault.unknown_agency")
    if _DIGEST in metas and not context.holds(value):
        raise Wrong("fault.file_not_here")
    extra: dict[str, Any] = {}
    for meta in metas:
        extra |= (meta.extra or {}) if isinstance(meta, msgspec.Meta) else {}
    if extra.get("past") and isinstance(value, date) and value > context.today:
        raise Wrong("fault.in_the_future")
    if "list" in extra and not context.law.knows(extra["list"], value):
        raise Wrong("fault.unknown_code")
