"use strict";
(function () {
  const root = document.documentElement;
  const languages = ["en", "ja"];

  // The chosen language goes along in the address, because file:// pages may not share storage.
  function chosen() {
    const asked = new URLSearchParams(location.search).get("lang");
    if (languages.includes(asked)) return asked;
    try {
      const kept = localStorage.getItem("kadai-language");
      if (languages.includes(kept)) return kept;
    } catch (error) { /* storage is off: nothing is kept */ }
    return root.lang;
  }

  function show(language) {
    root.lang = language;
    const heading = document.querySelector("h1");
    if (heading) {
      const own = heading.querySelector(":scope > ." + language);
      if (own) document.title = own.textContent;
    }
    for (const radio of document.querySelectorAll("input[name=language]")) radio.checked = radio.value === language;
    for (const link of document.querySelectorAll("a[href*='.html']")) {
      link.href = link.getAttribute("href").split("?")[0] + "?lang=" + language;
    }
  }

  function keep(language) {
    try { localStorage.setItem("kadai-language", language); } catch (error) { /* as above */ }
    show(language);
  }

  function value(row, column) {
    return Number(row.cells[column].dataset.value);
  }

  function sort(table, column) {
    const header = table.tHead.rows[0].cells[column];
    const before = header.getAttribute("aria-sort");
    // Best scores and worst outcomes first: what one looks for. Names from the top.
    const first = column === 0 ? "ascending" : "descending";
    const order = before === null ? first : before === "ascending" ? "descending" : "ascending";
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort((a, b) => sign * (value(a, column) - value(b, column)) || value(a, 0) - value(b, 0));
    body.append(...rows);
  }

  function filter(table, form) {
    const wanted = form.querySelector("#find").value.normalize("NFKC").toLowerCase().trim();
    const kind = form.querySelector("input[name=show]:checked").value;
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const name = row.cells[0].textContent.normalize("NFKC").toLowerCase();
      row.hidden = !name.includes(wanted) || (kind !== "all" && !(kind in row.dataset));
      shown += !row.hidden;
    }
    form.querySelector("#shown").textContent = shown + " / " + table.tBodies[0].rows.length;
  }

  root.classList.add("js");
  root.lang = chosen();
  document.addEventListener("DOMContentLoaded", function () {
    show(root.lang);
    for (const radio of document.querySelectorAll("input[name=language]")) {
      radio.addEventListener("change", () => keep(radio.value));
    }
    const table = document.getElementById("submissions");
    if (!table) return;
    Array.from(table.tHead.rows[0].cells).forEach((cell, column) => {
      cell.querySelector("button").addEventListener("click", () => sort(table, column));
    });
    const form = document.getElementById("filter");
    form.reset();
    form.addEventListener("input", () => filter(table, form));
    form.addEventListener("submit", (event) => event.preventDefault());
  });

  let closed = [];
  addEventListener("beforeprint", function () {
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", function () {
    for (const part of closed) part.open = false;
  });
})();
