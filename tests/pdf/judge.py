"""PDF files as other programs see them: their syntax by qpdf, their text and their pages by PDFium.

Takes a folder of files and a folder for pictures; answers JSON: per file what qpdf complains about, the text of each page, the
share of dark pixels of the first and the last one, and whatever lies in the file.
"""

import json
import sys
from pathlib import Path

import pikepdf
import pypdfium2


def dark_share(image):
    histogram = image.convert("L").histogram()
    return sum(histogram[:128]) / sum(histogram)


def look(path, pictures):
    with pikepdf.open(path) as file:
        problems = [str(problem) for problem in file.check_pdf_syntax()]
        attached = {name: len(spec.get_file().read_bytes()) for name, spec in file.attachments.items()}
    texts, dark = [], []
    document = pypdfium2.PdfDocument(path)
    for place, page in enumerate(document):
        texts.append(page.get_textpage().get_text_bounded())
        if place in (0, len(document) - 1):
            image = page.render(scale=1.2).to_pil()
            dark.append(dark_share(image))
            image.save(pictures / f"{path.stem}-{place + 1}.png")
    return {"problems": problems, "texts": texts, "dark": dark, "attached": attached}


def main():
    folder, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    pictures.mkdir(parents=True, exist_ok=True)
    json.dump({path.stem: look(path, pictures) for path in sorted(folder.glob("*.pdf"))}, sys.stdout)


main()
