"""Finds the cases an officer may list: asks the index, judges every line by the table of rights, writes down that it was
asked, and only then answers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from shared.desk import Desk
from shared.kernel.people import Actor, By
from shared.kernel.rights import Subject
from shared.kernel.when import When
from shared.kernel.words import AgencyId, Code
from shared.search import made
from shared.search.asked import Answer, Asked, finds
from shared.search.index import Hit, Index
from shared.search.made import Count, RecordSearch, Way
from shared.search.places import OPEN
from shared.search.terms import Kind
from shared.search.tokens import Blinder
from shared.search.typed import Typed, from_fields
from shared.views import Kept, Shelf

SHOWN = 20
"""Lines of an answer: whoever gets more types more."""
LOOKED_AT = 3 * SHOWN
"""Places looked at for them: a case may stand at several, and not each may be listed."""
ALIKE = 10
"""Cases shown beside a new report."""


@dataclass(frozen=True)
class FoundCase:
    """A case of an answer: its line in the queue, and what it answers to. Its name is not known here."""

    case: UUID
    line: Any
    answer: Answer


@dataclass(frozen=True)
class Found:
    """The nearest first; `more` when there are others."""

    cases: tuple[FoundCase, ...]
    more: bool = False


class Seeker:
    """`lines` is the queue of the service, `listing` the deed of listing cases, `place` says where a line lies, `fields`
    how the fields of the form that begins a case are read."""

    def __init__(
        self,
        desk: Desk,
        index: Index,
        blinder: Blinder,
        lines: Shelf[Any, Any] | Kept[Any, Any],
        *,
        agency: AgencyId,
        listing: Code,
        place: Callable[[Any], Subject],
        fields: Mapping[Code, Code],
    ) -> None:
        self._desk, self._index, self._blinder, self._lines = desk, index, blinder, lines
        self._agency, self._listing, self._place, self._fields = agency, listing, place, fields
        self._searches = made.searches(desk.service)

    def may(self, actor: Actor) -> bool:
        """May this person search here? Whoever may list cases may."""
        return self._desk.rights.judge(actor, self._listing, self._own(actor)).allowed

    def must(self, actor: Actor) -> None:
        """Raises `NotPermitted` for those who may not."""
        self._desk.rights.must(actor, self._listing, self._own(actor))

    def seek(self, actor: Actor, typed: Typed, way: Way = Way.TYPED) -> Found:
        """The cases this officer may list and what they answer to, of the parts this officer may read. The search is
        recorded first. Raises `NotPermitted`."""
        found, crowded = self._find(actor, typed)
        self._record(actor, typed.counts(), way, len(found))
        return Found(tuple(found[:SHOWN]), len(found) > SHOWN or crowded)

    def _find(self, actor: Actor, typed: Typed) -> tuple[list[FoundCase], bool]:
        """The nearest first, and whether there may be more than was looked at."""
        reach = self._desk.reach(actor, self._listing)  # of whom only the own unit is listed, nobody else is looked at
        asked = Asked.of(typed, self._blinder)
        places = self._index.candidates(asked.levels(), LOOKED_AT, reach)
        if len(places) == LOOKED_AT and asked.accented:
            places = self._index.candidates(asked.levels(crowded=True), LOOKED_AT, reach)
        found = sorted(self._answers(actor, asked, places), key=lambda each: (each.answer.rank, each.case))
        return found, len(places) == LOOKED_AT

    def alike(self, actor: Actor, command: Any) -> Sequence[FoundCase]:
        """The cases that may be about the person of this command, typed and not yet recorded; none for those who may
        list none. To be looked at by a person: nothing is refused because of them."""
        typed = self._typed(command)
        if not (typed and self.may(actor)):
            return ()
        return self.seek(actor, typed, Way.COMPARED).cases[:ALIKE]

    def alike_each(self, actor: Actor, commands: Sequence[Any]) -> list[Sequence[FoundCase]]:
        """The same for each of many, recorded as one search that says how much was asked in all."""
        if not self.may(actor):
            return [() for _ in commands]
        typed = [self._typed(command) for command in commands]
        asked = [Asked.of(each, self._blinder) for each in typed]
        known = self._index.known(frozenset().union(*(each.tokens for each in asked)))
        found = [
            self._find(actor, each)[0][:ALIKE]
            if each and any(known.issuperset(level) for level in wanted.levels())
            else []
            for each, wanted in zip(typed, asked, strict=True)
        ]  # where no level is known as a whole there is nobody to be found
        counts: Counter[Kind] = Counter()
        for each in typed:
            counts.update(each.counts())
        self._record(actor, counts, Way.COMPARED, len({case.case for each in found for case in each}))
        return list(found)

    def _typed(self, command: Any) -> Typed:
        values = {field: getattr(command, field, None) for field in self._fields}
        return from_fields(self._fields, {field: value.value for field, value in values.items() if value})

    def may_list(self, actor: Actor, cases: Sequence[str]) -> list[str]:
        """Those of these cases that are here and that this officer may list."""
        lines, readable = self._lines.some(cases), self._readable(actor)
        return [case for case, line in lines.items() if readable(self._place(line)) is not None]

    def filled(self, typed: Typed) -> dict[Code, str]:
        """What was typed, as the form that begins a case takes it: nobody types it twice."""
        said = {"name": typed.words, "birth": typed.of(Kind.YEAR), "phone": typed.of(Kind.PHONE)}
        texts = {field: " ".join(said.get(reading, ())) for field, reading in self._fields.items()}
        return {field: text for field, text in texts.items() if text}

    def _answers(self, actor: Actor, asked: Asked, places: Sequence[UUID]) -> list[FoundCase]:
        lines = self._lines.some(sorted(set(map(str, places))))
        readable = self._readable(actor)
        seen: list[FoundCase] = []
        for case, hits in self._by_case(lines, asked).items():
            line = lines[str(case)]
            if (sections := readable(self._place(line))) is None:
                continue
            answer = asked.answer({hit.token for hit in hits if hit.section in sections})
            if finds(answer, asked):
                seen.append(FoundCase(case, line, answer))
        return seen

    def _readable(self, actor: Actor) -> Callable[[Subject], frozenset[Code] | None]:
        """The sections this actor may open of a file that lies so; None where it may not even be listed."""
        rights = self._desk.rights

        @cache
        def sections(place: Subject) -> frozenset[Code] | None:
            listed = rights.judge(actor, self._listing, place).allowed
            return rights.sections(actor, place) | {OPEN} if listed else None

        return sections

    def _by_case(self, lines: Mapping[str, Any], asked: Asked) -> Mapping[UUID, Sequence[Hit]]:
        found: dict[UUID, list[Hit]] = {}
        for hit in self._index.hits([UUID(case) for case in lines], asked.tokens) if lines else ():
            found.setdefault(hit.case, []).append(hit)
        return found

    def _record(self, actor: Actor, counts: Mapping[Kind, int], way: Way, found: int) -> None:
        desk = self._desk
        command = RecordSearch(way, tuple(Count(kind, counts[kind]) for kind in sorted(counts)), found)
        role = desk.rights.role_for(actor, self._listing, self._own(actor))
        desk.ledger.handle(
            self._searches, made.about(actor.id), command,
            command_id=uuid4(), by=By(actor.id, actor.agency, actor.unit, role), law=desk.law(),
            when=When.instant(desk.clock()), stream=made.stream(actor.id, desk.today()),
        )  # fmt: skip

    def _own(self, actor: Actor) -> Subject:
        return Subject(self._agency, actor.unit, "none")
