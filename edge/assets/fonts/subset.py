"""Makes Inter-Regular.ttf and Inter-SemiBold.ttf from the full static fonts: see README.md."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

# Latin with its extensions, Greek, Cyrillic, punctuation, currencies, and the box that stands for what is missing.
CHARACTERS = (
    "20-7E A0-180 18F 192 1A0-1A1 1AF-1B0 1CD-1DC 1E6-1E7 1EA-1EB 1F4-1F5 1FA-21B 226-233 237 259 2B9-2BC 2C6-2C7 "
    "2D8-2DD 300-304 306-30C 323 326-328 331 386 388-38A 38C 38E-3A1 3A3-3CE 400-45F 490-493 496-497 49A-49B 4A2-4A3 "
    "4AE-4B3 4BA-4BB 4D8-4D9 4E8-4E9 1E00-1EFF 2000-200A 2010-2015 2018-201E 2020-2022 2026 202F 2030 2032-2033 "
    "2039-203A 2044 2070 2074-2079 2080-2089 20A0-20BF 2113 2116 2122 2126 215B-215E 2190-2193 2212 2215 2248 2260 "
    "2264-2265 25A1 25CF 2713"
)


def code_points():
    for part in CHARACTERS.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def give_figures_one_width(font):
    """Maps each figure to its tabular form and takes kerning from it, so that columns line up without any feature."""
    lookups = font["GSUB"].table.LookupList.Lookup
    tabular = {}
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for subtable in lookups[index].SubTable:
                    tabular.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    figures = {font.getBestCmap()[ord(figure)]: tabular[font.getBestCmap()[ord(figure)]] for figure in "0123456789"}
    for table in font["cmap"].tables:
        table.cmap = {code: figures.get(glyph, glyph) for code, glyph in table.cmap.items()}
    without_kerning = set(figures.values())
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            if type(subtable).__name__ == "PairPos":
                take_kerning(subtable, without_kerning)


def take_kerning(pairs, glyphs):
    if pairs.Format == 1:
        for pair_set in pairs.PairSet:
            pair_set.PairValueRecord = [pair for pair in pair_set.PairValueRecord if pair.SecondGlyph not in glyphs]
            pair_set.PairValueCount = len(pair_set.PairValueRecord)
        kept = [(g, s) for g, s in zip(pairs.Coverage.glyphs, pairs.PairSet) if g not in glyphs]
        pairs.Coverage.glyphs, pairs.PairSet = [g for g, _ in kept], [s for _, s in kept]
        pairs.PairSetCount = len(kept)
    else:
        # What has no class is in class 0, which no pair moves.
        pairs.Coverage.glyphs = [glyph for glyph in pairs.Coverage.glyphs if glyph not in glyphs]
        for classes in (pairs.ClassDef1.classDefs, pairs.ClassDef2.classDefs):
            for glyph in glyphs:
                classes.pop(glyph, None)


def make(source, target):
    options = subset.Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl"],
        hinting=False,
        notdef_outline=True,
        name_IDs=[6],
        recalc_timestamp=False,
    )
    font = TTFont(source, recalcTimestamp=False)
    give_figures_one_width(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(code_points()))
    subsetter.subset(font)
    # Every PDF carries outlines, widths and kerning: on a grid of 500 units they take a tenth less of it than on the
    # original 2048, and a unit is still far below what a printer shows at the sizes of a document.
    scale_upem(font, 500)
    font.save(target)


if __name__ == "__main__":
    folder = Path(__file__).parents[3] / "public/assets/fonts"
    regular, semi_bold = sys.argv[1:]
    make(regular, folder / "Inter-Regular.ttf")
    make(semi_bold, folder / "Inter-SemiBold.ttf")
