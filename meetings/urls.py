"""Addresses of the meetings app."""

from django.urls import path

from meetings.views import (
    agenda,
    amending_print,
    approving,
    attendance,
    beside,
    checking,
    comparing,
    correcting,
    editing,
    issuing,
    live,
    marking,
    planning,
    reading,
    reviewing,
    sharing,
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
    path("<str:ref>/papers/publish/", agenda.publish_papers, name="publish_papers"),
    # items
    path("<str:ref>/items/add/", agenda.add_item, name="add_item"),
    path("<str:ref>/items/<uuid:uid>/amend/", agenda.amend_item, name="amend_item"),
    path("<str:ref>/items/<uuid:uid>/move/<slug:way>/", agenda.move_item, name="move_item"),
    path("<str:ref>/items/<uuid:uid>/remove/", agenda.remove_item, name="remove_item"),
    path("<str:ref>/items/<uuid:uid>/papers/add/", agenda.attach_paper, name="attach_paper"),
    # entries
    path("<str:ref>/items/<uuid:uid>/add/<slug:kind>/", editing.add_entry, name="add_entry"),
    path("<str:ref>/entries/<uuid:uid>/amend/", editing.amend_entry, name="amend_entry"),
    path("<str:ref>/entries/<uuid:uid>/move/<slug:way>/", editing.move_entry, name="move_entry"),
    path("<str:ref>/entries/<uuid:uid>/remove/", editing.remove_entry, name="remove_entry"),
    path("<str:ref>/outcomes/<uuid:uid>/met/", editing.condition_met, name="condition_met"),
    # the live editor
    path("<str:ref>/live/", live.look, name="look"),
    path("<str:ref>/live/heading/", live.head, name="head"),
    path("<str:ref>/live/entries/", live.entries, name="entries"),
    path("<str:ref>/live/<uuid:uid>/", live.keep, name="keep"),
    path("<str:ref>/live/<uuid:uid>/remove/", live.remove, name="take_out"),
    path("<str:ref>/live/<uuid:uid>/back/", live.put_back, name="put_back"),
    path("<str:ref>/entries/<uuid:uid>/versions/", live.versions, name="versions"),
    # before circulation
    path("<str:ref>/checklist/", checking.checklist, name="checklist"),
    path("<str:ref>/checklist/dismiss/", checking.dismiss, name="dismiss_remark"),
    path("<str:ref>/checklist/bring-back/", checking.bring_back, name="bring_back_remark"),
    path("<str:ref>/review/", reviewing.review, name="review"),
    path("<str:ref>/review/confirm/", reviewing.confirm_all, name="confirm_all"),
    path("<str:ref>/review/<uuid:uid>/confirm/", reviewing.confirm, name="confirm"),
    path("<str:ref>/review/<uuid:uid>/white/", reviewing.confirm_white_, name="confirm_white"),
    path("<str:ref>/share/", sharing.share, name="share"),
    path("<str:ref>/share/<int:pk>/end/", sharing.end, name="end_share"),
    # attendance
    path("<str:ref>/attendance/add/", attendance.add_attendance, name="add_attendance"),
    path("<str:ref>/attendance/<uuid:uid>/amend/", attendance.amend_attendance, name="amend_attendance"),
    path("<str:ref>/attendance/<uuid:uid>/remove/", attendance.remove_attendance, name="remove_attendance"),
    # beside the item in focus, and attendance marked from the membership
    path("<str:ref>/items/<uuid:uid>/beside/", beside.beside, name="beside"),
    path("<str:ref>/attendance/mark/", marking.mark_attendance, name="mark_attendance"),
    # minutes that are out: corrections, approval, redlines, notes, classifications raised
    path("<str:ref>/corrections/", correcting.index, name="corrections"),
    path("<str:ref>/corrections/none/", correcting.say_none, name="no_comments"),
    path("<str:ref>/corrections/add/<uuid:uid>/", correcting.add, name="add_correction"),
    path("<str:ref>/corrections/<uuid:uid>/<slug:move>/", correcting.answer, name="answer_correction"),
    path("<str:ref>/amendments/", approving.amendments, name="amendments"),
    path("<str:ref>/redline/", comparing.redline, name="redline"),
    path("<str:ref>/redline.pdf", comparing.redline_pdf, name="redline_pdf"),
    path("<str:ref>/entries/<uuid:uid>/note/", amending_print.add_note, name="add_note"),
    path("<str:ref>/raise/<uuid:uid>/", amending_print.raise_, name="raise"),
]
