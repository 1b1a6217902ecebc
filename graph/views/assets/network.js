"use strict";
// The picture of a network: filters, search, and the clauses behind every node and link.
const coordination = data.network === "coordination";
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const links = new Map(data.edges.map((edge) => [edge.id, edge]));
const few = data.nodes.length <= 400;
const byId = (id) => document.getElementById(id);
const details = byId("details");
const filters = { roles: new Set([0, 1, 2]), plan: "", jurisdiction: "", zone: "", chain: "", line: "", minimum: 1, links: byId("filter-links")?.value ?? "all" };
let selection = null;
const sizes = new Map(data.nodes.map((node) => [node.id, node.size]));
let enlarged = false;
let state = compute();
for (const node of data.nodes) node.hidden = !state.nodes.has(node.id);
for (const edge of data.edges) edge.hidden = !state.links.has(edge.id);

const nodeSet = new vis.DataSet(data.nodes);
const edgeSet = new vis.DataSet(data.edges);
const container = byId("canvas");
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, data.options);
for (const [name, value] of [["role", "application"], ["aria-label", say("picture")], ["aria-describedby", "picture-keys"]])
  container.firstElementChild.setAttribute(name, value);

// What the filters leave: the clauses, the loads of nodes, and the links with their weights and clauses.
function compute() {
  const found = data.totals ? summed() : counted();
  const linked = new Set();
  for (const id of found.links.keys()) linked.add(links.get(id).from).add(links.get(id).to);
  const chosen = coordination && lowestRank() < 2;
  const onlyLinked = filters.line || filters.jurisdiction || filters.minimum > 1 || chosen;
  for (const id of nodes.keys()) {
    const kept = coordination ? found.loads.has(id) : found.loads.has(id) || unfiltered();
    if (kept && (!onlyLinked || linked.has(id) || (chosen && filters.minimum === 1 && found.leads.has(id)))) found.nodes.add(id);
  }
  return found;
}

// Of a large graph the page holds counts, and a few clauses behind each.
function summed() {
  const totals = (of) => new Map(Object.entries(data.totals[of]));
  const found = { clauses: new Set(data.clauses.keys()), loads: totals("loads"), links: totals("links"), nodes: new Set(), leads: new Set() };
  for (const [id, total] of found.loads) if (total.leads) found.leads.add(id);
  for (const [id, total] of found.links) {
    const edge = links.get(id);
    const ofNobody = ![edge.from, edge.to].some((end) => ofChosen(Number(end.slice(1))));
    if (edge.rank > lowestRank() || total.count < filters.minimum || ofNobody) found.links.delete(id);
  }
  return found;
}

function counted() {
  const found = { clauses: new Set(), loads: new Map(), links: new Map(), nodes: new Set(), leads: new Set() };
  const line = ofChosen;
  const load = (id, clause) => {
    if (!found.loads.has(id)) found.loads.set(id, new Set());
    found.loads.get(id).add(clause);
  };
  data.clauses.forEach((clause, number) => {
    if (filters.plan !== "" && clause.plan !== Number(filters.plan)) return;
    if (filters.zone !== "" && !clause.zones.includes(Number(filters.zone))) return;
    if (filters.chain !== "" && !clause.chains.includes(Number(filters.chain))) return;
    const duties = dutiesOfClause[number].filter((duty) => filters.roles.has(duty.role));
    if ((filters.line || filters.jurisdiction || filters.roles.size < 3) && !duties.some((duty) => line(duty.agency))) return;
    found.clauses.add(number);
    if (coordination) pairs(duties, number, line, load, found);
    else edges(duties, number, line, load, found);
  });
  for (const [id, link] of found.links)
    if (coordination && link.count < filters.minimum) found.links.delete(id);
  if (!coordination) thin(found);
  return found;
}

function ofChosen(agency) {
  const { line, place } = data.agencies[agency];
  return (!filters.line || line === filters.line) && (!filters.jurisdiction || place === filters.jurisdiction);
}

function narrowed() {
  return Boolean(filters.plan || filters.jurisdiction || filters.zone || filters.chain || filters.line);
}

