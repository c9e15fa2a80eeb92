"""Deadlines in words: how much time is left, and one sentence that says how the last day was counted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from shared.kernel.days import ONE_DAY
from shared.kernel.deadlines import Deadline, Open, Pause, Term
from shared.web.words import Words

SOON = timedelta(days=2)


def left(due: date | None, now: date) -> str:
    """Time left in words: "hết 25/05, còn 6 ngày", "hết hôm nay", "quá hạn 1 ngày"; where a rule counts in hours, so that
    both are moments of the town: "hết 14:30, còn 5 giờ", "quá hạn 2 giờ"."""
    if due is None:
        return "chưa có hạn"
    if isinstance(due, datetime):
        return _hours_left(due, now)
    days = (due - _day(now)).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"hết {_short(due, now)}, còn {days} ngày" if days else "hết hôm nay"


def urgency(due: date | None, now: date) -> str:
    """The tone of a deadline: `late`, `soon` (two days or less), or `calm`."""
    if due is None:
        return "calm"
    time = due - now if isinstance(due, datetime) and isinstance(now, datetime) else due - _day(now)
    return "late" if time < timedelta(0) else "soon" if time <= SOON else "calm"


def counted(deadline: Deadline, words: Words) -> str:
    """The whole of a deadline in one sentence: "20 ngày kể từ ngày đề nghị xác minh 05/05/2023 (L2011 Điều 24), hết ngày
    25/05/2023"; one without an end says why."""
    if deadline.by_person:
        return _set(deadline, words)
    if deadline.open is Open.NO_LENGTH:
        return f"{words['deadline.no_length']} {deadline.term.reason}"
    if deadline.open:
        return "; ".join([*_rule(deadline, words), _why_open(deadline, words)])
    return "; ".join([", ".join([*_rule(deadline, words), _end(deadline, words)]), *_how(deadline, words)])


def _set(deadline: Deadline, words: Words) -> str:
    """A day that a person set, and what the law says: its day, or why it has none."""
    said, term = words["deadline.set"].format(day=_long(deadline.end)), deadline.term
    if deadline.by_law:
        law = words["deadline.ends"].format(day=_long(deadline.by_law))
        return f"{said}; {words['deadline.by_law']} {', '.join([*_rule(deadline, words), law])}"
    return f"{said}. {term.reason}" if term.length is None and term.reason else said


def doubt(deadline: Deadline) -> str | None:
    """Why the rule that gave this end, or that a person went beside, may be wrong; None for a confirmed one, and where no
    rule gave a day."""
    by_rule = deadline.by_law if deadline.by_person else deadline.end
    return ". ".join(deadline.doubts) if deadline.doubts and by_rule else None


def _rule(deadline: Deadline, words: Words) -> Iterator[str]:
    """How long, from which event and day, by which articles. Nothing where the law has no such rule."""
    term = deadline.term
    if term.length is not None:
        length = words[f"deadline.{term.count}"].format(n=term.length)
        since = f"{term.since} {_moment(deadline.start)}".strip()
        yield words["deadline.counted"].format(length=length, since=since) + _basis(term.legal_basis)


def _end(deadline: Deadline, words: Words) -> str:
    said = words["deadline.ends_at" if deadline.ends_at else "deadline.ends"]
    return said.format(day=_long(deadline.end), time=f"{deadline.ends_at:%H:%M}" if deadline.ends_at else "")


def _how(deadline: Deadline, words: Words) -> Iterator[str]:
    """What was left out on the way to the end."""
    if deadline.falls_on:
        yield words["deadline.moved"].format(day=_long(deadline.falls_on))
    if deadline.skipped:
        yield words["deadline.skipped"].format(days=", ".join(_spans(deadline.skipped)))
    for pause in deadline.pauses:
        since, until = _long(pause.since), _long(pause.until)
        yield words["deadline.paused"].format(since=since, until=until, stop=_stop(deadline.term, pause))


def _why_open(deadline: Deadline, words: Words) -> str:
    because, lasting = deadline.because, [pause for pause in deadline.pauses if pause.until is None]
    return words[f"deadline.{deadline.open}"].format(
        day=_long(because),
        year=because.year if because else "",
        stop=_stop(deadline.term, lasting[0]) if lasting else "",
    )


def _stop(term: Term, pause: Pause) -> str:
    stop = term.stops[pause.stop]
    return stop.vi + _basis(stop.legal_basis)


def _basis(articles: Sequence[str]) -> str:
    return f" ({', '.join(articles)})" if articles else ""


def _spans(days: Sequence[date]) -> Iterator[str]:
    """Days one after the other as "01/05/2023–03/05/2023"; others by themselves."""
    starts = [days[0], *(day for before, day in pairwise(days) if day - before > ONE_DAY)]
    ends = [*(before for before, day in pairwise(days) if day - before > ONE_DAY), days[-1]]
    for first, last in zip(starts, ends, strict=True):
        yield _long(first) if first == last else f"{_long(first)}–{_long(last)}"


def _hours_left(due: datetime, now: date) -> str:
    if not isinstance(now, datetime):
        raise TypeError("a deadline in hours is held against a moment, not against a day")
    minutes = int((due - now).total_seconds() // 60)
    if minutes < 0:
        return f"quá hạn {_duration(-minutes)}"
    day = "" if due.date() == now.date() else f" ngày {_short(due.date(), now)}"
    return f"hết {due:%H:%M}{day}, còn {_duration(minutes)}"


def _duration(minutes: int) -> str:
    """As people say it: days and hours, hours, or minutes when there is no whole hour."""
    hours, days = minutes // 60 % 24, minutes // (60 * 24)
    said = [f"{days} ngày" if days else "", f"{hours} giờ" if hours else "", f"{minutes} phút" if minutes < 60 else ""]
    return " ".join(filter(None, said))


def _day(now: date) -> date:
    return now.date() if isinstance(now, datetime) else now


def _short(day: date, now: date) -> str:
    return f"{day:%d/%m}" if day.year == now.year else f"{day:%d/%m/%Y}"


def _long(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _moment(start: date) -> str:
    return f"{start:%H:%M %d/%m/%Y}" if isinstance(start, datetime) else _long(start)
