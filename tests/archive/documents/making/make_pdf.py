"""Make print_csc.pdf anew from print_csc.html: `python make_pdf.py`, in the project's own environment."""

from pathlib import Path

from weasyprint import HTML

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent


def main() -> None:
    """Write the PDF; with a fixed identifier two runs on one version of WeasyPrint give the same bytes."""
    page = HTML(filename=HERE / "print_csc.html", base_url=str(HERE))
    page.write_pdf(DOCUMENTS / "print_csc.pdf", pdf_identifier=b"print_csc")


if __name__ == "__main__":
    main()
