"""Addresses of this app."""

from django.urls import path

from . import views, views_inbox

app_name = "queries"
urlpatterns = [
    path("", views.listing, name="listing"),
    path("of/<str:public_id>", views.of_encounter, name="of-encounter"),
    path("inbox", views_inbox.inbox, name="inbox"),
    path("inbox/<str:public_id>", views_inbox.asked, name="asked"),
    path("inbox/<str:public_id>/answer", views_inbox.reply, name="reply"),
    path("<str:public_id>", views.one, name="one"),
    *(
        path(f"<str:public_id>/{what}", views.change, {"what": what}, name=what)
        for what in ("rewrite", "send", "opened", "readdress", "answer", "escalate", "cancel")
    ),
]
