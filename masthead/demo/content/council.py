"""Stories from the council chamber."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Bullets,
    Correction,
    Embed,
    FactBox,
    Heading,
    Photo,
    PullQuote,
    Related,
    Story,
    TableData,
    Update,
    paragraphs,
    staff,
)

FLOOD_WALL = Story(
    key="flood-wall-vote",
    headline="Council backs £48.6m flood wall for the river front by four votes",
    short_headline="Flood wall passes by four votes",
    dek="After five hours and 61 speakers, Brinmouth chose a 1.9 km wall from Staithe Street to "
    "the Saltings. Work could begin next spring; the view from the promenade will change for good.",
    kicker="Flood defence",
    kind="news",
    section="council",
    topics=("flood-defence", "the-saltings"),
    bylines=staff("idris", "maren"),
    age=timedelta(hours=1, minutes=35),
    urgency=2,
    lead=Photo(
        "flood-wall",
        "A row of painted houses behind a low stone river wall, with a striped tide gauge "
        "standing in dark water",
        "The present wall at Staithe Street, built in 1911, stands 2.2 metres lower than the one "
        "approved last night.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Brinmouth will build the largest public work in its history. Councillors voted 21 to
            17 shortly before midnight for a wall along 1.9 kilometres of the river front, at a
            cost of £48.6m, ending a debate that has outlasted three council leaders.

            The wall will run from the foot of Staithe Street to the edge of <strong>the
            Saltings</strong>, the low ground where 2,140 homes lie below the level of an ordinary
            spring tide. At its highest it will stand 1.4 metres above the promenade, with eleven
            gates that close when the harbour gauge passes 4.6 metres.

            “We have been lucky five times since I was first elected, and I am not prepared to be
            lucky a sixth,” the leader of the council, Rosalind Tarver, told a chamber so full
            that the doors were tied open and some 90 people listened from the stairs.
        """),
        PullQuote(
            "We have been lucky five times since I was first elected, and I am not prepared to be "
            "lucky a sixth.",
            "Rosalind Tarver, leader of the council",
        ),
        *paragraphs("""
            Two members of her own Civic Alliance voted against. Three Harbour Independents
            crossed the other way, among them Tomasz Brandreth, whose ward includes the lowest
            streets. “I have carried the same woman’s photographs upstairs on three separate
            nights,” he said. “She is 88. I should like there not to be a fourth.”
        """),
        Related("saltings-longread", with_thumbnail=True),
        Heading("What it will cost"),
        *paragraphs("""
            The national coastal fund will pay £31m, provided that work starts within 18 months.
            The borough will borrow £14.2m over 40 years, which adds about £23 a year to the bill
            of an average household. The Harbour Board gives the remaining £3.4m.

            The leader of the opposition, Desmond Halewick, called the figures “a best case
            dressed as a forecast” and asked for a vote to be put off until a cheaper scheme of
            marsh and movable barriers had been costed by somebody “who does not also pour
            concrete”. His motion fell by six votes.
        """),
        TableData(
            "How the money is found",
            ("Source", "Amount", "Share"),
            (
                ("National coastal fund", "£31.0m", "63.8%"),
                ("Borough borrowing, 40 years", "£14.2m", "29.2%"),
                ("Harbour Board", "£3.4m", "7.0%"),
                ("Total", "£48.6m", "100%"),
            ),
        ),
        Heading("What happens next"),
        Bullets(
            (
                "Detailed drawings go on show in the Market Hall for six weeks.",
                "Objections close four weeks after that; an inspector may hold a hearing.",
                "If none is called, piling begins at the Saltings end next spring.",
                "The promenade between Ropewalk and Tollgate Bridge would close for 14 months.",
            ),
            is_ordered=True,
        ),
        FactBox(
            "The surge of 1978",
            (
                "On the night of 11 January 1978 the sea reached 5.31 metres on the harbour gauge, "
                "the highest mark recorded in Brinmouth.",
                "It entered 1,062 homes. Nobody died, which the inquiry put down to a night shift "
                "at the pumping station that did not go home.",
            ),
        ),
        *paragraphs("""
            Not everyone on the stairs was persuaded. Hilde Carrow, who has let deckchairs on the
            promenade for 26 summers, said that she understood the vote and mourned it. “They’ll
            be safe and they’ll be looking at a wall,” she said. “You can be right and still lose
            something.”

            <strong>Update:</strong> The Harbour Board said this morning that it would hold its
            own meeting on the gates at Fish Quay, where skippers fear that a closed gate could
            leave a late boat outside. “No boat of ours will be locked out,” said the harbour
            master, Ines Calloway. “If that needs a person with a key at three in the morning,
            there will be a person with a key.”
        """),
        Related("ferry-timetable"),
    ),
    update=Update("Adds the Harbour Board’s statement on the gates at Fish Quay.", 48, 14),
)

