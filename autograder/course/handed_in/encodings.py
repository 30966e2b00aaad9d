"""Which encoding bytes of unknown origin are in: told by what they say in it, never by what merely decodes."""

import codecs

from autograder.lazy_expressions import expression

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the next
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SHOWN = {"cp932": "Shift JIS (CP932)", "euc_jp": "EUC-JP", "euc_kr": "EUC-KR", "gbk": "GBK"}
_LOOKED_AT = 2**16  # bytes: what is not plain by then will not become so
_HALF_WIDTH = expression("[\uff61-\uff9f]")
_KANA = expression("[\u3041-\u30fe]")
_HALF = 0.3  # of a half-width letter: a byte of its own, which almost any other text yields
_JAPANESE = (
    "佐藤鈴木高橋田中伊渡辺山本村小林加吉井松斎清口森池阿部石川前岡長谷後近坂遠青西福太三上下原野島内竹金和"
    "花子郎美一二四五六七八九十課題提出最終版完成回学生番号名演習数値計算機械第月日改修正新旧関数線形報告実験練"
)
_COMMON = {
    "cp932": frozenset(_JAPANESE),
    "euc_jp": frozenset(_JAPANESE),
    "euc_kr": frozenset(
        "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지수현영준은경희정미재"
        "철호동길순자연승훈석원상태과제숙최종제출본완료학번이름보고서실습결과답안수치해석함층소프트맥스의를을는은가"
    ),
    "gbk": frozenset(
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
        "小明伟芳娜敏静丽强磊军洋勇艳杰涛超红课题作业提交最终版完成学号姓名实验报告数值计算第次一二三四五六七八九十答案"
    ),
}
_FOREIGN = expression("[\u0080-\U0010ffff]")
# What Japanese Windows makes of an accent among letters: a full-width or Cyrillic letter, a sign.
_AMONG_LETTERS = expression(rb"[A-Za-z][\x80-\xa5][a-z]{2}")
_ODD_AMONG_LETTERS = expression(
    "[A-Za-z][\uff01-\uff5e\u0400-\u045f\u2500-\u257f\u3001-\u301f]|[A-Za-z][\uff61-\uff9f][a-z]"
)
_NO_LETTER = expression("[\u0370-\u03ff\u2190-\u25ff]")


def marked(content: bytes) -> tuple[str, bytes] | None:
    """The encoding that a byte order mark names, and what follows the mark."""
    return next(((name, content[len(mark) :]) for mark, name in _MARKS if content.startswith(mark)), None)


def wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the null bytes of mostly Latin text stand."""
    head = content[:_LOOKED_AT]
    for width, name in ((4, "utf-32"), (2, "utf-16")):
        for order, kept in (("le", 0), ("be", width - 1)):
            plain = head[kept::width]
            nulls = sum(head[at::width].count(0) for at in range(width) if at != kept)
            if len(content) % width == 0 and b"\0" not in plain and nulls * 4 >= 3 * len(plain) * (width - 1) > 0:
                return f"{name}-{order}"
    return None


def east_asian(content: bytes) -> str | None:
    """The encoding of Japanese, Korean or Chinese text that is not in Unicode; None where nothing decodes."""
    texts = {encoding: text for encoding in SHOWN if (text := _decoded(content, encoding)) is not None}
    return max(texts, key=lambda encoding: _likeliness(encoding, texts[encoding]), default=None)


def _likeliness(encoding: str, text: str) -> float:
    """How much of what is foreign in a text is what people of that language write most, from 0 to 1."""
    foreign = _FOREIGN.findall(text)
    halves = len(_HALF_WIDTH.findall(text))
    common = sum(character in _COMMON[encoding] or bool(_KANA.match(character)) for character in foreign)
    usual = 0.5 if encoding == "cp932" and not halves else 0.0
    return (common + usual * (len(foreign) - common) + _HALF * halves) / max(len(foreign), 1)


def guessed_name(name: bytes) -> str:
    """A file's name from an old zip file, whose encoding nobody has written down."""
    unicode = _decoded(name, "utf-8")
    if unicode is not None:
        return unicode
    western, found = _western(name), east_asian(name)
    if found is None or _AMONG_LETTERS.search(name) or _ODD_AMONG_LETTERS.search(name.decode(found)):
        return western
    return name.decode(found)


def _western(name: bytes) -> str:
    """As MS-DOS wrote it in America, or, where that gives no letters, in Europe."""
    american = name.decode("cp437")
    return name.decode("cp850") if _NO_LETTER.search(american) else american


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
