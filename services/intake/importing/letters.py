"""Which letters Vietnamese is written with: what old fonts (TCVN3, VNI) put on other letters is seen by that."""

import unicodedata

_LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")
"""Vietnamese letters without their tones, and the four of foreign words."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ALSO = frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00a0\u00b0\u00ab\u00bb\u20ab\ufeff")
_OLD = (0xA1, 0x2AF)
"""Where the signs stand that old fonts show as Vietnamese letters."""


def is_vietnamese(letter: str) -> bool:
    """A letter of Vietnamese, or a sign that is written beside."""
    plain = "".join(part for part in unicodedata.normalize("NFD", letter.lower()) if part not in _TONES)
    return letter in _ALSO or unicodedata.normalize("NFC", plain) in _LETTERS


def of_an_old_font(text: str) -> bool:
    """Does it have signs of western writing that no Vietnamese word has? Chinese or Lao letters are none."""
    return any(_OLD[0] <= ord(sign) <= _OLD[1] and not is_vietnamese(sign) for sign in text)
