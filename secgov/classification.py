"""The words of the Panel Information Policy and the stages of publication: leaves that everything stands on."""

from django.db import models


class Classification(models.IntegerChoices):
    """The ordered classifications of the Panel Information Policy (SEC M4.13)."""

    WHITE = 1, "White"
    GREEN = 2, "Green"
    AMBER = 3, "Amber"
    RED = 4, "Red"

    @property
    def slug(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> "Classification":
        """The classification called `word` in any case; ValueError with a sentence where there is none."""
        try:
            return cls[word.strip().upper()]
        except KeyError:
            raise ValueError(f"'{word}' is not a classification. Use white, green, amber or red.") from None


class Stage(models.IntegerChoices):
    """How far a record has come out: to the secretariat, to the committee (circulated), or published."""

    SECRETARIAT = 1, "With the secretariat"
    COMMITTEE = 2, "Circulated to the committee"
    PUBLISHED = 3, "Published"


class ClassifiedBy(models.TextChoices):
    """Where a record's classification came from (product.md section 2)."""

    WORKING = "working", "the committee's working classification"
    INHERITED = "inherited", "inherited from what it stands in"
    SET = "set", "set by a person"
    SOURCE = "source", "read from the source"
    UNMARKED = "unmarked", "not marked in the source"
