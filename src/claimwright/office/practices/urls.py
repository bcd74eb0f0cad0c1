"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "practices"
urlpatterns = [
    path("", views.setup, name="setup"),
    path("open", views.open_practice, name="open"),
    path("<str:part>/keep", views.keep, name="keep"),
]
