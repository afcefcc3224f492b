"""The log of purges."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Purge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("keys", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={"ordering": ["id"]},
        ),
    ]
