"""A form filled in as by somebody without a mouse: Tab from field to field, Space and arrows to choose, Enter to send."""

from collections.abc import Mapping

from playwright.sync_api import Page

FOCUSED = """() => {
  const e = document.activeElement, said = (x) => x ? x.textContent.trim().replace(/\\s+/g, " ") : "";
  if (e.tagName === "BUTTON") return ["button", "button:" + said(e)];
  const group = e.closest("fieldset.field"), own = said(e.labels && e.labels[0]);
  return [e.type || "", group ? said(group.querySelector("legend")).replace(/ \\(nếu có\\)$/, "") + ": " + own : own];
}"""
"""The kind and the words of the field that has the focus; of a box in a group: "<group>: <box>"."""


def by_keyboard(page: Page, typed: Mapping[str, str]) -> None:
    """`typed` by the words a field begins with; what stands there for a box does not matter. Ends on the next page."""
    left = dict(typed)
    page.locator("main").focus()
    name = ""
    while not name.startswith("button:"):
        page.keyboard.press("Tab")
        kind, name = page.evaluate(FOCUSED)
        if (label := next((label for label in left if name.startswith(label)), None)) is not None:
            _enter(page, kind, left.pop(label))
    assert not left, f"the keyboard never came to {sorted(left)}"
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _enter(page: Page, kind: str, word: str) -> None:
    if kind in ("checkbox", "radio"):
        page.keyboard.press("Space")
    elif kind == "select-one":
        _choose(page, word)
    else:
        page.keyboard.type(word)


def _choose(page: Page, word: str) -> None:
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.selectedOptions[0].textContent") == word:
            return
    raise AssertionError(f"the arrows never came to “{word}”")
