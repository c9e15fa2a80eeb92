"""Past cases from a spreadsheet, for programs."""

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.importing.table import Unreadable
from services.intake.past_cases import PastCases
from services.intake.past_cases.doors import Sheet, bad_rows_of, or_404, sheet_of
from services.intake.past_cases.told import of_review, of_state
from shared.kernel.decider import Refused
from shared.kernel.words import Code
from shared.web.asking import AskedBy, By
from shared.web.door import json
from shared.web.forms import Fault, Malformed
from shared.web.searching import Sent


class Yes(msgspec.Struct, frozen=True):
    """What an officer says yes to: the columns as the dry run told them, and the rows that are left out."""

    columns: tuple[Code, ...]
    left_out: tuple[int, ...] = ()


def import_api(past: PastCases) -> APIRouter:
    """Past cases from a spreadsheet: POST a form with the file `sheet`, get the dry run of the `file` it became known by, say
    yes, ask how far it is."""
    routes = APIRouter(prefix="/api/past-cases")

    @routes.post("")
    def send(actor: By, sent: Sent) -> Response:
        try:
            return json({"file": past.lay_down(actor, sheet_of(sent))}, 201)
        except Unreadable as wrong:
            raise Refused(wrong.why, f"the sheet cannot be read {wrong.where}") from wrong

    @routes.get("/{file}/dry-run")
    def dry_run(request: Request, file: Sheet, actor: By, columns: str = "") -> Response:
        with or_404():
            review = past.review(actor, file, columns.split(",") if columns else None)
        return json(of_review(file, review, request.app.state.door.words))

    @routes.get("/{file}/bad-rows.csv")
    def bad(request: Request, file: Sheet, actor: By, columns: str = "") -> Response:
        """What is wrong with which row, as a file for whoever mends the sheet."""
        mapping = columns.split(",") if columns else None
        return bad_rows_of(past, actor, file, mapping, request.app.state.door.words)

    @routes.post("/{file}/beginning")
    def begin(file: Sheet, actor: By, asked: AskedBy) -> Response:
        try:
            yes = msgspec.convert(asked.fields, Yes)
        except msgspec.ValidationError as wrong:
            raise Malformed([Fault("columns", "import.columns")]) from wrong
        with or_404():
            past.begin(actor, file, yes.columns, yes.left_out, command_id=asked.command_id)
        return Response(status_code=202)

    @routes.get("/{file}")
    def how_far(file: Sheet, actor: By) -> Response:
        with or_404():
            return json(of_state(file, *past.state(actor, file)))

    return routes
