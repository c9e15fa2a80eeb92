"""A cell becomes the word that a form would send: a code of a list however it was called, a day however Excel wrote it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from services.intake.importing.columns import Column, folded
from shared.kernel.law import Law
from shared.kernel.words import Code

_EXCEL = date(1899, 12, 30)
"""The day before the first of Excel's count, with the leap day it believes in."""
_SERIAL = re.compile(r"[2-5]\d{4}")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_NO_ZERO = re.compile(r"[35789]\d{8}")
_YES, _NO = frozenset({"co", "x", "yes", "true", "1", "roi", "daco"}), frozenset({"khong", "no", "false", "0", "chua"})


class Misread(Exception):
    """This cell is no such value; `why` is a code of the words."""

    def __init__(self, why: Code) -> None:
        super().__init__(why)
        self.why = why


def value_of(cell: str, column: Column, law: Law) -> str | list[str]:
    """As a form sends it. Raises `Misread`."""
    return _READ[column.kind](cell.strip(), column, law)


def _text(cell: str, _: Column, __: Law) -> str:
    return cell


def _phone(cell: str, _: Column, __: Law) -> str:
    """Excel takes a telephone number for a number and drops its first zero."""
    return f"0{cell}" if _NO_ZERO.fullmatch(cell) else cell


def _day(cell: str, _: Column, __: Law) -> str:
    """Day before month, as it is written here; four digits of the year, or nothing is guessed."""
    if _SERIAL.fullmatch(cell):
        return (_EXCEL + timedelta(int(cell))).isoformat()
    if found := _DAY.fullmatch(cell):
        return f"{int(found[1]):02}/{int(found[2]):02}/{found[3]}"
    if found := _ISO.fullmatch(cell):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    raise Misread("fault.not_a_date")


def _one(cell: str, column: Column, _: Law) -> str:
    known = {folded(word): code for word, code in column.values.items()}
    if (found := known.get(folded(cell))) is None:
        raise Misread("import.not_such_a_word")
    return found


def _code(cell: str, column: Column, law: Law) -> str:
    """A code, or what it is called in Vietnamese or English. What two codes are called alike is asked."""
    if law.knows(column.list, cell):
        return cell
    alias: Mapping[str, str] = {folded(word): code for word, code in column.values.items()}
    if found := alias.get(folded(cell)):
        return found
    called = [
        code
        for code, item in law.lists.get(column.list, {}).items()
        if folded(cell) in (folded(code), folded(item.vi), folded(item.en))
    ]
    if len(called) != 1:
        raise Misread("import.not_such_a_word")
    return called[0]


def _many(cell: str, column: Column, law: Law) -> list[str]:
    """Several, with semicolons between them; codes of the standard also with spaces."""
    try:
        return [_code(cell, column, law)]
    except Misread:
        signs = (
            r"[;|\n]" if re.search(r"[;|\n]", cell) else r"[\s,]+" if re.fullmatch(r"[\w\s,]+", cell, re.ASCII) else ","
        )
        parts = [part.strip() for part in re.split(signs, cell) if part.strip()]
        return list(dict.fromkeys(_code(part, column, law) for part in parts))


def _yes(cell: str, _: Column, __: Law) -> str:
    word = folded(cell)
    if word not in _YES | _NO:
        raise Misread("fault.not_yes_or_no")
    return "yes" if word in _YES else "no"


def _unit(cell: str, _: Column, law: Law) -> str:
    """By its code, or by its name with its accents: without them two units of one town are called alike."""
    if cell in law.units:
        return cell
    plain = _name(cell)
    found = [code for code, unit in law.units.items() if plain in (unit.vi.casefold(), _name(unit.vi))]
    if len(found) != 1:
        raise Misread("fault.unknown_unit")
    return found[0]


def _agency(cell: str, column: Column, law: Law) -> str:
    """An agency of the town, or a body outside it."""
    words = folded(cell)
    called = [a.id for a in law.agencies.values() if words in (folded(a.id), folded(a.vi), folded(a.short))]
    return called[0] if len(called) == 1 else _code(cell, column, law)


def _name(text: str) -> str:
    return re.sub(r"^(xã|phường|thị trấn|p\.|x\.)\s*", "", " ".join(text.casefold().split()))


_READ: Mapping[str, Callable[[str, Column, Law], str | list[str]]] = {
    "text": _text, "phone": _phone, "day": _day, "one": _one, "code": _code, "many": _many, "flag": _yes, "unit": _unit,
    "agency": _agency, "number": _text,
}  # fmt: skip