function unfiltered() {
  return filters.roles.size === 3 && filters.minimum === 1 && !narrowed();
}

// Which links are drawn: of what a filter leaves all, unless somebody wants the significant ones alone.
function lowestRank() {
  if (filters.links === "significant") return 0;
  return filters.links === "all" || narrowed() ? 2 : 1;
}

function pairs(duties, number, line, load, found) {
  const agencies = [...new Set(duties.map((duty) => duty.agency))].sort((a, b) => a - b);
  const leads = new Set(duties.filter((duty) => duty.role === 0).map((duty) => duty.agency));
  const lowest = lowestRank();
  for (const agency of agencies) load(`a${agency}`, number);
  for (const agency of leads) found.leads.add(`a${agency}`);
  agencies.forEach((one, place) => {
    for (const other of agencies.slice(place + 1)) {
      const id = `a${one}-a${other}`;
      if (!links.has(id) || links.get(id).rank > lowest || !(line(one) || line(other))) continue;
      if (!found.links.has(id)) found.links.set(id, { clauses: [], count: 0, forward: 0, backward: 0 });
      const link = found.links.get(id);
      link.clauses.push(number);
      link.count += 1;
      if (leads.has(one) && !leads.has(other)) link.forward += 1;
      if (leads.has(other) && !leads.has(one)) link.backward += 1;
    }
  });
}

function edges(duties, number, line, load, found) {
  const link = (id) => links.has(id) && found.links.set(id, { clauses: [number], count: 1 });
  load(`m${number}`, number);
  for (const duty of duties) {
    if (!line(duty.agency)) continue;
    load(`a${duty.agency}`, number);
    link(`a${duty.agency}-m${number}-${ROLES[duty.role]}`);
  }
  const clause = data.clauses[number];
  for (const target of [...clause.zones.map((zone) => `z${zone}`), ...clause.chains.map((chain) => `c${chain}`)]) {
    load(target, number);
    link(`m${number}-${target}-targets`);
  }
}

// In the knowledge graph the minimum is an agency's number of measures; what joins targets stays while both ends do.
function thin(found) {
  for (const [id, clauses] of found.loads)
    if (id[0] === "a" && clauses.size < filters.minimum) found.loads.delete(id);
  for (const id of found.links.keys())
    if (links.get(id).from[0] === "a" && !found.loads.has(links.get(id).from)) found.links.delete(id);
  for (const [id, edge] of links)
    if (edge.kind === "administers" || edge.kind === "focuses")
      if (unfiltered() || (found.loads.has(edge.from) && found.loads.has(edge.to))) found.links.set(id, { clauses: [], count: 0 });
}

function around(id) {
  const near = new Set([id]);
  for (const [, edge] of links)
    if (state.links.has(edge.id)) {
      if (edge.from === id) near.add(edge.to);
      if (edge.to === id) near.add(edge.from);
    }
  return near;
}

function paint() {
  let near = null;
  if (selection && few) near = selection.node ? around(selection.node) : new Set([links.get(selection.link).from, links.get(selection.link).to]);
  const lit = (edge) => !selection || !few || edge.id === selection.link || edge.from === selection.node || edge.to === selection.node;
  const heaviest = Math.max(1, ...[...state.links.values()].map((link) => link.count));
  nodeSet.update(data.nodes.map((node) => ({ id: node.id, hidden: !state.nodes.has(node.id), ...faded(node, near && !near.has(node.id)) })));
  edgeSet.update(
    data.edges.map((edge) => {
      const link = state.links.get(edge.id);
      const hidden = !link || !state.nodes.has(edge.from) || !state.nodes.has(edge.to);
      const changed = { id: edge.id, hidden, color: { ...edge.color, opacity: lit(edge) ? edge.color.opacity : 0.06 } };
      if (coordination && link) {
        changed.width = 1 + (7 * link.count) / Math.max(heaviest, 8);
        changed.arrows = { to: { enabled: link.forward > 0 }, from: { enabled: link.backward > 0 } };
      }
      return changed;
    }),
  );
  announce();
}

