from django.urls import path

from siban.surfaces.console import views

app_name = "console"
urlpatterns = [
    path("", views.now, name="now"),
    path("warnings", views.warnings, name="warnings"),
    path("windows", views.windows, name="windows"),
    path("cases", views.cases, name="cases"),
    path("cases/<uuid:case_id>", views.case, name="case"),
]
