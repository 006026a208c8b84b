from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "siban.domain.staff"
    label = "staff"
