"""Findings and seals in plain Vietnamese: one sentence each, and how long ago something was."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from services.reporting.domain.finding import Said
from services.reporting.oddities import Rule
from shared.kernel.law import Law
from shared.kernel.oversight import Oversight, Threshold
from shared.kernel.words import Code, Source
from shared.web.pages import desk_name, small, vn_date
from shared.web.words import Words

THRESHOLDS: Mapping[Code, Callable[[Oversight], tuple[Threshold, ...]]] = {
    Rule.SEAL_BROKEN: lambda limits: (limits.unsealed,),
    Rule.SEAL_MISSING: lambda limits: (limits.unsealed,),
    Rule.SILENCE: lambda limits: (limits.silence,),
    Rule.HASTY: lambda limits: (limits.hasty,),
    Rule.READ_MANY: lambda limits: (limits.read_in_an_hour, limits.read_in_a_day),
}
"""The numbers that stand behind a rule."""


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


def thresholds(said: Said, deeds: Iterable[Code], limits: Oversight, words: Words) -> Iterator[str]:
    """From when on the rule looks, number by number; `deeds` are the stored names of the entries it rests on. None, where it
    counts nothing."""
    for limit in THRESHOLDS[said.rule](limits) if said.rule in THRESHOLDS else ():
        unit = words[f"odd.unit.{limit.unit}"]
        yield words["odd.limit"].format(number=limit.number, unit=unit, vi=small(limit.vi))
    if said.rule == Rule.BACK_DATED:
        for days in sorted({limits.back_dated[name] for name in deeds if name in limits.back_dated}):
            yield words["odd.limit.back_dated"].format(number=days)
    if said.rule == Rule.READ_AT_NIGHT:
        yield words["odd.limit.night"].format(begins=limits.night_from, ends=limits.night_until)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    for unit, length in (("ngày", 24 * 60), ("giờ", 60), ("phút", 1)):
        if minutes >= length:
            return f"{minutes // length} {unit} trước"
    return "vừa xong"
