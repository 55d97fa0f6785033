"""Addresses of exports."""

from django.urls import path

from archive.views import exporting

app_name = "exports"
urlpatterns = [
    path("", exporting.index, name="index"),
    path("new/", exporting.create, name="create"),
    path("<uuid:uid>/", exporting.detail, name="detail"),
    path("<uuid:uid>/again/", exporting.again, name="again"),
    path("<uuid:uid>/download/", exporting.download, name="download"),
]
