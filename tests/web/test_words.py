"""Every rule that can refuse has a Vietnamese sentence."""

from pathlib import Path

import pytest

from shared.web import words
from shared.web.problems import _BY_STATUS, _PLAIN


def test_a_rule_without_words_is_found_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "domain.py").write_text(
        "def decide(x):\n    raise Refused('case.closed' if x else 'case.new', 'it is closed')\n"
        "raise kernel.NotPermitted('right.role', 'no')\nraise Refused(rule, 'computed')\n"
    )
    found = words.unsaid(words.load(), tmp_path)
    assert [line.rsplit("/", 1)[1] for line in found] == ["domain.py:2: case.closed", "domain.py:2: case.new"]


def test_every_problem_says_what_happened_what_was_kept_and_what_to_do() -> None:
    said = words.load()
    codes = {"refused", "malformed", "stale", "not_logged_in", "login_failed", "fault", *_BY_STATUS.values()}
    codes |= {problem.code for _, problem in _PLAIN}
    assert [
        f"{code}.{part}" for code in codes for part in ("title", "kept", "do") if f"problem.{code}.{part}" not in said
    ] == []


def test_a_service_adds_its_words_and_may_not_say_a_code_otherwise(tmp_path: Path) -> None:
    more = tmp_path / "words.vi.yaml"
    more.write_text("case.closed: Hồ sơ đã kết thúc.\nright.role: Vai trò của anh/chị không làm việc này. "
                    "Người có vai trò phù hợp trong cơ quan làm được.\n", "utf-8")  # fmt: skip
    assert words.say(words.load(more), "case.closed") == "Hồ sơ đã kết thúc."
    more.write_text("right.role: Khác.\n", "utf-8")
    with pytest.raises(words.WordsFault, match=r"right\.role"):
        words.load(more)
    more.write_text("field.level: Mức.\nfield.level: Cấp.\n", "utf-8")
    with pytest.raises(words.WordsFault, match=r"field\.level stands there twice"):
        words.load(more)
    more.write_text("a:\n  b: c\n", "utf-8")
    with pytest.raises(words.WordsFault):
        words.load(more)


def test_all_files_of_words_in_a_folder_are_one_table(tmp_path: Path) -> None:
    (tmp_path / "deeds.vi.yaml").write_text("deed.close: Kết thúc\n", "utf-8")
    (tmp_path / "rules.vi.yaml").write_text("case.closed: Hồ sơ đã kết thúc.\n", "utf-8")
    said = words.load(tmp_path)
    assert (said["deed.close"], said["case.closed"]) == ("Kết thúc", "Hồ sơ đã kết thúc.")
    (tmp_path / "rules.vi.yaml").write_text("deed.close: Đóng\n", "utf-8")
    with pytest.raises(words.WordsFault, match=r"deed\.close"):
        words.load(tmp_path)


def test_a_code_without_words_is_shown_itself() -> None:
    assert "case.odd" in words.say({}, "case.odd")
