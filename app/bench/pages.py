"""What the main pages weigh, as a running server sends them."""

from app.bench import budgets, goals
from app.bench.client import Person
from app.bench.goals import Figure, at_most
from app.bench.place import Installation
from app.bench.world import World


def weigh_pages(installation: Installation, world: World) -> list[Figure]:
    """Bytes and elements of each, against its budget."""
    nobody, anna, accountant = (Person(installation.port, session) for session in ("", world.anna, world.accountant))
    lists = world.lists
    first = anna.page(lists["25"].home)
    style, script = (_linked(anna, first, ending) for ending in (b".css", b".js"))
    asked = [
        ("sign-in", nobody, "/sign-in", budgets.SIGN_IN),
        ("home", anna, lists["25"].home, budgets.PAGE),
        ("employers", accountant, "/employers", budgets.PAGE),
        ("submissions", anna, lists["25"].submissions, budgets.PAGE),
        ("uploads", anna, f"/e/{lists['25'].employer_id}/uploads", budgets.PAGE),
        ("review, 100 changes", anna, f"{lists['changed'].path}/review", budgets.GRID),
        ("grid, 100 rows", anna, lists["200"].path, budgets.GRID),
        ("grid, all changed", anna, lists["changed"].path, budgets.CHANGED),
    ]
    found = [
        at_most("stylesheet", style, budgets.STYLE, "B"),
        at_most("script", script, budgets.SCRIPT, "B"),
    ]
    for page, person, path, budget in asked:
        weight = budgets.weigh(page, person.page(path), style, budget)
        beside = f"html {weight.html} of {budget.html} B, elements {weight.elements} of {budget.elements}"
        heaviest = at_most(page, weight.first_view, budget.first_view, "B", beside=beside)
        found.append(heaviest._replace(verdict=goals.MISSED) if weight.over else heaviest)
    for person in (nobody, anna, accountant):
        person.close()
    return found


def _linked(person: Person, page: bytes, ending: bytes) -> int:
    """Bytes of the stylesheet or script that the page links."""
    path = next(part for part in page.split(b'"') if part.startswith(b"/static/") and part.endswith(ending))
    return person.get(path.decode()).size
