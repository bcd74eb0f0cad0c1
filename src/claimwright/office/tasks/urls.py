"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.work, name="work"),
    path("assign", views.assign, name="assign"),
    path("search", views.search, name="search"),
    path("<str:public_id>/change", views.change, name="change"),
    path("about/<str:public_id>", views.about, name="about"),
    path("about/<str:public_id>/add", views.add, name="add"),
]
