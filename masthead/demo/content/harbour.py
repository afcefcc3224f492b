"""Stories from the harbour and the coast."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import (
    AudioClip,
    FactBox,
    Gallery,
    Heading,
    Photo,
    Related,
    Story,
    TableData,
    Update,
    paragraphs,
    staff,
)

HARBOUR_FIRE = Story(
    key="harbour-fire",
    headline="Fire destroys the last wooden net store on Fish Quay",
    short_headline="Fire destroys Fish Quay net store",
    dek="Forty firefighters fought the blaze for six hours. Nobody was hurt, but eleven crews "
    "have lost their gear in the week before the sprat season.",
    kicker="Fish Quay",
    kind="news",
    section="harbour",
    topics=("fish-quay",),
    bylines=staff("maren"),
    age=timedelta(minutes=40),
    urgency=1,
    lead=Photo(
        "harbour-fire",
        "A timber-framed store burning at night beside dark houses, its flames mirrored in the "
        "harbour, a boat in front",
        "The net store at the height of the fire, seen from the lifeboat slip.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The last of Brinmouth’s wooden net stores burned to its posts in the early hours,
            taking with it the gear of eleven fishing crews and a building that had stood on Fish
            Quay since 1842.

            The alarm was raised at 1.12am by the cook of the trawler <em>Kittiwake</em>, who saw
            “a light in the loft where there isn’t a light”. Eight engines came, two of them
            across the river from Hollin, and a harbour tug turned its pumps on the roof.

            “When we arrived it was through the slates,” said the officer in charge, Ruth Beddowes
            of Estermarch Fire and Rescue. “From then on the task was to save the smokehouse next
            door and the street behind it, and the crews did that.”

            Some 60 people from Capstan Row spent the night in the Seafarers’ Hall. All were home
            by nine, apart from one cat, which came back at ten.
        """),
        Gallery(
            (
                Photo(
                    "fire-crews",
                    "Three firefighters with hoses send arcs of water on to a smoking building "
                    "with glowing windows",
                    "Crews worked from the seaward side, where the wind kept the smoke off them.",
                    "Illustration: Brinmouth Sound",
                ),
                Photo(
                    "quay-after-fire",
                    "Charred posts lean on a wet grey quay behind red and white tape",
                    "By morning only the posts were left. The quay is closed as far as the slip.",
                    "Illustration: Brinmouth Sound",
                ),
                Photo(
                    "harbour-morning",
                    "Fishing boats at their moorings before coloured houses, a low sun over the "
                    "headland",
                    "The boats themselves were untouched. Most stayed in harbour today.",
                    "Illustration: Brinmouth Sound",
                ),
            )
        ),
        Heading("“That’s a year’s work”"),
        *paragraphs("""
            Perran Skewes, who fishes for sprats with his daughter, stood at the tape at first
            light and counted. Four drift nets, two of them new; 200 pots; his grandfather’s
            needle box. “It’s insured, most of it,” he said. “You can’t insure it back into the
            water by next week, though. That’s a year’s work, and it’s the week that pays for the
            year.”

            The Harbour Board has offered space in the ice plant. By breakfast skippers from three
            other ports had rung to say that they had nets to lend.

            The cause is not known. Investigators are looking at a heater in the loft but say that
            they have “an open mind and a lot of wet timber”.
        """),
        FactBox(
            "The net stores",
            (
                "There were once 14 tarred wooden stores on the quay, tall and narrow because "
                "ground rent was charged by the foot.",
                "Nine were lost in the surge of 1978, and four were pulled down in the decade "
                "after it. The last was listed in 1991.",
            ),
        ),
        *paragraphs("""
            <strong>Update:</strong> The Seafarers’ Fund has opened an appeal for the crews and
            says that £8,400 came in during its first two hours. Anyone with film or photographs
            taken before 1am is asked to call the fire service.
        """),
        Related("flood-wall-vote", with_thumbnail=True),
        Related("harbour-bell"),
    ),
    update=Update("Adds the appeal for the crews and the call for photographs.", 22, 10),
)

