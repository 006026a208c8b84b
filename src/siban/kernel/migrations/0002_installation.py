"""The sequence behind case numbers, and the one row that says what this database is."""

import os

from django.db import migrations


def mark(apps, schema_editor):
    Installation = apps.get_model("kernel", "Installation")
    Installation.objects.using(schema_editor.connection.alias).get_or_create(
        one=True, defaults={"case_key": os.urandom(32)}
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE kernel_case_serial", "DROP SEQUENCE kernel_case_serial"),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
