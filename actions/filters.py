"""What the log of actions may be asked; the questions stand in the address."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from actions.lifecycle import Status
from actions.models import Action, ActionOwner, OwnerKind
from secgov import reference_forms
from secgov.models import CommitteeName, MembershipRole
from secgov.reference_forms import Kind

MOST_WORDS = 8
SEARCH = forms.TextInput(attrs={"type": "search"})
NOBODY = Q(pk__in=[])
# What an action calls whoever holds a role in a committee: "TABASC Chair".
OFFICES = {MembershipRole.CHAIR: "Chair", MembershipRole.SECRETARY: "Secretary"}


class ActionFilter(django_filters.FilterSet):
    """The queryset carries `known_status`, as far as whoever asks may know. One query, for the committees' names; one
    more where `user` asks for what is theirs `on` that day."""

    committee = django_filters.ChoiceFilter(method="of_committee", empty_label="All committees", label="Committee")
    status = django_filters.ChoiceFilter(
        field_name="known_status", choices=Status.choices, empty_label="Any status", label="Status"
    )
    owner = django_filters.CharFilter(method="owned_by", label="Owner")
    # Asked by a link from the desk; its chip says so and takes it away.
    mine = django_filters.ChoiceFilter(
        method="of_theirs", choices=[("yes", "Mine or my organisation’s")], label="Whose", widget=forms.HiddenInput
    )
    raised_at = django_filters.NumberFilter(field_name="raised_number", label="Raised at meeting", min_value=1)
    words = django_filters.CharFilter(method="with_words", label="Words or reference", widget=SEARCH)

    class Meta:
        model = Action
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        if not user.is_authenticated:
            del self.filters["mine"]
        names = CommitteeName.objects.values_list("abbreviation", "committee_id", "committee__abbreviation")
        listed = list(names)
        self.abbreviations = frozenset(abbreviation for abbreviation, _, _ in listed)
        self.committees = {current: pk for _, pk, current in listed}
        self.filters["committee"].extra["choices"] = [(name, name) for name in sorted(self.committees)]

    def of_committee(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(committee=self.committees[value])

    def owned_by(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Actions one of whose owners is printed so, or in part so."""
        return actions.filter(Exists(ActionOwner.objects.filter(action=OuterRef("pk"), printed__icontains=value)))

    def of_theirs(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return owned_by(actions, self.user, on=self.on)

    def with_words(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Actions with that reference, however it is written, or with every word in text or reference."""
        form = reference_forms.normalise(Kind.ACTION, value, abbreviations=self.abbreviations)
        return actions.filter(Q(ref=form) if form else matching(value))


def owned_by(actions: QuerySet[Any], user: Any, *, on: date) -> QuerySet[Any]:
    """Those of `actions` that `user` or their organisation is to do, with `is_own`: whether they are, in person or by
    the office they hold on the day `on`. One query for the person."""
    person = getattr(user, "person", None)
    own = theirs = NOBODY
    if person is not None:
        own = Q(person=person) | _offices(user.roles_by_committee(on=on))
        theirs = Q(organisation=person.organisation_id) if person.organisation_id else NOBODY
    owners = ActionOwner.objects.filter(action=OuterRef("pk"))
    return actions.annotate(is_own=Exists(owners.filter(own))).filter(Exists(owners.filter(own | theirs)))


def _offices(roles: dict[int, frozenset[str]]) -> Q:
    """The owners that stand for whoever holds these roles, by committee."""
    held = NOBODY
    for committee, names in roles.items():
        for role in names & OFFICES.keys():
            held |= Q(kind=OwnerKind.ROLE, committee=committee, printed__icontains=OFFICES[MembershipRole(role)])
    return held


def matching(words: str) -> Q:
    """The condition that every word stands in an action's text or reference."""
    condition = Q()
    for word in words.split()[:MOST_WORDS]:
        condition &= Q(text__icontains=word) | Q(ref__icontains=word)
    return condition
