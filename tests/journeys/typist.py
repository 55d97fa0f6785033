"""A secretary at the keyboard: what hands do on the page on which minutes are typed. The mouse is never touched."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

SECONDS = 1000


@dataclass(frozen=True)
class Typist:
    """Hands on the page of a meeting that is being minuted."""

    page: Page
    ref: str

    def sits_down(self) -> "Typist":
        self.page.goto(f"/meetings/{self.ref}/edit/")
        expect(self.page.locator("body.is-live")).to_be_attached(timeout=15 * SECONDS)
        return self

    def goes_to(self, item: str) -> None:
        """To the place at the end of `item` ("item 3") where the next entry is typed."""
        self.page.locator(f"[data-house-place='{item}'] + [data-house-type]").focus()
        self.presses("Enter")
        expect(self.caret).to_be_focused()

    def opens(self, words: str) -> None:
        """Open the entry that says `words`."""
        self.entry(words).focus()
        self.presses("Enter")
        expect(self.caret).to_be_focused()

    def types(self, words: str, *, delay: float = 2) -> None:
        self.page.keyboard.type(words, delay=delay)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def leaves(self) -> None:
        """Leave the entry; the page says nothing more when all is stored."""
        self.presses("Escape")
        expect(self.page.locator(".typing")).to_have_count(0)

    def has_saved(self) -> None:
        """Wait, as long as the promise is, until the entry under the caret is saved."""
        expect(self.state).to_contain_text("Saved", timeout=4 * SECONDS)

    @property
    def caret(self) -> Locator:
        return self.page.locator(".typing .ProseMirror")

    @property
    def state(self) -> Locator:
        return self.page.locator(".typing-state")

    def entry(self, words: str) -> Locator:
        return self.page.locator("[data-house-entry]").filter(has_text=words).last


def typist(window: BrowserContext, ref: str) -> Typist:
    """Somebody who has sat down at the minutes `ref` in `window`."""
    return Typist(window.new_page(), ref).sits_down()
