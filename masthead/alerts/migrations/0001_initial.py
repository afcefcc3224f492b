import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stories', '0003_breaking'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('kill', 'Killed by the agency'), ('missed', 'Missed moment'), ('source', 'Quiet source'), ('worker', 'Background worker'), ('jobs', 'Failing work'), ('disk', 'Disk nearly full'), ('call', 'Call by hand')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('advice', models.TextField()),
                ('path', models.CharField(blank=True, max_length=300)),
                ('raised_at', models.DateTimeField()),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('stepped_at', models.DateTimeField()),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='alerts', to='stories.story')),
            ],
            options={
                'ordering': ['-raised_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('endpoint', models.TextField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('p256dh', models.CharField(max_length=200)),
                ('auth', models.CharField(max_length=100)),
                ('added_at', models.DateTimeField()),
                ('reached_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='to')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'time on call',
                'verbose_name_plural': 'times on call',
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'Mail'), ('push', 'Push')], max_length=4)),
                ('purpose', models.CharField(max_length=20)),
                ('device', models.CharField(blank=True, max_length=100)),
                ('sent_at', models.DateTimeField()),
                ('complaint', models.CharField(blank=True, max_length=300)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='alerts.alert')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alert_notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sent_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PushKey',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('sealed_private', models.TextField()),
                ('public', models.CharField(max_length=100)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='push_key_single')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='watch_single')],
            },
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(models.OrderBy(models.F('raised_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('acknowledged_at', None), ('over_at', None)), name='alert_loud'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(models.OrderBy(models.F('raised_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='alert_newest'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(models.F('kind'), models.OrderBy(models.F('raised_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='alert_newest_of_kind'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['key'], name='alert_key'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('key',), name='alert_once_while_it_lasts'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='alert_acknowledgement_whole'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['ends_at'], name='duty_ends'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='duty_times_in_order'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('alert', 'person', 'channel', 'purpose', 'device'), name='notice_once'),
        ),
    ]