function announce() {
  const drawn = data.edges.filter((edge) => state.links.has(edge.id) && state.nodes.has(edge.from) && state.nodes.has(edge.to));
  byId("shown").textContent = say("shown", { nodes: state.nodes.size, links: drawn.length });
}

function faded(node, yes) {
  return { opacity: yes ? 0.15 : 1, font: { ...node.font, color: yes ? "#a9b2bc" : data.options.nodes.font.color } };
}

function select(next, look = false) {
  selection = next;
  paint();
  network.unselectAll();
  if (next && next.node && nodes.has(next.node)) network.selectNodes([next.node], false);
  if (next && next.link) network.selectEdges([next.link]);
  if (look && next && next.node && state.nodes.has(next.node))
    network.moveTo({ position: network.getPositions([next.node])[next.node], scale: Math.max(network.getScale(), 0.9) });
  show();
}

// ── the panel ──────────────────────────────────────────────────────────────────────────────────────────────────────
function nameOf(id) {
  const place = Number(id.slice(1));
  if (id[0] === "a") return data.agencies[place].name;
  if (id[0] === "z") return data.zones[place].name;
  if (id[0] === "c") return data.chains[place].name;
  return `${data.clauses[place].path} ${data.clauses[place].heading}`;
}

function countsOf(agency) {
  if (data.totals) return data.totals.loads[`a${agency}`] || { leads: 0, supports: 0, responsible: 0, clauses: [], count: 0 };
  const counts = [0, 0, 0];
  const clauses = new Set();
  for (const duty of dutiesOfAgency[agency]) {
    if (!state.clauses.has(duty.clause) || !filters.roles.has(duty.role)) continue;
    counts[duty.role] += 1;
    clauses.add(duty.clause);
  }
  return { leads: counts[0], supports: counts[1], responsible: counts[2], clauses: [...clauses], count: clauses.size };
}

function countOf(id) {
  return id[0] === "a" ? countsOf(Number(id.slice(1))).count : clausesOf(id).length;
}

function clausesOf(id) {
  if (id[0] === "a") return countsOf(Number(id.slice(1))).clauses;
  if (id[0] === "m") return [Number(id.slice(1))];
  const place = Number(id.slice(1));
  return [...state.clauses].filter((number) => data.clauses[number][id[0] === "z" ? "zones" : "chains"].includes(place));
}

function show() {
  const back = element("button", { type: "button", class: "link back", onclick: () => select(null) }, `← ${say("back")}`);
  if (!selection) details.replaceChildren(agencyTable());
  else if (selection.node) details.replaceChildren(back, ...nodeDetails(selection.node));
  else details.replaceChildren(back, ...linkDetails(links.get(selection.link)));
}

function agencyTable(step = 100) {
  const rows = data.agencies
    .map((agency, place) => ({ agency, place, ...countsOf(place) }))
    .filter((row) => row.count && ofChosen(row.place))
    .sort((a, b) => b.count - a.count || a.place - b.place);
  const body = element("tbody");
  const more = element("button", { type: "button", class: "more", onclick: fill });
  let shown = 0;
  function fill() {
    for (const row of rows.slice(shown, shown + step))
      body.append(
        element(
          "tr",
          {},
          element("td", {}, element("button", { type: "button", class: "link", "data-node": `a${row.place}`, onclick: () => select({ node: `a${row.place}` }, true) }, row.agency.name)),
          ...[row.leads, row.supports, row.responsible, row.count].map((count) => element("td", { class: "number" }, String(count))),
        ),
      );
    shown = Math.min(shown + step, rows.length);
    more.hidden = shown >= rows.length;
    more.textContent = say("more", { count: Math.min(step, rows.length - shown) });
  }
  fill();
  const head = ["agencies", "leads", "supports", "responsible", "total"].map((word) => element("th", { scope: "col" }, say(word)));
  return element("div", {}, element("table", {}, element("thead", {}, element("tr", {}, ...head)), body), more);
}