FERRY = Story(
    key="ferry-timetable",
    headline="Hollin loses its last boat home under new ferry timetable",
    short_headline="Hollin loses its last boat home",
    dek="Villagers say that a final sailing at 8.40pm cuts them off from night school, the "
    "cinema and the second half.",
    kicker="The Hollin ferry",
    kind="news",
    section="harbour",
    topics=("ferry", "transport"),
    bylines=staff("maren"),
    age=timedelta(hours=5, minutes=10),
    urgency=4,
    lead=Photo(
        "ferry",
        "A white and navy passenger ferry with an ochre funnel crossing calm green water, gulls "
        "behind",
        "The Sandpiper on the midday crossing. She has carried the village since 1986.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The last ferry to Hollin will leave Brinmouth at 8.40pm from next month, two hours
            earlier than now, in a timetable that the village learned of from a sheet of paper
            taped inside the waiting room.

            The Hollin Ferry Company says that the 10.40pm boat carried an average of nine people
            last winter and cost £310 a night to run. “We are a small company with one ferry and a
            crew of seven,” said its manager, Alistair Venn. “We can’t run a taxi the size of a
            church hall.”

            Hollin has 1,150 people and no road across the river nearer than Tollgate Bridge, a
            drive of 23 miles. At a meeting in the village school, 140 of them asked Mr Venn to
            think again. Priya Lanyon, 17, who studies for her exams at the Brinmouth library on
            four evenings a week, asked him how she should get home. He said that he did not know.
        """),
        TableData(
            "Evening sailings, Brinmouth to Hollin",
            ("Now", "From next month", "Passengers last winter"),
            (
                ("5.40pm", "5.40pm", "64"),
                ("6.40pm", "6.40pm", "41"),
                ("7.40pm", "No sailing", "22"),
                ("8.40pm", "8.40pm (last boat)", "17"),
                ("9.40pm", "No sailing", "12"),
                ("10.40pm", "No sailing", "9"),
            ),
        ),
        *paragraphs("""
            The borough pays the company £220,000 a year for “a reasonable evening service”, words
            that the contract does not define. The council’s transport lead, Wilhelmina Strake,
            said that her idea of reasonable was later than twenty to nine and that she would say
            so in writing.

            A second plan is already afloat. The rowing club has offered to carry up to six people
            at 10.30pm on Fridays, weather permitting. “You’d have to take an oar,” said its
            captain.
        """),
        Photo(
            "hollin-village",
            "A winding lane between blossoming trees and small houses, with green hills behind",
            "Hollin in spring. The nearest bridge is 23 miles by road.",
            "Illustration: Brinmouth Sound",
        ),
        Related("bridge-closure-analysis", with_thumbnail=True),
        Related("roadworks"),
    ),
)


BELL = Story(
    key="harbour-bell",
    headline="Harbour bell rings again after 48 silent years",
    short_headline="Harbour bell rings after 48 years",
    dek="Cracked in the surge of 1978 and mended by a retired welder, it sounded at slack water "
    "to the hour.",
    kicker="Fish Quay",
    kind="news",
    section="harbour",
    topics=("fish-quay",),
    bylines=staff("yusra"),
    age=timedelta(days=3, hours=7),
    urgency=6,
    lead=Photo(
        "harbour-bell",
        "A large bronze bell hangs in a timber frame with a small roof, sea and morning sky behind",
        "The bell weighs 612 kg and was cast in 1809. Its rope is new.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            At 7.04 in the morning, in front of about 200 people who had been asked to keep quiet
            and for once did, the harbour bell was struck for the first time since the night it
            cracked.

            It gave a low, slightly flat E that carried as far as the golf course. “It was never
            in tune,” said Bertram Quaife, 74, the retired welder who spent two winters mending
            it. “I could have put that right. I was told I’d be run out of town.”
        """),
        AudioClip(
            "harbour-bell",
            "The harbour bell at slack water",
            "Sound: Brinmouth Sound",
            "A deep bell is struck three times. Each stroke rings for about two seconds.",
        ),
        *paragraphs("""
            The bell called the pilot boats out until radio made it unnecessary, and was kept for
            fog. In the surge of 1978 a drifting lighter struck the frame, and a crack 40
            centimetres long ran up from the lip.

            Mr Quaife heated it to 700 degrees in a brick oven built behind the lifeboat station,
            with the crew’s permission and, he said, most of their biscuits. It will now be rung
            at noon on Sundays and whenever the ferry is late, “so, often”.
        """),
        Related("harbour-fire"),
        Related("saltings-longread"),
    ),
)

SEAL = Story(
    key="seal-brief",
    headline="Keep back from seal pup at Marram Beach, wardens ask",
    short_headline="Keep back from seal pup, wardens ask",
    dek="",
    kicker="Wildlife",
    kind="brief",
    section="harbour",
    topics=("wildlife",),
    bylines=(),
    age=timedelta(hours=7, minutes=50),
    urgency=7,
    lead=Photo(
        "seal-beach",
        "A grey seal pup with dark eyes lies on the sand near the tide line",
        "The pup at Marram Beach. It is about three weeks old and in good health.",
        "Illustration: Brinmouth Sound",
    ),
    body=paragraphs("""
        Wardens have roped off 50 metres of Marram Beach after a grey seal pup came ashore there
        yesterday. The pup is healthy and is waiting for its mother, who feeds offshore and will
        not return while people stand near. Dogs must be kept on leads between the groynes until
        it leaves, which is likely to be within ten days.
    """),
)

LIGHTHOUSE = Story(
    key="lighthouse-keepers",
    headline="Wanted: two people to live in a lighthouse. Must like company, and its absence",
    short_headline="Wanted: two people for a lighthouse",
    dek="The cottage at Gannet Point is to let for a year, with 96 steps and a duty to be kind "
    "to walkers.",
    kicker="Gannet Point",
    kind="news",
    section="harbour",
    topics=("wildlife", "weather"),
    bylines=staff("maren"),
    age=timedelta(days=8, hours=1),
    urgency=7,
    lead=Photo(
        "lighthouse-dusk",
        "A red and white lighthouse on a dark cliff sends its beam over the sea at sunset, a lit "
        "cottage beside it",
        "The light at Gannet Point has run without keepers since 1989.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The Coast Trust is looking for a pair of tenants for the keeper’s cottage at Gannet
            Point, at £480 a month, and expects to be busy.

            In exchange for the low rent the tenants must read the rain gauge at nine each
            morning, let school parties up the tower on Thursdays, and give a glass of water to
            anyone on the coast path who asks. There is no shop within four miles and no broadband
            to speak of.

            “Last time 311 people applied,” said the trust’s Marguerite Oban. “We ask them all one
            thing: what did you do the last time the power went off? The best answer so far was
            ‘noticed the stars’. The most honest was ‘cried’. We gave it to both of them.”
        """),
        Related("storm-warning", with_thumbnail=True),
    ),
)

STORIES = (HARBOUR_FIRE, FERRY, BELL, SEAL, LIGHTHOUSE)
