"""Stories in languages other than English, two of them written from right to left."""

from __future__ import annotations

from datetime import timedelta

from masthead.demo.content.shapes import Paragraph, Photo, Related, Story, paragraphs, staff

ARABIC = Story(
    key="arabic-library",
    headline="مكتبة برينماوث المركزية تفتتح ركنًا للكتب العربية",
    short_headline="ركن للكتب العربية في المكتبة",
    dek="يضم الركن الجديد أربعمئة كتاب تبرعت بها عائلات من المدينة، وساعة قراءة أسبوعية للأطفال.",
    kicker="ثقافة",
    kind="news",
    section="culture",
    topics=("libraries",),
    bylines=staff("yusra"),
    age=timedelta(days=2, hours=8),
    urgency=6,
    language="ar",
    place="برينماوث",
    lead=Photo(
        "library-shelves",
        "رفوف عالية مليئة بكتب ملونة، وسلّم خشبي، ومصباح أخضر بجانب كتاب مفتوح",
        "قاعة القراءة في المكتبة المركزية، حيث يقع الركن الجديد.",
        "رسم: برينماوث ساوند",
    ),
    body=(
        *paragraphs("""
            افتتحت المكتبة المركزية في برينماوث ركنًا للكتب العربية يضم أربعمئة كتاب، تبرعت
            بمعظمها عائلات تقيم في المدينة.

            وقالت أمينة المكتبة إن الفكرة بدأت حين سألتها طفلة في الثامنة عن قصة بلغة جدتها.
            وأضافت: «لم يكن لدينا سوى ثلاثة كتب، وكان أحدها ممزقًا».

            وتُقام ساعة قراءة للأطفال كل يوم سبت في العاشرة صباحًا، والدخول مجاني للجميع.
        """),
        Related("obituary-tallow"),
    ),
)

HEBREW = Story(
    key="hebrew-bakery",
    headline="המאפייה ברחוב סטיית׳ חוגגת חמישים שנה",
    short_headline="המאפייה חוגגת חמישים שנה",
    dek="שלושה דורות, תנור אחד ותור שמתחיל לפני הזריחה.",
    kicker="העיר",
    kind="brief",
    section="culture",
    topics=("market-hall",),
    bylines=staff("yusra"),
    age=timedelta(days=10, hours=5),
    urgency=7,
    language="he",
    place="ברינמות׳",
    body=paragraphs("""
        המאפייה המשפחתית ברחוב סטיית׳ ציינה השבוע חמישים שנה לפתיחתה. התנור הוא אותו תנור, ורק
        האופים התחלפו: הסבתא, הבן, ועכשיו הנכדה.

        ״אנשים באים בשביל הלחם ונשארים בשביל השיחה״, אמרה הנכדה. ביום שישי נמכרו ארבע מאות חלות עד
        שמונה בבוקר.
    """),
)

JAPANESE = Story(
    key="japanese-sister-town",
    headline="姉妹都市の潮見崎から中学生12人、灯籠まつりに参加",
    short_headline="潮見崎の中学生、灯籠まつりへ",
    dek="紙と竹で作った灯籠を手に、ブリンマスの子どもたちと港まで歩いた。",
    kicker="国際交流",
    kind="news",
    section="culture",
    topics=("festivals", "schools"),
    bylines=staff("yusra"),
    age=timedelta(days=11, hours=20),
    urgency=7,
    language="ja",
    place="ブリンマス",
    lead=Photo(
        "lantern-festival",
        "暗い通りの上に色とりどりの紙の灯籠が並び、明かりを持つ人びとで埋まっている",
        "スティス通りの灯籠まつり。約一万個の明かりがともった。",
        "イラスト：ブリンマス・サウンド",
    ),
    body=(
        Paragraph(
            "ブリンマスの姉妹都市である潮見崎から中学生12人が訪れ、恒例の灯籠まつりに参加した。"
            "生徒たちは到着の翌日から市場の二階で地元の子どもたちと灯籠を作り、"
            "当日は港までの坂道を一緒に歩いた。"
        ),
        Paragraph(
            "潮見崎の生徒の一人は「言葉が通じなくても、のりの付け方は見れば分かる」と笑顔で話した。"
            "灯籠は最後に浜で燃やすのが習わしだが、一つだけ船に乗せて持ち帰ることになった。"
        ),
        Paragraph(
            "両市の交流は今年で28年目。来年の春には、ブリンマスの生徒が潮見崎を訪ねる予定だ。"
        ),
        Related("lantern-night", with_thumbnail=True),
    ),
)

STORIES = (ARABIC, HEBREW, JAPANESE)
