"""Two hundred public addresses as feeds, pictures and pages have them; each must be askable."""

_HOSTS = (
    "example.org", "www.example.com", "feeds.news.example.net", "a.bc", "x--y.example.org",
    "my_feeds.example.org", "123.example.org", "4chan.example.org", "1e100.example.net",
    "news-24.example.co.uk", "example.museum", "example.photography", "0x.example.org",
    "xn--bcher-kva.example.org", "xn--fiqs8s.example.org", "local.example.org", "lan.example.org",
    "localhost.example.org", "internal-news.example.org", "home.example.org",
    "corporate.example.org", "metadata.example.org", "bücher.example.org", "straße.example.org",
    "zürich.example.org", "münchen.example.org", "été.example.org", "niño.example.org",
    "smørrebrød.example.org", "łódź.example.org", "ελλάδα.example.org", "пример.example.org",
    "новости.рф", "новини.укр", "日本.example.org", "ニュース.example.org", "中文.中国",
    "뉴스.한국", "خبر.example.org", "חדשות.example.org", "समाचार.भारत", "ข่าว.ไทย",
    "ＮＥＷＳ.example.org", "EXAMPLE.org", "Example.ORG.", "93.184.215.14", "1.1.1.1",
    "223.255.255.254",
    "[2606:4700:4700::1111]", "[2A00:1450:4001:082B:0:0:0:200E]",
)  # fmt: skip

_PATHS = (
    "", "/", "/feed", "/rss.xml", "/feed/?format=rss", "/index.php?id=1&type=100#top",
    "/2026/06/01/a-story.html", "/~user/feed.rdf", "/a/b/../c/./d.atom", "/a//b///c",
    "/with space/Zürich", "/with%20space/Z%C3%BCrich", "/tag/%E6%97%A5%E6%9C%AC",
    "/日本/ニュース.xml", "/a;b=c,d/(e)/f!g", "/100%", "/50%25off", "/@editor/feed", "/a:b:c",
    "/redirect/http://x.example/", "?q=election+results", "?a[]=1&a[]=2", "?q=„Zitat“&x=<b>",
    "?next=/a%0d%0aX:y",
    "?u=me@x.example", "?empty=", "?", "#part", "/feed?x=1?y=2",
    "/|pipe|^caret`tick{brace}", "/.hidden/..double",
    "/" + "long/" * 300, "?" + "k=v&" * 900,
)  # fmt: skip

_STARTS = ("http://", "https://", "HTTP://", "HtTpS://")

GOOD_ADDRESSES = (
    *(f"https://{host}/news/feed.xml" for host in _HOSTS),
    *(f"http://{host}" for host in _HOSTS),
    *(f"https://{host}:443/?page=2" for host in _HOSTS[::2]),
    *(f"http://{host}:80/a" for host in _HOSTS[::2]),
    *(f"https://www.example.org{path}" for path in _PATHS),
    *(f"http://nachrichten.zürich.example:80{path}" for path in _PATHS),
    *(f"{start}www.example.org/feed" for start in _STARTS),
    *(f"  https://www.example.org/pasted/{number}\n" for number in range(3)),
    "http://example.org:443/", "https://example.org:80/", "http://example.org:/empty-port",
    "http://" + "a" * 63 + ".example.org/", "http://" + "a." * 110 + "example.org/",
)  # fmt: skip
