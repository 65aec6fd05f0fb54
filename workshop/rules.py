"""Who may do what, and when. `check` says in one sentence why something cannot be done; what passes it can be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sim.faults import Fault
from sim.policies.catalogue import levers
from sim.words import Complaint
from workshop.acts import FACILITATOR, SERVER, Act
from workshop.cards import cards
from workshop.roles import asked, role_of, roles
from workshop.session import CARD, CHOOSE, DEBRIEF, ENDED, LOBBY, PREDICT, RUNNING, Seat, Session, Table

MOST_AT_A_TABLE = 8
SPARE = 1e-9  # points: what rounding leaves


def check(session: Session, act: Act) -> None:
    """Raises Complaint when this act cannot be done now by who does it."""
    if session.phase == ENDED:
        raise Complaint("deze sessie is afgelopen", "this session has ended")
    who, rule = _RULES.get(act.kind, (None, None))
    if who is None:
        raise Complaint("dit kan hier niet gedaan worden", "this cannot be done here")
    if act.who not in who and not (SEAT in who and act.who in session.seats):
        raise Complaint("dit is niet aan u", "this is not yours to do")
    if rule is not None:
        rule(session, act)


def _joined(session: Session, act: Act) -> None:
    if act.body.table > len(session.tables):
        raise Complaint(f"er zijn {len(session.tables)} tafels", f"there are {len(session.tables)} tables")
    if act.body.seat in session.seats:
        raise Complaint("u zit al aan een tafel", "you sit at a table already")
    if len(session.at(act.body.table)) >= MOST_AT_A_TABLE:
        raise Complaint("deze tafel is vol, kies een andere", "this table is full, choose another")


def _took(session: Session, act: Act) -> None:
    seat = session.seats[act.who]
    if session.phase not in (LOBBY, CARD, CHOOSE):
        raise Complaint("rollen wisselen kan tot en met het kiezen", "roles can change until the choosing is over")
    for name in act.body.roles:
        if name not in roles():
            raise Complaint(f"er is geen rol '{name}'", f"there is no role '{name}'")
        holder = session.holder(seat.table, name)
        if holder is not None and holder.id != act.who:
            role = roles()[name]
            raise Complaint(f"'{role.nl}' is al van {holder.name}", f"'{role.en}' is {holder.name}'s already")


def _left(session: Session, act: Act) -> None:
    if act.body.seat not in session.seats:
        raise Complaint("deze plaats is er niet", "there is no such seat")
    if act.who not in (FACILITATOR, act.body.seat):
        raise Complaint("dit is niet aan u", "this is not yours to do")


def _moved(session: Session, act: Act) -> None:
    if session.phase == RUNNING:
        raise Complaint("wacht tot de markt gedraaid heeft", "wait until the market has run")
    if session.phase == LOBBY and not session.playing():
        raise Complaint("er zit nog niemand aan een tafel", "nobody sits at a table yet")
    if session.phase == CARD and session.card is None:
        raise Complaint("trek eerst een dilemma", "draw a dilemma first")


def _drawn(session: Session, act: Act) -> None:
    if session.phase != CARD or session.card is not None:
        raise Complaint("een dilemma trekt u eens per ronde, aan het begin", "a dilemma is drawn once a round, at its beginning")
    if act.body.card not in cards():
        raise Complaint(f"er is geen dilemma '{act.body.card}'", f"there is no dilemma '{act.body.card}'")
    if act.body.card in session.cards:
        raise Complaint("dit dilemma is al geweest", "this dilemma has been played already")


def _expected(session: Session, act: Act) -> None:
    if session.phase != PREDICT:
        raise Complaint("verwachten doet u na het kiezen, voor de markt draait", "expect after choosing, before the market runs")


def _chose(session: Session, act: Act) -> None:
    seat, table = _choosing(session, act)
    if act.body.lever not in levers():
        raise Complaint(f"er is geen hefboom '{act.body.lever}'", f"there is no lever '{act.body.lever}'")
    lever, role = levers()[act.body.lever], role_of(act.body.lever)
    if role.id not in seat.roles:
        raise Complaint(f"'{lever.nl}' is een hefboom van '{role.nl}'", f"'{lever.en}' is a lever of '{role.en}'")
    try:
        lever.check_dose(act.body.dose)
    except Fault as fault:
        raise Complaint(*fault.both) from None
    now = table.spent(role.id)
    would = now - asked(lever, table.doses.get(lever.id, lever.default)) + asked(lever, act.body.dose)
    have = session.points_of(table, role.id) - table.offered(role.id)
    if would > max(have, now) + SPARE:  # who was given points last round may still go down
        nl = f"dat vraagt {would:g} punten en '{role.nl}' heeft er {have:g}"
        raise Complaint(nl, f"that asks {would:g} points and '{role.en}' has {have:g}")


def _answered(session: Session, act: Act) -> None:
    _, table = _choosing(session, act)
    if session.card is None or act.body.option >= len(cards()[session.card].options):
        raise Complaint("deze keuze staat niet op de kaart", "this choice is not on the card")
    chosen = replace(table, option=act.body.option)
    for role in roles().values():
        short = table.spent(role.id) + table.offered(role.id) - session.points_of(chosen, role.id)
        if short > SPARE and session.points_of(chosen, role.id) < session.points_of(table, role.id):
            nl = f"dit vraagt punten van '{role.nl}', die er {short:g} te weinig over heeft: zet eerst een hefboom lager"
            raise Complaint(nl, f"this asks points of '{role.en}', which has {short:g} too few left: set a lever lower first")


def _gave(session: Session, act: Act) -> None:
    seat, table = _choosing(session, act)
    body = act.body
    for name in (body.giver, body.to):
        if name not in roles():
            raise Complaint(f"er is geen rol '{name}'", f"there is no role '{name}'")
    if body.giver not in seat.roles:
        raise Complaint("u geeft alleen van uw eigen punten", "you give of your own points only")
    if body.giver == body.to:
        raise Complaint("geef aan een andere rol", "give to another role")
    if body.points > session.points_of(table, body.giver) - table.offered(body.giver) - table.spent(body.giver) + SPARE:
        raise Complaint("zo veel punten hebt u niet over", "you do not have that many points left")


def _accepted(session: Session, act: Act) -> None:
    seat, table = _choosing(session, act)
    if act.body.gift >= len(table.gifts) or table.gifts[act.body.gift].taken is not None:
        raise Complaint("dit aanbod staat niet open", "this offer is not open")
    gift = table.gifts[act.body.gift]
    own = (gift.to,) if act.body.yes else (gift.to, gift.giver)  # who offered may take it back
    if not set(own) & set(seat.roles):
        raise Complaint("dit aanbod is niet aan u", "this offer is not yours to answer")


def _locked(session: Session, act: Act) -> None:
    if session.phase not in (CHOOSE, PREDICT):
        raise Complaint("er valt nu niets vast te leggen", "there is nothing to lock in now")


def _ran(session: Session, act: Act) -> None:
    if session.phase != RUNNING:
        raise Complaint("de markt draait nu niet", "the market does not run now")


def _back(session: Session, act: Act) -> None:
    if session.round == 0 or session.phase in (RUNNING, DEBRIEF):
        raise Complaint("er is nu geen ronde om terug te draaien", "there is no round to take back now")


def _choosing(session: Session, act: Act) -> tuple[Seat, Table]:
    """Seat and table of who chooses; raises Complaint when it is not the time for it."""
    seat = session.seats[act.who]
    if session.phase != CHOOSE:
        raise Complaint("kiezen kan alleen terwijl er gekozen wordt", "choosing is possible only while it is time to choose")
    if seat.ready:
        raise Complaint("u hebt uw keuze vastgelegd, maak die eerst los", "you have locked in your choice, unlock it first")
    return seat, session.table(seat.table)


SEAT = "seat"
_Rule = Callable[[Session, Act], None]
# Who may do it, a seat of the session standing for all of them, and what else must hold.
_RULES: dict[str, tuple[tuple[str, ...], _Rule | None]] = {
    "joined": ((SERVER,), _joined), "took": ((SEAT,), _took), "left": ((SEAT, FACILITATOR), _left),
    "moved": ((FACILITATOR, SERVER), _moved), "drawn": ((FACILITATOR,), _drawn), "expected": ((SEAT,), _expected),
    "chose": ((SEAT,), _chose), "answered": ((SEAT,), _answered), "gave": ((SEAT,), _gave), "accepted": ((SEAT,), _accepted),
    "locked": ((SEAT,), _locked), "ran": ((SERVER,), _ran), "timed": ((FACILITATOR,), None), "board": ((FACILITATOR,), None),
    "back": ((FACILITATOR,), _back),
}  # fmt: skip
