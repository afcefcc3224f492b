"""Wire items as agencies would send them, in the formats they use; every word is the demo's own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WireFile:
    """A file as it arrives: ``{sent_at}`` and ``{embargo_until}`` in it are filled at loading."""

    source: str
    name: str
    minutes_ago: int
    text: str


def _newsml(
    guid: str,
    *,
    headline: str,
    byline: str,
    place: str,
    urgency: int,
    paragraphs: tuple[str, ...],
    version: int = 1,
    embargo: bool = False,
    note: str = "",
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    embargoed = "<embargoed>{embargo_until}</embargoed>" if embargo else ""
    edit_note = f"<edNote>{note}</edNote>" if note else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}"
  standard="NewsML-G2" standardversion="2.33" conformance="power" xml:lang="en-GB">
 <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
 <rightsInfo><copyrightNotice>Halyard News Agency</copyrightNotice>
  <usageTerms>For subscribers of the Halyard regional service. Not for resale.</usageTerms>
 </rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider><name>Halyard News Agency</name></provider>
  <versionCreated>{{sent_at}}</versionCreated><firstCreated>{{sent_at}}</firstCreated>{embargoed}
  <pubStatus qcode="stat:usable"/>{edit_note}</itemMeta>
 <contentMeta><urgency>{urgency}</urgency><creditline>Halyard</creditline>
  <by>{byline}</by><dateline>{place.upper()}</dateline><located><name>{place}</name></located>
  <headline>{headline}</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml">
  <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>
 </inlineXML></contentSet>
</newsItem>
"""


def _nitf(
    guid: str, *, headline: str, byline: str, urgency: int, paragraphs: tuple[str, ...]
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>{headline}</title><docdata><doc-id id-string="{guid}"/>
<urgency ed-urg="{urgency}"/><date.issue norm="{{sent_at}}"/>
<doc.copyright holder="Orrery Science Wire"/></docdata></head>
<body><body.head><hedline><hl1>{headline}</hl1></hedline>
<byline>{byline}</byline><distributor>Orrery Science Wire</distributor></body.head>
<body.content>{body}</body.content></body></nitf>
"""


WIRE_FILES: tuple[WireFile, ...] = (
    WireFile(
        "Halyard regional service",
        "halyard-rail-strike.xml",
        4,
        _newsml(
            "urn:newsml:halyard.example:rail-strike",
            headline="Rail unions call off Friday’s strike after late deal on rosters",
            byline="Tomas Quill",
            place="Kingsholt",
            urgency=3,
            paragraphs=(
                "Trains will run as normal on Friday after two rail unions suspended a one-day "
                "strike across the eastern region, both sides said.",
                "The operator agreed to publish rosters eight weeks ahead instead of four and to "
                "pay for cancelled rest days. Members will vote on the offer this month.",
                "“Nobody wanted to stand on a platform in November,” the unions’ negotiator, "
                "Dorrie Lamb, said. Extra coaches planned for Thursday evening will still run.",
            ),
        ),
    ),
    WireFile(
        "Halyard regional service",
        "halyard-cod-quota.xml",
        26,
        _newsml(
            "urn:newsml:halyard.example:cod-quota",
            headline="Cod quota for the eastern grounds to rise by a tenth next year",
            byline="Halyard fisheries desk",
            place="Kingsholt",
            urgency=4,
            paragraphs=(
                "Boats on the eastern grounds may land a tenth more cod next year, the first rise "
                "in six years, under figures that ministers are to confirm at midnight.",
                "Scientists had advised a rise of no more than 12 per cent after two good "
                "spawning seasons. Whiting is unchanged and sole is cut by four per cent.",
            ),
            embargo=True,
            note="Embargoed. Figures not to be published or shared with those they concern.",
        ),
    ),
    WireFile(
        "Orrery Science Wire",
        "orrery-starlings.xml",
        51,
        _nitf(
            "orrery-starlings-3",
            headline="Starlings take turns at the cold edge of a roost, radar shows",
            byline="By Orrery nature desk",
            urgency=6,
            paragraphs=(
                "Starlings that sleep at the windward edge of a reed-bed roost one night are most "
                "often found near the middle the next, a winter of radar tracking has shown.",
                "The team followed 212 birds with tags lighter than a paper clip. “It is not "
                "kindness,” its leader, Dr Priya Aldous, said. “It is a queue, and it works.”",
            ),
        ),
    ),
    WireFile(
        "Estermarch County Council",
        "council-notices.rss",
        75,
        """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Estermarch County Council: notices</title>
<link>https://council.example/notices</link><description>Public notices</description>
<item><title>Mobile library: new stops from December</title>
<link>https://council.example/notices/mobile-library</link>
<guid isPermaLink="false">estermarch-notice-2041</guid>
<description>&lt;p&gt;The mobile library will call at Hollin Staithe and Nether Brin every other
Tuesday from December. Stops last forty minutes.&lt;/p&gt;&lt;p&gt;Books can be ordered to a stop
from any branch.&lt;/p&gt;</description></item>
<item><title>Verge cutting ends for the winter</title>
<link>https://council.example/notices/verges</link>
<guid isPermaLink="false">estermarch-notice-2044</guid>
<description>&lt;p&gt;Cutting resumes in March. Sight lines at junctions are kept clear all
year.&lt;/p&gt;</description></item>
</channel></rss>
""",
    ),
)
