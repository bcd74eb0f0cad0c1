"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "charges"
urlpatterns = [
    path("", views.charges, name="charges"),
    path("fees", views.fees, name="fees"),
    path("begin", views.begin, name="begin"),
    path("late/<str:public_id>", views.take_late, name="late"),
    path("<str:public_id>", views.batch, name="batch"),
    path("<str:public_id>/change", views.change, name="change"),
]
