"""The station, its sections, its staff, its topics and the agencies it takes."""

from __future__ import annotations

from masthead.demo.content.shapes import Agency, Author, Section, Station, Topic

STATION = Station(
    name="Brinmouth Sound",
    tagline="Radio, television and news from the mouth of the Brin",
    # Broadcasting ends at 108 MHz, so that no real station can have this frequency.
    frequency="113.4 FM",
    town="Brinmouth",
    county="Estermarch",
    host="brinmouth.example",
    zone="Europe/London",
    language="en-GB",
)

SECTIONS = (
    Section("news", "News", "What happened in Brinmouth and the villages, and what it means."),
    Section("council", "Council", "The borough chamber: votes, budgets, plans and appeals."),
    Section("harbour", "Harbour & Coast", "The port, the ferry, the weather and the sea’s edge."),
    Section("business", "Business", "Work, shops, energy and money in Estermarch."),
    Section("sport", "Sport", "The Cormorants, the clubs and the Sunday leagues."),
    Section("culture", "Culture", "Music, books, festivals, food and the people behind them."),
    Section("opinion", "Opinion", "Columns and arguments. The views are the writers’ own."),
)

AUTHORS = (
    Author(
        "maren",
        "Maren Oldcastle",
        "maren-oldcastle",
        "Chief reporter",
        "Maren has covered Brinmouth for 19 years, three storm surges and two harbour masters. "
        "She grew up above a chandler’s shop on Fish Quay and presents the Friday phone-in.",
        "portrait-maren",
        "Drawn portrait of a woman with a copper-coloured bob and a teal jacket",
    ),
    Author(
        "idris",
        "Idris Penharrow",
        "idris-penharrow",
        "Council and planning reporter",
        "Idris reads the agendas so that you need not. He joined from the Hollin parish "
        "newsletter and has missed one full council meeting in eight years.",
        "portrait-idris",
        "Drawn portrait of a bearded man with round glasses and a navy jacket",
    ),
    Author(
        "nadia",
        "Nadia Ferrow",
        "nadia-ferrow",
        "Business editor",
        "Nadia trained as an accountant and still asks to see the ledger. She writes about work, "
        "energy and the price of things.",
        "portrait-nadia",
        "Drawn portrait of a woman with dark hair in a high bun and a wine-red jacket",
    ),
    Author(
        "callum",
        "Callum Dunnock",
        "callum-dunnock",
        "Sports editor and commentator",
        "Callum is the voice of Saturday afternoons on Brinmouth Sound. He kept goal for Hollin "
        "Rovers until his knees asked him to stop.",
        "portrait-callum",
        "Drawn portrait of a man with fair hair, a short beard and a green jacket",
    ),
    Author(
        "yusra",
        "Yusra Haddow",
        "yusra-haddow",
        "Culture editor",
        "Yusra covers books, music and the festivals, and edits the station’s Arabic pages. She "
        "came to Brinmouth for a summer and has stayed eleven years.",
        "portrait-yusra",
        "Drawn portrait of a smiling woman in an ochre headscarf and a plum dress",
    ),
    Author(
        "yusra-ar",
        "يُسرى حدّو",
        "yusra-haddow-ar",
        "محرّرة الصفحات العربية",
        "تكتب يُسرى عن الكتب والموسيقى والمهرجانات وتحرّر صفحات الإذاعة العربية. جاءت إلى برينماوث "
        "لصيف واحد وبقيت أحد عشر عامًا.",
        "portrait-yusra",
        "صورة مرسومة لامرأة مبتسمة بوشاح أصفر وثوب بلون الخوخ",
    ),
    Author(
        "greta",
        "Greta Mossop",
        "greta-mossop",
        "Columnist",
        "Greta taught geography at Staithe Academy for 31 years. Her column appears when she "
        "has something to say, which is most weeks.",
        "portrait-greta",
        "Drawn portrait of an older woman with white curls, round glasses and a brick-red coat",
    ),
)

TOPICS = (
    Topic("flood-defence", "Flood defence"),
    Topic("ferry", "The Hollin ferry"),
    Topic("fish-quay", "Fish Quay"),
    Topic("tollgate-bridge", "Tollgate Bridge"),
    Topic("the-saltings", "The Saltings"),
    Topic("schools", "Schools"),
    Topic("libraries", "Libraries"),
    Topic("transport", "Roads and transport"),
    Topic("energy", "Energy"),
    Topic("football", "Football"),
    Topic("wildlife", "Wildlife"),
    Topic("weather", "Weather"),
    Topic("festivals", "Festivals"),
    Topic("market-hall", "The Market Hall"),
)

AGENCIES = (
    Agency(
        "halyard",
        "Halyard News Agency",
        "Halyard",
        "For subscribers of the Halyard regional service. Not for resale or syndication.",
    ),
    Agency(
        "orrery",
        "Orrery Science Wire",
        "Orrery",
        "Free to publish with credit. Text may be shortened but not otherwise changed.",
    ),
)
