from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "siban.domain.benefits"
    label = "benefits"

    def ready(self) -> None:
        from siban.domain.benefits.register import Allowances
        from siban.domain.registers.queries import connect
        from siban.domain.registers.rules import Key

        connect(Allowances(Key.ALLOWANCE))
