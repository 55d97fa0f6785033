"""Who may meet which word: product.md section 2 once more, from what was planted and who asks. The gate is not asked,
nor any column of a record."""

from dataclasses import replace

from secgov.classification import Classification, Stage
from tests.canary.cast_of_readers import Standing
from tests.canary.words import Fact, Rule

WHITE, GREEN, AMBER, RED = Classification
SECRETARIAT, COMMITTEE, PUBLISHED = Stage


def may_meet(who: Standing, fact: Fact) -> bool:
    """Whether somebody of that standing may ever be shown a word planted as `fact`."""
    if fact.rule == Rule.TRAY:
        return fact.by == who.email
    if fact.rule == Rule.KEPT:
        return is_secretary(who, fact)
    if fact.rule == Rule.TOLD:
        return is_secretary(who, fact) or (who.records and may_meet(who, as_record(fact)))
    if fact.reach == PUBLISHED and fact.level <= GREEN:
        return fact.level == WHITE or who.signed_in
    if fact.scene in who.recused:
        return False
    if is_secretary(who, fact):
        return True
    if fact.level == RED:
        return fact.reach > SECRETARIAT and is_named_or_has_said_why(who, fact)
    return before_it_is_out(who, fact) if fact.reach == SECRETARIAT else once_circulated(who, fact)


def as_record(fact: Fact) -> Fact:
    """The record that a reason is given for."""
    return replace(fact, rule=Rule.RECORD)


def is_secretary(who: Standing, fact: Fact) -> bool:
    return fact.committee in who.secretary_of and fact.scene not in who.recused


def is_named_or_has_said_why(who: Standing, fact: Fact) -> bool:
    """Red: by name, and the records administrators' once they have given a reason for what it stands in."""
    return (bool(fact.of) and (fact.scene, fact.of) in who.named) or (who.records and fact.scene in who.opened)


def before_it_is_out(who: Standing, fact: Fact) -> bool:
    """Up to Amber: what a secretary shows somebody by name, and what is somebody's own."""
    if fact.rule in (Rule.PAPER, Rule.SAID):
        return bool(fact.by) and fact.by == who.email
    if (fact.scene, fact.of) in who.released:
        return True
    if fact.rule == Rule.HEADING and (fact.scene, fact.item) in who.presents:
        return True
    return fact.scene in who.shown or (fact.scene, fact.item) in who.shown_items


def once_circulated(who: Standing, fact: Fact) -> bool:
    """Up to Amber: the committee's, the records administrators', and of those invited for an item."""
    if who.records or fact.committee in who.belongs_to:
        return True
    if fact.scene in who.shown or (fact.scene, fact.item) in who.invited | who.shown_items:
        return True
    if fact.rule == Rule.HEADING and (fact.scene, fact.item) in who.presents:
        return True
    takes_part = fact.scene in {scene for scene, _ in who.invited}
    return takes_part and fact.level <= GREEN


def expected(who: Standing, facts: dict[str, Fact]) -> set[str]:
    """The words that somebody of that standing may meet; who views as another, those which that other may too."""
    mine = {word for word, fact in facts.items() if may_meet(who, fact)}
    return mine & expected(who.viewing_as, facts) if who.viewing_as is not None else mine
