"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "house"
urlpatterns = [
    path("rules", views.rules, name="rules"),
    path("rules/new", views.new_rule, name="new-rule"),
    path("rules/write", views.write_rule, name="write-rule"),
    path("rules/<str:public_id>", views.rule, name="rule"),
    path("rules/<str:public_id>/switch", views.switch_rule, name="switch-rule"),
    path("contracts", views.contracts, name="contracts"),
    path("contracts/new", views.new_contract, name="new-contract"),
    path("contracts/write", views.write_contract, name="write-contract"),
    path("contracts/<str:public_id>", views.contract, name="contract"),
    path("contracts/<str:public_id>/switch", views.switch_contract, name="switch-contract"),
]
