"""Blank forms for the day without a machine: the pages of reception on paper, field by field, in the page's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields

from services.intake.app import Intake
from services.intake.domain import File
from services.intake.domain.known import Person
from shared.desk import Deed
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import Code
from shared.papers import BlankField, BlankForm, BlankMark, BlankPart, render
from shared.web.deed_forms import NO_CASE_YET
from shared.web.fields import Choice, FormField, form_fields
from shared.web.office import form_of, letterhead

BLANKS: Mapping[Code, tuple[str, ...]] = {
    "phieu_tiep_nhan": ("new", "reception"),
    "phieu_an_toan": ("safety", "consent"),
}
"""Which pages a blank is made of, by the paper it becomes once it is typed in."""
OF_HER = frozenset(field.name for field in dataclass_fields(Person))
"""What is known of her once it was told, whichever page it was told on."""
MOST_BOXES = 16
"""A longer list is written in by hand: the boxes would not fit."""
UNKNOWN = frozenset({"unknown", "not_known", "later"})
"""Codes for which the box "không rõ / không muốn trả lời" stands, that every field has."""


def blank(intake: Intake, actor: Actor, paper: Code, town: str) -> bytes:
    """A blank as PDF, for an officer who may begin a case. It holds nothing of anybody: no entry is written."""
    if not (verdict := intake.may_begin(actor)).allowed:
        raise NotPermitted(verdict.rule, "a blank is for those who may begin a case")
    law, words = intake.desk.law(), intake.words
    form = BlankForm(
        letterhead(intake.agency, actor, law, town), words[f"paper.{paper}"], words["blank.told_first"],
        tuple(_parts(intake, actor, paper)), words["blank.later"],
    )  # fmt: skip
    number, confirmed = form_of(law, paper)
    mark = BlankMark(law.id, law.hash, law.effective_from, confirmed, number)
    return render("phieu_trang", form, printed=mark)


def _parts(intake: Intake, actor: Actor, paper: Code) -> Iterator[BlankPart]:
    """One part for each page; what an earlier page asks of her is not asked again."""
    asked = set[str]()
    for path in BLANKS[paper]:
        deed = intake.desk.deeds[path]
        fields = _fields(intake, actor, deed)
        yield BlankPart(
            intake.words[f"deed.{deed.name}"],
            tuple(_field(field) for field in fields if field.name not in asked),
            intake.words.get(f"blank.lead.{deed.name}"),
            tuple(field.label for field in fields if field.name in asked),
        )
        asked |= {field.name for field in fields if field.name in OF_HER}


def _fields(intake: Intake, actor: Actor, deed: Deed) -> list[FormField]:
    """The fields of the page, empty; only what this officer could not choose otherwise (the own unit) is known."""
    known = {n: v for n, v in intake.known(deed, actor, File(), {}).items() if isinstance(v, Choice)}
    hidden = intake.added(deed, actor, NO_CASE_YET)
    offered = form_fields(deed.command, intake.desk.law(), intake.words, known)
    return [field for field in offered if field.name not in hidden and field.kind != "hidden"]


def _field(field: FormField) -> BlankField:
    choices = tuple(word for code, word in field.choices if code not in UNKNOWN)
    match field.kind:
        case "date" | "rows":
            heads = tuple(inner.label for inner in field.rows[0]) if field.rows else ()
            return BlankField(field.label, field.kind, field.hint or None, heads, field.required)
        case "yes_no":
            return BlankField(field.label, "many", field.hint or None, ("có", "không"))
        case "one" | "many" if 0 < len(choices) <= MOST_BOXES:
            return BlankField(field.label, field.kind, field.hint or None, choices, field.required)
        case "long":
            return BlankField(field.label, "lines", field.hint or None, (), field.required)
        case _:
            return BlankField(field.label, "line", field.hint or None, (), field.required)
