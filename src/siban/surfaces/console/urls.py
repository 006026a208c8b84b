from django.urls import path

from siban.surfaces.console import calendar, clients, find, orders, views

app_name = "console"
urlpatterns = [
    path("", views.now, name="now"),
    path("warnings", views.warnings, name="warnings"),
    path("warnings/seen", orders.acknowledge, name="acknowledge"),
    path("orders", orders.listed, name="orders"),
    path("orders/new", orders.new, name="order-new"),
    path("orders/<uuid:order_id>", orders.order, name="order"),
    path("orders/<uuid:order_id>/decide", orders.decide, name="order-decide"),
    path("find", find.page, name="find"),
    path("calendar", calendar.page, name="calendar"),
    path("clients", clients.page, name="clients"),
    path("clients/<uuid:client_id>/state", clients.set_state, name="client-state"),
    path("clients/<uuid:client_id>/replay", clients.replay, name="client-replay"),
    path("clients/tokens/<uuid:token_id>/revoke", clients.revoke, name="token-revoke"),
    path("windows", views.windows, name="windows"),
    path("told-again", views.told_again, name="told-again"),
    path("cases", views.cases, name="cases"),
    path("cases/<uuid:case_id>", views.case, name="case"),
]
