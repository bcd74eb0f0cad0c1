"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "ledger"
urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<str:public_id>", views.account, name="account"),
    path("accounts/<str:public_id>/statement", views.statement, name="statement"),
    path("chain/<str:public_id>", views.chain, name="chain"),
]
