"""Links that share a story without a script: each is an ordinary address with the story in it."""

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from masthead.public.viewmodels import Link


def share_links(*, address: str, headline: str) -> tuple[Link, ...]:
    """Return mail and a few networks for a story's absolute ``address`` and its ``headline``.

    Nothing of the networks is loaded: a reader who does not follow a link meets none of them.
    """
    # RFC 6068, section 5: a mailto query is percent-encoded throughout, spaces as %20, never "+".
    mail = f"mailto:?subject={quote(headline, safe='')}&body={quote(address, safe='')}"
    both = f"{headline} {address}"
    return (
        Link(label=_("Email"), href=mail),
        Link(label="WhatsApp", href=f"https://wa.me/?{urlencode({'text': both})}"),
        Link(
            label="Facebook",
            href=f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}",
        ),
        Link(label="Bluesky", href=f"https://bsky.app/intent/compose?{urlencode({'text': both})}"),
        Link(
            label="X",
            href=f"https://x.com/intent/post?{urlencode({'url': address, 'text': headline})}",
        ),
    )
