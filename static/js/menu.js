// A menu that opened closes again with Escape, with a click elsewhere, and when the focus leaves it.

function close(menu, { refocus = false } = {}) {
  menu.removeAttribute("open");
  if (refocus) menu.querySelector("summary").focus();
}

function openMenus() {
  return document.querySelectorAll("details[data-house-menu][open]");
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) close(menu, { refocus: menu.contains(document.activeElement) });
});

for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) close(menu);
  });
}
