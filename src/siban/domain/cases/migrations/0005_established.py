from django.db import migrations, models


class Migration(migrations.Migration):
    """What was established beside the form (核定)."""

    dependencies = [
        ("cases", "0004_objections_called"),
    ]

    operations = [
        migrations.AddField(model_name="case", name="sealed_established", field=models.BinaryField(null=True)),
    ]
