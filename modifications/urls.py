"""Addresses of the modifications app."""

from django.urls import path

from modifications import views

app_name = "modifications"
urlpatterns = [
    path("", views.index, name="index"),
    path("matrix/<str:meeting_ref>/", views.matrix, name="matrix"),
    path("<str:ref>/", views.detail, name="detail"),
]
