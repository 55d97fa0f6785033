// The classification review by keys: arrows or j and k go from row to row, w confirms White on the focused row.

const rows = [...document.querySelectorAll("[data-house-row]")];

function step(from, by) {
  const to = rows[rows.indexOf(from) + by];
  to?.focus();
}

// A row that has its word already is passed over.
function confirmWhite(row) {
  const button = row.querySelector("[data-house-white]");
  if (button) button.click();
  else step(row, 1);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest?.("[data-house-row]");
  if (!row) return;
  const moves = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  if (event.key in moves) step(row, moves[event.key]);
  else if (event.key === "w") confirmWhite(row);
  else return;
  event.preventDefault();
});

const first = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (first?.matches("[data-house-row]")) first.focus();
