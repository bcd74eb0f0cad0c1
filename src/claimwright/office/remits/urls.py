"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "remits"
urlpatterns = [
    path("", views.remittances, name="remittances"),
    path("receive", views.receive, name="receive"),
    path("take", views.take, name="take"),
    path("<str:public_id>", views.remittance, name="remittance"),
    path("answer/<str:public_id>/match", views.match, name="match"),
    path("exception/<str:public_id>/resolve", views.resolve, name="resolve"),
]
