"""The names of papers and of their files that are withheld, for whoever may read them."""

from meetings.models import Paper, PaperVersion, WithheldName
from secgov.access import Reader


def name_for(version: PaperVersion, reader: Reader) -> str:
    """What the file of `version` is called for `reader`: its own name, or what stands in its place. One query."""
    known = WithheldName.objects.filter(version=version).visible_to(reader).first()
    return known.words if known is not None else version.file_name


def names_of(paper: Paper, reader: Reader) -> list[WithheldName]:
    """What is withheld of the title and file names of `paper`, as far as `reader` may read it."""
    names = WithheldName.objects.within(paper.uid).visible_to(reader).select_related("paper", "version")
    return [name for name in names.order_by("-paper", "version__number") if name.is_withheld]
