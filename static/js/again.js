// A page that waits for something looks again by itself, as its link would: [data-house-again] names the seconds.
const waiting = document.querySelector("[data-house-again]");
if (waiting) {
  setTimeout(() => location.reload(), Number(waiting.dataset.houseAgain) * 1000);
}
