"""A form filled in, and a link followed, as by somebody without a mouse: Tab from one to the next, Space and arrows to choose,
Enter to send or to go."""

from collections.abc import Mapping

from playwright.sync_api import Page

FOCUSED = """() => {
  const e = document.activeElement, said = (x) => x ? x.textContent.trim().replace(/\\s+/g, " ") : "";
  if (e.tagName === "BUTTON") return ["button", "button:" + said(e)];
  if (e.tagName === "A") return ["link", "link:" + said(e)];
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


def follows(page: Page, label: str) -> None:
    """The first link whose words begin so, from the beginning of the page."""
    page.locator("body").press("Home")
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)[1].startswith("link:" + label):
            break
    else:
        raise AssertionError(f"the keyboard never came to “{label}”")
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
