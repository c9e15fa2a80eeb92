"""The page on which figures are asked for: a definition in a form, an address or a file; its answer as a table; what is kept."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.reporting.app.asking import DROP, KEEP, RENEW, Answer, Asking
from services.reporting.app.numbers import OPENS
from services.reporting.asked import CountedRoute
from services.reporting.definitions.periods import names
from services.reporting.definitions.written import MOST_BYTES, of_file
from services.reporting.pages.definition_words import Wording, address, said
from services.reporting.pages.numbers import address as behind
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.words import Code
from shared.tables import as_csv
from shared.web.asking import AskedBy, By
from shared.web.door import show
from shared.web.forms import Fault, FormContext, Malformed
from shared.web.pages import Link
from shared.web.taken import CSV, taken
from shared.web.words import Words


def asking_pages(asking: Asking, words: Words) -> APIRouter:
    door = APIRouter(route_class=CountedRoute)

    @door.get("/ask")
    def ask(request: Request, actor: By, done: str = "") -> Response:
        asking.must(actor)
        sent = {name: request.query_params.getlist(name) for name in request.query_params if name != "done"}
        if not any(map(str.strip, sent.get("what", []))):
            return _first(asking, words, request, actor, done=done)
        return _asked(asking, words, request, actor, sent, done)

    @door.get("/ask.csv")
    def csv(request: Request, actor: By) -> Response:
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        definition, question = asking.read(actor, sent, _context(request))
        answer = asking.answer(actor, definition, question)
        return taken(_csv(answer, _wording(asking, words)), f"so-lieu-{definition.digest[:8]}.csv", CSV)

    @door.post("/ask/file")
    def from_file(request: Request, actor: By, asked: AskedBy) -> Response:
        asking.must(actor)
        text = str(asked.fields.get("text", ""))
        try:
            if (file := asked.files.get("file")) is not None:
                text = _text(file.file.read(MOST_BYTES + 1))
            definition, _ = asking.read(actor, of_file(text), FormContext(asking.desk.today(), asking.desk.law()))
        except Malformed as wrong:
            return _first(asking, words, request, actor, text=text, faults=_by_field(wrong, "file"))
        return RedirectResponse(address(definition), 303)

    @door.post("/ask/kept")
    def keep(actor: By, asked: AskedBy) -> Response:
        definition, _ = asking.read(actor, asked.fields, asked.context)
        asking.keep(actor, definition, asked.command_id)
        return RedirectResponse(f"{address(definition)}&done=keep", 303)

    @door.post("/ask/kept/{digest}/drop")
    def drop(digest: str, actor: By, asked: AskedBy) -> Response:
        asking.forget(actor, digest, asked.command_id)
        return RedirectResponse("/ask?done=drop", 303)

    return door


def asking_links(asking: Asking, actor: Actor) -> list[Link]:
    return [Link("Tính số liệu", "/ask")] if asking.may(actor) else []


def _first(
    asking: Asking, words: Words, request: Request, actor: Actor, *,
    text: str = "", faults: Mapping[str, str] | None = None, done: str = "",
) -> Response:  # fmt: skip
    """What can be asked, what is kept, and a file."""
    known = {each.name: each for each in asking.questions}
    return show(
        request, "ask/first.html", 422 if faults else 200, questions=asking.questions, kept=asking.kept(actor), known=known,
        wording=_wording(asking, words), address=address, may_drop=asking.may(actor, DROP), text=text, faults=faults or {},
        may_renew=asking.may(actor, RENEW), done=done,
    )  # fmt: skip


def _asked(
    asking: Asking, words: Words, request: Request, actor: Actor, sent: Mapping[str, Sequence[str]], done: str
) -> Response:
    """The form as it was filled in, with all its faults or with its answer."""
    question = next((each for each in asking.questions if each.name == sent["what"][-1].strip()), None)
    if question is None:
        return _first(asking, words, request, actor, faults={"what": "fault.no_question"})
    answer: Answer | None = None
    faults: Mapping[str, str] = {}
    try:
        definition, _ = asking.read(actor, sent, _context(request))
        answer = asking.answer(actor, definition, question)
    except Malformed as wrong:
        faults = _by_field(wrong)
    return show(
        request, "ask/ask.html", 422 if faults else 200, question=question, values=_typed(sent),
        faults=faults, periods=_periods(asking), wording=_wording(asking, words), done=done,
        **(_shown(asking, words, actor, answer) if answer else {"answer": None}),
    )  # fmt: skip


def _shown(asking: Asking, words: Words, actor: Actor, answer: Answer) -> Mapping[str, Any]:
    asked, wording = answer.definition, _wording(asking, words)
    kind = asked.what.partition(".")[0]
    may_open = OPENS.get(kind) == answer.question and asking.may(actor, "reporting.ball.read")
    at = asked.at(asking.desk.today())

    def opens(line: Mapping[Code, Sequence[str]] | None) -> str | None:
        if not may_open or line is None:
            return None
        known = min(at.known, asking.desk.today())
        return behind(kind, at._replace(known=known), asked.since, exact=True, line=line, **asked.only)  # type: ignore[arg-type]  # dimensions only

    rows = wording.rows(answer)
    return {
        "answer": answer, "asked": asked, "rows": rows, "opens": opens, "at": at, "said": list(said(asked)),
        "most": max((_drawn(row.sum, wording.amount(asked.what)) for row in rows), default=0), "drawn": _drawn,
        "csv": address(asked, "/ask.csv"), "heard": answer.heard, "command_id": uuid4(),
        "kept": any(each.digest == asked.digest for each in asking.kept(actor)), "may_keep": asking.may(actor, KEEP),
    }  # fmt: skip


def _drawn(sum_: Any, amount: str) -> int:
    """How long a bar is: as the number that was asked for, money where it is money."""
    return int(sum_.amount if amount == "đồng" else sum_.things)


def _csv(answer: Answer, wording: Wording) -> bytes:
    amount = wording.amount(answer.definition.what)
    heads = [
        *map(wording.dimension, answer.definition.by),
        wording.unit(answer.definition.what),
        *([amount] if amount else []),
    ]
    rows = [[*row.where, *_numbers(row.sum, amount)] for row in wording.rows(answer)]
    blank = [""] * max(0, len(answer.definition.by) - 1)
    whole = [*(["Tổng số", *blank] if answer.definition.by else []), *_numbers(answer.total, amount)]
    notes = [
        [wording.title(answer.definition, answer.question)],
        ["SHA-256", answer.definition.digest],
        *([each.source, str(each.contiguous)] for each in answer.heard),
    ]
    return as_csv(heads, [*rows, whole, [], *notes])


def _numbers(sum_: Any, amount: str) -> list[str]:
    return [str(sum_.things), *([str(sum_.amount)] if amount else [])]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise Malformed([Fault("file", "fault.not_a_definition")]) from other


def _by_field(wrong: Malformed, only: str = "") -> dict[str, str]:
    """The first fault of each field, in their order; what is at fault as a whole stands at `only`."""
    found: dict[str, str] = {}
    for fault in wrong.faults:
        found.setdefault(fault.field or only, fault.why)
    return found


def _typed(sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    several = ("by",)
    return {
        name: values if name in several or name.startswith("only.") else values[-1] for name, values in sent.items()
    }


def _periods(asking: Asking) -> list[tuple[str, str]]:
    year = asking.desk.today().year
    return [*names(year), *names(year - 1)]


def _context(request: Request) -> FormContext:
    context: FormContext = request.app.state.door.context(form=True)
    return context


def _wording(asking: Asking, words: Words) -> Wording:
    law: Law = asking.desk.law()
    return Wording(words, law, asking.desk.today())
