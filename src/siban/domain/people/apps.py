from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "siban.domain.people"
    label = "people"

    def ready(self) -> None:
        from siban.domain.people import events  # noqa: F401  payloads register themselves
