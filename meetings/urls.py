"""Addresses of the meetings app."""

from django.urls import path

from meetings.views import editing, issuing, reading

app_name = "meetings"
urlpatterns = [
    path("", reading.index, name="index"),
    path("plan/", editing.plan, name="plan"),
    path("papers/<uuid:uid>/", reading.paper, name="paper"),
    path("<str:ref>/", reading.detail, name="detail"),
    path("<str:ref>/minutes.pdf", issuing.minutes_pdf, name="pdf"),
    path("<str:ref>/edit/", editing.edit, name="edit"),
    path("<str:ref>/amend/", editing.amend, name="amend"),
    path("<str:ref>/classify/", editing.classify, name="classify"),
    path("<str:ref>/move/<slug:move>/", editing.move, name="move"),
    # items
    path("<str:ref>/items/add/", editing.add_item, name="add_item"),
    path("<str:ref>/items/<uuid:uid>/amend/", editing.amend_item, name="amend_item"),
    path("<str:ref>/items/<uuid:uid>/move/<slug:way>/", editing.move_item, name="move_item"),
    path("<str:ref>/items/<uuid:uid>/remove/", editing.remove_item, name="remove_item"),
    path("<str:ref>/items/<uuid:uid>/papers/add/", editing.attach_paper, name="attach_paper"),
    # entries
    path("<str:ref>/items/<uuid:uid>/add/<slug:kind>/", editing.add_entry, name="add_entry"),
    path("<str:ref>/entries/<uuid:uid>/amend/", editing.amend_entry, name="amend_entry"),
    path("<str:ref>/entries/<uuid:uid>/move/<slug:way>/", editing.move_entry, name="move_entry"),
    path("<str:ref>/entries/<uuid:uid>/remove/", editing.remove_entry, name="remove_entry"),
    path("<str:ref>/outcomes/<uuid:uid>/met/", editing.condition_met, name="condition_met"),
    # attendance
    path("<str:ref>/attendance/add/", editing.add_attendance, name="add_attendance"),
    path("<str:ref>/attendance/<uuid:uid>/remove/", editing.remove_attendance, name="remove_attendance"),
]
