"""The look in a real browser: nothing runs over the edge of a phone, everything can be hit with a thumb."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import chromium, served
from tests.web.doors import LAN, SOURCE
from tests.web.sample.pages import sample

pytestmark = pytest.mark.browser
PATHS = ["/", "/cases/HT-7K2-9", "/form", "/form?wrong=true", "/nothing", "/calendar"]
SMALL = """() => {
  const low = (e) => { const box = e.getBoundingClientRect(); return box.height > 0 && box.height < 43.5; };
  const some = "a:not(.skip), button, summary, select, textarea, .tick, [role=link], " +
    "input:not([type=hidden], [type=radio], [type=checkbox], .file)";
  return [...document.querySelectorAll(some)].filter(low).map((e) => e.outerHTML.slice(0, 60));
}"""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    the_app = sample()
    with served(the_app) as address:
        yield f"{address}/#{the_app.state.door.sessions.open(LAN)}"


@pytest.fixture(scope="module", params=[1280, 360])
def page(origin: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    address, _, cookie = origin.partition("/#")
    with chromium() as browser:
        context = browser.new_context(viewport={"width": request.param, "height": 800}, base_url=address)
        context.add_cookies([{"name": f"trove-{SOURCE}", "value": cookie, "url": address}])
        yield context.new_page()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_and_can_be_hit(page: Page, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if path != "/calendar":
        assert page.evaluate(SMALL) == []
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page) -> None:
    page.goto("/form")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("for (let n = 0; n < 3; n++) document.querySelector('form.form button').click()")
    page.wait_for_selector("text=Hồ sơ đã có thay đổi")
    assert len(sent) == 1


def test_a_refused_fragment_is_told_at_the_top_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto("/form")
    page.fill("[name=note]", "Chị kể")
    page.evaluate(
        "htmx.ajax('POST', '/form', {source: 'form.form', "
        "values: Object.fromEntries(new FormData(document.querySelector('form.form')))})"
    )
    page.wait_for_selector("#problem .problem")
    assert page.input_value("[name=note]") == "Chị kể"
    assert page.evaluate("document.activeElement.id") == "problem"