function nodeDetails(id) {
  const numbers = clausesOf(id);
  const parts = [element("h2", {}, nameOf(id))];
  if (id[0] === "a") {
    const agency = data.agencies[Number(id.slice(1))];
    const facts = [agency.place, agency.level, agency.kind, agency.line].filter(Boolean).join(" · ");
    parts.push(element("p", { class: "facts" }, facts));
    if (agency.aliases.length) parts.push(element("p", { class: "facts" }, `${say("aliases")} ${agency.aliases.join("、")}`));
    parts.push(element("p", { class: "counts" }, say("counts", countsOf(Number(id.slice(1))))));
    if (!state.nodes.has(id)) parts.push(element("p", { class: "facts", id: "not-drawn" }, say("not_drawn")));
  } else if (id[0] === "m") {
    parts.push(element("p", { class: "facts" }, data.plans[data.clauses[numbers[0]].plan].title));
  } else parts.push(element("p", { class: "facts" }, say(id[0] === "z" ? "zone" : "chain")));
  parts.push(...neighbours(id));
  parts.push(element("h3", {}, clausesCounted(numbers, countOf(id))));
  parts.push(clauseList(numbers, new Set([id, ...(id[0] === "m" ? agenciesIn(numbers[0]) : [])])));
  return parts;
}

function agenciesIn(number) {
  return dutiesOfClause[number].map((duty) => `a${duty.agency}`);
}

function neighbours(id) {
  const found = [];
  for (const edge of links.values()) {
    const link = state.links.get(edge.id);
    if (!link || (edge.from !== id && edge.to !== id)) continue;
    found.push({ edge, other: edge.from === id ? edge.to : edge.from, weight: link.count });
  }
  if (!found.length) return [];
  found.sort((a, b) => b.weight - a.weight || (a.other < b.other ? -1 : 1));
  const chips = element("div", { class: "chips" });
  for (const { edge, other, weight } of found.slice(0, 60)) {
    const open = coordination ? { link: edge.id } : { node: other };
    const count = coordination ? element("b", {}, String(weight)) : element("b", {}, ROLES.includes(edge.kind) ? say(edge.kind) : say(`link_${edge.kind}`));
    chips.append(element("button", { type: "button", "data-link": edge.id, onclick: () => select(open, !coordination) }, other[0] === "m" ? data.clauses[Number(other.slice(1))].path : nameOf(other), count));
  }
  return [element("h3", {}, say(coordination ? "partners" : "related")), chips];
}

function linkDetails(edge) {
  const link = state.links.get(edge.id) || { clauses: [], count: 0, forward: 0, backward: 0 };
  const [one, other] = [nameOf(edge.from), nameOf(edge.to)];
  const parts = [element("h2", {}, coordination ? `${one} — ${other}` : `${one} → ${other}`)];
  if (coordination) {
    parts.push(element("p", { class: "counts" }, say("shared_measures", { count: link.count })));
    if (link.forward) parts.push(element("p", { class: "facts" }, say("led_by", { lead: one, support: other, count: link.forward })));
    if (link.backward) parts.push(element("p", { class: "facts" }, say("led_by", { lead: other, support: one, count: link.backward })));
  } else parts.push(element("p", { class: "facts" }, ROLES.includes(edge.kind) ? say(edge.kind) : say(`link_${edge.kind}`)));
  const ends = [edge.from, edge.to].map((id) => element("button", { type: "button", "data-node": id, onclick: () => select({ node: id }, true) }, nameOf(id)));
  parts.push(element("div", { class: "chips" }, ...ends));
  if (link.clauses.length) {
    parts.push(element("h3", {}, clausesCounted(link.clauses, link.count)));
    parts.push(clauseList(link.clauses, new Set([edge.from, edge.to])));
  }
  return parts;
}

// ── pointer ────────────────────────────────────────────────────────────────────────────────────────────────────────
network.on("click", (event) => {
  if (event.nodes.length) select({ node: event.nodes[0] });
  else if (event.edges.length) select({ link: event.edges[0] });
  else if (selection) select(null);
});

