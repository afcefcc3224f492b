"""Addresses of the public site."""

from django.urls import path, re_path

from masthead.public.views import lists, media, stories

# The number at the end finds the story; everything before it is for people, and may be old.
_STORY = r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?:(?P<slug>[^/]*)-)?(?P<number>\d+)"

urlpatterns = [
    path("", lists.front, name="front"),
    path("news", lists.news, name="news"),
    path("feed.xml", lists.feed, name="feed"),
    path("section/<str:slug>", lists.section, name="section"),
    path("topic/<str:slug>", lists.topic, name="topic"),
    path("author/<str:slug>", lists.author, name="author"),
    re_path(r"^(?:news|feed\.xml|(?:section|topic|author)/[^/]+)/$", lists.without_slash),
    path("media/<path:name>", media.media, name="media"),
    re_path(_STORY + r"/history/?$", stories.history, name="story_history"),
    re_path(_STORY + r"/?$", stories.story, name="story"),
]
