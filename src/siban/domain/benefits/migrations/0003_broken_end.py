from django.db import migrations, models
from django.db.models import Q

ENDS = {
    "death": "老人去世",
    "moved": "户口迁出",
    "renounced": "本人不要了",
    "twice": "在别处也领着",
    "revoked": "原决定撤销了",
    "broken": "承诺没有做到，原决定作废",
}


class Migration(migrations.Migration):
    """A benefit may end because the decision fell with a promise that was not kept."""

    dependencies = [
        ("benefits", "0002_granted_sum"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="entitlement", name="entitlement_stopped_whole"),
        migrations.AlterField(
            model_name="entitlement",
            name="end",
            field=models.CharField(choices=list(ENDS.items()), max_length=10, null=True),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=Q(state="stopped", stopped_from__day=1, end__in=list(ENDS), stopped_on__isnull=False)
                | ~Q(state="stopped") & Q(stopped_from__isnull=True, end__isnull=True, stopped_on__isnull=True),
                name="entitlement_stopped_whole",
            ),
        ),
    ]
