"""Stories of work, energy and trade, and one paid for by an advertiser."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Bullets,
    Photo,
    Related,
    Story,
    TableData,
    paragraphs,
    staff,
)

WIND = Story(
    key="gannet-bank-power",
    headline="First power comes ashore from Gannet Bank wind farm",
    short_headline="First power from Gannet Bank",
    dek="Nine of 54 turbines are turning. The port has gained 130 jobs and lost its quietest quay.",
    kicker="Energy",
    kind="news",
    section="business",
    topics=("energy", "fish-quay"),
    bylines=staff("nadia"),
    age=timedelta(hours=26),
    urgency=5,
    lead=Photo(
        "wind-turbines",
        "White wind turbines in rows over a calm sea under a bright sky, a red work boat passing",
        "The nearest of the turbines stands 14 km from Gannet Point.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The first electricity from Gannet Bank reached the grid at Prewett’s Corner at 4.26 in
            the afternoon, eleven weeks late and, for about a minute, at a rate that would have
            boiled 30 kettles.

            By evening it was 71 megawatts. When all 54 turbines are turning, by the end of next
            year, the farm should make as much power in twelve months as 410,000 homes use, the
            Gannet Bank Wind Company says. Estermarch has 390,000 homes.

            For Brinmouth the figures nearer home matter more. The company employs 130 people at
            the former coal quay, 84 of them from within ten miles, and pays the Harbour Board
            £1.9m a year in dues, a third of its income.
        """),
        TableData(
            "Gannet Bank so far",
            ("", "Now", "When complete"),
            (
                ("Turbines turning", "9", "54"),
                ("Capacity, megawatts", "126", "756"),
                ("Jobs at Brinmouth", "130", "95"),
                ("Boats based here", "6", "4"),
            ),
        ),
        *paragraphs("""
            That the number of jobs falls as the farm grows is no misprint: building takes more
            hands than minding. The college has begun a course for turbine technicians and had 212
            applicants for 24 places.

            Skippers are divided. The cable route closed a sole ground for a season, for which
            they were paid; some say that the crab fishing around the foundations is the best they
            have known. “I was against it,” said Perran Skewes. “I’m still against it. I’ve got 60
            pots out there.”
        """),
        Related("harbour-fire"),
    ),
)


MARKET_LATE = Story(
    key="market-late-opening",
    headline="Market Hall’s late nights draw 1,800 through the doors",
    short_headline="Market’s late nights draw 1,800",
    dek="The first Wednesday evening sold out of dumplings by ten past six.",
    kicker="Market Hall",
    kind="brief",
    section="business",
    topics=("market-hall",),
    bylines=staff("nadia"),
    age=timedelta(hours=18, minutes=25),
    urgency=7,
    body=(
        *paragraphs("""
            The Market Hall counted 1,804 visitors on its first late Wednesday, more than on an
            average Saturday morning. Traders took between two and five times what they expect on
            a weekday, according to their association. The dumpling stall, which had made 400
            portions, sold the last of them at 6.10pm and its sign at 6.30.
        """),
        Related("market-hall-rents"),
    ),
)


SPONSORED = Story(
    key="sponsored-pellow",
    headline="Five plants that do not mind salt, wind or neglect",
    short_headline="Five plants that do not mind salt",
    dek="Gardening by the sea is easier if you choose what would grow there anyway, say the "
    "growers at Pellow’s.",
    kicker="Paid for by Pellow’s Nursery",
    kind="sponsored",
    section="business",
    topics=(),
    bylines=(),
    sponsor="Pellow’s Nursery, Hollin",
    place="Hollin",
    age=timedelta(days=2, hours=12),
    urgency=8,
    lead=Photo(
        "glasshouse",
        "Rows of potted seedlings in flower on either side of a sandy path inside a large "
        "glasshouse",
        "The long house at Pellow’s holds 14,000 plants in spring.",
        "Illustration for Pellow’s Nursery",
    ),
    body=(
        *paragraphs("""
            <em>This article was paid for and approved by Pellow’s Nursery. The newsroom of
            Brinmouth Sound took no part in writing it.</em>

            A garden within a mile of the shore gets as much salt in a winter gale as a plate of
            chips. These five will thank you for it.
        """),
        Bullets(
            (
                "Sea holly: steel-blue, spiny, and happy in the cracks of a path.",
                "Tamarisk: a feathery hedge that bends and does not break.",
                "Thrift: pink cushions in May, tidy for the other eleven months.",
                "Rosemary: the closer to the sea, the better the lamb.",
                "Tree lupin: grows two metres in a summer and asks for nothing.",
            ),
            is_ordered=True,
        ),
        *paragraphs("""
            Plant in autumn, water for the first six weeks, then leave well alone. The nursery is
            ten minutes’ walk from the Hollin landing and open every day except the day after a
            storm, when we are mending the glass.
        """),
    ),
)


STORIES = (
    WIND,
    MARKET_LATE,
    SPONSORED,
)
