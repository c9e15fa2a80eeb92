"""What somebody is found by: words of a name, a year of birth, numbers of telephones and papers, each in one spelling.

The same reading is used for what is kept and for what is typed into the search box, so that they meet. Pure.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from shared.kernel import codes
from shared.kernel.words import Code

WORDS = 16
"""So many words of a name count: nobody has more, and a story typed into the wrong field does not fill the table."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Huyền, sắc, ngã, hỏi, nặng. A syllable has one, and people set it on different letters: hòa and hoà are one word."""
_BARRED = str.maketrans({"đ": "d", "ð": "d"})
_ETH = str.maketrans({"ð": "đ"})
"""The Icelandic letter looks the same in capitals, and old keyboards write it."""
_APOSTROPHES = re.compile("['’‘ʼ`]")
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_HERE = r"(?:(?:\+?84|0084)(?:[ .(-]*0)?[ .)-]*|0[ .()-]*)"
PHONE = re.compile(
    rf"(?<![0-9+])(?:{_HERE}(?:[35789](?:[ .()-]*[0-9]){{8}}|2(?:[ .()-]*[0-9]){{8,9}})"
    r"|(?:\+|00)(?!84)[1-9](?:[ .()-]*[0-9]){7,13})(?![0-9])"
)
"""Mobile (ten digits), fixed (ten or eleven, with the province's 02…), or of another country."""
YEAR = re.compile(
    r"(?:(?:sinh\s+năm|năm\s+sinh|sn\.?|khoảng)\s*:?\s*|^\s*(?:năm|sinh)\s+)*(?<![0-9])(?:[0-9]{1,2}[/.-]){0,2}"
    r"((?:19|20)[0-9]{2})(?:[/.-][0-9]{1,2}){0,2}(?![0-9])",
    re.IGNORECASE,
)
"""A year, with the day and the words that people write before it. "Năm" alone may be somebody's name."""
_GROUPS = re.compile(r"(?<![\w/.-])[0-9]{2,}(?:[ .][0-9]{2,})+(?![\w/-])")
_NUMBERED = re.compile(r"[^\W_](?:[\w./&-]*[^\W_])?")


class Kind(StrEnum):
    """What a term is. A name has two spellings, with and without its accents, as a whole and word by word."""

    NAME = "name"
    PLAIN_NAME = "plain_name"
    WORD = "word"
    PLAIN_WORD = "plain_word"
    YEAR = "year"
    PHONE = "phone"
    PAPER = "paper"
    CODE = "code"


class Term(NamedTuple):
    """One thing to find somebody by, in its one spelling."""

    kind: Kind
    text: str

    def __repr__(self) -> str:  # never the text: a traceback or a log line would carry it
        return f"Term({self.kind}, …)"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they were told, without marks between them."""
    whole = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Cf")
    found = _WORD.findall(_APOSTROPHES.sub("", whole))
    return tuple(unicodedata.normalize("NFC", word) for word in found[:WORDS])


def spelled(word: str) -> str:
    """A word with its accents, however it was typed: small letters, the tone said at the end."""
    letters = unicodedata.normalize("NFD", word.casefold().translate(_ETH))
    tones = "".join(sorted(c for c in letters if c in _TONES))
    return "".join(c for c in letters if c not in _TONES) + tones


def plain(word: str) -> str:
    """A word without any accent: Đặng → dang."""
    letters = unicodedata.normalize("NFD", word.casefold().translate(_BARRED))
    return "".join(c for c in letters if not unicodedata.combining(c))


def whole(words: tuple[str, ...]) -> str:
    """A name as a whole: people turn its words round, so their order says nothing."""
    return " ".join(sorted(words))


def name_terms(text: str) -> Iterator[Term]:
    """A name as a whole and word by word, with and without accents."""
    words = words_of(text)
    for one, several, spell in ((Kind.WORD, Kind.NAME, spelled), (Kind.PLAIN_WORD, Kind.PLAIN_NAME, plain)):
        yield from (Term(one, spell(word)) for word in words)
        if words:
            yield Term(several, whole(tuple(map(spell, words))))


def year_terms(text: str) -> Iterator[Term]:
    """The years in a date of birth: "2001", "khoảng 2001", "05/03/2001". An age says no year without a day: none."""
    yield from (Term(Kind.YEAR, found[1]) for found in YEAR.finditer(text))


def phone_terms(text: str) -> Iterator[Term]:
    """The telephone numbers in a text: 0912 345 678 and +84 912 345 678 are one."""
    yield from (Term(Kind.PHONE, _dialled(found[0])) for found in PHONE.finditer(unicodedata.normalize("NFKC", text)))


def paper_terms(text: str) -> Iterator[Term]:
    """The numbers of papers in a text: an identity card, a passport, "07/GXN". Marks and spaces between digits go."""
    joined = _GROUPS.sub(lambda found: re.sub("[ .]", "", found[0]), unicodedata.normalize("NFKC", text))
    for found in _NUMBERED.findall(joined):
        number = "".join(c for c in plain(found) if c.isalnum())
        if any(c.isdigit() for c in number):
            yield Term(Kind.PAPER, number)


def code_terms(text: str) -> Iterator[Term]:
    """The spoken code of a case or report in its one spelling; nothing where a character is wrong."""
    if codes.is_valid(text):
        yield Term(Kind.CODE, codes.parse(text))


def _dialled(number: str) -> str:
    """As it is dialled here: with 0 in front, or with + and the country."""
    digits = re.sub(r"\D", "", number)
    abroad = number.startswith(("+", "00"))
    digits = digits.removeprefix("00") if number.startswith("00") else digits
    if digits.startswith("84") and (abroad or len(digits) > 10):
        return "0" + digits.removeprefix("84").removeprefix("0")
    return f"+{digits}" if abroad else digits


Reading = Callable[[str], Iterator[Term]]
READINGS: Mapping[Code, Reading] = {
    "name": name_terms,
    "birth": year_terms,
    "phone": phone_terms,
    "paper": paper_terms,
    "code": code_terms,
}
"""How a field can be read; a service says which of its fields is read how."""


def terms_of(reading: Code, value: Any) -> frozenset[Term]:
    """What the value of a field can be found by. A program may have sent it in parts: each part is read."""
    match value:
        case str():
            return frozenset(READINGS[reading](value))
        case Mapping():
            return frozenset(term for part in value.values() for term in terms_of(reading, part))
        case list() | tuple():
            return frozenset(term for part in value for term in terms_of(reading, part))
        case int() if not isinstance(value, bool):
            return terms_of(reading, str(value))
        case _:
            return frozenset()
