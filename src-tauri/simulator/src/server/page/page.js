"use strict";
const byId = (id) => document.getElementById(id);
const sections = [...document.querySelectorAll("section")];
const roles = { supplier: "Suppliers", processor: "Payment processors" };
let shown = sections[0];
let last = "";

function say(text, wrong = false) {
  byId("said").textContent = text;
  byId("said").classList.toggle("wrong", wrong);
}

function make(tag, members, ...children) {
  const element = Object.assign(document.createElement(tag), members);
  element.append(...children);
  return element;
}

async function post(path, body, done) {
  try {
    const headers = { "content-type": "application/json" };
    const reply = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (reply.ok) say(done);
    else say((await reply.json()).message, true);
  } catch {
    say("The simulator does not answer.", true);
  }
  draw();
}

const lever = (words, className, pull) => make("button", { textContent: words, className, onclick: pull });

/** Half of an amount, with its own digits. */
function half(amount) {
  const digits = (amount.split(".")[1] ?? "").length;
  return (Number(amount) / 2).toFixed(digits);
}

/** Whether something can still happen to an order without breaking the rule that ended ones stay. */
const isOpen = (order) => shown.dataset.open.split(" ").includes(order.status) && !order.over;

/** What a person may do to an order: words and the body of the request. */
function acts(order) {
  const upstream = shown.id;
  if (shown.dataset.ends) {
    const ends = Object.entries(JSON.parse(shown.dataset.ends)).filter(([status]) => status !== order.status);
    return ends.map(([status, words]) =>
      isOpen(order)
        ? [words, { upstream, status, force: false }]
        : ["Late: " + words.toLowerCase(), { upstream, status, force: true }],
    );
  }
  const all = Object.entries(JSON.parse(shown.dataset.acts)).map(([words, act]) => {
    const body = { upstream, ...act };
    if (act.amount) body.amount = half(order.amount);
    return [words, body];
  });
  if (!shown.dataset.open || isOpen(order)) return all;
  // An order that is over never changes by itself; paid all the same is a late truth.
  const late = all.filter(([, body]) => body.action === "pay" && !body.amount && !body.payments);
  return late.map(([words, body]) => ["Late: " + words.toLowerCase(), { ...body, force: true }]);
}

function statusOf(order) {
  if (order.status) return order.status;
  return (order.transactions ?? []).map((step) => step.type + " " + step.status).join(", ");
}

/** The rows of an order: what it is, and what can be done to it. */
function drawOrder(order, origin) {
  const row = document.createElement("tr");
  const cell = (text, className = "") => row.appendChild(make("td", { textContent: text ?? "", className }));
  cell(String(order.id).slice(-8)).title = order.id;
  cell(new Date(order.created_at).toLocaleTimeString());
  cell(order.name ?? order.item ?? order.description, "what");
  const ours = order.client_order_ref ?? order.external_ref ?? "";
  cell(order.till === "other" ? "another till's" : ours.slice(-12), "goods");
  cell(statusOf(order), isOpen(order) ? "open" : "");
  cell([order.price ?? order.amount, order.currency].join(" "), "number");
  cell(some(order.charged), "number");
  cell(some(order.rolled_back ?? order.refunded), "number");
  cell(order.codes?.length || "", "number goods");
  const able = make("td", { className: "acts", colSpan: row.cells.length });
  if (order.pay_path && isOpen(order)) {
    able.append(make("a", { href: origin + order.pay_path, target: "_blank", textContent: "Pay page" }));
  }
  for (const [words, body] of acts(order)) {
    const told = "Order " + String(order.id).slice(-8) + ": " + words.toLowerCase() + ".";
    able.append(lever(words, "small", () => post("/orders/" + order.id, body, told)));
  }
  return able.childElementCount ? [row, make("tr", {}, able)] : [row];
}

const some = (amount) => (amount && Number(amount) !== 0 ? amount : "");

function money(state) {
  const card = (label, amount) => make("div", { className: "card" }, make("span", { textContent: label }), make("b", { textContent: amount }));
  if (state.balances) {
    byId("money-title").textContent = "Balances at " + shown.dataset.name;
    return Object.entries(state.balances).map(([currency, balance]) => card(currency, balance));
  }
  byId("money-title").textContent = "Customers' money at " + shown.dataset.name;
  const totals = Object.entries(state.totals ?? {});
  if (!totals.length) return [make("p", { className: "quiet", textContent: "No customer paid yet." })];
  const kinds = { charged: "charged", held: "held", refunded: "given back", net: "kept" };
  return totals.flatMap(([currency, sums]) =>
    Object.entries(kinds).map(([kind, words]) => card(currency + " " + words, sums[kind] ?? "0")),
  );
}

function waiting(state) {
  const slow = state.answer_ms ? "Every answer takes " + state.answer_ms / 1000 + " s." : "";
  const count = state.faults_pending ?? 0;
  const faults = count ? count + (count === 1 ? " trouble waits" : " troubles wait") + " for the next requests." : "";
  return [slow, faults].filter(Boolean).join(" ");
}

async function draw() {
  let text;
  try {
    text = await (await fetch("/state")).text();
  } catch {
    return say("The simulator does not answer.", true);
  }
  if (text + shown.id === last) return; // leaves the focus where it is
  last = text + shown.id;
  const all = JSON.parse(text);
  const state = all[shown.id] ?? {};
  const orders = state.orders ?? [];
  byId("money").replaceChildren(...money(state));
  byId("waiting").textContent = waiting(state);
  byId("orders").replaceChildren(...orders.slice(-50).reverse().flatMap((order) => drawOrder(order, state.origin ?? "")));
  byId("none").hidden = orders.length > 0;
  for (const tab of document.querySelectorAll("nav button")) {
    const own = all[tab.dataset.shows] ?? {};
    tab.toggleAttribute("data-busy", Boolean(own.faults_pending || own.answer_ms));
  }
}

function show(section) {
  shown = section;
  for (const other of sections) other.hidden = other !== section;
  byId("history").dataset.role = section.dataset.role;
  for (const tab of document.querySelectorAll("nav button")) {
    tab.setAttribute("aria-pressed", tab.dataset.shows === section.id);
  }
  history.replaceState(null, "", "#/" + section.id);
  draw();
}

for (const [role, words] of Object.entries(roles)) {
  const own = sections.filter((section) => section.dataset.role === role);
  const tabs = own.map((section) => {
    const tab = lever(section.dataset.name, "", () => show(section));
    tab.dataset.shows = section.id;
    return tab;
  });
  byId("upstreams").append(make("div", {}, make("span", { textContent: words }), ...tabs));
}
for (const button of document.querySelectorAll("[data-fault]")) {
  const told = "Waiting for the next request: " + button.textContent.toLowerCase() + ".";
  button.onclick = () => post("/faults", JSON.parse(button.dataset.fault), told);
}
for (const button of document.querySelectorAll("[data-settings]")) {
  button.onclick = () => post("/settings", JSON.parse(button.dataset.settings), button.textContent + ".");
}
document.querySelector("[data-reset]").onclick = () => post("/reset", {}, "No orders, no troubles, opening balances.");
show(sections.find((section) => "#/" + section.id === location.hash) ?? sections[0]);
setInterval(draw, 1000);
