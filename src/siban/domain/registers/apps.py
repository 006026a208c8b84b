from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "siban.domain.registers"
    label = "registers"

    def ready(self) -> None:
        from siban.domain.registers import events  # noqa: F401  payloads register themselves
