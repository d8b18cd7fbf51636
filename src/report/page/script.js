"use strict";
(() => {
  // The address holds the view: #?q=words&kind=amount&source=2&grade=discrepant.bound&at=f3
  const $ = (id) => document.getElementById(id);
  const form = $("filters"), cards = [...document.querySelectorAll(".card")];
  const speakers = [...document.querySelectorAll(".speaker")], texts = [...document.querySelectorAll(".text")];
  const rows = [...document.querySelectorAll("tr[data-of]")], parts = [...document.querySelectorAll(".part")];
  const boxes = [...form.querySelectorAll("input[name=grade]")];
  const words = new Map();
  const text = (e) => {
    if (!words.has(e)) words.set(e, e.textContent.toLowerCase());
    return words.get(e);
  };

  const read = () => {
    const hash = location.hash;
    const state = new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : "");
    if (hash.length > 1 && !hash.startsWith("#?")) state.set("at", decode(hash.slice(1)));
    return state;
  };
  const decode = (s) => { try { return decodeURIComponent(s); } catch { return s; } };

  const asked = () => {
    const state = new URLSearchParams();
    const q = $("q").value.trim();
    if (q) state.set("q", q);
    if ($("kind").value) state.set("kind", $("kind").value);
    if ($("source").value) state.set("source", $("source").value);
    const grades = boxes.filter((b) => b.checked).map((b) => b.value);
    if (grades.length) state.set("grade", grades.join("."));
    return state;
  };
  const address = (state, at) => {
    if (at) state.set("at", at);
    const s = state.toString();
    return s ? "#?" + s : location.pathname + location.search;
  };

  const set = (select, value) => { select.value = [...select.options].some((o) => o.value === value) ? value : ""; };

  const filter = () => {
    const state = asked();
    const q = (state.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const kind = state.get("kind"), source = state.get("source");
    const grades = (state.get("grade") || "").split(".").filter(Boolean);
    const says = (e) => q.every((w) => text(e).includes(w));
    const from = (e) => !source || e.dataset.source.split(" ").includes(source);
    let shown = 0;
    const visible = new Set();
    for (const card of cards) {
      const fits = (!kind || card.dataset.kind === kind) && (!grades.length || grades.includes(card.dataset.grade)) && from(card) && says(card);
      card.hidden = !fits;
      if (fits) { shown++; visible.add(card.id); }
    }
    for (const part of parts) part.hidden = !part.querySelector(".card:not([hidden])");
    for (const row of rows) row.hidden = !visible.has(row.dataset.of);
    for (const e of speakers) e.hidden = !says(e);
    for (const e of texts) e.hidden = !from(e) || !says(e);
    $("nothing").hidden = shown > 0 || !cards.length;
    $("shown").textContent = shown === cards.length ? "all findings shown" : `${shown} of ${cards.length} findings shown`;
  };

  const fill = (state) => {
    $("q").value = state.get("q") || "";
    set($("kind"), state.get("kind") || "");
    set($("source"), state.get("source") || "");
    const grades = (state.get("grade") || "").split(".");
    for (const b of boxes) b.checked = grades.includes(b.value);
    filter();
  };

  let here = null;
  const go = (id) => {
    if (here) here.classList.remove("here");
    here = null;
    const target = id && $(id);
    if (!target) return;
    if (target.closest("[hidden]")) { fill(new URLSearchParams()); history.replaceState(null, "", address(asked(), id)); }
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    const card = target.closest(".card") || target.closest(".text");
    if (target.matches("section, h3, .card, .text") || !card) {
      target.scrollIntoView({ block: "start" });
    } else {
      card.scrollIntoView({ block: "nearest", behavior: "instant" });
      target.scrollIntoView({ block: "center", behavior: "instant" });
    }
    if (!target.matches("section, h3")) {
      target.classList.add("here");
      here = target;
    }
    if (!target.matches("a[href], button, input, select, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  const show = () => {
    const state = read();
    fill(state);
    go(state.get("at"));
  };

  const asks = (replace) => {
    filter();
    history[replace ? "replaceState" : "pushState"](null, "", address(asked()));
  };
  let wait = 0;
  form.addEventListener("input", (e) => {
    if (e.target.id !== "q") return;
    clearTimeout(wait);
    wait = setTimeout(() => asks(true), 120);
  });
  form.addEventListener("change", (e) => { if (e.target.id !== "q") asks(false); });
  form.addEventListener("reset", () => setTimeout(() => asks(false)));
  form.addEventListener("submit", (e) => e.preventDefault());

  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    if (!link || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    const at = link.getAttribute("href").slice(1);
    history.pushState(null, "", address(asked(), at));
    go(at);
  });
  // While a finding has the focus: j and k go to the next and the one before.
  document.addEventListener("keydown", (e) => {
    const card = e.target.closest && e.target.closest(".card");
    if (!card || e.ctrlKey || e.metaKey || e.altKey || (e.key !== "j" && e.key !== "k")) return;
    const list = cards.filter((c) => !c.hidden);
    const next = list[list.indexOf(card) + (e.key === "j" ? 1 : -1)];
    if (next) {
      e.preventDefault();
      history.replaceState(null, "", address(asked(), next.id));
      go(next.id);
    }
  });
  addEventListener("popstate", show);
  addEventListener("hashchange", show);
  form.hidden = false;
  show();
})();
