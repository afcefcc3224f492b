"""Holds, missed moments, rights of pictures, bulk acts, who paid for a story."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def note_pictures_of_versions(apps, schema_editor):
    """Say of every version there is which pictures stand in it."""
    uses = apps.get_model("stories", "VersionPicture")
    versions = apps.get_model("stories", "Version").objects.values_list("pk", "content")
    waiting = []
    for number, content in versions.iterator():
        waiting += [uses(version_id=number, picture_id=picture) for picture in _pictures(content)]
        if len(waiting) > 1000:
            uses.objects.bulk_create(waiting)
            waiting = []
    uses.objects.bulk_create(waiting)


def _pictures(content):
    found = {content["lead_picture"]["picture"]} if content["lead_picture"] else set()
    for entry in content["body"]:
        if entry["type"] == "picture":
            found.add(entry["picture"])
        elif entry["type"] == "gallery":
            found |= {use["picture"] for use in entry["pictures"]}
    return sorted(number for number in found if number)


def note_rights(apps, schema_editor):
    """Let the clock watch the rights there are; what has run out already is over and done."""
    moment = timezone.now()
    watched = apps.get_model("stories", "RightsEnd")
    pictures = apps.get_model("stories", "Picture").objects.filter(rights_end_at__isnull=False)
    watched.objects.bulk_create(
        [
            watched(
                picture_id=number,
                ends_at=ends_at,
                told_at=moment if ends_at <= moment else None,
                ended_at=moment if ends_at <= moment else None,
            )
            for number, ends_at in pictures.values_list("pk", "rights_end_at")
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("publish", "Publish"),
                            ("withdraw", "Withdraw"),
                            ("restore", "Give back to readers"),
                            ("move", "Move to a section"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "bulk act",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="BulkLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ClockRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ran_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HeldMedia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={"verbose_name": "hold", "verbose_name_plural": "holds"},
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("state_before", models.CharField(max_length=12)),
                ("live_revision_before", models.BigIntegerField(null=True)),
                ("had_unpublished_changes", models.BooleanField(default=False)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-placed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MissedMoment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publish", "Publication"),
                            ("update", "New version"),
                            ("expiry", "Expiry"),
                            ("placement-start", "Placement begins"),
                            ("placement-end", "Placement ends"),
                            ("rights", "Rights of a picture end"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("refused", "Refused"), ("late", "Late")], max_length=8
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("advice", models.TextField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-due_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RightsEnd",
            fields=[
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rights_end",
                        serialize=False,
                        to="stories.picture",
                    ),
                ),
                ("ends_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="VersionPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("picture_id", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name="story",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("withdraw_story", "Can withdraw a story"),
                    ("kill_story", "Can kill a story"),
                    ("hold_story", "Can put a story on hold"),
                ],
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="is_held",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="story",
            name="sponsor",
            field=models.CharField(
                blank=True,
                help_text="Who paid for a sponsored story. Readers see it beside the label.",
                max_length=120,
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="sponsor",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="publication",
            name="state",
            field=models.CharField(
                choices=[
                    ("unpublished", "Not published"),
                    ("live", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("expired", "Expired"),
                    ("killed", "Killed"),
                    ("held", "On hold"),
                ],
                default="unpublished",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("embargo_until__isnull", False)),
                fields=["embargo_until"],
                name="publication_embargo",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("is_held", True)), fields=["story"], name="publication_held"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_held", False), models.Q(("state", "held"), _negated=True)),
                    models.Q(("is_held", True), models.Q(("state", "live"), _negated=True)),
                    _connector="OR",
                ),
                name="publication_held_is_not_live",
            ),
        ),
        migrations.AddField(
            model_name="bulkact",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bulkact",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="stories.bulkact",
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="bulk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="stories.bulkact",
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="section",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="stories.section",
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="section_before",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="stories.section",
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="story",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="bulk_lines",
                to="stories.story",
            ),
        ),
        migrations.AddField(
            model_name="heldmedia",
            name="picture",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holding",
                to="stories.picture",
            ),
        ),
        migrations.AddField(
            model_name="heldmedia",
            name="recording",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holding",
                to="stories.recording",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="lifted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="lifter",
            field=models.ForeignKey(
                help_text="Who alone lifts it, beside administrators.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds_to_lift",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="placed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="stories.story",
            ),
        ),
        migrations.AddField(
            model_name="heldmedia",
            name="hold",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="media", to="stories.hold"
            ),
        ),
        migrations.AddField(
            model_name="missedmoment",
            name="acknowledged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="missedmoment",
            name="picture",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="stories.picture",
            ),
        ),
        migrations.AddField(
            model_name="missedmoment",
            name="set_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="missedmoment",
            name="story",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="missed_moments",
                to="stories.story",
            ),
        ),
        migrations.AddIndex(
            model_name="rightsend",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["ends_at"],
                name="rights_end_pending",
            ),
        ),
        migrations.AddField(
            model_name="versionpicture",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="stories.version",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkline",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["bulk"], name="bulk_line_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkline",
            constraint=models.UniqueConstraint(fields=("bulk", "story"), name="bulk_story_once"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("story",), name="hold_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="hold_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="hold_lifting_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldmedia",
            constraint=models.UniqueConstraint(
                fields=("hold", "picture"), name="held_picture_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldmedia",
            constraint=models.UniqueConstraint(
                fields=("hold", "recording"), name="held_recording_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldmedia",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("picture__isnull", False), ("recording", None)),
                    models.Q(("picture", None), ("recording__isnull", False)),
                    _connector="OR",
                ),
                name="held_media_is_one",
            ),
        ),
        migrations.AddIndex(
            model_name="missedmoment",
            index=models.Index(
                models.OrderBy(models.F("due_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("acknowledged_at", None)),
                name="missed_moment_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="missedmoment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("acknowledged_at", None)),
                fields=("story", "kind", "due_at", "outcome"),
                name="missed_moment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="missedmoment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at", None), ("acknowledged_by", None)),
                    models.Q(
                        ("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="missed_acknowledgement_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="versionpicture",
            constraint=models.UniqueConstraint(
                fields=("version", "picture_id"), name="version_picture_once"
            ),
        ),
        migrations.RunPython(note_pictures_of_versions, migrations.RunPython.noop),
        migrations.RunPython(note_rights, migrations.RunPython.noop),
    ]
