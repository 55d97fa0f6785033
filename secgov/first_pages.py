"""The first page of a drawn PDF as an image, for the screen before it goes out."""

import hashlib
import io

DOTS_PER_INCH = 72


def key_of(key: str) -> str:
    """Under which key the image of the first page of what was drawn under `key` is kept."""
    return hashlib.sha256(f"{key} first page".encode()).hexdigest()


def image_of(content: bytes) -> bytes:
    """The first page of the PDF `content` as PNG."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  slow import

    document = PdfDocument(content)
    try:
        image = document[0].render(scale=DOTS_PER_INCH / 72).to_pil()
    finally:
        document.close()
    written = io.BytesIO()
    image.convert("P", palette=1, colors=64).save(written, "PNG", optimize=True)
    return written.getvalue()
