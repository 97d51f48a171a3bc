// The page's search: the same rules as `MemorySearch`, over the records in data.js. Text of records
// reaches the page through `textContent` only, so that nothing in it can be markup.

// swift-format-ignore
let pageScript: StaticString = #"""
"use strict";
(() => {
  const { records, rules, purposes } = window.lontar;
  // Without what every object has, so that a language called "constructor" has no name.
  const [languages, tasks] = [window.lontar.languages, window.lontar.tasks].map((table) => Object.assign(Object.create(null), table));
  const facetNames = { language: "Language", task: "Task", allows: "Licence allows", modality: "Modality",
    licence: "Licence", country: "Country", year: "Year", access: "Access", collection: "Collection" };
  const unspaced = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u19E0-\u19FF\uA9E0-\uA9FF\uAA60-\uAA7F\u1A20-\u1AAF\u3040-\u30FF\u3400-\u9FFF\u{20000}-\u{3FFFF}]/u;
  const lower = (text) => text.normalize("NFC").toLowerCase();
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036F]/g, "").replace(/đ/g, "d").normalize("NFC");
  const tokens = (text) => text.match(/[\p{L}\p{M}\p{N}\p{Co}]+/gu) || [];
  const el = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
    return node;
  };
  const languageName = (code) => languages[code] ? languages[code] + " (" + code + ")" : code;

  // What is searched of a record, made once.
  for (const record of records) {
    const tags = record.l.flatMap((code) => [code, languages[code] || ""])
      .concat(record.t.flatMap((task) => [task, tasks[task] || ""]), record.m);
    const parts = [record.id + " ; " + record.name + " ; " + record.a.join(" ; "), tags.join(" ; "), record.d || ""].map(lower);
    record.letters = parts[0];
    record.columns = parts.map((text) => ({ text, words: " " + tokens(text).join(" ") + " " }));
    record.folded = parts.map((text) => ({ text: fold(text), words: " " + tokens(fold(text)).join(" ") + " " }));
  }
  const weights = [10, 4, 1];
  const count = (text, wanted) => {
    let found = 0;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length - 1)) found++;
    return found;
  };
  const score = (record, terms, folds) => {
    let total = 0;
    for (const term of terms) {
      let sum = 0;
      (folds ? record.folded : record.columns).forEach((column, index) => {
        const n = term.phrase === "" ? 0
          : term.unspaced ? count(column.text, term.text) : count(column.words, " " + term.phrase + " ");
        if (n > 0) sum += weights[index] * n / (n + 1.2);
      });
      if (sum === 0 && !(term.long && record.letters.includes(term.text))) return -1;
      total += sum;
    }
    return total;
  };

  const values = (record, facet) => ({ language: record.l, task: record.t, modality: record.m, allows: record.w,
    licence: [record.i || "none"], country: record.c, year: record.y ? [String(record.y)] : [], access: [record.x],
    collection: record.id.includes("/") ? [record.id.split("/")[0]] : [] })[facet];
  const state = { q: "", fold: false, filters: {}, shown: 25, open: {} };
  // An address that somebody cut in the middle of an escape is taken as it stands.
  const decoded = (path) => { try { return decodeURIComponent(path); } catch { return path; } };
  const read = () => {
    const [path, query] = (location.hash.slice(1) || "/").split("?");
    const parameters = new URLSearchParams(query || "");
    state.q = parameters.get("q") || "";
    state.fold = parameters.has("fold");
    state.filters = {};
    for (const facet of Object.keys(facetNames)) {
      const chosen = parameters.getAll(facet);
      if (chosen.length) state.filters[facet] = chosen;
    }
    return decoded(path);
  };
  const address = (path) => {
    const parameters = new URLSearchParams();
    if (state.q) parameters.set("q", state.q);
    if (state.fold) parameters.set("fold", "");
    for (const [facet, chosen] of Object.entries(state.filters)) for (const value of chosen) parameters.append(facet, value);
    const query = parameters.toString();
    return "#" + path + (query ? "?" + query : "");
  };

  const search = () => {
    const terms = state.q.split(/\s+/u).filter((word) => word).map((word) => {
      let text = lower(word);
      const long = [...text].length >= 3;
      const plain = text;
      if (state.fold) text = fold(text);
      const phrase = tokens(text).join(" ");
      return { text: unspaced.test(text) ? phrase : plain, phrase, long, unspaced: unspaced.test(text) };
    }).filter((term) => term.phrase || term.long);
    const scored = [];
    for (const record of records) {
      const points = terms.length ? score(record, terms, state.fold) : 0;
      if (points >= 0) scored.push([points, record]);
    }
    const passes = (record, except) => Object.entries(state.filters).every(([facet, chosen]) =>
      facet === except || values(record, facet).some((value) => chosen.includes(value)));
    const found = scored.filter(([, record]) => passes(record)).sort((a, b) => b[0] - a[0]).map(([, record]) => record);
    const facets = {};
    for (const facet of Object.keys(facetNames)) {
      const counts = new Map();
      for (const [, record] of scored) {
        if (!passes(record, facet)) continue;
        for (const value of new Set(values(record, facet))) counts.set(value, (counts.get(value) || 0) + 1);
      }
      facets[facet] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }
    return { found, facets };
  };

  const toggle = (facet, value) => {
    const chosen = state.filters[facet] || [];
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : chosen.concat(value);
    if (next.length) state.filters[facet] = next; else delete state.filters[facet];
    state.shown = 25;
    location.hash = address("/");
  };
  const label = (facet, value) => facet === "language" ? languageName(value) : facet === "task" && tasks[value]
    ? value + " · " + tasks[value] : value;
  const facetList = (facets) => Object.entries(facetNames).map(([facet, title]) => {
    const chosen = state.filters[facet] || [];
    const all = facets[facet];
    if (!all.length) return null;
    const most = state.open[facet] ? all.length : 7;
    const shown = all.filter(([value], index) => index < most || chosen.includes(value));
    return el("section", {}, el("h2", {}, title), el("ul", {}, shown.map(([value, n]) =>
      el("li", {}, el("button", { type: "button", "data-key": facet + " " + value, "aria-pressed": String(chosen.includes(value)), on: { click: () => toggle(facet, value) } },
        el("span", {}, label(facet, value)), el("span", { class: "n" }, String(n)))))),
      all.length > 7 ? el("button", { type: "button", class: "more", "data-key": "more " + facet, on: { click: () => { state.open[facet] = !state.open[facet]; draw(); } } },
        state.open[facet] ? "fewer" : (all.length - 7) + " more") : null);
  });
  const tag = (text) => el("span", { class: "tag" }, text);
  const link = (record) => address("/record/" + encodeURIComponent(record.id));
  // Of many languages the five that are shown are first those that were asked for.
  const asked = (code) => (state.filters.language || []).includes(code)
    || lower(state.q).split(/\s+/u).some((word) => word.length >= 3 && (word === code || lower(languages[code] || "").includes(word)));
  const shownLanguages = (record) => record.l.length > 5 ? record.l.filter(asked).concat(record.l.filter((code) => !asked(code))) : record.l;
  const card = (record) => el("article", { class: "card" },
    el("h3", {}, el("a", { href: link(record) }, record.name)), el("div", { class: "id" }, record.id),
    record.d ? el("p", {}, record.d.slice(0, 400)) : null,
    el("div", { class: "tags" }, shownLanguages(record).slice(0, 5).map((code) => tag(languageName(code))),
      record.l.length > 5 ? tag("+" + (record.l.length - 5)) : null, record.t.slice(0, 5).map(tag),
      tag(record.i || "licence not known"), record.y ? tag(String(record.y)) : null));

  const resultsPage = () => {
    const { found, facets } = search();
    const page = el("main", {}, el("aside", { id: "facets", "aria-label": "Filters" },
      el("details", { class: "filters", open: wide.matches || state.filtersOpen, on: { toggle: (event) => { state.filtersOpen = event.target.open; } } },
        el("summary", {}, "Filters"), facetList(facets))),
      el("div", {}, el("div", { id: "count", role: "status" }, found.length + " of " + records.length + " corpora"),
        Object.keys(state.filters).length ? el("div", { class: "chosen" }, Object.entries(state.filters).flatMap(([facet, chosen]) => chosen.map((value) =>
          el("button", { type: "button", "aria-label": "Remove the filter " + label(facet, value), on: { click: () => toggle(facet, value) } }, label(facet, value) + " ×"))),
          el("button", { type: "button", class: "plain", on: { click: () => { state.filters = {}; location.hash = address("/"); } } }, "remove all")) : null,
        found.length ? null : el("p", { class: "note" }, "No corpus has all of these words", Object.keys(state.filters).length ? " and filters" : "", ". Fewer words find more."),
        el("div", { id: "results" }, found.slice(0, state.shown).map(card)),
        found.length > state.shown ? el("button", { type: "button", class: "more", "data-key": "more", on: { click: () => { state.shown += 50; draw(); } } },
          "Show more of " + found.length) : null));
    return page;
  };
  const matrixPage = () => {
    const { found, facets } = search();
    const rows = facets.language.filter(([code]) => !state.filters.language || state.filters.language.includes(code)).slice(0, 40);
    const columns = facets.task.filter(([task]) => !state.filters.task || state.filters.task.includes(task)).slice(0, 24);
    const counts = new Map();
    let most = 1;
    for (const record of found) for (const code of new Set(record.l)) for (const task of new Set(record.t)) {
      const key = code + " " + task, n = (counts.get(key) || 0) + 1;
      counts.set(key, n);
      most = Math.max(most, n);
    }
    const cell = (code, task) => {
      const n = counts.get(code + " " + task);
      if (!n) return el("td", {}, el("span", { class: "none" }));
      const share = Math.round(20 + 80 * Math.log2(n + 1) / Math.log2(most + 1));
      const button = el("button", { type: "button", title: languageName(code) + ", " + (tasks[task] || task) + ": " + n,
        class: share > 87 ? "strong strongest" : share > 59 ? "strong" : null, on: { click: () => { state.filters.language = [code]; state.filters.task = [task]; location.hash = address("/"); } } }, String(n));
      button.style.setProperty("--s", share + "%");
      return el("td", {}, button);
    };
    return el("main", { class: "single wide" }, el("div", {}, el("p", { class: "note" },
      "Corpora of each language for each task, among the " + found.length + " found. A cell leads to them."),
      el("div", { class: "scroll" }, el("table", { class: "matrix" },
        el("thead", {}, el("tr", {}, el("th"), columns.map(([task]) => el("th", { title: tasks[task] || task }, el("span", {}, task))))),
        el("tbody", {}, rows.map(([code]) => el("tr", {}, el("th", { scope: "row" }, languageName(code)), columns.map(([task]) => cell(code, task))))))),
      el("p", { class: "note" }, columns.filter(([task]) => tasks[task]).map(([task]) => task + " " + tasks[task]).join(" · "))));
  };
  const web = (text) => /^https?:\/\/[^\s"<>]+$/.test(text);
  const anchor = (text) => web(text) ? el("a", { href: text, rel: "noopener noreferrer nofollow" }, text) : text;
  const recordPage = (id) => {
    const record = records.find((other) => other.id === id);
    if (!record) return el("main", { class: "single" }, el("p", {}, "No record “" + id + "” in this catalogue."));
    const row = (name, value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)
      ? null : el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value));
    return el("main", { class: "single" }, el("article", { class: "record" }, el("h2", {}, record.name), el("p", { class: "id" }, record.id),
      el("h3", {}, "What its licence says"),
      el("table", { class: "policy" }, el("tbody", {}, purposes.map((purpose, index) => {
        const reasons = record.p[index].map((place) => rules[place]);
        return el("tr", {}, el("th", { scope: "row" }, purpose), el("td", {}, el("span", { class: "verdict " + reasons[0].verdict }, reasons[0].verdict)),
          el("td", {}, reasons.map((rule) => el("div", {}, rule.clause + (rule.duties.length ? " — " + rule.duties.join(", ") : "")))));
      }))),
      el("p", { class: "note" }, "A summary of licences, not legal advice. Rules " + window.lontar.rulesHash.slice(0, 12) + "."),
      el("h3", {}, "What is known of it"),
      el("table", {}, el("tbody", {}, row("Description", record.d ? el("div", { class: "text" }, record.d) : null), row("Languages", record.l.map(languageName).join(", ")),
        row("Tasks", record.t.map((task) => label("task", task)).join(", ")), row("Modalities", record.m.join(", ")),
        row("Licence", [record.i, record.r !== record.i ? record.r : null, record.z].filter((x) => x).join("; ") || "not stated"),
        row("Homepage", record.h ? anchor(record.h) : null), row("Year", record.y ? String(record.y) : null), row("Version", record.v),
        row("Countries", record.c.join(", ")), row("Access", record.x), row("Configurations", record.n ? String(record.n) : null),
        row("Withdrawn", record.k), row("Addresses", record.u.map((url) => el("div", {}, anchor(url)))),
        row("Citation", record.b ? el("pre", {}, record.b) : null))),
      el("p", {}, el("a", { href: address("/") }, "Back to the search"))));
  };

  const wide = matchMedia("(min-width: 48.01rem)");
  wide.addEventListener("change", () => draw());
  const box = document.getElementById("q"), folding = document.getElementById("fold");
  const draw = () => {
    const path = (location.hash.slice(1) || "/").split("?")[0];
    const name = decoded(path);
    const page = name.startsWith("/record/") ? recordPage(name.slice(8)) : name === "/matrix" ? matrixPage() : resultsPage();
    // What has the keyboard keeps it, though it is made anew.
    const key = document.activeElement && document.activeElement.dataset.key;
    document.querySelector("main").replaceWith(page);
    const again = key && [...page.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
    if (again) again.focus({ preventScroll: true });
    document.title = (name.startsWith("/record/") ? name.slice(8) + " – " : "") + "Corpora of Southeast Asia";
    const tabs = [["/", "tab-search"], ["/matrix", "tab-matrix"]];
    for (const [target, id] of tabs) {
      const tab = document.getElementById(id);
      tab.setAttribute("href", address(target));
      if (name === target) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
    }
    document.documentElement.dataset.ready = String(Number(document.documentElement.dataset.ready || 0) + 1);
  };
  // Each place is left and found again where it was scrolled to; another search in it moves nothing.
  const heights = new Map();
  let place = null;
  const route = () => {
    const name = read();
    if (document.activeElement !== box) box.value = state.q;
    folding.checked = state.fold;
    if (name === place) return draw();
    if (place !== null) heights.set(place, scrollY);
    place = name;
    draw();
    scrollTo(0, name.startsWith("/record/") ? 0 : heights.get(name) || 0);
  };
  const typed = () => {
    state.q = box.value;
    state.fold = folding.checked;
    state.shown = 25;
    const path = (location.hash.slice(1) || "/").split("?")[0];
    history.replaceState(null, "", address(path === "/matrix" ? path : "/"));
    draw();
  };
  box.addEventListener("input", typed);
  folding.addEventListener("change", typed);
  document.getElementById("form").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const typing = document.activeElement && document.activeElement.tagName === "INPUT";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); box.select(); }
  });
  window.addEventListener("hashchange", route);
  route();
})();
"""#
