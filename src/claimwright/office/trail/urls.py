"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [
    path("", views.trail, name="trail"),
    path("patient", views.find, name="find"),
    path("export.csv", views.as_csv, name="csv"),
    path("export.ndjson", views.as_fhir, name="fhir"),
]
