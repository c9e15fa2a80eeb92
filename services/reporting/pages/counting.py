"""The page on which questions are counted anew beside those that are asked: how far that is, what would be another number, and
putting it in place or throwing it away."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.reporting.app.asking import RENEW, Asking
from services.reporting.asked import AGAIN, found
from services.reporting.pages.definition_words import Wording
from services.reporting.projections.building import State
from shared.web.asking import AskedBy, By
from shared.web.door import show
from shared.web.words import Words


def counting_pages(asking: Asking, words: Words) -> APIRouter:
    door = APIRouter()

    @door.get("/ask/counting")
    def counting(request: Request, actor: By, done: str = "") -> Response:
        builds = asking.builds(actor)
        may = asking.may(actor, RENEW)
        known = {each.name: each for each in asking.questions}
        ready = [each for each in builds if each.state is State.READY and each.question in known]
        response = show(
            request, "ask/counting.html", builds={each.question: each for each in builds}, questions=known, may_renew=may,
            differences={each.slot: asking.compared(actor, each) for each in ready} if may else {}, done=done,
            wording=Wording(words, asking.desk.law(), asking.desk.today()),
        )  # fmt: skip
        if any(each.state is State.RUNNING for each in builds):
            response.headers["Refresh"] = f"{AGAIN}; url=/ask/counting"
        return response

    @door.post("/ask/counting")
    def renew(actor: By, asked: AskedBy) -> Response:
        found(lambda: asking.renew(actor, str(asked.fields.get("question", ""))))
        return RedirectResponse("/ask/counting?done=begun", 303)

    @door.post("/ask/counting/{what}")
    def end(what: str, actor: By, asked: AskedBy) -> Response:
        """Somebody else may have done it meanwhile: then there is nothing left to do, and the page shows how it is."""
        ways: dict[str, Callable[[str], None]] = {
            "swap": lambda slot: asking.swap(actor, slot), "drop": lambda slot: asking.drop(actor, slot),
        }  # fmt: skip
        if what not in ways:
            raise HTTPException(404)
        try:
            ways[what](str(asked.fields.get("slot", "")))
        except LookupError:
            what = "gone"
        return RedirectResponse(f"/ask/counting?done={what}", 303)

    return door
