"""Findings and seals in plain Vietnamese: one sentence each, and how long ago something was."""

from datetime import datetime

from services.reporting.domain.finding import Said
from shared.kernel.law import Law
from shared.kernel.words import Code, Source
from shared.web.pages import desk_name, vn_date
from shared.web.words import Words, say


def sentence(said: Said, law: Law, words: Words) -> str:
    """What a finding says. Its template is named by its rule and, where that has several ways, by what it found."""
    variants = (f"odd.say.{said.rule}.{part}" for part in (said.what, "done" if said.ended_on else "open"))
    template = next((words[name] for name in (*variants, f"odd.say.{said.rule}") if name in words), said.rule)
    return template.format(
        who=desk_name(law, said.agency, said.unit),
        holder=desk_name(law, said.holder, said.unit),
        what=words.get(f"wait.{said.what}", said.what or "").lower(),
        ledger=ledger(said.source, law, words) if said.source else "",
        since=vn_date(said.since),
        due=vn_date(said.due_on),
        ended=vn_date(said.ended_on),
        number=said.number,
    )


def ledger(source: Source, law: Law, words: Words) -> str:
    """Whose ledger it is, as people speak of it: the agency, and what it does there."""
    service, _, agency = source.partition(".")
    return f"{desk_name(law, agency, None)} ({words.get(f'service.{service}', service)})"


def rule(code: Code, words: Words) -> str:
    return say(words, f"odd.rule.{code}")


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    for unit, length in (("ngày", 24 * 60), ("giờ", 60), ("phút", 1)):
        if minutes >= length:
            return f"{minutes // length} {unit} trước"
    return "vừa xong"