const tip = byId("tip");
function tell(lines, point) {
  tip.textContent = lines.join("\n");
  tip.hidden = false;
  const room = container.getBoundingClientRect();
  tip.style.left = `${Math.max(0, Math.min(point.x + 14, room.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(0, Math.min(point.y + 14, room.height - tip.offsetHeight - 4))}px`;
}
network.on("hoverNode", ({ node, pointer }) => {
  const lines = [nameOf(node)];
  if (node[0] === "a") lines.push(say("counts", countsOf(Number(node.slice(1)))));
  if (node[0] !== "m") lines.push(say("measures_count", { count: countOf(node) }));
  tell(lines, pointer.DOM);
});
network.on("hoverEdge", ({ edge, pointer }) => {
  const drawn = links.get(edge);
  const link = state.links.get(edge);
  if (!link) return;
  const lines = [`${nameOf(drawn.from)} — ${nameOf(drawn.to)}`];
  if (coordination) {
    lines.push(say("shared_measures", { count: link.count }));
    if (link.forward) lines.push(say("led_by", { lead: nameOf(drawn.from), support: nameOf(drawn.to), count: link.forward }));
    if (link.backward) lines.push(say("led_by", { lead: nameOf(drawn.to), support: nameOf(drawn.from), count: link.backward }));
  } else lines.push(ROLES.includes(drawn.kind) ? say(drawn.kind) : say(`link_${drawn.kind}`));
  tell(lines, pointer.DOM);
});
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) network.on(event, () => { tip.hidden = true; });

byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
byId("fit").addEventListener("click", fit);
function fit() {
  network.fit({ nodes: [...state.nodes], animation: false });
  enlarge();
}

// ── filters ────────────────────────────────────────────────────────────────────────────────────────────────────────
function refilter() {
  state = compute();
  byId("filtered").hidden = unfiltered();
  byId("filtered").textContent = "●";
  paint();
  show();
  fit();
}
const boxes = [...document.querySelectorAll("input[name=role]")];
for (const box of boxes)
  box.addEventListener("change", () => {
    filters.roles = new Set(boxes.filter((other) => other.checked).map((other) => Number(other.value)));
    refilter();
  });
const menus = ["plan", "jurisdiction", "zone", "chain", "line", "links"].map((name) => [name, byId(`filter-${name}`)]).filter(([, menu]) => menu);
for (const [name, menu] of menus)
  menu.addEventListener("change", () => {
    filters[name] = menu.value;
    refilter();
  });
const minimum = byId("filter-minimum");
minimum.addEventListener("input", () => {
  filters.minimum = Number(minimum.value);
  minimum.nextElementSibling.textContent = minimum.value;
  refilter();
});
byId("reset").addEventListener("click", () => {
  for (const box of boxes) box.checked = true;
  for (const [name, menu] of menus) filters[name] = menu.value = menu.options[0].value;
  minimum.value = "1";
  minimum.nextElementSibling.textContent = "1";
  filters.minimum = 1;
  filters.roles = new Set([0, 1, 2]);
  refilter();
});

// ── colours ────────────────────────────────────────────────────────────────────────────────────────────────────────
const PALETTE = ["#2f5f8f", "#b5533c", "#2f7d6b", "#8a6d2b", "#7c5a8c", "#c8862a", "#4f7f9e", "#8c3a32", "#5f6caf", "#6a8a3a"];
const OTHERS = "#8b939c";
const legend = document.querySelector(".legend");
const kinds = [...legend.querySelectorAll("li.kind")];
const colourOfKind = new Map(data.nodes.map((node) => [node.id, node.color.background]));
byId("colour")?.addEventListener("change", ({ target }) => recolour(target.value));

