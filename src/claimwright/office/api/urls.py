"""Addresses of this app."""

from django.urls import path

from . import views
from .api import routes

app_name = "api"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.document, name="document"),
    *routes(),
]
