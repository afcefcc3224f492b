"""Addresses of the public site."""

from django.urls import path, re_path

from masthead.public.views import (
    archive,
    discovery,
    feeds,
    listen,
    lists,
    looks,
    media,
    search,
    sponsors,
    standing,
    stories,
)

# Slashes too many and capitals are led here by `masthead.public.tidy`.
# The number at the end finds the story; everything before it is for people, and may be old.
_STORY = r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?:(?P<slug>[^/]*)-)?(?P<number>\d+)"

# PostgreSQL raises when it is asked for a text with a NUL in it.
_SLUG = r"(?P<slug>[^/\x00]+)"
_FEED = r"feed\.(?P<form>xml|atom|json)$"

urlpatterns = [
    path("", lists.front, name="front"),
    path("news", lists.news, name="news"),
    re_path(r"^" + _FEED, feeds.edition_feed, name="feed"),
    re_path(r"^section/" + _SLUG + "/" + _FEED, feeds.section_feed, name="section_feed"),
    re_path(r"^topic/" + _SLUG + "/" + _FEED, feeds.topic_feed, name="topic_feed"),
    re_path(r"^author/" + _SLUG + "/" + _FEED, feeds.author_feed, name="author_feed"),
    re_path(r"^section/" + _SLUG + "$", lists.section, name="section"),
    re_path(r"^topic/" + _SLUG + "$", lists.topic, name="topic"),
    re_path(r"^author/" + _SLUG + "$", lists.author, name="author"),
    path("archive", archive.archive, name="archive"),
    path("corrections", archive.corrections, name="corrections"),
    re_path(r"^(?P<year>\d{4})$", archive.year, name="archive_year"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})$", archive.month, name="archive_month"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})$", archive.day, name="archive_day"),
    path("search", search.search, name="search"),
    re_path(r"^search\.(?P<form>xml|atom|json)$", search.search_feed, name="search_feed"),
    path("listen", listen.listen, name="listen"),
    re_path(r"^looks-(?P<mark>[0-9a-f]{12})\.css$", looks.looks, name="looks"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap"),
    path("sitemap-news.xml", discovery.sitemap_news, name="sitemap_news"),
    path("sitemaps/lists.xml", discovery.sitemap_lists, name="sitemap_lists"),
    re_path(r"^sitemaps/stories-(?P<part>\d+)\.xml$", discovery.sitemap_stories),
    path("site.webmanifest", discovery.manifest, name="manifest"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("favicon.ico", discovery.favicon),
    path(".well-known/security.txt", discovery.security),
    path(".well-known/change-password", discovery.change_password),
    re_path(r"^sponsor/(?P<number>\d{1,18})$", sponsors.follow, name="sponsor"),
    re_path(
        r"^sponsor/(?P<number>\d{1,18})/(?P<width>\d{1,4})$",
        sponsors.picture,
        name="sponsor_picture",
    ),
    path("media/<path:name>", media.media, name="media"),
    re_path(_STORY + r"/history$", stories.history, name="story_history"),
    re_path(_STORY + "$", stories.story, name="story"),
    # Last: what the site itself has at its root goes before (`masthead.standing.rules.is_free`).
    re_path(r"^(?P<slug>[a-z][a-z0-9-]*)$", standing.standing, name="standing"),
]
