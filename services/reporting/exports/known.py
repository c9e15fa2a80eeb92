"""One person as an export tells of her: coarse codes under a pseudonym, and whether she is told of at all."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from services.reporting.projections.links import came, of_persons, together
from services.reporting.projections.persons import Person
from services.reporting.projections.pinned import Cases
from services.reporting.projections.trafficking import Consent, Trafficking, of_one_person
from shared.kernel.words import Code

PURPOSE = "trove-export/v1"
"""Of the key under which pseudonyms are made: `vault.derived(PURPOSE)`."""
CONSENT: Code = "consent"
"""The group of a legal basis that holds for those only who gave their consent."""
_BYTES = 10


class Pseudonyms:
    """Names for the people of one recipient and one purpose (together `scope`): the same people have the same names each time,
    and nobody without the key finds the case behind one, or the same person in what another recipient got."""

    def __init__(self, key: bytes, scope: str) -> None:
        self._key, self._for = key, f"{scope}\0"

    def of(self, case: str) -> str:
        digest = hmac.digest(self._key, f"{self._for}{case}".encode(), hashlib.sha256)[:_BYTES]
        return "P" + base64.b32encode(digest).decode()


@dataclass(frozen=True)
class Known:
    """`id` is her pseudonym."""

    id: str
    person: Person
    told: Trafficking


def everybody(cases: Cases, pseudonym: Callable[[str], str]) -> list[Known]:
    """Each person once, under the pseudonym of the case that came first; in the order of the pseudonyms, which says nothing."""
    found = []
    for hers in of_persons(cases.persons, cases.links).values():
        group = sorted(hers, key=lambda case: came(cases.persons[case]))
        told = reduce(of_one_person, [cases.trafficking.get(case, Trafficking()) for case in group])
        found.append(Known(pseudonym(group[0]), together(cases.persons[case] for case in group), told))
    return sorted(found, key=lambda known: known.id)


def may_be_told(people: Sequence[Known], needs_consent: bool) -> list[Known]:
    """Without those who said no; where the basis is consent, only those who gave it. The others are counted and not told of."""
    welcome = {Consent.GIVEN} if needs_consent else {Consent.GIVEN, Consent.PARTLY, None}
    return [known for known in people if known.told.consent in welcome]
