"use strict";
// Reading the page's data, and showing clauses. Every value becomes text, never markup.
const data = JSON.parse(document.getElementById("data").textContent);
const ROLES = ["leads", "supports", "responsible"];

function say(word, values = {}) {
  return data.words[word].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const dutiesOfClause = data.clauses.map(() => []);
const dutiesOfAgency = data.agencies.map(() => []);
for (const [clause, role, agency, basis] of data.duties) {
  const duty = { clause, role, agency, basis };
  dutiesOfClause[clause].push(duty);
  dutiesOfAgency[agency].push(duty);
}

// One clause: where it stands, its heading, who does what in it, and its text with `marked` in the first colour.
function clauseElement(number, marked) {
  const clause = data.clauses[number];
  const quote = element("blockquote");
  for (const piece of clause.pieces) {
    const [text, marks] = typeof piece === "string" ? [piece, []] : [piece[0], piece[1].split(" ")];
    if (marks.some((mark) => marked.has(mark))) quote.append(element("mark", {}, text));
    else quote.append(text);
  }
  const roles = element("p", { class: "roles" });
  for (const duty of dutiesOfClause[number]) {
    if (!marked.has(`a${duty.agency}`)) continue;
    const role = ROLES[duty.role];
    const basis = duty.basis === 0 ? "" : say("by_basis", { basis: say(["", "basis_convention", "basis_section", "basis_inline", "basis_ocr"][duty.basis]) });
    roles.append(
      element("span", { class: `badge ${role}` }, say(role)),
      `${data.agencies[duty.agency].name}${basis} `,
    );
  }
  const plan = data.plans[clause.plan];
  const when = clause.deadlines.length ? ` · ${say("deadline")} ${clause.deadlines.join("、")}` : "";
  return element(
    "article",
    { class: "clause", "data-clause": number },
    element("p", { class: "where" }, `${plan.title}${plan.number ? ` · ${plan.number}` : ""} · ${clause.path}${clause.section ? ` · ${say("section_scope")}` : ""}${when}`),
    element("h4", {}, clause.heading),
    roles.childNodes.length ? roles : null,
    quote,
  );
}

// Clauses, the first of them at once and the rest on demand.
function clauseList(numbers, marked, step = 30) {
  const list = element("div", { class: "clauses" });
  let shown = 0;
  const more = element("button", { type: "button", class: "more", onclick: show });
  function show() {
    const next = numbers.slice(shown, shown + step);
    more.before(...next.map((number) => clauseElement(number, marked)));
    shown += next.length;
    more.hidden = shown >= numbers.length;
    more.textContent = say("more", { count: Math.min(step, numbers.length - shown) });
  }
  list.append(more);
  show();
  return list;
}

// How many clauses there are, and of how many the page holds the words.
function clausesCounted(numbers, count = numbers.length) {
  const all = `${say("clauses")} ${say("clauses_count", { count: count || numbers.length })}`;
  return count > numbers.length ? `${all} · ${say("excerpts_shown", { count: numbers.length })}` : all;
}
