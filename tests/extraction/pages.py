"""Pages of invented sites, as publishers' systems write them."""

from __future__ import annotations

LEAD = (
    "The harbour bridge will close to lorries from Monday, after inspectors found cracks in two of "
    "its main bearings, the county said."
)
SECOND = (
    "Cars may still cross in single file. The county expects the repair to take six weeks and to "
    "cost less than the yearly budget for roads."
)
THIRD = (
    "Fishermen in the old port fear for their deliveries. “We load at four in the morning, and the "
    "detour takes an hour,” said Tove Lind, who owns three boats."
)
FOURTH = (
    "The council meets on Thursday to decide whether a ferry should carry lorries until the bridge "
    "is whole again."
)
PARAGRAPHS = (LEAD, SECOND, THIRD, FOURTH)


def page(body: str, *, head: str = "", title: str = "Bridge closes to lorries | The Quay") -> bytes:
    """A whole page with the navigation and footer that every site has."""
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
    {head}</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li>
    </ul></nav><main>{body}</main><footer><p>All rights reserved.</p>
    <a href="/imprint">Imprint</a></footer></body></html>""".encode()


def article(*paragraphs: str, before: str = "", after: str = "") -> str:
    """An article element with a headline and paragraphs; `before` and `after` go around these."""
    texts = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return f"<article><h1>Bridge closes to lorries</h1>{before}<div>{texts}</div>{after}</article>"


STRUCTURED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "Organization", "@id": "#quay", "name": "The Quay"},
  {"@type": "NewsArticle", "headline": "Bridge closes to lorries", "inLanguage": "en-GB",
   "datePublished": "2026-03-02T10:00:00+01:00", "dateModified": "2026-03-02T12:30:00+01:00",
   "author": [{"@type": "Person", "name": "Ada Byron"},
              {"@type": "Organization", "name": "Harbour News Agency"}],
   "publisher": {"@id": "#quay"}, "description": "Six weeks of repair are ahead.",
   "image": {"@type": "ImageObject", "url": "https://quay.example/img/bridge-closed-large.jpg"},
   "license": "https://creativecommons.org/licenses/by/4.0/"}]}</script>"""

# The faults of a page that an earlier extraction got wrong: the link's words lost, the lead lost,
# caption and alternative text mixed, "Related:" and "Image:" as text, labels without values.
AFFILIATE = f"""<article><h1>Bridge closes to lorries</h1>
<div class="counter">0 Comments for this article</div>
<div class="meta"><p>By:</p><p>Submitted:</p></div>
<figure><img src="/img/inspectors-on-bridge.jpg" width="800" height="500"
  alt="Two inspectors kneel on the bridge"><figcaption>Inspectors look at a bearing on Friday.
  <span class="credit">Jo Marsh / Coast Press</span></figcaption></figure>
<div class="text"><p>{LEAD}</p><p>{SECOND}</p>
<p><strong>Related:</strong> <a href="/news/ferry">Ferry may carry lorries from April</a></p>
<p>{THIRD}</p><p>The mayor wrote in a
<a href="https://social.example/post/1">statement on the web</a>
that the county had been warned years ago and had done nothing at all about it.</p>
<p>Related:</p><p><a href="/news/cracks">How cracks in bearings are found and mended</a></p>
<p>{FOURTH}</p><p>Image: A bearing of the bridge.</p></div>
<div class="share"><p>Share:</p></div><p>Comment on this Story</p>
<section class="related-news"><h2>Related News</h2>
<ul><li>2 hours ago
<a href="/a">Storm warning for the coast</a> <a href="/a">Read More»</a></li></ul>
</section></article>"""
