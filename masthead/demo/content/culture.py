"""Festivals and music."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Photo,
    Related,
    Story,
    paragraphs,
    staff,
)

LANTERNS = Story(
    key="lantern-night",
    headline="Ten thousand lights for the shortest day",
    short_headline="Ten thousand lights on Staithe Street",
    dek="Lantern Night began with one widow and a jam jar. This year it closed the ring road.",
    kicker="Festivals",
    kind="news",
    section="culture",
    topics=("festivals",),
    bylines=staff("yusra"),
    age=timedelta(days=12, hours=3),
    urgency=6,
    lead=Photo(
        "lantern-festival",
        "Strings of coloured paper lanterns glow over a dark street crowded with people carrying "
        "lights",
        "Staithe Street at six o’clock, before the lamps were put out.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            At six the street lamps went out along Staithe Street, on purpose for once, and for a
            moment there was only the sound of several thousand people trying not to step on each
            other. Then somebody at the top lit the first lantern, and the light came down the
            hill from hand to hand until it reached the water.

            Lantern Night is 48 years old. In the winter after the surge, when the current was
            still off in the low streets, Agnes Corley stood a candle in a jam jar on her step so
            that her neighbours could find their doors. On the following night there were nine
            jars. The police put this year’s crowd at 14,000.

            The lanterns are willow and paper and are made in the Market Hall over eleven
            evenings. There was a trawler four metres long, a shoal of herring on fishing rods,
            and a very good likeness of the ferry, which arrived late and was cheered.

            “You make a thing that’s going to be burned at the end of the night,” said Oluchi
            Barrow, nine, of her hedgehog. “So you have to do it properly.”
        """),
        Related("japanese-sister-town"),
        Related("concert-review"),
    ),
)


CONCERT = Story(
    key="concert-review",
    headline="The Slack Tides at the Seafarers’ Hall: loud, late and nearly perfect",
    short_headline="Review: The Slack Tides",
    dek="Four stars for a home-town band that has learned when not to play.",
    kicker="Review",
    kind="opinion",
    section="culture",
    topics=("festivals",),
    bylines=staff("yusra"),
    age=timedelta(days=5, hours=11),
    urgency=7,
    lead=Photo(
        "concert-lights",
        "A band on stage under beams of orange, green and gold light, seen over the raised hands "
        "of a crowd",
        "The Slack Tides on the first of two nights at the Seafarers’ Hall.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The best thing that a loud band can own is a quiet song, and the Slack Tides, who
            spent three years without one, now have two.

            They open with neither. The first 20 minutes come at you like the 7.40 from the
            bridge: two guitars, a drummer who seems to be putting up a shed, and Lorna Peake,
            whose voice can take paint off a hull. The hall, which holds 600 and has the echo of a
            swimming bath, does its worst.

            Then the lights go to a single lamp and Peake sings <em>Ebb</em>, about her father’s
            last season at sea, with nothing behind her but a bowed cymbal. Nobody coughs. It
            lasts for four minutes and seems to be happening in a smaller room.

            They were 50 minutes late on stage. The encore was one song too many. I would go again
            tonight, and I believe that I shall.
        """),
    ),
)


STORIES = (
    LANTERNS,
    CONCERT,
)
