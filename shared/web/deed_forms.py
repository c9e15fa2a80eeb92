"""The pages of a deed: its form, empty or with what was typed and what is wrong with it; and what is read back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from shared.desk import Deed
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger import Entry, Stale
from shared.search.seeker import FoundCase
from shared.web.asking import Asked, pairs
from shared.web.cases import Cases, Look
from shared.web.door import show
from shared.web.drafts import Draft
from shared.web.fields import FormField, form_fields
from shared.web.forms import HOUSEKEEPING, Malformed
from shared.web.problems import Problem, explain

NO_CASE_YET = UUID(int=0)


def form(
    cases: Cases,
    request: Request,
    actor: Actor,
    seen: Look | None,
    deed: Deed,
    asked: Asked | None = None,
    wrong: Malformed | Refused | Stale | None = None,
    draft: Draft | None = None,
    *,
    known: Mapping[str, Any] | None = None,
    path: str | None = None,
) -> Response:
    """The form of a deed: empty, or with what was typed and what is wrong with it. `draft`: where that lies meanwhile.
    `known` are values that stand there besides those of the file; `path` is where it is sent, if not to where it stands.
    """
    state, version = begun_from(cases, deed, seen)
    if not isinstance(wrong, Refused | Stale):  # these come from the desk, which has asked already and says why not
        cases.desk.rights.must(actor, deed.name, deed.subject(state, None, actor))
    problem = explain(wrong) if wrong else None
    fields = _fields(cases, deed, actor, state, asked, known or {})
    since = wrong.entries if isinstance(wrong, Stale) else ()
    return show(
        request, "deed.html", problem.status if problem and not draft else 200,
        deed=deed, case=seen, fields=fields, problem=problem, draft=draft,
        command_id=asked.command_id if asked else uuid4(), version=version, saw=_looked_at(cases, seen, asked),
        faults=_faults(cases, fields, problem), home=cases.about.home, path=path or request.url.path,
        since=since, conflict=_conflict(cases, deed, fields, since),
    )  # fmt: skip


def begun_from(cases: Cases, deed: Deed, seen: Look | None) -> tuple[Any, int | None]:
    """What a form is made from, and the version of it: the file to which the deed adds. What is kept apart begins from the
    case as it is looked at, and leaves it as it is; where many write side by side, none waits for what the others wrote."""
    if seen is None:
        return deed.decider.initial, None
    if deed.apart:
        return seen.file, None
    known = cases.desk.ledger.now(deed.decider, seen.subject)
    return known.state, None if deed.side_by_side else known.version


def _looked_at(cases: Cases, seen: Look | None, asked: Asked | None) -> int | None:
    """The position at which the person looked at the case: where they do now, else where they did when the form was made. In
    the plan's own work nobody is read about: it is where the ledger stands."""
    if seen is None or seen.read is not None:
        return seen.read if seen else None
    if asked is not None or cases.about.of_people:
        return asked.saw if asked else None
    return cases.desk.ledger.store.last()


def _faults(cases: Cases, fields: Sequence[FormField], problem: Problem | None) -> dict[str, Code]:
    """What is wrong, by field. The words `at.<rule>` name the field that a refusal is about; where several forms meet the
    rule, the field of each."""
    if problem is None or problem.faults:
        return {fault.field: fault.why for fault in problem.faults} if problem else {}
    about = cases.words.get(f"at.{problem.rule}", "").split()
    return {field.name: problem.rule for field in fields if field.name in about}


def _conflict(cases: Cases, deed: Deed, fields: Sequence[FormField], since: Sequence[Entry]) -> list[dict[str, str]]:
    """Both values of each field that somebody else filled in otherwise meanwhile. Sealed ones stay sealed."""
    latest: dict[str, Any] = {}
    for entry in since:
        latest |= {name: value for name, value in vars(entry.fact).items() if not isinstance(value, Sealed)}
    now = form_fields(deed.command, cases.desk.law(), cases.words, latest)
    theirs = {field.name: field.spoken for field in now if field.name in latest}
    return [
        {"label": field.label, "yours": field.spoken, "theirs": theirs[field.name]}
        for field in fields
        if field.name in theirs and field.spoken != theirs[field.name]
    ]


def _fields(
    cases: Cases, deed: Deed, actor: Actor, state: Any, asked: Asked | None, more: Mapping[str, Any]
) -> list[FormField]:
    """The fields a person fills in, holding what was typed, or else what is known."""
    hidden = cases.added(deed, actor, NO_CASE_YET).keys()
    typed = asked.fields if asked else None
    known = {**cases.known(deed, actor, state, typed or {}), **more}
    if typed and typed.get("step") == "fill":  # some of it was typed elsewhere: it stands over what is known
        known, typed = {**known, **typed}, None
    offered = form_fields(deed.command, cases.desk.law(), cases.words, known, typed)
    return [field for field in offered if field.name not in hidden]


def read_back(
    cases: Cases,
    request: Request,
    actor: Actor,
    seen: Look | None,
    deed: Deed,
    asked: Asked,
    alike: Sequence[FoundCase],
) -> Response:
    """What was typed, in words, before it goes to another agency; `alike` are cases that may be about the same person."""
    state, _ = begun_from(cases, deed, seen)
    return show(
        request, "read_back.html", deed=deed, case=seen, fields=_fields(cases, deed, actor, state, asked, {}),
        sent=[pair for pair in pairs(asked.fields) if pair[0] not in HOUSEKEEPING],
        version=asked.version, saw=asked.saw, command_id=asked.command_id, alike=alike,
    )  # fmt: skip
