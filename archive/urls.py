"""Addresses of the import."""

from django.urls import path

from archive.views import checking, listing, uploading

app_name = "archive"
urlpatterns = [
    path("", listing.index, name="index"),
    path("new/", uploading.create, name="create"),
    path("batches/<uuid:uid>/", listing.batch, name="batch"),
    path("batches/<uuid:uid>/confirm/", listing.confirm_batch, name="confirm_batch"),
    path("<uuid:uid>/", checking.detail, name="detail"),
    path("<uuid:uid>/file/", checking.file, name="file"),
    path("<uuid:uid>/confirm/", checking.confirm, name="confirm"),
    path("<uuid:uid>/discard/", checking.discard, name="discard"),
    path("<uuid:uid>/again/", checking.again, name="again"),
]
