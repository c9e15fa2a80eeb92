"""What somebody typed to find a case, taken apart: a code, words of a name, years, telephone and paper numbers. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.kernel.words import Code
from shared.search.terms import (
    PHONE,
    READINGS,
    YEAR,
    Kind,
    Term,
    code_terms,
    paper_terms,
    phone_terms,
    plain,
    words_of,
    year_terms,
)

LONGEST = 200
"""Characters of a search that are read: nobody types more to find somebody."""
_CODE = re.compile(r"\b(?:HT|TB)[\s.-]*[0-9A-Z]{5}[\s.-]*[0-9A-Z]\b", re.IGNORECASE)
_DIGIT = re.compile(r"\S*[0-9]\S*")


@dataclass(frozen=True, repr=False)
class Typed:
    """The words of a name as they were typed, and everything else in its one spelling. `slip` when it looks like a code
    and its check character does not fit. Its text stands in no log: it has no `repr`."""

    words: tuple[str, ...] = ()
    numbers: frozenset[Term] = frozenset()
    slip: bool = False

    def of(self, kind: Kind) -> list[str]:
        """The years, telephone numbers, paper numbers or codes, in order."""
        return sorted(term.text for term in self.numbers if term.kind is kind)

    @property
    def code(self) -> Code | None:
        """The code, where one was typed: it says all there is to say."""
        return next(iter(self.of(Kind.CODE)), None)

    @property
    def accented(self) -> bool:
        """Somebody who types no accents does not mean that there are none."""
        return any(plain(word) != word.casefold() for word in self.words)

    def counts(self) -> dict[Kind, int]:
        """How many of which kind: what may be written down of a search."""
        counted = Counter(term.kind for term in self.numbers)
        return {kind: n for kind, n in {Kind.WORD: len(self.words), **counted}.items() if n}

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers)


def read_typed(text: str) -> Typed:
    """Take apart what was typed, in any mix and order. A code says all: the rest is not looked at."""
    rest = unicodedata.normalize("NFC", text)[:LONGEST]
    said = [match[0] for match in _CODE.finditer(rest)]
    if found := {term for each in said for term in code_terms(each)}:
        return Typed(numbers=frozenset(found))
    rest = _CODE.sub(" ", rest)
    for pattern, read in ((PHONE, phone_terms), (YEAR, year_terms)):
        found.update(read(rest))
        rest = pattern.sub(" ", rest)
    found.update(paper_terms(rest))
    return Typed(words_of(_DIGIT.sub(" ", rest)), frozenset(found), bool(said))


def from_fields(readings: Mapping[Code, Code], values: Mapping[Code, Any]) -> Typed:
    """The same from the fields of a form, each read in its own way (`shared.search.terms.READINGS`)."""
    given = [
        (readings[field], value) for field, value in values.items() if field in readings and isinstance(value, str)
    ]
    words = tuple(word for reading, value in given if reading == "name" for word in words_of(value))
    numbers = {term for reading, value in given if reading not in ("name", "code") for term in READINGS[reading](value)}
    return Typed(words, frozenset(numbers))
