"""The money of the plan: the budget of a unit or an agency with what waits for money, and at finance that of the town."""

from collections.abc import Callable, Sequence
from pathlib import Path

from services.support.plan.app import money as budgets_app
from services.support.plan.app import town_money
from services.support.plan.app.following_payments import PaymentsFollowed
from services.support.plan.app.money import Budgets
from services.support.plan.app.town_money import TownMoney
from services.support.plan.domain.money.rules import BUDGET
from services.support.plan.domain.money.town import town_id
from services.support.plan.domain.money.town_rules import TOWN
from services.support.plan.messages.money import tell_of_budget, tell_of_town
from services.support.plan.pages.money.budget_page import budget_pages
from services.support.plan.pages.money.town_page import town_pages
from services.support.plan.policies.money import OF_MONEY
from services.support.plan.room import Doors, Room, Site
from shared.bookmarks import InPostgres
from shared.instance import Instance
from shared.kernel.people import Actor
from shared.web.pages import Link
from shared.web.words import Words

HERE = Path(__file__).parent


def budgets(site: Site, words: Words) -> Budgets:
    return Budgets(site.desk(budgets_app.deeds(site.agency)), site.agency, words)


def town(site: Site, words: Words) -> TownMoney:
    return TownMoney(site.desk(town_money.deeds(site.agency)), site.agency, words)


def doors(site: Site, words: Words) -> Doors:
    ours, all_ = budgets(site, words), town(site, words)
    own = budget_pages(ours, all_)
    return Doors([ours, all_], [own, town_pages(all_)]) if all_.is_here() else Doors([ours], [own])


def menu(site: Site, words: Words, actor: Actor) -> Sequence[Link]:
    """Only while a plan runs, or while the year that is over has something unsettled."""
    ours, all_ = budgets(site, words), town(site, words)
    links = []
    this, last, _ = ours.years()
    year = this if ours.desk.law().plan else last if _unsettled(ours, actor, last) else None
    if year and (mine := list(ours.mine(actor, year))):
        waits = sum(len(ours.desk.ledger.now(BUDGET, each.id).state.waiting()) for each in mine)
        links.append(Link(words["money.title"], "/money" if year == this else f"/budgets/{mine[0].id}", waits, False))
    if all_.may_look(actor) and ours.desk.law().plan:
        new = all_.desk.ledger.now(TOWN, town_id(this)).state.is_new()
        links.append(Link(words["money.town"], "/money/town", int(new), False))
    return links


def _unsettled(ours: Budgets, actor: Actor, year: int) -> bool:
    """Is there a source of that year which is not settled as it stands?"""
    states = [ours.desk.ledger.now(BUDGET, each.id).state for each in ours.mine(actor, year)]
    return any(not state.as_settled(money) for state in states for money in state.sources())


def followers(of: Instance) -> Sequence[Callable[[int], int]]:
    """What was decided and ordered is committed by itself."""
    desk = of.desk(budgets_app.deeds(of.agency))
    return (PaymentsFollowed(desk, InPostgres("support.payments_followed.v1", of.pool)),)


ROOM = Room([(BUDGET, tell_of_budget), (TOWN, tell_of_town)], HERE, doors, menu, policies=OF_MONEY, followers=followers)
