"use strict";
// A table that stands in the page as a whole, sorted and filtered row by row.
(function () {
  function value(row, column) {
    return Number(row.cells[column].dataset.value);
  }

  function sort(table, column) {
    const header = table.tHead.rows[0].cells[column];
    const before = header.getAttribute("aria-sort");
    // The lowest scores and the worst outcomes first: what one looks for. Names from the top.
    const first = column < 2 ? "ascending" : "descending";
    arrange(table, column, before === null ? first : before === "ascending" ? "descending" : "ascending");
  }

  function arrange(table, column, order) {
    const header = table.tHead.rows[0].cells[column];
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

  // What is chosen lives in the address: it survives *back*, and can be sent to a colleague.
  function remember(table, form) {
    const chosen = new URLSearchParams();
    const find = form.querySelector("#find").value;
    const kind = form.querySelector("input[name=show]:checked").value;
    if (find) chosen.set("find", find);
    if (kind !== "all") chosen.set("show", kind);
    const cells = Array.from(table.tHead.rows[0].cells);
    const column = cells.findIndex((cell) => cell.hasAttribute("aria-sort"));
    const order = column < 0 ? "" : cells[column].getAttribute("aria-sort");
    if (column > 0 || order === "descending") chosen.set("sort", column + " " + order);
    try { history.replaceState(null, "", "#" + chosen); } catch (error) { /* not everywhere for files */ }
  }

  function recall(table, form) {
    const chosen = new URLSearchParams(location.hash.slice(1));
    form.reset();
    form.querySelector("#find").value = chosen.get("find") ?? "";
    for (const radio of form.querySelectorAll("input[name=show]")) radio.checked = radio.value === (chosen.get("show") ?? "all");
    const [column, order] = (chosen.get("sort") ?? "").split(" ");
    if (["ascending", "descending"].includes(order) && table.tHead.rows[0].cells[column]) arrange(table, Number(column), order);
    filter(table, form);
  }

  document.addEventListener("DOMContentLoaded", function () {
    const table = document.getElementById("submissions");
    if (!table) return;
    const form = document.getElementById("filter");
    Array.from(table.tHead.rows[0].cells).forEach((cell, column) => {
      cell.querySelector("button").addEventListener("click", () => { sort(table, column); remember(table, form); });
    });
    recall(table, form);
    addEventListener("hashchange", () => {
      if (!/[#&](find|show|sort)=/.test(location.hash)) return;
      recall(table, form);
      form.scrollIntoView();
    });
    form.addEventListener("input", () => { filter(table, form); remember(table, form); });
    form.addEventListener("submit", (event) => event.preventDefault());
  });
})();
