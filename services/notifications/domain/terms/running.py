"""What runs at a desk for one case: begun, moved and ended by thread."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.notifications.domain.words import What
from shared.kernel.words import AgencyId


@dataclass(frozen=True)
class Term:
    """Something to be done until `due_on`, set by the entry at `position`. `holder` is the agency that has to do it, where
    that is not the one whose desk watches the days. After the day `until` nobody waits for it any more."""

    what: What
    due_on: date
    position: int
    holder: AgencyId | None = None
    until: date | None = None

    def waits_on(self, day: date) -> bool:
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Terms:
    """The terms that run, by thread. `reception_due` is the last day of the reception this agency gave notice of;
    `verifies`: it was asked to verify; `asked_of` is the agency it asked itself; `to_protect` are the last days that each
    asker of protection named; `met` are the threads of the plan that were delivered, so that a plan agreed again does not
    wait for them again."""

    running: dict[str, Term] = field(default_factory=dict)
    reception_due: date | None = None
    verifies: bool = False
    asked_of: AgencyId | None = None
    to_protect: tuple[tuple[AgencyId | None, Term], ...] = ()
    met: tuple[str, ...] = ()

    def begin(
        self,
        what: What,
        due: date | None,
        position: int,
        about: object = None,
        holder: AgencyId | None = None,
        until: date | None = None,
    ) -> "Terms":
        """Begun, or moved; without a day nothing can fall due."""
        thread = thread_of(what, about)
        others = self.end(lambda each: each == thread)
        begun = {thread: Term(what, due, position, holder, until)} if due else {}
        return replace(others, running=others.running | begun)

    def end(self, ends: Callable[[str], bool]) -> "Terms":
        return replace(self, running={thread: term for thread, term in self.running.items() if not ends(thread)})

    def end_all(self, *matters: What) -> "Terms":
        return replace(self, running={t: term for t, term in self.running.items() if term.what not in matters})


def thread_of(what: What, about: object) -> str:
    return f"{what}:{about}" if about else what


def answered(now: Terms, asked: UUID) -> Terms:
    """The lead's referrals to its own agency, and applications at its own desk, have one id on both sides: an answer ends
    each side's term."""
    return now.end(lambda thread: thread.endswith(f":{asked}"))
