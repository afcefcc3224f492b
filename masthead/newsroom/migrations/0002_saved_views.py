"""The desk's lines and saved views."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("item", "Item"), ("story", "Story")], max_length=5
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("tab", models.CharField(max_length=12)),
                ("moment", models.DateTimeField(help_text="What the list is ordered by.")),
                (
                    "deed",
                    models.CharField(
                        blank=True, help_text="What happened at the moment.", max_length=20
                    ),
                ),
                ("headline", models.TextField(blank=True)),
                ("state", models.CharField(max_length=40)),
                ("tone", models.CharField(max_length=10)),
                ("remark", models.TextField(blank=True)),
                (
                    "place",
                    models.CharField(blank=True, help_text="The section’s name.", max_length=60),
                ),
                (
                    "is_usable",
                    models.BooleanField(default=False, help_text="An item that may be opened."),
                ),
                ("embargo_until", models.DateTimeField(null=True)),
                ("concerns", models.CharField(blank=True, max_length=200)),
                ("urgency", models.PositiveSmallIntegerField(null=True)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("agency", models.CharField(blank=True, max_length=200)),
                ("source_number", models.BigIntegerField(null=True)),
                ("places", models.CharField(blank=True, max_length=600)),
                ("people", models.CharField(blank=True, max_length=400)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("tab"),
                        models.OrderBy(models.F("moment"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        models.F("urgency"),
                        models.F("kind"),
                        models.F("language"),
                        models.F("agency"),
                        models.F("source_number"),
                        models.F("places"),
                        models.F("people"),
                        name="line_list",
                    ),
                    models.Index(fields=["changed_at"], name="line_changed"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "number", "tab"), name="line_once_in_list"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody has it on the desk.",
                        verbose_name="share it with the newsroom",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "name"), name="view_name_of_owner"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="view_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StartView",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starts",
                        to="newsroom.savedview",
                    ),
                ),
            ],
        ),
    ]
