"""The long read: a winter with the people who keep the Saltings dry."""

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

SALTINGS = Story(
    key="saltings-longread",
    headline="The keepers of the low ground",
    short_headline="The keepers of the low ground",
    dek="For 138 years somebody has stayed awake in a brick hall by the Long Drain so that two "
    "thousand families can sleep below the sea. Maren Oldcastle spent a winter on the night shift.",
    kicker="The long read",
    kind="news",
    section="news",
    topics=("the-saltings", "flood-defence", "weather"),
    bylines=staff("maren"),
    age=timedelta(days=1, hours=3),
    urgency=5,
    lead=Photo(
        "pumping-station",
        "A brick pumping hall with a tall chimney beside black water under the moon, a figure in "
        "its one lit window",
        "Number One station on the Long Drain, a little after two in the morning.",
        "Illustration: Brinmouth Sound",
    ),
    body=(
        *paragraphs("""
            The first thing that Josie Munk does when she comes on at ten is to put her hand flat
            on the casing of Number Two pump and leave it there, as one might with a horse. The
            gauges are a yard from her nose. She looks at them afterwards.

            “They tell you what it’s doing,” she says. “They don’t tell you how it feels about
            it.”

            The pump is 63 years old, painted the green of old buses, and can lift four tonnes of
            water a second out of the Long Drain and over the bank into the River Brin. There are
            two more like it. Between them they are the reason that the Saltings, 2,140 homes, two
            schools, a chapel, a bowling green and the better of Brinmouth’s chip shops, are a
            part of the town and not a part of the estuary.

            On most nights nobody needs them. Rain falls on the low ground, runs down the street
            drains into the Long Drain, waits there until the tide goes out, and leaves through a
            pair of iron doors that the river itself pushes open and shut. It is when the rain
            comes at high water, and the doors stay shut, that somebody has to do something. For
            138 years there has been somebody.

            I asked to sit with them for a winter because I live there. My house is at the bottom
            of Tern Street. The step is 40 centimetres above the level of the drain and a metre
            and a half below an ordinary spring tide, and in nineteen years of reporting on this
            town I had never met the people who kept it so.
        """),
        Heading("A town drawn too large"),
        *paragraphs("""
            The Saltings should not exist. On the oldest map in the borough archive the land east
            of the church is hatched to show mud, and someone has written across it, in a neat
            hand, <em>good for geese</em>.

            In the 1880s the town ran out of room. The railway had come, the harbour was full, and
            families were living nine to a cellar behind Fish Quay. An alderman called Josiah
            Prewett, who owned the mud, proposed that it should be drained. He put up the bank,
            dug the drain, built the station with two steam engines and a chimney 30 metres high,
            and laid out eleven streets named after the birds that had lived there.

            He made a fortune and, to be just to him, moved in. The house on the corner of Curlew
            Street still has his initials over the door, and a line cut into the stone beside
            them, at the height of a man’s knee, for the first time that the pumps failed.
        """),
        Photo(
            "saltmarsh",
            "A creek winds through reeds and marsh grass at first light, geese in a long line "
            "overhead",
            "What the Saltings were: the last undrained marsh, east of the bank.",
            "Illustration: Brinmouth Sound",
        ),
        *paragraphs("""
            There are more lines now. Anyone who has sold a house here knows them, and knows how a
            chest of drawers can be placed. The highest is from 1978. It is on the wall of the
            school hall, above the coat pegs of the infants, with a brass plate that gives the
            date and adds nothing.
        """),
        Heading("The night nobody went home"),
        *paragraphs("""
            Arthur Pell is 83 and the only one left of the four who were in the station that
            night. He lives on Plover Street with a budgerigar and a view of the chimney, and he
            has told the story often enough to be suspicious of it.

            “People want it to be brave,” he says. “It was mostly plumbing.”

            On 11 January 1978 the tide was predicted at 4.4 metres. By nine in the evening it had
            passed that with two hours still to rise, pushed up the estuary by a wind that was
            taking slates off the gasworks. At ten the shift changed. The men going off looked at
            the gauge, took their coats off again and hung them up. That is the whole of what the
            inquiry later called “a decision of great consequence”.

            At 11.20 the sea came over the bank at the railway arch. It filled the streets from
            the east, in the dark, at about the speed of a person walking. The station’s floor had
            been built a metre higher than the ground about it. The water stopped, Mr Pell says,
            at the second step, where you could have sailed a toy boat in at the door.

            “Now the engineer, Mr Lusk, he says a thing I’ve always remembered. He says, ‘We can’t
            pump the sea.’ And he’s right, you can’t. You’d be lifting it over the bank and it’d
            be coming back round. So what you do is, you keep the pumps turning, because a pump
            that’s stopped with water on it won’t start again for a week. You keep them turning,
            and you wait for it to be low tide, and then you’ve got six hours.”

            They kept them turning. The coal was wet; they burned the benches, the lockers and, at
            about four, the superintendent’s piano, which had been brought in for the children’s
            party. When the tide dropped at five they opened everything. By noon the next day the
            water was out of the upper five streets. No one had died. In the towns on either side,
            where the pumps had been abandoned, it took eleven days, and the houses had to come
            down.
        """),
        PullQuote(
            "People want it to be brave. It was mostly plumbing.",
            "Arthur Pell, who was on shift in the surge of 1978",
        ),
        *paragraphs("""
            The four of them were given a clock each. Mr Pell’s stands on the budgerigar’s side of
            the room and is seven minutes fast. “Ready for it,” he says.
        """),
        Heading("What the numbers hear"),
        *paragraphs("""
            There has been a computer in the station since 2003. It reads the rain in six gardens,
            the level of the drain at nine places and the tide at the harbour mouth, and on a
            night with nothing wrong it could run the place alone. The drainage board, which has
            to find £1.3m a year from a rate that people resent, has pointed this out.

            It could run the place, Ms Munk agrees, and most nights it does. She is 38 and was a
            ship’s engineer for eleven years before her knees and her son made her look for
            something with a front door. She is one of five on the rota now. There were fourteen
            when she was born.

            In the third week of January I am there on a night when it is wrong. The forecast is
            for eight millimetres, spread until morning; what arrives is a squall that drops
            nineteen in forty minutes, an hour before high water. The screen shows the drain
            rising and, calmly, in green, calls for one pump.

            She has already started it. She heard the rain on the roof of the annexe change, she
            says later, from “frying” to “applause”, and put her boots on. By the time the screen
            turns yellow she has two running, and is outside in the dark with a rake.

            This is the part that the computer cannot do. The water comes down the Long Drain
            carrying everything that a town has put in its gutters: leaves, a football, carrier
            bags, a garden chair, once a wedding dress. It meets a grid of iron bars in front of
            the pumps, and if no one clears the bars they block, and the drain rises, and the
            pumps run dry and burn. The rake is four metres long. In a storm you can pull half a
            tonne an hour on to the bank, by hand, in the light of one lamp, and the station has
            had a rake since 1888.

            “I’ve asked for a machine,” she says, hauling. “There’s one that does it, with a
            chain. It’s ninety thousand pounds. They say there’ll be one with the wall.”

            At ten past three the rain stops as if a door had been closed on it. The level hangs
            for a quarter of an hour, thirty centimetres under the step of my house, and then
            begins to fall. She makes tea. Her hands are shaking a little, and she holds the mug
            until they are not. On Tern Street, when I walk home at six, a man is scraping ice
            from his windscreen and swearing at the price of parking. There is nothing whatever to
            see.
        """),
        Related("flood-wall-vote", with_thumbnail=True),
        Heading("The wall and the drain"),
        *paragraphs("""
            This week the council votes on a wall. At 1.4 metres above the promenade it would keep
            out a sea like that of 1978 with a hand’s breadth to spare, and nearly everybody I
            spoke to on the low ground is for it, in the way that one is for a hospital.

            What it will not do, and what the drawings say on their fourteenth sheet, is to let
            the rain out. A wall that keeps the river from coming in keeps the drain from running
            down to it. When the new gates are shut, which the engineers expect on about 30 tides
            a year now and 90 by the middle of the century, the only way out of the Saltings for a
            drop of water will be through Josie Munk’s pumps.

            “It makes the station more important, and I don’t think that has sunk in,” says Dr
            Halina Oster, who teaches coastal engineering at the county college and advised the
            council. “People hear ‘wall’ and think of something that just stands there. This is
            more like a bath with a very good rim. You still have to mind the taps.”

            The scheme sets aside £2.1m for the station: two new pumps, a raking machine, a
            generator. It also assumes, in a line of the running costs that I had to ask about
            twice, a staff of two. The board says that nothing has been decided. The rota on the
            wall of the mess room, in biro, goes up to the end of March.
        """),
        FactBox(
            "Number One station",
            (
                "Built in 1887–88 for two beam engines; diesel from 1931; electric since 1963. The "
                "chimney has had no fire under it since then and is home to peregrines.",
                "The three pumps can move 12 tonnes of water a second between them, enough to "
                "empty the Ropewalk swimming bath in under a minute.",
                "The Long Drain is 3.8 km long and falls 61 cm from one end to the other.",
            ),
        ),
        Heading("Good for geese"),
        *paragraphs("""
            On my last night it is clear and very cold. The drain is so still that the moon lies
            in it without a crease. Mr Pell has come, as he does about once a month, in his good
            coat, with a tin of shortbread, on the understanding that he is there to see that the
            clock is right.

            He puts his hand on the casing of Number Two. She watches him do it. Neither of them
            says anything, and it comes to me that I had thought of this as her habit.

            “Who showed you that?” I ask him.

            “Mr Lusk.”

            “Who showed him?”

            He considers it. “It’d have been steam, then,” he says. “You’d have burned yourself.”
            But he goes on standing there, and after a while he says that there was a thing the
            old men used to do with the beam engines, before his time: they would lay a palm on
            the wall beside them, on the brick, because the brick was warm and you could feel the
            stroke in it. There is a place by the door, at shoulder height, where the wall is worn
            smooth.

            We go and look. It is just wide enough for a hand.

            At five the geese come over from the last of the marsh, as they have on every winter
            morning since before there was anybody to write it on a map. Ms Munk notes the level
            in the book: 0.84 metres, falling. Then, because there is a column for remarks and she
            is a thorough person, she writes what the keepers have written there on most nights
            for 138 years, and what I had not known, until this winter, that I owed to anyone.

            <em>Nothing to report.</em>
        """),
        Related("budget-analysis"),
        Related("mossop-wall"),
    ),
)

STORIES = (SALTINGS,)
