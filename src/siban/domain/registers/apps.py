from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "siban.domain.registers"
    label = "registers"
