"""Short spoken codes: what an officer says on the telephone instead of the long random id of a case or report.

`HT-7K2Q4-9`: five characters made from the id and a check character that finds one wrong or two swapped ones. No
letters I, L, O, U: nobody takes them for digits. A code helps to find a file; it is not its identity.
"""

import re
from collections.abc import Iterable
from uuid import UUID

from shared.kernel.words import Code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: five bits a character."""
CASE, REPORT = "HT", "TB"
LENGTH = 5
_SHAPE = re.compile(rf"({CASE}|{REPORT})([{ALPHABET}]{{{LENGTH}}})([{ALPHABET}])")
_AS_READ = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, ".": None})


def case_code(case: UUID) -> Code:
    """The code of a case, `HT-7K2Q4-9`."""
    return _code(CASE, case)


def report_code(report: UUID) -> Code:
    """The code of a report that is not a case (yet), `TB-7K2Q4-9`."""
    return _code(REPORT, report)


def parse(text: str) -> Code:
    """The code somebody typed, in its one spelling. Raises ValueError when it is none, or a character is wrong."""
    found = _SHAPE.fullmatch(text.upper().translate(_AS_READ))
    if found is None:
        raise ValueError("not the shape of a code")
    kind, body, check = found.groups()
    if _checksum(ALPHABET.index(c) for c in body + check):
        raise ValueError("the check character does not fit")
    return f"{kind}-{body}-{check}"


def is_valid(text: str) -> bool:
    """Is it a code, however spelled?"""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _code(kind: str, what: UUID) -> Code:
    digits = [what.int >> shift & 31 for shift in range(5 * (LENGTH - 1), -1, -5)]
    return f"{kind}-{''.join(ALPHABET[d] for d in digits)}-{ALPHABET[_doubled(_checksum(digits))]}"


def _checksum(digits: Iterable[int]) -> int:
    """Each digit weighted by a different power of two in the field of 32 elements: a wrong digit changes the sum, and
    so does a swap, since no two places weigh the same. A whole code sums to nothing."""
    total = 0
    for digit in digits:
        total = _doubled(total) ^ digit
    return total


def _doubled(digit: int) -> int:
    """Twice a number of GF(32), the field made by x⁵ + x² + 1."""
    return digit << 1 ^ (0b100101 if digit & 16 else 0)
