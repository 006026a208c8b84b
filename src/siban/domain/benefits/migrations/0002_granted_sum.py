from django.db import migrations, models


class Migration(migrations.Migration):
    """The sum that a decision names, for what is not paid by age."""

    dependencies = [
        ("benefits", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="entitlement",
            name="granted_fen",
            field=models.PositiveBigIntegerField(null=True),
        ),
    ]
