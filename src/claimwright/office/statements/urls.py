"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "statements"
urlpatterns = [
    path("", views.statements, name="statements"),
    path("cycle", views.cycle, name="cycle"),
    path("cycle/choose", views.choose_cycle, name="choose-cycle"),
    path("begin", views.begin, name="begin"),
    path("run/<str:public_id>", views.run, name="run"),
    path("sent/<str:public_id>", views.sent, name="sent"),
    path("patient/<str:public_id>", views.patient, name="patient"),
    path("patient/<str:public_id>/change", views.change, name="change"),
]
