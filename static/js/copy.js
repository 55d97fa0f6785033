// A button with data-house-copy puts that text (or the page's address) on the clipboard and says so.

for (const button of document.querySelectorAll("[data-house-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.textContent;
    await navigator.clipboard.writeText(button.dataset.houseCopy || window.location.href);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
