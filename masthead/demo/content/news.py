"""General news: schools, roads, an obituary, the wires."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    Bullets,
    FactBox,
    Heading,
    Photo,
    PullQuote,
    Related,
    Story,
    TableData,
    paragraphs,
    staff,
)

ROBOTICS = Story(
    key="robotics-final",
    headline="School robot that almost missed the bus reaches the national final",
    short_headline="School robot reaches national final",
    dek="Staithe Academy’s Mudlarks won the county round with a machine built from a mobility "
    "scooter, two roller blinds and a great deal of patience.",
    kicker="Schools",
    kind="news",
    section="news",
    topics=("schools",),
    bylines=staff("yusra"),
    age=timedelta(hours=9, minutes=20),
    urgency=5,
    lead=Photo(
        "robot",
        "A teal robot on tracks, with round glowing eyes, holds a coral-red ring above its head; "
        "pupils stand behind",
        "Doris lifts a hoop in practice. She placed 17 hoops of 18 in the last round.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Eleven pupils from Staithe Academy will take their robot to the national schools’
            final after beating 31 teams at the county round in Corriston, among them one that had
            arrived with its own lorry.

            The robot is called Doris. She runs on the motors of a scrapped mobility scooter, sees
            through a camera taken from a doorbell, and raises hoops on to a peg with arms that
            were once a pair of roller blinds. She cost £212, of which £40 was glue.

            She nearly did not get there. The school’s minibus failed its inspection the day
            before, and the team, who call themselves the Mudlarks, set out on the 6.15 public bus
            with Doris in two wheelie bins. “The driver asked if they were full,” said the
            captain, Amina Threlkeld, 15. “I said, ‘Of hope.’ He let us on.”
        """),
        PullQuote(
            "The driver asked if the bins were full. I said, ‘Of hope.’ He let us on.",
            "Amina Threlkeld, captain of the Mudlarks",
        ),
        *paragraphs("""
            In the last match one of the arms came loose with 40 seconds to go. Kofi Lund, 13, who
            wrote the driving program, had given Doris a way to carry on with one. “We’d tested it
            by pulling her arm off,” he said. “Not everyone agreed with that at the time.”

            Their teacher, Farid Nasmyth, said that he had mainly provided biscuits and a key.
            “They argue like a parliament and then they vote. It’s slower than me telling them.
            It’s better, too, which is annoying.”

            The final is in five weeks. A parent has offered a van.
        """),
        FactBox(
            "How the contest works",
            (
                "Two robots share an arena four metres square. Each has three minutes to put hoops "
                "on pegs; a hoop on the highest peg is worth nine points.",
                "For the first 20 seconds the robots must act alone, with no driver.",
            ),
        ),
        Related("mossop-wall"),
    ),
)