MARKET_HALL_RENTS = Story(
    key="market-hall-rents",
    headline="Market Hall traders win a two-year freeze on rents",
    short_headline="Rents frozen at the Market Hall",
    dek="Stallholders had threatened to leave the Victorian hall for a car park in Ropewalk Lane.",
    kicker="Market Hall",
    kind="news",
    section="council",
    topics=("market-hall",),
    bylines=staff("idris"),
    age=timedelta(days=2, hours=4),
    urgency=5,
    lead=Photo(
        "market-stalls",
        "Three market stalls with striped awnings in red, green and yellow, heaped with fruit, "
        "and shoppers in front",
        "Saturday trade in the yard of the Market Hall, where 46 of 52 pitches are taken.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Rents in the Market Hall will stay where they are for two years, after traders showed
            the council a petition with 9,300 names and a signed lease for somewhere else.

            The finance committee had planned a rise of 12 per cent from next month. It withdrew
            the proposal after twenty minutes, before anyone in the public seats had spoken. “I
            had a speech,” said Ottoline Frear, who sells cheese from pitch 14. “It was rather
            good.”

            A middling pitch costs £71 a week. The hall took £196,000 in rent last year and spent
            £240,000 on its roof, which still leaks over the haberdasher.

            In return the traders will open on Wednesday evenings until eight and stop using the
            fire exit as a store for potatoes.
        """),
        Related("market-late-opening"),
    ),
    corrections=(
        Correction(
            "An earlier version of this story said that a middling pitch costs £71 a month. It "
            "costs £71 a week. We are sorry for the mistake.",
            95,
            "£71 a month",
            "£71 a week",
        ),
    ),
)

BUDGET_ANALYSIS = Story(
    key="budget-analysis",
    headline="The wall is affordable. It is the small things that will hurt",
    short_headline="The wall is affordable; small cuts will hurt",
    dek="The borough can carry its new debt, says our council reporter, but only by being mean "
    "with the services that people notice.",
    kicker="Analysis",
    kind="analysis",
    section="council",
    topics=("flood-defence", "libraries"),
    bylines=staff("idris"),
    age=timedelta(hours=20),
    urgency=5,
    lead=Photo(
        "council-chamber",
        "Councillors on curved wooden benches, several with a hand raised, facing a raised dais "
        "under arched windows",
        "The chamber divides. A count of hands is still the rule in Brinmouth.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Nobody in the chamber enjoys the word “borrowing”, yet the sum is not the difficulty.
            Repayments on £14.2m would come to about £690,000 a year. The borough’s budget is
            £58m. A household with the same proportions would call it a phone contract.

            The difficulty is that £690,000 is also, near enough, what the council spends in a
            year on everything that has no law behind it: branch libraries, the paddling pool,
            school crossing patrols, and the man who winds the clock on St Brannoc’s tower.
        """),
        TableData(
            "What the borough spends on services it need not provide",
            ("Service", "A year"),
            (
                ("Branch libraries (Hollin, Ropewalk)", "£268,000"),
                ("School crossing patrols", "£154,000"),
                ("Parks events and the paddling pool", "£121,000"),
                ("Arts grants", "£96,000"),
                ("Clocks, benches, bunting", "£38,000"),
            ),
        ),
        *paragraphs("""
            The leader says that none of these is under review. Her own finance paper, at page 84,
            lists all of them as “lines for consideration in year two”. Both statements can be
            true for about eleven months.

            There is a better way, and two neighbouring boroughs have taken it: spread the first
            three years’ interest over the whole term. It costs more in the end, roughly £410,000
            over 40 years. It would also leave a crossing patrol at the foot of Staithe Street
            while the lorries for the wall go by.
        """),
        Related("flood-wall-vote", with_thumbnail=True),
    ),
)

INSPECTOR = Story(
    key="inspector-boatyard",
    headline="Planning inspector to decide whether a boatyard that became a café, which became a "
    "cinema, which became a boatyard again in the night, ever stopped being a boatyard for the "
    "purposes of the borough’s harbour conservation area, its owner’s rates bill, and the swifts "
    "in its roof",
    short_headline="Inspector to rule: when is a boatyard a boatyard?",
    dek="The case of 3 Ropewalk Slip has lasted six years and filled eleven boxes.",
    kicker="Planning",
    kind="news",
    section="council",
    topics=("fish-quay", "wildlife"),
    bylines=staff("idris"),
    age=timedelta(days=5, hours=2),
    urgency=6,
    body=(
        *paragraphs("""
            An inspector will come to Brinmouth next month to answer a question that has defeated
            two planning committees: what is the building at 3 Ropewalk Slip?

            It was put up as a boatyard in 1887. Its owner, Barnaby Thirkell, served coffee in it
            from one spring, showed films in it from the next, and was then found by an
            enforcement officer to have a 28-foot ketch on the stocks where the screen had been.
            “I was always going to finish the boat,” he told the committee. “I never said I
            wasn’t.”

            The council says that two changes of use took place without permission. Mr Thirkell
            says that a boatyard with a coffee machine is a boatyard. About £41,000 in rates hangs
            on the answer, as do nine pairs of swifts, which are protected in a café but, owing to
            a gap in a bylaw of 1934, not in a boatyard.

            The hearing is public and will last two days. The ketch is called <em>Appeal</em>.
        """),
        Embed(
            "https://example.org/planning/ropewalk-slip",
            "3 Ropewalk Slip: all documents",
            "Brinmouth planning register",
            "Plans, letters and photographs in the case, from the first complaint to the appeal.",
        ),
    ),
)

STORIES = (FLOOD_WALL, MARKET_HALL_RENTS, BUDGET_ANALYSIS, INSPECTOR)
