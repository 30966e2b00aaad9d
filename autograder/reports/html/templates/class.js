"use strict";
// The table of a class, from the data beside it: sorted, filtered, and shown a part at a time. What is chosen acts on
// every list of the page, lives in the address, survives *back*, and can be sent to a colleague.
(function () {
  const PART = 50, SHOWN = 8;
  const NAME = 0, MARK = 1, OUTCOMES = 2, STATUS = 3, FLAGS = 4, LISTS = 5, GROUP = 6;
  const PERSON = 1, BELOW = 2, HAS_MARK = 4, OVERRIDDEN = 8, LATE = 16;
  const KEYS = ["find", "show", "in", "check", "outcome", "group", "from", "to", "open"];
  const root = document.documentElement;
  let data, form, table, cells, remarks, firsts, chosen = {}, sorting = [1, "ascending"], at = 0, anchor = "", found = [];

  // -- what is chosen ---------------------------------------------------------------------------------------------

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().trim();
  }

  function test() {
    const wanted = plain(chosen.find ?? ""), list = data.lists.indexOf(chosen.in ?? ""), check = Number(chosen.check) - 1;
    const from = chosen.from ? Number(chosen.from) : -Infinity, to = chosen.to ? Number(chosen.to) : Infinity;
    const has = fits(chosen.outcome);
    return (row) => (!wanted || row.name.includes(wanted))
      && (chosen.show !== "person" || row[FLAGS] & PERSON) && (chosen.show !== "below" || row[FLAGS] & BELOW)
      && (!chosen.in || row[LISTS].includes(list))
      && (!chosen.group || row[GROUP] === Number(chosen.group))
      && row[MARK] >= from && ("open" in chosen ? row[MARK] < to : row[MARK] <= to)
      && (check >= 0 ? has(row[OUTCOMES][check]) : !chosen.outcome || Array.from(row[OUTCOMES]).some(has));
  }

  function fits(outcome) {
    if (!outcome) return () => true;
    const code = String(data.outcomes.indexOf(outcome)), passed = String(data.outcomes.indexOf("passed"));
    return outcome === "not" ? (one) => one !== passed && one !== "-" : (one) => one === code;
  }

  function fill() {
    for (const key of KEYS) {
      const control = form.elements[key];
      if (!control) continue;
      const value = chosen[key] ?? "";
      if (key === "in" && value && !control.querySelector("option[value='" + CSS.escape(value) + "']")) control.append(named(value));
      control.value = key === "show" ? value || "all" : value;
    }
  }

  // A list that is not among the choices is called what it says where it stands.
  function named(list) {
    const option = document.createElement("option"), gist = document.querySelector("#" + CSS.escape(list) + " > summary > .gist");
    option.value = list;
    for (const language of ["en", "ja"]) {
      const words = Array.from(gist?.querySelectorAll("." + language) ?? [], (part) => part.textContent).join(" ");
      option.dataset[language] = (words || list).slice(0, 70);
    }
    option.textContent = option.dataset[root.lang];
    return option;
  }

  function read() {
    chosen = {};
    for (const key of KEYS) {
      const value = form.elements[key]?.value ?? "";
      if (value && !(key === "show" && value === "all")) chosen[key] = value;
    }
  }

  // -- the address ------------------------------------------------------------------------------------------------

  function address() {
    const words = new URLSearchParams(chosen);
    if (sorting[0] !== 1 || sorting[1] !== "ascending") words.set("sort", sorting.join(" "));
    if (at) words.set("row", at);
    return [anchor, words].map(String).filter(Boolean).join("&");
  }

  function remember() {
    try { history.replaceState(null, "", "#" + address()); } catch (error) { /* not everywhere for files */ }
  }

  function recall() {
    const [head, ...rest] = location.hash.slice(1).split("&");
    anchor = head.includes("=") ? "" : head;
    const words = new URLSearchParams((anchor ? rest : [head, ...rest]).join("&"));
    chosen = {};
    for (const key of KEYS) if (words.has(key)) chosen[key] = words.get(key);
    const [column, order] = (words.get("sort") ?? "").split(" ");
    const known = ["ascending", "descending"].includes(order) && table.tHead.rows[0].cells[column];
    sorting = known ? [Number(column), order] : [1, "ascending"];
    at = Number(words.get("row")) || 0;
    fill();
    show();
  }

  // -- what is shown ----------------------------------------------------------------------------------------------

  function show() {
    const matches = test();
    found = data.rows.filter(matches);
    arrange();
    document.getElementById("shown").textContent = found.length + " / " + data.rows.length;
    narrow(Object.keys(chosen).length > 0, matches);
  }

  function arrange() {
    const [column, order] = sorting;
    const sign = order === "ascending" ? 1 : -1;
    const value = column === 0 ? (row) => row.number : column === 1 ? (row) => row[MARK] : (row) => Number(row[OUTCOMES][column - 2]);
    found.sort((a, b) => sign * ((value(a) || 0) - (value(b) || 0)) || a.number - b.number);
    if (at >= found.length) at = 0;
    Array.from(table.tHead.rows[0].cells).forEach((cell, n) => {
      if (n === column) cell.setAttribute("aria-sort", order); else cell.removeAttribute("aria-sort");
    });
    draw();
  }

  function draw() {
    const part = found.slice(at, at + PART);
    table.tBodies[0].replaceChildren(...part.map(drawn));
    document.getElementById("turn").hidden = found.length <= PART;
    document.getElementById("part").textContent = (at + 1) + "–" + (at + part.length) + " / " + found.length;
    document.getElementById("before").disabled = at === 0;
    document.getElementById("after").disabled = at + PART >= found.length;
  }

  function drawn(row) {
    const line = document.createElement("tr"), head = document.createElement("th"), score = document.createElement("td");
    head.scope = "row";
    head.append(linked(row));
    score.className = "score";
    score.append(row[FLAGS] & HAS_MARK ? String(Number(row[MARK].toPrecision(6))) : "?");
    if (row[FLAGS] & OVERRIDDEN) score.append(" ✎");
    if (row[FLAGS] & LATE) score.append(" ", remarks[0].cloneNode(true));
    if (row[STATUS]) score.append(" ", remarks[1 + row[STATUS]].cloneNode(true));
    line.append(head, score);
    const address = row.address + "#check-";
    Array.from(row[OUTCOMES]).forEach((outcome, n) => {
      if (outcome === "-") return line.append(document.createElement("td"));
      const cell = cells[outcome].cloneNode(true);
      cell.firstChild.setAttribute("href", address + (n + 1));
      line.append(cell);
    });
    return line;
  }

  function linked(row) {
    const link = document.createElement("a"), name = document.createElement("bdi");
    link.className = "id";
    link.setAttribute("href", row.address);
    name.textContent = row[NAME];
    link.append(name);
    return link;
  }

  // The other lists and tables of the page: how many of each are meant, and who.
  function narrow(narrowed, matches) {
    const counts = new Map(), sizes = new Map();
    firsts = new Map();
    for (const row of data.rows) {
      const meant = matches(row);
      for (const list of row[LISTS]) {
        sizes.set(list, (sizes.get(list) ?? 0) + 1);
        if (!meant) continue;
        counts.set(list, (counts.get(list) ?? 0) + 1);
        if (!firsts.has(list)) firsts.set(list, []);
        if (firsts.get(list).length < SHOWN) firsts.get(list).push(row);
      }
    }
    for (const part of document.querySelectorAll("[data-list]")) {
      const list = data.lists.indexOf(part.dataset.list), count = counts.get(list) ?? 0;
      part.hidden = narrowed && count === 0;
      part.querySelector(".among").textContent = narrowed ? "(" + count + " / " + (sizes.get(list) ?? 0) + ")" : "";
      const some = part.querySelector(":scope > .some");
      if (some) some.hidden = narrowed;
    }
    for (const part of document.querySelectorAll("details[open]")) who(part);
    for (const line of document.querySelectorAll("[data-row]")) line.hidden = narrowed && !matches(data.rows[line.dataset.row]);
  }

  // Who is on the lists of a part that has been opened.
  function who(part) {
    for (const names of part.querySelectorAll("[data-of]")) {
      names.replaceChildren(...(firsts.get(data.lists.indexOf(names.dataset.of)) ?? []).map(listed));
    }
  }

  function listed(row) {
    const line = document.createElement("li");
    line.append(linked(row));
    return line;
  }

  // -- what is done -----------------------------------------------------------------------------------------------

  function sort(column) {
    // The lowest scores and the worst outcomes first: what one looks for. Names from the top.
    const before = sorting[0] === column ? sorting[1] : column < 2 ? "descending" : "ascending";
    sorting = [column, before === "ascending" ? "descending" : "ascending"];
    at = 0;
    arrange();
    remember();
  }

  function turn(step) {
    at = Math.max(at + step * PART, 0);
    draw();
    remember();
    table.closest(".scroll").scrollTop = 0;
  }

  // To another place of the page what is chosen goes along. So each address says all of it, and *back* leads there.
  function go(event) {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const place = link.hash.slice(1);
    const before = location.hash;
    if (!place.includes("=")) anchor = place;
    location.hash = place.includes("=") ? place : address();
    if (location.hash === before) visit();
    else addEventListener("hashchange", visit, {once: true});
  }

  function visit() {
    const place = anchor ? document.getElementById(anchor) : form;
    for (let part = place; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    if (!place) return;
    place.tabIndex = -1;  // the keyboard goes on from there
    place.focus({preventScroll: true});
    settle(place, 6);
  }

  // What comes into view for the first time is larger or smaller than it was taken for, and moves what follows.
  function settle(place, rounds) {
    place.scrollIntoView();
    if (rounds) requestAnimationFrame(() => settle(place, rounds - 1));
  }

  document.addEventListener("DOMContentLoaded", function () {
    data = JSON.parse(document.getElementById("rows").textContent);
    data.rows = data.rows.map(([name, kind, address], number) => {
      const row = [name, ...data.kinds[kind]];
      return Object.assign(row, {number, name: plain(name), address: address ?? "submissions/" + name + ".html"});
    });
    form = document.getElementById("filter");
    table = document.getElementById("submissions");
    const parts = document.getElementById("cells").content;
    cells = parts.querySelectorAll("td");
    remarks = Array.from(parts.children).filter((part) => part.localName === "span");
    Array.from(table.tHead.rows[0].cells).forEach((cell, column) => {
      cell.querySelector("button").addEventListener("click", () => sort(column));
    });
    for (const [id, step] of [["before", -1], ["after", 1]]) {
      document.getElementById(id).addEventListener("click", () => turn(step));
    }
    const changed = () => { at = 0; read(); show(); remember(); };
    form.addEventListener("input", changed);
    form.addEventListener("reset", () => setTimeout(changed));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", recall);
    document.addEventListener("click", go);
    document.addEventListener("toggle", (event) => { if (event.target.open) who(event.target); }, true);
    recall();
    const anew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (anew && (anchor || Object.keys(chosen).length)) visit();
  });
})();
