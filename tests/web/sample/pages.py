"""Pages of no service, to look at the look: a queue, a case, a form."""

from datetime import date

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from shared.ledger import Stale
from shared.web.asking import AskedBy, By
from shared.web.door import show
from shared.web.pages import Link, Menu, Surroundings
from tests.web.doors import SAMPLE, app, door

MENU = (
    Menu("Việc của tôi", (
        Link("Tin báo mới", "/news", 1), Link("Chờ tiếp nhận", "/", 3), Link("Quá hạn", "/late", 1, late=True),
        Link("Chờ cơ quan phối hợp", "/others", 4),
    )),
    Menu("Tra cứu", (Link("Hồ sơ", "/cases"), Link("Kế hoạch", "/plan"), Link("Báo cáo", "/reports"))),
)  # fmt: skip

QUEUE = [
    {"code": "HT-7K2-9", "from": "UBND xã Bình Tiến", "due": date(2023, 5, 8), "stage": ("Chờ tiếp nhận", "open"),
     "holder": "Nguyễn Thị Lan"},
    {"code": "HT-9QD-4", "from": "Công an xã Hương Bình", "due": date(2023, 5, 5), "stage": ("Quá hạn", "late"),
     "holder": "Chưa phân công"},
    {"code": "HT-3MX-1", "from": "Đồn Biên phòng cửa khẩu A Đớt", "due": date(2023, 5, 25),
     "stage": ("Đang xác minh", "doing"), "holder": "Trần Văn Minh"},
]  # fmt: skip

LINES = [
    {
        "at": "06/05 09:12", "text": "Công an thị xã nhận văn bản đề nghị xác minh",
        "position": 218, "href": "#", "proved": True,
    },
    {
        "at": "05/05 16:40", "text": "Phòng LĐ-TB&XH gửi văn bản đề nghị", "note": "12/CV-LĐTBXH",
        "position": 131, "href": "#", "proved": True,
    },
    {"at": "05/05 10:02", "text": "UBND xã Bình Tiến thông báo, Phòng LĐ-TB&XH đã nhận", "position": 77, "href": "#"},
]  # fmt: skip


def sample() -> FastAPI:
    made = app(door(around=Surroundings("Thị xã Hương Trà", "Công an thị xã", lambda _: MENU,
                                        lambda _: Link("Thông báo", "/notices", 3)), templates=[SAMPLE]))  # fmt: skip

    @made.get("/")
    def queue(request: Request, _: By) -> Response:
        return show(request, "queue.html", rows=QUEUE)

    @made.get("/cases/{code}")
    def case(request: Request, code: str, _: By) -> Response:
        return show(request, "case.html", code=code, lines=LINES, due=date(2023, 5, 25))

    @made.get("/form")
    def form(request: Request, _: By, wrong: bool = False) -> Response:
        faults = {"on": "fault.in_the_future", "unit": "fault.unknown_unit"} if wrong else {}
        return show(request, "sample_form.html", faults=faults, values={"on": "09/05/2023"} if wrong else {})

    @made.post("/form")
    def send(_: By, asked: AskedBy) -> None:
        raise Stale(3, 5, ())

    return made
