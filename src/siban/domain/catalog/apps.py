from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "siban.domain.catalog"
    label = "catalog"
