// One key does what a button does: data-house-key on the button names it. Nothing happens while somebody types.

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false])") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const button = document.querySelector(`[data-house-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
