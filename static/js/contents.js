// The contents at the left follow the reading: the entry whose part is at the top of the window is marked.

const contents = document.querySelector("[data-house-contents]");
const links = new Map();
const inView = new Set();

function mark(link) {
  for (const other of links.values()) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "location");
}

function follow(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inView.add(target);
    else inView.delete(target);
  }
  const first = [...links.keys()].find((part) => inView.has(part));
  if (first) mark(links.get(first));
}

if (contents) {
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part) links.set(part, link);
  }
  const observer = new IntersectionObserver(follow, { rootMargin: "-10% 0px -65% 0px" });
  for (const part of links.keys()) observer.observe(part);
  // On a small screen the contents stand above the sheet: folded, so that the minutes come first.
  if (matchMedia("(width < 60rem)").matches) contents.querySelector("details")?.removeAttribute("open");
}
