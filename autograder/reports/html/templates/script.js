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
    for (const radio of document.querySelectorAll("input[name=language]")) radio.checked = radio.value === language;
    for (const named of document.querySelectorAll("[data-" + language + "]")) {
      const words = named.dataset[language];
      if (named.localName === "option" || named.localName === "title") named.textContent = words;
      else named.setAttribute(named.localName === "optgroup" ? "label" : named.title ? "title" : "aria-label", words);
    }
  }

  // When it is about to be followed: a large page has thousands of links.
  function tell(event) {
    const link = event.target.closest?.("a[href*='.html']");
    if (!link) return;
    const [address, part] = link.getAttribute("href").split("#");
    link.href = address.split("?")[0] + "?lang=" + root.lang + (part ? "#" + part : "");
  }

  function keep(language) {
    try { localStorage.setItem("kadai-language", language); } catch (error) { /* as above */ }
    show(language);
  }

  root.classList.add("js");
  root.lang = chosen();
  document.addEventListener("DOMContentLoaded", function () {
    show(root.lang);
    for (const act of ["pointerdown", "focusin", "click"]) document.addEventListener(act, tell, true);
    for (const radio of document.querySelectorAll("input[name=language]")) {
      radio.addEventListener("change", () => keep(radio.value));
    }
  });

  // What is folded is opened by a link to something in it.
  function reveal() {
    const part = document.getElementById(location.hash.slice(1));
    for (let around = part?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  }
  if (root.dataset.page === "submission") {
    for (const event of ["DOMContentLoaded", "hashchange"]) addEventListener(event, reveal);
  }

  // On paper nothing can be opened. The page of a class would be twenty: it is printed as it is on the screen.
  let closed = [];
  addEventListener("beforeprint", function () {
    if (root.dataset.page === "class") return;
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", function () {
    for (const part of closed) part.open = false;
    closed = [];
  });
})();
