import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stories", "0002_holds"),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="story",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("withdraw_story", "Can withdraw a story"),
                    ("kill_story", "Can kill a story"),
                    ("hold_story", "Can put a story on hold"),
                    ("break_story", "Can mark a story as breaking"),
                ],
                "verbose_name_plural": "stories",
            },
        ),
        migrations.CreateModel(
            name="Breaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=100)),
                ("started_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breakings",
                        to="stories.edition",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breakings",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "breaking bar",
                "ordering": ["-started_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["ends_at"],
                        name="breaking_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("edition",),
                        name="breaking_one_running_in_edition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="breaking_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("started_at"))),
                        name="breaking_times_in_order",
                    ),
                ],
            },
        ),
    ]
