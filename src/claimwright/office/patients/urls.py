"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "patients"
urlpatterns = [
    path("", views.patients, name="patients"),
    path("find", views.find, name="find"),
    path("new", views.new, name="new"),
    path("register", views.register, name="register"),
    path("schedule", views.schedule, name="schedule"),
    path("incoming", views.incoming, name="incoming"),
    path("take-in", views.take_in, name="take-in"),
    path("visit/<str:public_id>/close", views.close, name="close"),
    path("<str:public_id>", views.patient, name="patient"),
    path("<str:public_id>/visits", views.visits, name="visits"),
    path("<str:public_id>/change", views.change, name="change"),
    path("<str:public_id>/encounter", views.encounter, name="encounter"),
    path("<str:public_id>/arrive", views.arrive, name="arrive"),
]
