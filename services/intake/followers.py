"""What follows the ledger of an intake behind the desks: describes each person to the matcher, and compares, where we are it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID, uuid4

from services.intake.domain import CASE
from services.intake.domain.matching import (
    MATCHING,
    DescribePerson,
    DescriptionTaken,
    LearnLink,
    LearnUnlink,
    Matching,
    PersonDescribed,
    SuspectDuplicate,
    matcher,
)
from services.intake.domain.person import CasesLinked, CasesUnlinked
from services.intake.projections import DESCRIBED
from shared.bookmarks import Bookmark
from shared.desk import Desk
from shared.kernel.likeness import Likeness, Weighing
from shared.kernel.people import POLICY, By
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.kernel.words import PaperNumber, Source, agency_of
from shared.ledger import Entry, Stale
from shared.sealing.vault import Forgotten
from shared.search.described import Described, Descriptions
from shared.search.index import IN_THE_OPEN
from shared.search.keeper import opened
from shared.search.places import OPEN, Said
from shared.search.terms import paper_terms
from shared.search.tokens import Blinder

Tokens = frozenset[tuple[str, str]]
"""Pairs of a kind and a token (hex), as they are sealed in a description."""
KINDS = frozenset(Likeness)
HEARD = (PersonDescribed, DescriptionTaken, CasesLinked, CasesUnlinked)
"""What the matcher has to do with."""


class _Follower(ABC):
    """Reads on from its bookmark. What it asks of the rules it asks once, however often it reads the same entry."""

    def __init__(self, desk: Desk, source: Source, mark: Bookmark, blinder: Blinder, policy: str) -> None:
        self._desk, self._ledger, self._source, self._mark, self._blinder = desk, desk.ledger, source, mark, blinder
        self._by = By(f"{POLICY}{policy}", agency_of(source))
        self._looked = False

    def __call__(self, last: int) -> int:
        """Take in what is new in the ledger, whose last entry is at `last`; how many entries there were. What keys opened
        that are destroyed is let go of when nothing is new."""
        if last <= (position := self._mark.position()):
            self._forget()
            self._looked = True
            return 0
        new = self._ledger.since(position)
        self._mark.move(new[-1].position, done=self._take(new))
        return len(new)

    @abstractmethod
    def _take(self, entries: list[Entry]) -> bool:
        """Was there something in them for us?"""

    @abstractmethod
    def _forget(self) -> None:
        """Let go of what keys opened that are destroyed."""

    def _ask(self, case: UUID, command: Any, expected: int | None = None) -> None:
        """Where there is nothing new to it, nothing is written."""
        law = self._desk.law()
        if MATCHING.decide(command, self._ledger.now(MATCHING, case).state, law):
            self._ledger.handle(
                MATCHING, case, command, command_id=uuid4(), by=self._by, law=law,
                when=When.instant(self._desk.clock()), expected=expected,
            )  # fmt: skip


class Describer(_Follower):
    """Describes a case to the matcher whenever something that it is found by was told or forgotten."""

    def __init__(self, desk: Desk, source: Source, mark: Bookmark, blinder: Blinder) -> None:
        super().__init__(desk, source, mark, blinder, "describe_the_person_whenever_something_is_told_of_her")
        self._gone: set[UUID] = set()

    def _take(self, entries: list[Entry]) -> bool:
        touched = {case for searched in DESCRIBED for case in searched.fold(entries)}
        for case in sorted(touched):
            self._describe(case)
        return bool(touched)

    def _forget(self) -> None:
        gone = [key for key in self._ledger.vault.destroyed(lately=self._looked) if key.key_id not in self._gone]
        self._gone.update(key.key_id for key in gone)
        for key in gone:
            if key.lock.kind == CASE.kind and key.lock.section in ("identity", "contact"):
                self._describe(UUID(key.lock.subject))

    def _describe(self, case: UUID) -> None:
        past, now = self._ledger.now(MATCHING, case), self._now(case)
        if now is None or self._told(past.state, now):
            return
        try:
            self._ask(case, now, expected=past.version)
        except Stale:  # another process of this instance was first
            self._describe(case)

    def _now(self, case: UUID) -> DescribePerson | None:
        """All that is known of her; None where there is no file."""
        loaded = self._ledger.load(CASE, case)
        if (code := loaded.state.code) is None:
            return None
        said = [each for searched in DESCRIBED for each in searched.fold(loaded.entries).get(case, ())]
        person = loaded.state.person
        return DescribePerson(
            self._ledger.agency, code, loaded.state.unit, person.sex, person.age_group, _papers(said),
            self._sealed(said, "identity"), self._sealed(said, "contact"),
        )  # fmt: skip

    def _sealed(self, said: Iterable[Said], section: str) -> Sealed | None:
        values = [each for each in said if each.section == section and _key(each.value) not in self._gone]
        terms = {term for each in values for term in opened(self._ledger, each)}
        told = sorted([term.kind.value, self._blinder.token(term).hex()] for term in terms if term.kind.value in KINDS)
        return Sealed(told) if told else None

    def _told(self, state: Matching, now: DescribePerson) -> bool:
        """Is that what we told last? Of somebody of whom there is nothing to compare, nothing is told."""
        if (last := state.described) is None:
            return not (now.papers or now.name_tokens or now.number_tokens)
        same = all(
            getattr(last, field) == getattr(now, field) for field in ("code", "unit", "sex", "age_group", "papers")
        )
        return same and all(
            _pairs(getattr(now, field)) == self._opened(getattr(last, field))
            for field in ("name_tokens", "number_tokens")
        )

    def _opened(self, told: Sealed | None) -> Tokens | None:
        """None when nobody can read it any more: it has to be told anew, without what was forgotten."""
        try:
            return frozenset((kind, token) for kind, token in self._ledger.open(told) or ())
        except Forgotten:
            return None


class Matcher(_Follower):
    """Where we are the matcher: keeps what was described, finds what looks alike, and passes on what was linked."""

    def __init__(
        self,
        desk: Desk,
        source: Source,
        mark: Bookmark,
        blinder: Blinder,
        descriptions: Descriptions,
        weighing: Weighing,
    ) -> None:
        super().__init__(desk, source, mark, blinder, "suspect_a_duplicate_whenever_two_cases_look_alike")
        self._descriptions, self._weighing = descriptions, weighing

    def __call__(self, last: int) -> int:
        return super().__call__(last) if matcher(self._desk.law()) == self._ledger.agency else 0

    def _take(self, entries: list[Entry]) -> bool:
        ours = [entry for entry in entries if isinstance(entry.fact, HEARD)]
        for entry in ours:
            match fact := entry.fact:
                case PersonDescribed():
                    self._compare(entry.body.subject, self._source, fact)
                case DescriptionTaken():
                    self._compare(entry.body.subject, fact.source, fact)
                case CasesLinked(case, other):
                    for one, another in ((case, other), (other, case)):
                        self._ask(one, LearnLink(another, entry.body.subject))
                case CasesUnlinked(case, other):
                    for one, another in ((case, other), (other, case)):
                        self._ask(one, LearnUnlink(another, entry.body.subject))
        return bool(ours)

    def _compare(self, case: UUID, source: Source, told: PersonDescribed | DescriptionTaken) -> None:
        self._descriptions.replace(source, case, set(self._rows(told)))
        alike = self._descriptions.alike(case)
        for other, strength in self._weighing.worth_telling(alike).items():
            agrees = tuple(sorted(alike[other]))
            self._ask(case, SuspectDuplicate(other, self._holder(other), strength, agrees))
            self._ask(other, SuspectDuplicate(case, self._holder(case), strength, agrees))

    def _rows(self, told: PersonDescribed | DescriptionTaken) -> Iterable[Described]:
        for sealed in (told.name_tokens, told.number_tokens):
            for kind, token in self._readable(sealed):
                yield Described(bytes.fromhex(token), Likeness(kind), _key(sealed))
        for number in told.papers:
            for term in paper_terms(number):
                yield Described(self._blinder.token(term), Likeness.PAPER, IN_THE_OPEN)

    def _readable(self, sealed: Sealed | None) -> Collection[tuple[str, str]]:
        try:
            return self._ledger.open(sealed) or ()
        except Forgotten:
            return ()

    def _holder(self, case: UUID) -> Source:
        """Whom to ask about a case: the first who described it to us, or ourselves."""
        return next(iter(self._ledger.now(MATCHING, case).state.known), self._source)

    def _forget(self) -> None:
        self._descriptions.forget([key.key_id for key in self._ledger.vault.destroyed(lately=self._looked)])


def _papers(said: Iterable[Said]) -> tuple[PaperNumber, ...]:
    return tuple(sorted({str(each.value) for each in said if each.section == OPEN}))


def _pairs(sealed: Sealed | None) -> Tokens:
    return frozenset((kind, token) for kind, token in (sealed.value if sealed else ()))


def _key(value: Sealed | str | None) -> UUID:
    return value.box.key if isinstance(value, Sealed) and value.box else IN_THE_OPEN
