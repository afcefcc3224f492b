"""Stories from the pitch and the river."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Correction,
    Photo,
    PullQuote,
    Related,
    Story,
    TableData,
    paragraphs,
    staff,
)

MATCH = Story(
    key="cormorants-comeback",
    headline="Cormorants come back from the dead, and from the car park",
    short_headline="Brinmouth Town 3, Corriston Vale 2",
    dek="Two down and locked out of their own dressing room at half-time, Brinmouth Town won with "
    "the last header of the match.",
    kicker="Brinmouth Town 3, Corriston Vale 2",
    kind="news",
    section="sport",
    topics=("football",),
    bylines=staff("callum"),
    age=timedelta(days=1, hours=20),
    urgency=5,
    lead=Photo(
        "football-pitch",
        "A football pitch from above with players in navy and white around one penalty area, long "
        "shadows across the grass",
        "Town attack the sea end in the second half, with the wind at their backs.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            There are team talks that pass into legend, and there is the one that Leon Achterberg
            gave at Ropewalk Lane, beside a skip, because nobody could find the key.

            His side were losing by two goals at the time and had deserved to. Corriston Vale had
            scored through Bram Oyelowo-Finch after four minutes and again, from a corner that
            Town seemed to regard as a rumour, after 31. Then the whistle went, the lock jammed,
            and eighteen players stood in the rain by the recycling.

            “I didn’t say much,” said Achterberg. “I said, ‘It can’t get worse than this.’ Then it
            began to hail, and they laughed, and I thought, all right.”
        """),
        PullQuote(
            "I said, ‘It can’t get worse than this.’ Then it began to hail, and they laughed.",
            "Leon Achterberg, Brinmouth Town manager",
        ),
        *paragraphs("""
            Ewan Tregear got one back with a free kick that the wind took twice. Sunny
            Adeyinka-Rowe levelled in the 74th minute, at the far post, off a part of the body
            that he declined to name. And with the clock two minutes into added time Milo Hurrell,
            the captain, who is 36 and drives the number 7 bus, rose at the sea end and headed in
            the corner that sent a crowd of 2,316 home by way of one another’s arms.

            Town are third. They have a locksmith coming on Monday.
        """),
        TableData(
            "Top of the Estermarch Premier League",
            ("", "Played", "Won", "Drawn", "Lost", "Points"),
            (
                ("Port Anselm", "18", "13", "3", "2", "42"),
                ("Corriston Vale", "18", "11", "4", "3", "37"),
                ("Brinmouth Town", "18", "11", "2", "5", "35"),
                ("Marram United", "17", "9", "4", "4", "31"),
            ),
        ),
        Related("rowing-brief"),
    ),
    corrections=(
        Correction(
            "This report first gave the crowd as 3,216. The club’s figure is 2,316.",
            140,
            "a crowd of 3,216 home",
            "a crowd of 2,316 home",
        ),
    ),
)


ROWING = Story(
    key="rowing-brief",
    headline="Brinmouth rowers retain the estuary shield by a canvas",
    short_headline="Rowers keep the estuary shield",
    dek="",
    kicker="Rowing",
    kind="brief",
    section="sport",
    topics=(),
    bylines=staff("callum"),
    age=timedelta(days=3, hours=1),
    urgency=7,
    body=paragraphs("""
        Brinmouth’s women’s four held off Hollin by a canvas to keep the estuary shield for a
        third year. The crews were level at the lifeboat station, and a wash from the ferry helped
        neither. The shield will hang in the Seafarers’ Hall, over the bar, where it covers a damp
        patch.
    """),
)


STORIES = (
    MATCH,
    ROWING,
)
