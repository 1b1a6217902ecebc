"use strict";
// The report: what a click opens, the matrix by keyboard, and tables that sort.
const drawer = document.getElementById("drawer");
const SVG_PARTS = "rect[data-open], circle[data-open]";

function openClauses(trigger) {
  const numbers = trigger.dataset.open.split(" ").filter(Boolean).map(Number);
  if (!numbers.length) return;
  const marked = new Set(trigger.dataset.mark.split(" ").filter(Boolean));
  document.getElementById("drawer-title").textContent = trigger.dataset.title;
  document.getElementById("drawer-count").textContent = clausesCounted(numbers, Number(trigger.dataset.count));
  document.getElementById("drawer-clauses").replaceChildren(clauseList(numbers, marked));
  drawer.showModal();
  drawer.scrollTop = 0;
}

document.addEventListener("click", (event) => {
  const trigger = event.target.closest("[data-open]");
  if (trigger) openClauses(trigger);
  else if (event.target === drawer) drawer.close();
});
document.getElementById("drawer-close").addEventListener("click", () => drawer.close());

// The parts of charts repeat what the tables beside them hold as buttons; dots and columns open by keyboard too.
for (const part of document.querySelectorAll(SVG_PARTS)) {
  if (part.closest("[aria-hidden=true]")) continue;
  part.setAttribute("tabindex", "0");
  part.setAttribute("role", "button");
  part.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      openClauses(part);
    }
  });
}

// One stop of the tab key for the whole matrix; the arrow keys go to the next filled cell in their direction.
const cells = [...document.querySelectorAll(".grid td button")];
if (cells.length) cells[0].tabIndex = 0;
const seat = (button) => ({ row: button.closest("tr").rowIndex, column: button.closest("td").cellIndex });
const seats = new Map(cells.map((button) => [button, seat(button)]));
for (const button of cells)
  button.addEventListener("keydown", (event) => {
    const [rows, columns] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] || [0, 0];
    if (!rows && !columns) return;
    event.preventDefault();
    const here = seats.get(button);
    const ahead = cells.filter((other) => {
      const there = seats.get(other);
      return rows ? there.column === here.column && (there.row - here.row) * rows > 0 : there.row === here.row && (there.column - here.column) * columns > 0;
    });
    const distance = (other) => Math.abs(seats.get(other).row - here.row) + Math.abs(seats.get(other).column - here.column);
    const next = ahead.sort((one, other) => distance(one) - distance(other))[0];
    if (!next) return;
    button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

for (const button of document.querySelectorAll("table + .more"))
  button.addEventListener("click", () => {
    for (const row of button.previousElementSibling.querySelectorAll("tr.rest")) row.hidden = false;
    button.remove();
  });

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
for (const button of document.querySelectorAll(".sortable .sort"))
  button.addEventListener("click", () => {
    const heading = button.closest("th");
    const table = heading.closest("table");
    const numbers = button.dataset.kind === "number";
    const first = numbers ? "descending" : "ascending";
    const second = numbers ? "ascending" : "descending";
    const order = heading.getAttribute("aria-sort") === first ? second : first;
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", order);
    const value = (row) => row.cells[heading.cellIndex].textContent.trim();
    const compare = numbers ? (one, other) => Number(value(one)) - Number(value(other)) : (one, other) => collator.compare(value(one), value(other));
    const sign = order === "ascending" ? 1 : -1;
    const rows = [...table.tBodies[0].rows];
    const hidden = rows.filter((row) => row.hidden).length;
    rows.sort((one, other) => sign * compare(one, other));
    rows.forEach((row, place) => {
      row.hidden = place >= rows.length - hidden;
      row.classList.toggle("rest", row.hidden);
    });
    table.tBodies[0].append(...rows);
  });
