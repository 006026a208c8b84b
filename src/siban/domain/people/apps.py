from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "siban.domain.people"
    label = "people"
