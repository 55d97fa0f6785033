// The jump box takes the focus when "/" is pressed anywhere outside a field; Escape gives it back.

const box = document.querySelector("[data-house-jump]");

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!box || isTyping(event.target)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

box?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") box.blur();
});
