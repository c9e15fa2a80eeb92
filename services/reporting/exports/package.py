"""An export as one file to take along: a zip whose bytes come to the same whenever it is made from the same positions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from services.reporting.exports.columns import STRICT, Column, columns_of
from services.reporting.exports.htcds import Record, faults
from services.reporting.exports.known import Known
from services.reporting.exports.rows import ROWS
from services.reporting.exports.written import about, as_json, dictionary, table
from services.reporting.made_again import program, stored
from shared.kernel.law import Law
from shared.kernel.words import Code, Source
from shared.tables import BOM

HERE = Path(__file__).parent
HTCDS = "htcds"
"""How a form begins that speaks the words of the standard."""


@dataclass(frozen=True)
class Ordered:
    """What is to be in it, from what, and for whom; `left_out` is how many people are not told of."""

    form: Code
    recipient: Code
    purpose: Code
    basis: Code
    as_of: date
    positions: Mapping[Source, int]
    left_out: int = 0


@dataclass(frozen=True)
class Package:
    content: bytes
    records: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class NotOfTheStandard(Exception):
    """A strict record would break the standard: a fault of the program, and nothing is given away."""


@cache
def definition() -> str:
    """By what it is made: SHA-256 over columns, standard, mapping and the program of this room."""
    return program(HERE)


def made(people: Sequence[Known], ordered: Ordered, law: Law) -> Package:
    """The file. Raises `NotOfTheStandard`."""
    columns = columns_of(ordered.form)
    each = [{name: list(ROWS[name](known, law)) for name in columns} for known in people]
    if ordered.form == STRICT:
        _must_be_of_the_standard(columns, each)
    files = {f"{name}.csv": table(columns[name], [row for one in each for row in one[name]]) for name in columns}
    if ordered.form.startswith(HTCDS):
        files["htcds.json"] = as_json(columns, each)
    files["dictionary.csv"] = dictionary(columns, law)
    files["README.txt"] = _readme(ordered, "\n".join(about(columns)))
    files["provenance.json"] = _provenance(ordered, law, len(people), files)
    return Package(stored(files), len(people))


def _must_be_of_the_standard(
    columns: Mapping[str, Mapping[str, Column]], people: Sequence[Mapping[str, Sequence[Record]]]
) -> None:
    records = (
        {name: row[name] for name in columns[table]} for one in people for table, rows in one.items() for row in rows
    )
    if found := sorted({fault for record in records for fault in faults(record)}):
        raise NotOfTheStandard("; ".join(found))


def _readme(ordered: Ordered, files: str) -> bytes:
    said = (HERE / "README.vi.txt").read_text("utf-8")
    said = said.replace("{as_of}", f"{ordered.as_of:%d/%m/%Y}").replace("{files}", files)
    return (BOM + said).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _provenance(ordered: Ordered, law: Law, records: int, files: Mapping[str, bytes]) -> bytes:
    said = {
        "form": ordered.form, "recipient": ordered.recipient, "purpose": ordered.purpose, "basis": ordered.basis,
        "as_of": ordered.as_of.isoformat(), "positions": dict(sorted(ordered.positions.items())),
        "records": records, "left_out": ordered.left_out, "law": {"id": law.id, "hash": law.hash}, "definition": definition(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }  # fmt: skip
    return json.dumps(said, indent=1, ensure_ascii=False).encode() + b"\n"
