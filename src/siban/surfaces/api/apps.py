from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "siban.surfaces.api"
    label = "siban_api"
