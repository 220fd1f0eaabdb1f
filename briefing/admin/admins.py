"""Who administers: the admins of PARLEY_ADMINS and those they added; what admins did is written down with who
and when."""

from briefing.catalogue import with_edits
from briefing.house import House
from news.administration import Deed
from storage.store import Books


async def take_in(house: House) -> int:
    """Take in what admins did, in this process or another: who administers, and the catalogue of
    processes."""
    async with house.store.read() as books:
        last = await books.administration.last_deed()
        if last == house.deeds_known:
            return 0
        house.added_admins = await books.administration.admins()
        house.catalogue = with_edits(house.catalogue, house.shipped, await books.processes.all())
    house.deeds_known = last
    return 0


async def write_audit_line(books: Books, house: House, person_id: int, what: str, about: str) -> None:
    """One line of the audit; `what` is a message of the words."""
    await books.administration.note(Deed(house.now(), person_id, what, about))


async def add_admin(house: House, person_id: int, by: int) -> bool:
    """Whether the person was no admin before."""
    if person_id in house.admins | house.added_admins:
        return False
    async with house.store.begin() as books:
        await books.administration.add_admin(person_id, by, house.now())
        await write_audit_line(books, house, by, "made an admin", str(person_id))
    await _taken_in(house, person_id, admin=True)
    return True


async def remove_admin(house: House, person_id: int, by: int) -> bool:
    """Whether the person was an added admin; those of PARLEY_ADMINS stay."""
    if person_id not in house.added_admins:
        return False
    async with house.store.begin() as books:
        await books.administration.remove_admin(person_id)
        await write_audit_line(books, house, by, "removed an admin", str(person_id))
    await _taken_in(house, person_id, admin=person_id in house.admins)
    return True


async def _taken_in(house: House, person_id: int, *, admin: bool) -> None:
    await take_in(house)
    if house.offer_menu is not None:
        await house.offer_menu(person_id, admin)
