"""Make the two Word documents anew: `python make_docx.py`, in an environment that has python-docx."""

from pathlib import Path

import smki
import tabasc
import word

DOCUMENTS = Path(__file__).resolve().parents[1]


def main() -> None:
    word.save(tabasc.make(), DOCUMENTS / "word_tabasc.docx")
    word.save(smki.make(), DOCUMENTS / "word_smki.docx")


if __name__ == "__main__":
    main()
