"""Says an entry in one Vietnamese sentence: the template of its stored name, its codes in the words of the law."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import yaml

from shared.journal import JournalEntry
from shared.kernel.law import Law
from shared.kernel.people import By
from shared.kernel.words import AgencyId, Code, agency_of

_OPTIONAL = re.compile(r"\[([^]]*)\]")


class _File(msgspec.Struct, frozen=True):
    sentences: dict[str, str]
    words: dict[str, dict[Code, str]]
    names: frozenset[str]


@dataclass(frozen=True)
class Sentences:
    """The templates, words for codes that stand in no list of the law, and the lists whose words are names."""

    templates: Mapping[str, str]
    words: Mapping[str, Mapping[Code, str]]
    names: frozenset[str]

    def of(self, entry: JournalEntry, law: Law, about: Mapping[str, Any]) -> str:
        """The sentence of an entry. `about` fills in what the fact itself does not repeat: the service of a referral.
        An entry nobody gave a sentence shows its stored name, so that it can be asked about."""
        who = said_by(entry.by, law)
        template = self.templates.get(entry.name)
        if template is None:
            return f"{who}: việc chưa có lời diễn giải ({entry.name})."
        values = {**about, **_open(entry.fact)}
        speaker = _Speaker(law, self.words, self.names)
        text = _OPTIONAL.sub(lambda part: part[1] if _filled(part[1], values) else "", template)
        return speaker.vformat(text, (), {"who": who, **{name: values.get(name) for name, _ in fields_of(text)}})


def load(sections: Mapping[Code, str]) -> Sentences:
    """The sentences of the house; `sections` are the names of the parts of a file, from the profile."""
    read = yaml.load(Path(__file__).with_name("sentences.vi.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    file = msgspec.convert(read, _File)
    words = file.words | {"sections": {**sections, **file.words["sections"]}}
    return Sentences(file.sentences, words, file.names)


def fields_of(template: str) -> Iterator[tuple[str, str]]:
    """The fields a template speaks of, each with how it is said; `who` is no field."""
    for _, name, spec, _ in Formatter().parse(template):
        if name and name != "who":
            yield name, spec or ""


def said_by(by: By, law: Law) -> str:
    """The agency, with its unit where it has units; people have no name here."""
    name = agency(by.agency, law)
    unit = law.units.get(by.unit) if by.unit else None
    return f"{name} ({unit.vi})" if unit else name


def agency(code: AgencyId, law: Law) -> str:
    known = law.agencies.get(code)
    return known.short if known else code


def _open(fact: msgspec.Raw) -> dict[str, Any]:
    """The fact's fields, and the fields inside them; sealed boxes are no words and never reach a template (a test sees to it)."""
    fields: dict[str, Any] = msgspec.json.decode(fact)
    inside = {
        f"{name}.{inner}": value
        for name, whole in fields.items()
        if isinstance(whole, dict)
        for inner, value in whole.items()
    }
    return fields | inside


def _filled(part: str, values: Mapping[str, Any]) -> bool:
    return all(values.get(name) not in (None, False, 0, "", []) for name, _ in fields_of(part))


class _Speaker(Formatter):
    """Turns values into words: what stands behind the colon says how."""

    def __init__(self, law: Law, words: Mapping[str, Mapping[Code, str]], names: frozenset[str]) -> None:
        self._law, self._words, self._names = law, words, names

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:  # noqa: ARG002
        """By its whole name: a dot in it asks for no attribute."""
        return kwargs[field_name], field_name

    def format_field(self, value: Any, spec: str) -> str:
        match spec:
            case "if":
                return ""
            case "count":
                return str(len(value or ()))
            case "" | "number":
                return "…" if value is None else str(value)
            case "money":
                return f"{value:,} đ".replace(",", ".")
        if value is None:
            return "chưa rõ"
        if isinstance(value, list):
            return ", ".join(self.format_field(each, spec) for each in value) or "không có"
        return self._word(str(value), spec)

    def _word(self, value: str, spec: str) -> str:
        match spec:
            case "day":
                return f"{date.fromisoformat(value):%d/%m/%Y}"
            case "agency":
                return agency(value, self._law)
            case "source":
                return agency(agency_of(value), self._law)
            case "unit":
                unit = self._law.units.get(value)
                return unit.vi if unit else value
        if spec in self._words:
            return self._words[spec].get(value, value)
        item = self._law.listed(spec).get(value)
        if item is None:
            return value
        return item.vi if spec in self._names else item.vi[:1].lower() + item.vi[1:]
