import django.db.models.deletion
from django.db import migrations, models

# As masthead.stories.listing writes them.
FILL = """
INSERT INTO stories_listing (placement_id, subject, number, edition_id, published_at, story_id)
SELECT place.id, 'topic', about.topic_id, place.edition_id, place.published_at, place.story_id
FROM stories_placement place JOIN stories_story_topics about ON about.story_id = place.story_id
WHERE place.is_live
UNION
SELECT place.id, 'author', by_whom.author_id, place.edition_id, place.published_at, place.story_id
FROM stories_placement place JOIN stories_byline by_whom ON by_whom.story_id = place.story_id
WHERE place.is_live AND by_whom.author_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_breaking")]
    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('topic', 'Topic'), ('author', 'Author')], max_length=6)),
                ('number', models.BigIntegerField()),
                ('published_at', models.DateTimeField()),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.edition')),
                ('placement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='stories.placement')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story')),
            ],
            options={
                'indexes': [models.Index(models.F('edition'), models.F('subject'), models.F('number'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('story'), descending=True), name='listing_list')],
                'constraints': [models.UniqueConstraint(fields=('placement', 'subject', 'number'), name='listing_once_in_a_list')],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
