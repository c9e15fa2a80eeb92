"""The pages where past cases are brought in from a spreadsheet: send a file, say what its columns are, see what would become of
each row, say yes, see how far it is."""

import re
from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.domain.past import Import
from services.intake.importing.columns import IGNORED, columns
from services.intake.importing.mapping import is_known
from services.intake.importing.table import MOST_ROWS, Unreadable
from services.intake.pages.import_template import TAKEN, template
from services.intake.past_cases import PastCases, Review
from services.intake.past_cases.doors import BAD_ROWS, Sheet, bad_rows_of, or_404, sheet_of
from services.intake.projections import ImportLine
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.words import Code, Digest
from shared.tables import as_csv
from shared.web.asking import AskedBy, By
from shared.web.door import show
from shared.web.searching import Sent
from shared.web.taken import CSV, XLSX, taken

SHOWN = 200
"""So many bad rows stand on the page; of the others it says how many there are."""


def import_pages(past: PastCases) -> APIRouter:
    routes = APIRouter(prefix="/import")
    routes.include_router(_files(past))  # before `/{file}`, which any name would be

    @routes.get("")
    def start(request: Request, actor: By) -> Response:
        return _start(past, request, actor)

    @routes.post("")
    def send(request: Request, actor: By, sent: Sent) -> Response:
        try:
            file = past.lay_down(actor, sheet_of(sent))
        except Unreadable as wrong:
            return _start(past, request, actor, wrong)
        return RedirectResponse(f"/import/{file}?again=true", 303)

    @routes.get("/{file}")
    def look(
        request: Request, file: Sheet, actor: By, columns: str = "", change: bool = False, again: bool = False
    ) -> Response:
        with or_404():
            state, line = past.state(actor, file)
        if state.runs or (state.ended and not (columns or again)):
            return _progress(past, request, actor, file, state, line)
        return _review(past, request, actor, file, _mapping(columns), change=change)

    @routes.post("/{file}/columns")
    def say(file: Sheet, actor: By, sent: Sent) -> Response:
        past.must(actor)
        said = sent.fields.get("column", [])
        mapping = [str(each) for each in (said if isinstance(said, list) else [said])]
        return RedirectResponse(f"/import/{file}?columns={','.join(mapping)}", 303)

    @routes.post("/{file}/begin")
    def begin(file: Sheet, actor: By, asked: AskedBy) -> Response:
        mapping = _mapping(str(asked.fields.get("columns", "")))
        left = _numbers(asked.fields.get("left_out"))
        with or_404():
            past.begin(actor, file, mapping, left, command_id=asked.command_id)
        return RedirectResponse(f"/import/{file}", 303)

    return routes


def _files(past: PastCases) -> APIRouter:
    """What is taken away from here: the blank sheet, and the rows that are not good yet."""
    routes = APIRouter()

    @routes.get("/mau.xlsx")
    def blank(actor: By) -> Response:
        past.must(actor)
        return taken(template(past.desk.law()), "mau-ho-so-cu.xlsx", XLSX)

    @routes.get("/mau.csv")
    def blank_text(actor: By) -> Response:
        past.must(actor)
        return taken(as_csv(column.vi for column in TAKEN), "mau-ho-so-cu.csv", CSV)

    @routes.get(f"/{{file}}/{BAD_ROWS}")
    def bad(request: Request, file: Sheet, actor: By, columns: str = "") -> Response:
        return bad_rows_of(past, actor, file, _mapping(columns), request.app.state.door.words)

    return routes


def _mapping(said: str) -> list[Code]:
    """As it stands in an address: what is no column of ours is ignored, and nothing is guessed from it."""
    names = said.split(",") if said else []
    return names if is_known(names) else [name if name in columns() else IGNORED for name in names]


def _numbers(said: object) -> list[int]:
    text = ",".join(map(str, said)) if isinstance(said, list) else str(said or "")
    found = {int(number) for number in re.findall(r"\d{1,6}", text)}
    if len(found) > MOST_ROWS:
        raise Refused("import.columns", "more rows than a sheet has")
    return sorted(found)


def _start(past: PastCases, request: Request, actor: Actor, wrong: Unreadable | None = None) -> Response:
    lines = past.listed(actor)
    return show(
        request, "import.html", 422 if wrong else 200, lines=lines, wrong=wrong, most=MOST_ROWS,
        faults={"sheet": wrong.why} if wrong else {}, columns=columns(),
    )  # fmt: skip


def _review(
    past: PastCases, request: Request, actor: Actor, file: Digest, mapping: Sequence[Code], *, change: bool
) -> Response:
    with or_404():
        review = past.review(actor, file, mapping)
    if change or not review.fit:
        return show(
            request, "import_columns.html", 200, file=file, review=review, columns=columns(), taken=TAKEN, ignored=IGNORED,
            examples=_examples(review),
        )  # fmt: skip
    return show(
        request, "import_review.html", 200, file=file, review=review, columns=columns(), said=",".join(review.mapping),
        shown=SHOWN, bad_rows=BAD_ROWS, never=_never(review), commands=_counted(review),
    )  # fmt: skip


def _examples(review: Review) -> list[str]:
    """Under each head the first cell that says something, cut short: enough to know the column by."""
    rows = review.table.rows
    return [next((row.cells[at][:30] for row in rows if row.cells[at]), "") for at in range(len(review.table.heads))]


def _never(review: Review) -> list[tuple[str, str]]:
    """Heads of columns of which nothing is taken, and why."""
    pairs = zip(review.table.heads, review.mapping, strict=True)
    return [
        (head or "(không có tên)", columns()[code].never if code in columns() else "")
        for head, code in pairs
        if code == IGNORED or columns()[code].never
    ]


def _counted(review: Review) -> dict[Code, int]:
    found: dict[Code, int] = {}
    for row in review.good:
        for step, _ in row.steps:
            found[step] = found.get(step, 0) + 1
    return found


def _progress(
    past: PastCases, request: Request, actor: Actor, file: Digest, state: Import, line: ImportLine
) -> Response:
    cases = past.cases(actor, file, line.last_row) if state.ended else {}
    codes = [(row, case, case_code(UUID(case))) for row, case in sorted(cases.items())]
    return show(request, "import_progress.html", 200, file=file, state=state, line=line, cases=codes)
