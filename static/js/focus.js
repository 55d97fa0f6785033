// An error summary takes the focus when the page opens, so that it is read first.

document.querySelector("[data-house-focus]")?.focus();