function recolour(by) {
  const groupOf = ({ id }) => (by === "place" ? data.agencies[Number(id.slice(1))].place : say("community_number", { number: data.communities[Number(id.slice(1))] }));
  const sizes = new Map();
  for (const node of data.nodes) sizes.set(groupOf(node), (sizes.get(groupOf(node)) || 0) + 1);
  const groups = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, PALETTE.length).map(([group]) => group);
  const colourOf = (node) => (by === "kind" ? colourOfKind.get(node.id) : PALETTE[groups.indexOf(groupOf(node))] ?? OTHERS);
  for (const node of data.nodes) {
    const background = colourOf(node);
    const lit = { background, border: "#1d2733" };
    node.color = { background, border: "#ffffff", highlight: lit, hover: lit };
  }
  nodeSet.update(data.nodes.map(({ id, color }) => ({ id, color })));
  const dot = (colour, label) => {
    const entry = kinds[0].cloneNode(true);
    entry.querySelector("circle").setAttribute("fill", colour);
    entry.lastChild.textContent = label;
    return entry;
  };
  const named = groups.map((group, place) => dot(PALETTE[place], group || say("kind_unknown")));
  if (sizes.size > groups.length) named.push(dot(OTHERS, say("colour_other")));
  for (const entry of legend.querySelectorAll("li.kind")) entry.remove();
  legend.prepend(...(by === "kind" ? kinds : named));
}

