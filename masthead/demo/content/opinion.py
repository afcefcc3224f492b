"""Columns."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    FactBox,
    Heading,
    Photo,
    PullQuote,
    Related,
    Story,
    paragraphs,
    staff,
)

MOSSOP = Story(
    key="mossop-wall",
    headline="I shall miss the view. I was never entitled to it",
    short_headline="I shall miss the view",
    dek="The wall will take away the best free thing in Brinmouth. Build it, says our columnist, "
    "and then let children draw on it.",
    kicker="Greta Mossop",
    kind="opinion",
    section="opinion",
    topics=("flood-defence",),
    bylines=staff("greta"),
    age=timedelta(hours=16, minutes=40),
    urgency=6,
    lead=Photo(
        "town-dusk",
        "Rooftops with lit windows step down to the estuary under a violet and orange evening sky "
        "with a church spire",
        "The view from the top of Staithe Street, which no wall will touch.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            For 31 years I taught children to draw a cross-section of this town, from the church
            at the top to the mud at the bottom, and every year some honest child would put down
            her ruler and say, “Miss, but the houses are under the sea.” Yes, I would say. Shade
            it in blue.

            It is a queer thing to have known something for so long without once acting as if it
            were so. I have walked on the promenade on most evenings of my life. I know where the
            rail is warm. I have had, for nothing, a view for which people in other places pay
            with their children’s inheritance, and I have had it because 2,000 families down the
            hill agreed, without ever being asked, to be the ones who got wet.

            So I have no patience with the letters about skylines. A wall is ugly? So is a stair
            carpet with a tide mark. You will miss the sunset? Walk up to the church; it goes down
            there as well.
        """),
        PullQuote(
            "I have had the view because 2,000 families down the hill agreed to be the ones who "
            "got wet.",
            "Greta Mossop",
        ),
        Heading("And yet"),
        *paragraphs("""
            I do ask for one thing. The drawings show 1.9 kilometres of concrete in a shade called
            Pebble. That is a very long grey page to set before a town full of people with pens.

            Give it to the schools. A metre and a half for every child, in paint that lasts, one
            class a year, until it is full. They built <a href="https://example.org/mudlarks">a
            robot</a> out of roller blinds; they can be trusted with a wall. In 40 years, when the
            loan is paid, somebody will walk along it looking for the crab that she drew when she
            was seven.

            She will not be looking at the sea. She will be dry, though, and so will the crab.
        """),
        Related("flood-wall-vote"),
        Related("robotics-final", with_thumbnail=True),
    ),
)


LETTER = Story(
    key="skipper-gates",
    headline="A gate is only as good as the hand that opens it",
    short_headline="A gate needs a hand to open it",
    dek="A skipper’s view of the flood wall, from the wrong side of it.",
    kicker="Guest column",
    kind="opinion",
    section="opinion",
    topics=("flood-defence", "fish-quay"),
    bylines=staff("greta"),
    age=timedelta(days=9, hours=4),
    urgency=7,
    body=(
        *paragraphs("""
            <em>As told to Greta Mossop by Lowenna Skewes, mate of the sprat boat</em> Good
            Intent<em>.</em>

            I am not against the wall. My nan lives on Tern Street. What I would like is for
            somebody who drew it to come out with us, once, on the sort of night that it is for.

            You are coming in ahead of the weather because the weather moved. Everyone else is
            home. The radio says that the gates shut at 4.6, and the sounder says that it is 4.5,
            and you are 20 minutes out with the wind behind you and no way to stop. What you want
            to see then is not a green light. You want to see a person.
        """),
        FactBox(
            "The gates",
            (
                "Eleven gates are planned, three of them for boats. They close in nine minutes "
                "and can be opened from the harbour office or by hand.",
            ),
        ),
        Related("flood-wall-vote"),
        Related("harbour-fire"),
    ),
)


STORIES = (
    MOSSOP,
    LETTER,
)
