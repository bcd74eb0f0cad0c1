"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "authorizations"
urlpatterns = [
    path("", views.authorizations, name="authorizations"),
    path("patient/<str:public_id>", views.patient, name="patient"),
    path("patient/<str:public_id>/ask", views.ask, name="ask"),
    path("encounter/<str:public_id>", views.encounter, name="encounter"),
    path("<str:public_id>/change", views.change, name="change"),
]
