"""Publishing in a real browser: it fits a desk and a telephone, is done without a mouse, and is one page when it is printed."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser import entered
from tests.reporting.crowd import APRIL, Crowd, crowded, many
from tests.reporting.office import Office
from tests.town.keyboard import by_keyboard, follows
from tests.web.test_in_browser import SMALL

pytestmark = pytest.mark.browser
DESK, PHONE = 1280, 360
LEAD = {"agency": "labour", "roles": ("case_lead",), "unit": None}


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_it_fits_and_can_be_hit(width: int, browser: Browser) -> None:
    crowd = many()
    crowd.come(4, APRIL)
    with entered(crowded(crowd).web(), browser, width, **LEAD) as page:
        for address in ("", "/new", "/new?as_of=31/03/2023&by=sex&by=unit&audience=donors"):
            page.goto(f"/publications{address}")
            fits(page)
        page.get_by_label("Truyền thông").check()
        page.get_by_role("button", name="Công bố", exact=True).click()
        page.get_by_text("Đã công bố. Có thể in trang này.").wait_for()
        fits(page)
        page.goto("/publications")
        fits(page)
        page.goto("/publications/new?as_of=30/04/2023&by=sex&by=unit&audience=donors")
        page.get_by_text("Chưa công bố được").wait_for()
        fits(page)


def test_a_coarser_table_is_found_and_published_without_a_mouse(browser: Browser) -> None:
    crowd = Crowd()
    for unit in ("20008", "20011", "20035"):
        crowd.come(6, APRIL, unit=unit)
    with entered(crowded(crowd).web(), browser, DESK, **LEAD) as page:
        follows(page, "Số liệu công bố")
        follows(page, "Công bố bảng đầu tiên")
        by_keyboard(page, {"Dành cho ai": "x", "Tính đến hết ngày": "30/04/2023", "Chia theo: Xã, phường": "x"})
        assert "mọi dòng đều dưới 10 người" in page.locator("main").inner_text()
        follows(page, "Người trở về được tiếp nhận – tính đến hết ngày 30/04/2023")
        assert "từ 15" in page.locator("main").inner_text()


def test_printed_it_is_one_page_that_says_what_it_is(browser: Browser) -> None:
    with entered(crowded(many()).web(), browser, DESK, **LEAD) as page:
        page.goto("/publications/new?as_of=31/03/2023&by=sex&by=age_group&audience=public")
        page.get_by_label("Truyền thông").check()
        page.get_by_role("button", name="Công bố", exact=True).click()
        page.goto(page.url.partition("?")[0])
        (paper,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        said = closed(paper.extract_text())
    for words in ("theo giới tính và nhóm tuổi", "Tính đến hết ngày 31/03/2023", "từ 20", "không nêu", "Nguồn", "CB-"):
        assert closed(words) in said
    assert closed("Thu hồi bảng này") not in said


def closed(words: str) -> str:
    """Without spaces: a PDF has them where it likes."""
    return "".join(words.split())


def test_what_the_front_reads_has_nothing_to_press_but_the_way_back(browser: Browser) -> None:
    office: Office = crowded(many())
    with entered(office.web(), browser, DESK, agency="fatherland_front", roles=("supervisor",), unit=None) as page:
        page.goto("/publications")
        assert "Chưa có bảng nào được công bố." in page.locator("main").inner_text()
        assert page.locator("main a, main button").count() == 0
