from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "siban.surfaces.office"
    label = "office"
