"""What is handed to whoever adds a command: the block to be filled in from the law, with every stage and field named."""

from datetime import date
from typing import Any

from services.intake.main import FOLDER
from shared.kernel.law import Law
from shared.web import words
from shared.web.fields import FormField, form_fields
from tests.intake.procedure.stories import of

ANSWERS = (
    "to STAGE (it leads there) | stays (written down) | nothing (known already) | refused RULE (line in rules.yaml)"
)


def block_of(command: type[Any]) -> str:
    """The empty block of a command."""
    fields = form_fields(command, Law("none", "", date.min), words.load(FOLDER), {})
    told = command.__module__.endswith("learned")
    who = (
        ["  told: {message: intake.MESSAGE, tellers: [AGENCY, …]}"]
        if told
        else ["  may:", "    - {role: ROLE, agency: AGENCY, unit: own | any, basis: [ARTICLE], because: WHY}"]
    )
    return "\n".join(
        [
            f"{command.__name__}:",
            "  vi: what officers call it",
            "  basis: [ARTICLE, …]  # each begins with a code of the list `instruments`; or: ours",
            "  because: what the article says of it, or why we do it",
            f"  form: {{{', '.join(map(_filled, fields))}}}  # as one officer might fill it in; $day is the day",
            *who,
            f"  at:  # {ANSWERS}",
            *(f"    {stage}: …" for stage in of(command.__name__).stages),
            "  twice: nothing  # the same said again",
            "  also: []  # filled in otherwise: {given: {FIELD: VALUE}, at: FILE, then: ANSWER}; each rule it can meet",
            *_days(fields),
            "  papers: []  # codes of the list `papers`; and `term: {code: …, counts_from: FIELD}` where one begins\n",
        ]
    )


def _filled(field: FormField) -> str:
    return f"{field.name}: {'$day' if field.kind == 'date' else '…'}"


def _days(fields: list[FormField]) -> list[str]:
    dates = [field.name for field in fields if field.kind == "date"]
    bound = (
        "{future: refused, bounds: [{rule: RULE, at: FILE, before_step: COMMAND}]}  # or because: why nothing bounds it"
    )
    return ["  days:", *(f"    {name}: {bound}" for name in dates)] if dates else []
