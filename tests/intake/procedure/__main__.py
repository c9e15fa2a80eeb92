"""Prints the table in Vietnamese, for those who must check it and read no code: `python -m tests.intake.procedure`."""

from collections.abc import Iterator

from services.intake.main import FOLDER
from shared.web import words
from tests.intake.desks import PROFILE
from tests.intake.procedure.stories import LAW, PROCEDURES
from tests.intake.procedure.table import Basis, Block, Differs, Table, answer

WORDS = words.load(FOLDER)
STAGES = {**PROFILE.stages["intake.report"], **PROFILE.stages["intake"]}
UNITS = {"own": "hồ sơ của đơn vị mình", "any": "mọi hồ sơ của cơ quan"}


def page(table: Table) -> Iterator[str]:
    yield "# Bảng thủ tục: ai được làm gì, ở bước nào, theo điều nào"
    for name, block in table.blocks.items():
        yield f"\n## {block.vi} (`{name}`)\n\nCăn cứ: {_basis(block.basis)}"
        yield from _who(block)
        yield from _answers(table, block)
        yield from (
            f"- Nếu khác: {probe.given} tại {_file(table, probe.at)}: {_said(probe.then)}" for probe in block.also
        )
    yield "\n## Căn cứ của từng lý do từ chối\n"
    for rule, said in table.rules.items():
        yield f"- `{rule}`: {WORDS.get(rule, rule)} Căn cứ: {_basis(said.basis)}"


def _basis(basis: Basis) -> str:
    return "tự đặt ra, pháp luật không nói" if basis == "ours" else "; ".join(basis)


def _who(block: Block) -> Iterator[str]:
    yield ""
    if block.told:
        tellers = ", ".join(LAW.agencies[agency].short for agency in block.told.tellers)
        yield f"- Không ai làm bằng tay: tự ghi khi nghe {tellers} báo ({block.told.message})"
    for who in block.may:
        seat = f"{PROFILE.roles[who.role]}, {LAW.agencies[who.agency].short}"
        yield f"- {seat} ({UNITS[who.unit]}). Căn cứ: {_basis(who.basis)}"


def _answers(table: Table, block: Block) -> Iterator[str]:
    yield "\n| Hồ sơ đang ở bước | Kết quả |\n|---|---|"
    for stages, said in block.at.items():
        named = stages.split(", ")
        if isinstance(said, str):
            yield f"| {'; '.join(STAGES[stage] for stage in named)} | {_said(said)} |"
            continue
        for kinds, each in said.items():
            found = [
                f"{STAGES[stage]}: {there}" for stage in named if (there := _kinds(table, stage, kinds.split(", ")))
            ]
            yield f"| {'; '.join(found)} | {_said(each)} |"


def _kinds(table: Table, stage: str, kinds: list[str]) -> str:
    files = [table.files[f"{stage}.{kind}"] for kind in kinds if f"{stage}.{kind}" in table.files]
    return ", hoặc ".join(f"{file.vi} ({LAW.agencies[file.lies_at].short})" for file in files)


def _file(table: Table, file: str) -> str:
    stage, _, kind = file.partition(".")
    return f"{STAGES[stage]}: {_kinds(table, stage, [kind])}"


def _said(text: str | Differs) -> str:
    if isinstance(text, Differs):
        return f"{_said(text.law)} **Hiện nay: {_said(text.code)}** {text.differs}"
    said = answer(text)
    match said.kind:
        case "to":
            return f"chuyển sang bước “{STAGES[said.what]}”"
        case "stays":
            return "ghi thêm, bước giữ nguyên"
        case "nothing":
            return "không ghi gì (đã có, hoặc không còn ý nghĩa)"
        case "refused":
            return f"từ chối: {WORDS.get(said.what, said.what)}"


if __name__ == "__main__":
    print("\n\n".join("\n".join(page(each.table)) for each in PROCEDURES))
