"""Stories from the wire agencies."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Embed,
    Photo,
    Related,
    Story,
    WireByline,
    paragraphs,
)

COASTAL_FUND = Story(
    key="coastal-fund",
    headline="Ministers add £400m to coastal fund but tighten the deadline",
    short_headline="£400m more for coasts, on a deadline",
    dek="Towns must break ground within 18 months or lose their share.",
    kicker="National",
    kind="news",
    section="news",
    topics=("flood-defence",),
    bylines=(WireByline("Halyard political staff"),),
    agency="halyard",
    dateline="WESTMINSTER",
    place="Westminster",
    age=timedelta(hours=11, minutes=30),
    urgency=4,
    body=(
        *paragraphs("""
            WESTMINSTER (Halyard) – The government will add £400m to its fund for coastal defences
            over four years but will take grants back from councils that do not start work within
            18 months, it said in a statement.

            The money is enough for about nine large schemes. Twenty-six councils have applied,
            and the list of those that succeed is to be published before the summer.

            Council leaders welcomed the sum and criticised the clock. “Eighteen months is a short
            time in which to dig up a beach,” the Association of Coastal Boroughs said. “We would
            rather spend it on design than on fencing put up to prove that we have begun.”
        """),
        Related("flood-wall-vote"),
    ),
)


EELGRASS = Story(
    key="eelgrass",
    headline="Eelgrass meadows are creeping back, and bringing young fish with them",
    short_headline="Eelgrass meadows creep back",
    dek="A survey of 60 estuaries finds the plant in places where it has not grown for 90 years.",
    kicker="Science",
    kind="news",
    section="news",
    topics=("wildlife", "the-saltings"),
    bylines=(WireByline("Orrery marine desk"),),
    agency="orrery",
    dateline="PORT ANSELM",
    place="Port Anselm",
    age=timedelta(days=6, hours=5),
    urgency=7,
    lead=Photo(
        "eelgrass",
        "Long green blades sway in shafts of light under water, with a shoal of small silver and "
        "gold fish",
        "Eelgrass gives young fish both food and a place to hide.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            PORT ANSELM (Orrery) – Meadows of eelgrass, a flowering plant that lives in the sea,
            have spread by about a fifth in ten years in sheltered estuaries, according to a
            survey carried out by 700 volunteers with snorkels and knotted string.

            The plant was almost wiped out by disease in the 1930s. It needs clear water, and its
            return follows better treatment of sewage upstream, the authors say. In 14 of the 60
            estuaries, the mouth of the Brin among them, it was found where no record exists after
            1934.

            Divers counted eleven times as many young bass over eelgrass as over bare sand. “You
            put your face in and it is like a wood in May,” said one of the counters, a retired
            bus inspector. “I had no idea it was there, and I have lived beside it all my life.”
        """),
        Embed(
            "https://example.org/eelgrass/map",
            "The eelgrass map",
            "Estuary Count",
            "Sixty estuaries, 2,300 dives: where the meadows are, and where they were.",
        ),
        Related("seal-brief"),
    ),
)


STORM = Story(
    key="storm-warning",
    headline="Gales and a high spring tide expected on the Estermarch coast",
    short_headline="Gales and high tide expected",
    dek="Forecasters warn of gusts of 70 mph and waves over the north pier.",
    kicker="Weather",
    kind="news",
    section="harbour",
    topics=("weather", "flood-defence"),
    bylines=(WireByline("Halyard weather desk"),),
    agency="halyard",
    dateline="CORRISTON",
    place="Corriston",
    age=timedelta(hours=3, minutes=15),
    urgency=3,
    lead=Photo(
        "storm-waves",
        "A wave breaks high over a stone pier beside a red and white lighthouse under dark cloud",
        "The north pier in last winter’s gale. It will be closed to walkers from tonight.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            CORRISTON (Halyard) – A deep low moving in from the west will bring severe gales to
            the Estermarch coast tomorrow, with the strongest winds due close to the evening high
            tide, forecasters said.

            Gusts of 60 mph are likely along the whole shore and of 70 mph at exposed points such
            as Gannet Point. The tide at Brinmouth is predicted to reach 4.5 metres, 10
            centimetres below the level at which the promenade is closed.

            “The wind and the tide arrive within an hour of one another, which is the combination
            we watch for,” the regional forecast centre said. “We do not expect flooding of homes.
            We do expect spray, shingle and a very bad evening to walk a small dog along a pier.”

            Rail operators advised passengers to travel before 4pm.
        """),
        Related("flood-wall-vote"),
    ),
)


STORIES = (COASTAL_FUND, EELGRASS, STORM)
