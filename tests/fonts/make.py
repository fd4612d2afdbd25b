#!/usr/bin/env python3
"""Cuts the fonts of this folder out of Noto, for the texts in tests/glyphs and for all examples.

    apt-get download fonts-noto-cjk fonts-noto-core    # and dpkg -x each into a folder
    pip install fonttools
    tests/fonts/make.py FOLDER/usr/share/fonts

They are small, but what large ones are: two collections with CFF outlines, and TrueType fonts that say how letters join.
"""

import glob
import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

here = Path(__file__).parent
root = here.parent.parent
fonts = Path(sys.argv[1])
texts = [*glob.glob(str(root / "tests/glyphs/*.md")), *glob.glob(str(root / "decks/examples/**/*.md"), recursive=True)]
chars = {c for text in texts for c in Path(text).read_text(encoding="utf-8") if ord(c) > 0x250}
# What decks say of themselves.
for words in glob.glob(str(root / "src/words/*.yaml")):
    chars |= {c for c in Path(words).read_text(encoding="utf-8").partition("\ndeck:")[2] if ord(c) > 0x250}
# What tests write beside.
chars |= set("漢字仮名かなカナ、。「」（）ー・…々〜！？：；％￥　ぁァっッゃャ한글年月日時分秒午前後翌頃不明→✓■①")


def cut(font, wanted, drop):
    options = subset.Options(layout_features=[] if drop else ["*"], hinting=False, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG"] if drop else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in wanted])
    subsetter.subset(font)
    # Dates would make each run another file.
    font.recalcTimestamp = False
    return font


for weight in ["Regular", "Bold"]:
    whole = TTCollection(str(fonts / f"opentype/noto/NotoSansCJK-{weight}.ttc"))
    of = {font["name"].getDebugName(1): font for font in whole.fonts}
    small = TTCollection()
    for name in ["JP", "KR", "SC"]:
        font = next(font for family, font in of.items() if family.startswith(f"Noto Sans CJK {name}"))
        own = {c for c in chars if ord(c) in font.getBestCmap() and (name == "KR") == ("\uac00" <= c <= "\ud7a3")}
        file = io.BytesIO()
        cut(font, own, True).save(file)
        small.fonts.append(TTFont(io.BytesIO(file.getvalue())))
    small.save(str(here / f"NotoSansCJK-{weight}.ttc"))
    for script, (first, last) in {"Arabic": (0x600, 0x6FF), "Hebrew": (0x590, 0x5FF), "Devanagari": (0x900, 0x97F)}.items():
        if script == "Devanagari" and weight == "Bold":
            continue
        font = TTFont(str(fonts / f"truetype/noto/NotoSans{script}-{weight}.ttf"))
        wanted = {chr(code) for code in range(first, last + 1)} if script != "Devanagari" else set("नमस्ते दुनिया क्षत्रिय")
        if script == "Arabic":
            wanted = {c for c in chars if first <= ord(c) <= last} | set("سلام")
        cut(font, wanted, False).save(str(here / f"NotoSans{script}-{weight}.ttf"))