// ── search ─────────────────────────────────────────────────────────────────────────────────────────────────────────
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
// 市科技局 of 玉林市 is looked for as 玉林市科技局 and 玉林科技局, too.
function behindPlace({ name, place }) {
  const level = place.slice(-1);
  return place && name.startsWith(level) ? [place + name.slice(1), place.slice(0, -1) + name.slice(1)] : [];
}
// What a page holds a part of cannot be searched.
const searched = (all) => (data.totals ? [] : all);
const index = [
  ...data.agencies.flatMap((agency, place) => !agency ? [] : ({ id: `a${place}`, name: agency.name, kind: agency.place || say("agency"), text: plain([agency.name, agency.place, ...agency.aliases, ...behindPlace(agency)].join("\n")) })),
  ...searched(data.zones).map((zone, place) => ({ id: `z${place}`, name: zone.name, kind: say("zone"), text: plain(zone.name) })),
  ...searched(data.chains).map((chain, place) => ({ id: `c${place}`, name: chain.name, kind: say("chain"), text: plain(chain.name) })),
  ...searched(data.clauses).map((clause, place) => ({ id: `m${place}`, name: `${clause.path} ${clause.heading}`, kind: say("measure"), text: plain(clause.heading) })),
];
const input = byId("search");
const found = byId("found");
let active = -1;
input.addEventListener("input", () => {
  const wanted = plain(input.value);
  const hits = wanted ? index.filter((entry) => entry.text.includes(wanted)).slice(0, 30) : [];
  active = -1;
  found.replaceChildren(
    ...hits.map((entry, place) => element("li", { role: "option", id: `hit-${place}`, "aria-selected": "false", "data-node": entry.id, onmousedown: (event) => event.preventDefault(), onclick: () => pick(entry.id) }, entry.name, element("span", {}, entry.kind))),
  );
  if (wanted && !hits.length) found.append(element("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, say("no_match")));
  open(Boolean(wanted));
});
input.addEventListener("keydown", (event) => {
  const options = [...found.querySelectorAll("[data-node]")];
  if (event.key === "Escape") open(false);
  if (!options.length) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }
  if (event.key === "Enter") pick(options[Math.max(active, 0)].dataset.node);
});
input.addEventListener("blur", () => open(false));
function open(visible) {
  found.hidden = !visible;
  input.setAttribute("aria-expanded", String(visible));
  if (!visible) input.removeAttribute("aria-activedescendant");
}
function pick(id) {
  open(false);
  input.value = nameOf(id);
  select({ node: id }, true);
}

// ── saving ─────────────────────────────────────────────────────────────────────────────────────────────────────────
function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
byId("save-png").addEventListener("click", () => {
  const drawn = container.querySelector("canvas");
  const sheet = element("canvas", { width: drawn.width, height: drawn.height });
  const pen = sheet.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(drawn, 0, 0);
  sheet.toBlob((blob) => download(blob, `${document.title}.png`));
});
byId("save-svg").addEventListener("click", () => download(new Blob([svg()], { type: "image/svg+xml" }), `${document.title}.svg`));
byId("print").addEventListener("click", () => window.print());

function svg() {
  const space = "http://www.w3.org/2000/svg";
  const place = network.getPositions();
  const shown = data.nodes.filter((node) => state.nodes.has(node.id));
  const make = (tag, attributes, text) => {
    const made = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const xs = shown.map((node) => place[node.id].x);
  const ys = shown.map((node) => place[node.id].y);
  const box = [Math.min(0, ...xs) - 120, Math.min(0, ...ys) - 60, Math.max(0, ...xs) - Math.min(0, ...xs) + 240, Math.max(0, ...ys) - Math.min(0, ...ys) + 120];
  const root = make("svg", { xmlns: space, viewBox: box.join(" "), width: box[2], height: box[3], "font-family": data.options.nodes.font.face, "font-size": 14, "text-anchor": "middle" });
  root.append(make("title", {}, document.title), make("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: "#fff" }));
  for (const edge of edgeSet.get({ filter: (item) => !item.hidden })) {
    const [from, to] = [place[edge.from], place[edge.to]];
    root.append(make("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: edge.color.color, "stroke-width": edge.width, "stroke-opacity": edge.color.opacity, ...(edge.dashes ? { "stroke-dasharray": "6 4" } : {}) }));
    for (const [end, start, on] of [[to, from, edge.arrows?.to?.enabled], [from, to, edge.arrows?.from?.enabled]]) if (on) root.append(arrow(make, start, end, nodes.get(end === to ? edge.to : edge.from).size, edge));
  }
  for (const node of shown) {
    const { x, y } = place[node.id];
    const r = node.size;
    const points = { square: [[-r, -r], [r, -r], [r, r], [-r, r]], triangle: [[0, -r], [r, r], [-r, r]], diamond: [[0, -r], [r, 0], [0, r], [-r, 0]] }[node.shape];
    if (points) root.append(make("polygon", { points: points.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" "), fill: node.color.background }));
    else root.append(make("circle", { cx: x, cy: y, r, fill: node.color.background }));
    root.append(make("text", { x, y: y + r + 17, fill: "#1d2733", stroke: "#fff", "stroke-width": 3, "paint-order": "stroke" }, node.label));
  }
  return new XMLSerializer().serializeToString(root);
}

function arrow(make, from, to, gap, edge) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const tip = { x: to.x - Math.cos(angle) * gap, y: to.y - Math.sin(angle) * gap };
  const length = 6 + edge.width;
  const wing = (turn) => `${tip.x - Math.cos(angle + turn) * length},${tip.y - Math.sin(angle + turn) * length}`;
  return make("polygon", { points: `${tip.x},${tip.y} ${wing(0.45)} ${wing(-0.45)}`, fill: edge.color.color, "fill-opacity": edge.color.opacity });
}

// Where what is drawn is too small for its labels, nodes grow, and the heaviest get labels that cover no other.
function enlarge() {
  const scale = network.getScale();
  const { font, scaling } = data.options.nodes;
  const small = font.size * scale < scaling.label.drawThreshold;
  if (!small && !enlarged) return;
  enlarged = small;
  for (const node of data.nodes) {
    node.size = sizes.get(node.id) * (small ? Math.min(0.5 / scale, 2.5) : 1);
    node.font = { ...node.font, size: font.size };
  }
  if (small) enlargeLabels(12 / scale);
  nodeSet.update(data.nodes.map(({ id, size, font }) => ({ id, size, font })));
}

function enlargeLabels(size) {
  const taken = [];
  const named = data.nodes.filter((node) => node.shape !== "square" && !node.hidden).sort((one, other) => other.size - one.size || (one.id < other.id ? -1 : 1));
  const most = (container.clientWidth * container.clientHeight) / 15_000;
  for (const node of named.slice(0, 200)) {
    if (taken.length >= most) break;
    const half = ([...node.label].reduce((width, letter) => width + (letter > "\u2e7f" ? 1 : 0.6), 0) * size) / 2;
    if (taken.some((other) => Math.abs(node.x - other.x) < half + other.half && Math.abs(node.y - other.y) < 1.5 * size)) continue;
    taken.push({ x: node.x, y: node.y, half });
    node.font = { ...node.font, size };
  }
}

fit();
announce();
show();
network.once("afterDrawing", () => { document.body.dataset.drawn = "true"; });
if (data.centre) select({ node: data.centre });
window.qiantou = { network, select, state: () => state };
