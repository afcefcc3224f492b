from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_work")]
    operations = []
