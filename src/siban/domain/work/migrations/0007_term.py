from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

KINDS = [
    ("answer", "答复时限"),
    ("correction", "补正时限"),
    ("promised", "承诺时限"),
    ("statutory", "法定时限"),
    ("step", "环节时限"),
    ("delivery", "送达时限"),
    ("tolerance", "容缺补交时限"),
    ("reply", "回复时限"),
    ("urge", "催办时限"),
    ("publication", "公示期"),
    ("term", "待遇期限"),
    ("check", "认证期限"),
    ("fetch", "领取期限"),
]


class Migration(migrations.Migration):
    """How long a benefit may stay suspended, and until which age it is paid."""

    dependencies = [
        ("work", "0006_fetch_holds"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="clock", name="clock_kind"),
        migrations.AlterField(model_name="clock", name="kind", field=models.CharField(choices=KINDS, max_length=12)),
        AddConstraintNotValid(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [key for key, _name in KINDS])), name="clock_kind"
            ),
        ),
    ]
