"""Addresses of this app."""

from django.urls import path

from . import views, views_eob

app_name = "deposits"
urlpatterns = [
    path("", views.deposits, name="deposits"),
    path("keep", views.keep, name="keep"),
    path("eob", views_eob.key, name="key"),
    path("eob/prove", views_eob.prove, name="prove"),
    path("eob/<str:public_id>/reverse", views_eob.reverse, name="reverse"),
    path("credits", views.credit_balances, name="credits"),
    path("refund/<str:public_id>/decide", views.decide, name="decide"),
    path("payment/<str:public_id>/undo", views.undo, name="undo"),
    path("patient/<str:public_id>/take", views.take, name="take"),
    path("patient/<str:public_id>/ask", views.ask, name="ask"),
    path("<str:public_id>", views.deposit, name="deposit"),
    path("<str:public_id>/change", views.change, name="change"),
]
