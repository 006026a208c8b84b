from django.db import migrations, models


class Migration(migrations.Migration):
    """A declared relative is ended, not forgotten: who declared it, who ended it and when stay on record."""

    dependencies = [
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.AddField("personlink", "declared_by", models.UUIDField(null=True)),
        migrations.AddField("personlink", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("personlink", "ended_by", models.UUIDField(null=True)),
    ]
