from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "siban.domain.places"
    label = "places"