ROADWORKS = Story(
    key="roadworks",
    headline="Roadworks in Brinmouth this week: what is closed, and how to get round it",
    short_headline="Roadworks this week",
    dek="Staithe Street is shut to through traffic until the gas main is renewed. Buses 3 and 7 "
    "are diverted.",
    kicker="Getting about",
    kind="service",
    section="news",
    topics=("transport", "tollgate-bridge"),
    bylines=(),
    age=timedelta(hours=14),
    urgency=6,
    lead=Photo(
        "road-works",
        "A yellow digger beside an open trench, orange cones, striped barriers and two workers in "
        "bright jackets",
        "The trench in Staithe Street will move uphill by 30 metres a day.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            These are the works that will hold you up in the next seven days. Times are the
            contractors’ own and may slip, above all if it rains.
        """),
        TableData(
            "Closures and delays",
            ("Where", "What", "Until", "Delay"),
            (
                ("Staithe Street, lower end", "Closed: gas main", "18 days", "Diverted"),
                ("Tollgate Bridge", "One lane: bearings", "Sunday", "15 min at peak"),
                ("Ropewalk Lane", "Temporary lights: water", "Thursday", "5 min"),
                ("Coast road at Marram", "Overnight: resurfacing", "Friday", "Nights only"),
            ),
        ),
        Heading("Buses"),
        Bullets(
            (
                "Routes 3 and 7 run by Capstan Row and do not serve the Market Hall stop.",
                "The 11 to the hospital leaves four minutes earlier from Quay Bus Station.",
                "School buses are not affected.",
            )
        ),
        Heading("If you are driving to the hospital"),
        *paragraphs("""
            Leave the ring road at Prewett’s Corner, not at the bridge. Car park C is open to all
            visitors while the works last and costs nothing after 5pm.

            Seen something that is not on the list? Tell <a
            href="https://example.org/brinmouth-travel">the travel desk</a>, or ring during the
            breakfast programme.
        """),
        Related("bridge-closure-analysis"),
    ),
)

OBITUARY = Story(
    key="obituary-tallow",
    headline="Winifred Tallow, the librarian who abolished the fine",
    short_headline="Winifred Tallow, librarian",
    dek="She ran Brinmouth Central Library for 34 years, kept it open through two floods and "
    "lent a generation its first book.",
    kicker="Obituary",
    kind="obituary",
    section="news",
    topics=("libraries",),
    bylines=staff("yusra"),
    age=timedelta(days=1, hours=9),
    urgency=5,
    lead=Photo(
        "portrait-winifred",
        "Drawn portrait of an elderly woman with silver hair in a bun, round glasses and a dark "
        "green jacket",
        "Winifred Tallow. She read the last page first, and advised against it.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Winifred Tallow, who has died aged 91, believed that a library had one rule, which was
            that the book should be with the person who needed it. Everything else she called
            furniture.

            She came to Brinmouth Central Library at 22 as an assistant on the returns desk and
            left it 43 years later, having been borough librarian for 34 of them. In her first
            week in charge she put the fines ledger in the stove. The treasurer objected that
            overdue books had brought in £611 a year. She replied that they had also brought in
            4,000 fewer children, and showed him how she had counted.

            She was born on Capstan Row, the fourth child of a cooper and a net-mender, in a house
            with one book. It was a tide table. “I knew it by heart before I knew it wasn’t a
            story,” she told this station on her retirement. “I thought the sea did different
            things on Tuesdays because somebody had decided it would be dull otherwise.”
        """),
        Photo(
            "library-shelves",
            "Tall shelves of coloured books with a ladder, a green reading lamp and an open book "
            "on a table",
            "The reading room at Brinmouth Central, with the ladder that she forbade and used.",
            "Illustration: Brinmouth Sound",
        ),
        *paragraphs("""
            In the surge of 1978 she and the caretaker carried 9,000 volumes up one flight of
            stairs in a night, starting, to the puzzlement of the committee, with the large-print
            romances. “Those are the ones that somebody is halfway through,” she said. The county
            histories got wet. She dried them on the radiators of the Ropewalk baths, a page at a
            time, until Easter.

            She began the ferry box, a tin trunk of 60 books which crosses to Hollin on the first
            boat on Mondays and comes back on the last boat on Fridays, and which has never, in 52
            years, been a volume short. She would not have Brinmouth’s reading called improving. A
            sign in her office, in her own lettering, said: <em>Nobody was ever made worse by a
            bad book they finished.</em>

            She did not marry. She shared a house on Plover Street for 38 years with Edith Sallis,
            who taught the cello and died nine years ago. She is survived by two nieces, a great
            many borrowers, and the ladder.

            The library will stay open for the whole of the night of her funeral, with the lamps
            lit. Readers are asked to bring back something overdue.
        """),
        Related("budget-analysis"),
        Related("arabic-library"),
    ),
)

BRIDGE = Story(
    key="bridge-closure-analysis",
    headline="Why Tollgate Bridge keeps closing, and why it will go on doing so",
    short_headline="Why Tollgate Bridge keeps closing",
    dek="It is not the fog, the lorries or the council. It is eight lumps of rubber the size of a "
    "mattress.",
    kicker="Explainer",
    kind="analysis",
    section="news",
    topics=("tollgate-bridge", "transport", "ferry"),
    bylines=staff("nadia", "idris"),
    age=timedelta(days=4, hours=6),
    urgency=6,
    lead=Photo(
        "bridge-fog",
        "The towers of a suspension bridge fade into pale fog, one person in a red coat walking "
        "across",
        "Tollgate Bridge in fog. It was shut for some part of 41 days last year.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            Tollgate Bridge was closed or narrowed on 41 days last year, against 12 the year
            before. If you have sat in the queue you will have heard that it was the fog, the new
            lorries or the council. It was the bearings.

            A bridge of this kind is never still. In the course of a warm day the deck grows by 19
            centimetres, and in a gale it sways by 30. What lets it do so without tearing itself
            apart is a set of rubber and steel pads on which the deck rests where it meets the
            towers. There are eight, each about the size of a double mattress, and they were meant
            to last for 40 years. That was 44 years ago.

            Two have now hardened. When the temperature falls quickly the deck sticks, and then
            slips with a bang that can be heard in Hollin. Sensors shut the bridge until an
            engineer has walked it, which takes three hours.

            All eight will be changed, one at a time, with the bridge jacked up by four
            millimetres and traffic in a single lane. Each takes nine days. The maker can deliver
            one every ten weeks. That is where the end date comes from, and it is the spring after
            next.
        """),
        Related("ferry-timetable", with_thumbnail=True),
        *paragraphs("""
            Until then the ferry matters more than it has for a generation, which is why its
            <em>last sailing</em> is being fought over by people who have not been aboard for
            years.
        """),
    ),
)


STORIES = (ROBOTICS, ROADWORKS, OBITUARY, BRIDGE)
