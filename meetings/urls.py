"""Addresses of the meetings app."""

from django.urls import path

from meetings.views import (
    agenda,
    agenda_issuing,
    attendance,
    building,
    editing,
    issuing,
    papers,
    planning,
    proposals,
    reading,
)

app_name = "meetings"
urlpatterns = [
    path("", reading.index, name="index"),
    path("plan/", planning.plan, name="plan"),
    path("papers/<uuid:uid>/", reading.paper, name="paper"),
    path("<str:ref>/", reading.detail, name="detail"),
    path("<str:ref>/minutes.pdf", issuing.minutes_pdf, name="pdf"),
    path("<str:ref>/edit/", editing.edit, name="edit"),
    path("<str:ref>/amend/", planning.amend, name="amend"),
    path("<str:ref>/classify/", planning.classify, name="classify"),
    path("<str:ref>/move/<slug:move>/", planning.move, name="move"),
    # items
    path("<str:ref>/items/add/", agenda.add_item, name="add_item"),
    path("<str:ref>/items/<uuid:uid>/amend/", agenda.amend_item, name="amend_item"),
    path("<str:ref>/items/<uuid:uid>/move/<slug:way>/", agenda.move_item, name="move_item"),
    path("<str:ref>/items/<uuid:uid>/remove/", agenda.remove_item, name="remove_item"),
    # before the meeting: the agenda built, proposed and printed, and papers put in
    path("<str:ref>/agenda/", building.agenda, name="agenda"),
    path("<str:ref>/agenda/add/", building.add_line, name="add_line"),
    path("<str:ref>/agenda/<uuid:uid>/place/", building.place, name="place_item"),
    path("<str:ref>/agenda/<uuid:uid>/stand/", building.stand, name="stand_item"),
    path("<str:ref>/agenda.pdf", agenda_issuing.agenda_pdf, name="agenda_pdf"),
    path("<str:ref>/proposals/", proposals.proposals, name="proposals"),
    path("<str:ref>/papers/publish/", papers.publish, name="publish_papers"),
    path("<str:ref>/items/<uuid:uid>/papers/add/", papers.attach, name="attach_paper"),
    path("papers/versions/<uuid:uid>/", papers.version, name="paper_version"),
    path("<str:ref>/papers/<uuid:uid>/", papers.record, name="paper_record"),
    path("<str:ref>/papers/<uuid:uid>/amend/", papers.amend, name="amend_paper"),
    path("<str:ref>/papers/<uuid:uid>/versions/add/", papers.add_version, name="add_paper_version"),
    path("<str:ref>/papers/<uuid:uid>/accept/", papers.accept, name="accept_findings"),
    # entries
    path("<str:ref>/items/<uuid:uid>/add/<slug:kind>/", editing.add_entry, name="add_entry"),
    path("<str:ref>/entries/<uuid:uid>/amend/", editing.amend_entry, name="amend_entry"),
    path("<str:ref>/entries/<uuid:uid>/move/<slug:way>/", editing.move_entry, name="move_entry"),
    path("<str:ref>/entries/<uuid:uid>/remove/", editing.remove_entry, name="remove_entry"),
    path("<str:ref>/outcomes/<uuid:uid>/met/", editing.condition_met, name="condition_met"),
    # attendance
    path("<str:ref>/attendance/add/", attendance.add_attendance, name="add_attendance"),
    path("<str:ref>/attendance/<uuid:uid>/amend/", attendance.amend_attendance, name="amend_attendance"),
    path("<str:ref>/attendance/<uuid:uid>/remove/", attendance.remove_attendance, name="remove_attendance"),
]
