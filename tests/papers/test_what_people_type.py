"""Whatever people type into a paper is printed and never obeyed, and nothing of it stays behind."""

import resource
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest

from shared.papers import PaperFault, PressStopped, printing, render
from tests.papers.head import HEAD
from tests.papers.samples import LETTER, MARK, PAPERS, PERSON, SLIP, mark_of, printed, words

pytestmark = pytest.mark.slow  # sets papers

HOSTILE = (
    '#panic("x")',
    "\\",
    '"]',
    '#read("decree.typ")',
    "*đậm* _nghiêng_ $x$ `mã` @nhãn <nhãn>",
    "= Đề mục // chú thích /* */",
    "{{ 7*7 }} {% raw %}",
    "- gạch",
    "https://example.org",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_printed_and_never_obeyed(text: str) -> None:
    hostile = replace(SLIP, person=replace(PERSON, name=text), notes=text, next_steps=(text,))
    assert words(printed("phieu_tiep_nhan", hostile)).count(" ".join(text.split())) == 3


ODD = (
    "\x00\x07\x1b[31m",
    "\ud800",
    "😀 漢字",
    "a\u202eb\u200e",
    "x" * 5000,
    "ế" * 5000,
    "dòng\n" * 300,
    "vài chữ " * 700,
)


@pytest.mark.parametrize("text", ODD)
def test_odd_and_endless_text_stays_on_the_paper(text: str) -> None:
    pdf = printed("phieu_tiep_nhan", replace(SLIP, person=replace(PERSON, name=text), notes=text))
    told = "\n".join(page.extract_text() for page in pdf.pages)
    assert "NGƯỜI TIẾP NHẬN" in told
    assert max(len(line) for line in told.splitlines() if "..." not in line) < 130
    assert all(told.count(letter) >= 2 * text.count(letter) for letter in "xế")


def test_a_letter_the_fonts_do_not_have_is_shown_as_a_square() -> None:
    foreign = replace(SLIP, notes="gọi là 阿香 😀 ở đó, số nhà 5‑7, 1.000 ₫ – №3")
    assert "gọi là □□ □ ở đó, số nhà 5-7, 1.000 ₫ – №3" in words(printed("phieu_tiep_nhan", foreign))


def test_decomposed_letters_print_as_composed_ones() -> None:
    apart = replace(PERSON, name=unicodedata.normalize("NFD", "Nguyễn Thị Thử Nghiệm"))
    slip = replace(SLIP, person=apart)
    assert render("phieu_tiep_nhan", slip, printed=MARK) == render("phieu_tiep_nhan", SLIP, printed=MARK)


@pytest.mark.slow
def test_a_mapping_prints_as_the_typed_paper_does() -> None:
    for paper, data in PAPERS.items():
        mark = mark_of(paper)
        assert render(paper, msgspec.to_builtins(data), printed=mark) == render(paper, data, printed=mark)


@pytest.mark.parametrize(
    ("paper", "data"),
    [
        ("giay_khai_sinh", SLIP),
        ("phieu_tiep_nhan", {}),
        ("phieu_tiep_nhan", LETTER),
        ("phieu_tiep_nhan", {**msgspec.to_builtins(SLIP), "nickname": "Bí Mật"}),
        ("phieu_tiep_nhan", {**msgspec.to_builtins(SLIP), "person": {"nom": "Bí Mật"}}),
        ("phieu_tiep_nhan", {**msgspec.to_builtins(SLIP), "person": "Bí Mật"}),
        ("phieu_tiep_nhan", replace(SLIP, head=replace(HEAD, agency=" "))),
    ],
)
def test_a_paper_of_the_wrong_shape_is_refused_without_quoting_it(paper: str, data: Any) -> None:
    with pytest.raises(PaperFault) as fault:
        render(paper, data, printed=MARK)
    assert "Bí Mật" not in str(fault.value)
    assert "Nghiệm" not in str(fault.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"case_code": "Nguyễn Thị Thử Nghiệm"},
        {"case_code": "NGUYEN"},
        {"source": "Công an"},
        {"position": 0},
        {"at": datetime(2023, 5, 5)},  # noqa: DTZ001  a moment without its zone is the fault
    ],
)
def test_a_print_mark_that_could_carry_a_name_or_no_entry_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(PaperFault):
        replace(MARK, **wrong)


def test_printing_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    render("phieu_tiep_nhan", SLIP, printed=MARK)
    assert list(tmp_path.iterdir()) == []


def test_a_press_that_fails_says_nothing_of_the_paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "press.py"
    broken.write_text("import sys; sys.exit(sys.stdin.read())")
    monkeypatch.setattr(printing, "_PRESS", broken)
    with pytest.raises(PressStopped) as stopped:
        render("phieu_tiep_nhan", SLIP, printed=MARK)
    assert str(stopped.value) == "the press stopped with code 1 on phieu_tiep_nhan"


@pytest.mark.slow
def test_a_press_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "press.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(printing, "_PRESS", slow)
    monkeypatch.setattr(printing, "_PATIENCE", 1.0)
    with pytest.raises(PressStopped):
        render("phieu_tiep_nhan", SLIP, printed=MARK)


@pytest.mark.slow
def test_papers_are_quick_and_do_not_stay_in_the_desks_memory() -> None:
    """Quick by the processor's time: on the clock, a test beside this one has been taken for a slow press."""
    me = psutil.Process()
    render("phieu_tiep_nhan", SLIP, printed=MARK)
    before, spent = me.memory_info().rss, _of_presses()
    for n in range(20):
        render("phieu_tiep_nhan", replace(SLIP, notes=f"{n} lần " * 300), printed=MARK)
    assert (_of_presses() - spent) / 20 < 0.5
    assert me.memory_info().rss - before < 3 * 2**20


def _of_presses() -> float:
    """Seconds of processor time of all presses that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
