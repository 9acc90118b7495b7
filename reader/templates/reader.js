/* What the pages can do beyond being read: theme, citations that open in place, keys. Every page is complete without it.
   It runs before the page is painted, asks no host for anything, and keeps what the reader chose in this browser. */

(() => {
  "use strict";

  const root = document.documentElement;
  const PREFIX = "nightdesk.";
  const THEMES = ["system", "light", "dark"];
  const HOVER_MS = 300;
  const MOST_READ = 2000;

  const kept = {
    get(name) {
      try {
        return localStorage.getItem(PREFIX + name);
      } catch {
        return null; // storage is switched off: the choice holds for this page
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(PREFIX + name, value);
      } catch {
        /* as above */
      }
    },
  };

  const chosen = { theme: kept.get("theme") || "system", type: kept.get("type") || "serif", keys: kept.get("keys") || "on" };

  function apply() {
    root.dataset.theme = chosen.theme;
    root.dataset.type = chosen.type;
  }

  function choose(name, value) {
    chosen[name] = value;
    kept.set(name, value);
    apply();
  }

  root.classList.add("scripted");
  apply();

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  function element(tag, attributes = {}, ...children) {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children.filter((child) => child));
    return made;
  }

  function say(text) {
    one("#status").textContent = "";
    setTimeout(() => (one("#status").textContent = text), 50); // a new text in a live region is read out
  }

  /* Citations */

  let popover = null;
  let opened = null; // the mark whose citation is shown
  let pinned = false; // whether it was opened on purpose, and not by pointing at the mark
  let timer = 0;

  const sheet = matchMedia("(max-width: 38rem)");

  function citedWords(sentence, ranges) {
    const letters = Array.from(sentence.textContent); // the places are counted in characters, as Python does
    const quote = element("q", { lang: sentence.closest("ol").lang, dir: "auto" });
    let end = 0;
    for (const [from, to] of ranges.split(",").map((range) => range.split("-").map(Number))) {
      quote.append(letters.slice(end, from).join(""));
      if (to > from) quote.append(element("mark", {}, letters.slice(from, to).join("")));
      end = Math.max(end, to);
    }
    quote.append(letters.slice(end).join(""));
    return quote;
  }

  /* The text directive of most sentences: all of few words, the first and last of many. Others are written in the page. */
  function directive(sentence) {
    const words = sentence.trim().split(/\s+/);
    const parts = words.length > 8 ? [words.slice(0, 4), words.slice(-4)] : [words];
    return parts.map((part) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D")).join();
  }

  function linkPassages() {
    for (const item of all(".passages li")) {
      const address = one("h3 a", item.closest(".sources > ol > li"))?.dataset.address;
      if (!address) continue;
      const text = item.dataset.text ?? directive(one("q", item).textContent);
      const href = text ? `${address}${address.includes("#") ? ":~:" : "#:~:"}text=${text}` : address;
      const link = { href, rel: "noopener noreferrer nofollow", lang: "en", textContent: "Open at passage" };
      item.append(" ", element("a", link));
    }
  }

  function passage(card, says) {
    const [number, ranges] = says.split(":");
    const item = all(".passages li", card)[number - 1];
    const evidence = element("a", { href: `${one("a.stored", card).href}#e-${item.dataset.at}`, textContent: "Open evidence" });
    return element(
      "li",
      {},
      citedWords(one("q", item), ranges),
      element("p", { className: "trail" }, one("a", item)?.cloneNode(true), " ", evidence),
    );
  }

  function others(mark) {
    const numbers = all("a[data-says]", mark.closest(".marks")).map((other) => other.hash.slice(2));
    const rest = numbers.filter((number) => `#s${number}` !== mark.hash);
    if (rest.length) {
      const named = rest.map((number) => `[${number}] ${one(`#s${number} .outlet`).textContent.trim()}`);
      return `Also said by ${named.join(", ")}`;
    }
    return one(".digest").dataset.voices > 1 ? `Reported by [${numbers[0]}] only` : "";
  }

  function content(mark) {
    const card = one(mark.hash);
    const headline = one("h3", card);
    const time = one("time", card);
    const said = others(mark);
    const close = element("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => closeCitation(true));
    return [
      element(
        "p",
        { className: "outlet", id: "citation-title" },
        element("span", { className: "number", textContent: card.value }),
        one(".outlet bdi", card).cloneNode(true),
        time && element("span", { className: "when" }, time.cloneNode(true)),
      ),
      element("ul", {}, ...mark.dataset.says.split(" ").map((says) => passage(card, says))),
      element("p", { className: "headline", lang: headline.lang, dir: "auto" }, ...headline.cloneNode(true).childNodes),
      element(
        "p",
        { className: "foot" },
        said && element("span", { textContent: said }),
        element("a", { href: mark.hash, className: "card", textContent: "Source card" }),
        close,
      ),
    ];
  }

  function place(mark) {
    popover.style.left = popover.style.top = "";
    if (sheet.matches) {
      const hidden = mark.getBoundingClientRect().bottom + 24 - popover.getBoundingClientRect().top;
      if (hidden > 0) scrollBy(0, hidden);
      return;
    }
    const at = mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = popover;
    const text = one("main").getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, text.left), text.right - width);
    const above = at.bottom + 8 + height > innerHeight && at.top - 8 - height > 0;
    popover.style.left = `${left + scrollX}px`;
    popover.style.top = `${(above ? at.top - 8 - height : at.bottom + 8) + scrollY}px`;
  }

  function openCitation(mark, onPurpose) {
    clearTimeout(timer);
    if (opened !== mark) {
      closeCitation(false);
      popover.replaceChildren(...content(mark));
      mark.closest("sup").after(popover); // so that Tab goes from the mark into it, and on to what follows
      popover.showPopover();
      opened = mark;
      mark.classList.add("open");
      place(mark);
    }
    pinned = onPurpose;
    if (onPurpose) popover.focus({ preventScroll: true });
  }

  function closeCitation(toMark) {
    clearTimeout(timer);
    if (!opened) return;
    const mark = opened;
    const inside = popover.contains(document.activeElement);
    opened = null;
    pinned = false;
    popover.hidePopover();
    mark.classList.remove("open");
    if (toMark && inside) mark.focus({ preventScroll: true });
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, HOVER_MS);
  }

  function prepareCitations() {
    const marks = all("a[data-says]");
    if (!marks.length || !HTMLElement.prototype.showPopover) return;
    popover = element("div", { id: "citation", className: "citation", popover: "manual", tabIndex: -1 });
    popover.setAttribute("role", "dialog");
    popover.setAttribute("aria-labelledby", "citation-title");
    for (const mark of marks) {
      mark.setAttribute("aria-haspopup", "dialog");
      mark.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (opened === mark && pinned) closeCitation(true);
        else openCitation(mark, true);
      });
      mark.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        mark.click();
      });
      mark.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse" && !pinned) later(() => openCitation(mark, false));
      });
      mark.addEventListener("pointerleave", () => (pinned ? undefined : later(() => closeCitation(false))));
    }
    popover.addEventListener("pointerenter", () => clearTimeout(timer));
    popover.addEventListener("pointerleave", () => (pinned ? undefined : later(() => closeCitation(false))));
    popover.addEventListener("click", (event) => {
      if (event.target.closest("a.card")) closeCitation(false);
    });
    popover.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (opened && to && to !== opened && !popover.contains(to)) closeCitation(false);
    });
    document.addEventListener("pointerdown", (event) => {
      if (opened && !popover.contains(event.target) && !opened.contains(event.target)) closeCitation(false);
    });
    addEventListener("resize", () => opened && place(opened));
    addEventListener("beforeprint", () => closeCitation(false));
  }

  /* Stories: where one stands in a list, and what has been read */

  const stories = () => all("[data-story] .story");

  function storyHere() {
    const item = document.activeElement?.closest("[data-story]") || one("article[data-story]");
    return item?.dataset.story;
  }

  function readStories() {
    try {
      const list = JSON.parse(kept.get("read") || "[]");
      return new Set(Array.isArray(list) ? list : []);
    } catch {
      return new Set();
    }
  }

  function showRead() {
    const read = readStories();
    for (const item of all("[data-story]")) item.classList.toggle("read", read.has(item.dataset.story));
    for (const note of all(".read-note")) note.hidden = !note.closest(".read");
  }

  function setRead(story, isRead) {
    const read = readStories();
    read.delete(story);
    if (isRead) read.add(story);
    kept.set("read", JSON.stringify([...read].slice(-MOST_READ)));
    showRead();
  }

  function toggleRead() {
    const story = storyHere();
    if (!story) return;
    const isRead = !readStories().has(story);
    setRead(story, isRead);
    say(isRead ? "Marked as read" : "Marked as unread");
  }

  /* Keys */

  const follow = (selector) => () => one(selector)?.click();

  function step(by) {
    const links = stories();
    if (!links.length) return one(`main a[rel="${by > 0 ? "next" : "prev"}"]`)?.click();
    const here = links.indexOf(document.activeElement?.closest("[data-story]")?.querySelector(".story"));
    const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1);
    return goTo(links[next]);
  }

  function goTo(target) {
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "center" });
  }

  function end(which) {
    const links = stories();
    if (links.length) return goTo(which === "first" ? links[0] : links[links.length - 1]);
    return scrollTo(0, which === "first" ? 0 : root.scrollHeight);
  }

  function category(by) {
    const links = all('nav[aria-label="Categories"] a');
    const here = links.findIndex((link) => link.getAttribute("aria-current"));
    const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
    links[(next + links.length) % links.length]?.click();
  }

  function nextCitation() {
    const marks = all("a[data-says]").filter((mark) => mark.getClientRects().length);
    const last = opened || document.activeElement;
    const after = marks.filter((mark) => last.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
    const inView = marks.filter((mark) => mark.getBoundingClientRect().top > 0);
    const next = (marks.includes(last) ? after : inView)[0] || marks[0];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center", behavior: "instant" });
    if (popover) openCitation(next, true);
  }

  function openSource() {
    const link = one(".sources h3 a[href]");
    if (link) open(link.href, "_blank", "noopener,noreferrer");
  }

  function openStory() {
    const active = document.activeElement;
    if (active && active !== document.body && active.matches("a, button")) active.click();
    else stories()[0]?.click();
  }

  function search() {
    const field = one('main input[type="search"]');
    if (field) field.focus();
    else one(".masthead a[data-search]")?.click();
  }

  function toSources() {
    closeCitation(false);
    goTo(one("#sources"));
    one("#sources")?.scrollIntoView();
  }

  function nextTheme() {
    choose("theme", THEMES[(THEMES.indexOf(chosen.theme) + 1) % THEMES.length]);
    say(`Theme: ${chosen.theme}`);
    all('input[name="theme"]').forEach((input) => (input.checked = input.value === chosen.theme));
  }

  const KEYS = [
    [["j", "n"], "Next story", () => step(1)],
    [["k", "p"], "Story before", () => step(-1)],
    [["g g"], "First story, or top of the page", () => end("first")],
    [["G"], "Last story, or end of the page", () => end("last")],
    [["h"], "Category before", () => category(-1)],
    [["l"], "Next category", () => category(1)],
    [["o"], "Open the story", openStory],
    [["v"], "Open the first source", openSource],
    [["c"], "Next citation", nextCitation],
    [["m"], "Mark as read, or unread", toggleRead],
    [["s"], "Sources", toSources],
    [["/"], "Search", search],
    [["u"], "Newest edition", follow(".masthead .wordmark")],
    [["t"], "Theme: system, light, dark", nextTheme],
    [["?"], "This help", () => showSettings()],
  ];
  const actions = new Map(KEYS.flatMap(([names, , action]) => names.map((name) => [name, action])));
  let pending = "";

  function onKey(event) {
    if (event.key === "Escape" && opened) {
      closeCitation(true);
      return;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    if (chosen.keys === "off" || event.ctrlKey || event.altKey || event.metaKey || typing || event.isComposing) return;
    const name = pending + event.key;
    pending = event.key === "g" && !pending ? "g " : "";
    const action = actions.get(name);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /* Settings and help */

  let dialog = null;

  function options(name, label, values) {
    const inputs = values.map(([value, text]) => {
      const input = element("input", { type: "radio", name, value, checked: chosen[name] === value });
      input.addEventListener("change", () => choose(name, value));
      return element("label", {}, input, ` ${text}`);
    });
    return element("fieldset", {}, element("legend", { textContent: label }), ...inputs);
  }

  function keyRow([names, label]) {
    const shown = names.flatMap((name, index) => [
      index ? " or " : "",
      ...name.split(" ").map((part) => element("kbd", { textContent: part })),
    ]);
    return element("div", {}, element("dt", {}, ...shown), element("dd", { textContent: label }));
  }

  function madeDialog() {
    const made = element("dialog", { id: "settings", className: "settings" });
    made.setAttribute("aria-labelledby", "settings-title");
    const keys = element("input", { type: "checkbox", checked: chosen.keys !== "off" });
    keys.addEventListener("change", () => choose("keys", keys.checked ? "on" : "off"));
    made.append(
      element("h2", { id: "settings-title", textContent: "Reading" }),
      options("theme", "Theme", [["system", "As the system"], ["light", "Light"], ["dark", "Dark"]]),
      options("type", "Type", [["serif", "Serif"], ["sans", "Sans serif"]]),
      element(
        "section",
        { className: "keys" },
        element("h3", { textContent: "Keys" }),
        element("label", { className: "switch" }, keys, " Single keys do what is listed here"),
        element("dl", {}, ...KEYS.map(keyRow), keyRow([["Esc"], "Close what is open"])),
      ),
      element("form", { method: "dialog" }, element("button", { textContent: "Done" })),
    );
    made.addEventListener("click", (event) => event.target === made && made.close()); // on the backdrop
    document.body.append(made);
    return made;
  }

  function showSettings() {
    closeCitation(false);
    dialog ??= madeDialog();
    if (!dialog.open) dialog.showModal();
  }

  /* The page's own link */

  async function share(button) {
    const url = button.dataset.share ? new URL(button.dataset.share, location.href).href : location.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        say("Link copied");
        button.textContent = "Link copied";
        setTimeout(() => (button.textContent = "Copy link"), 2000);
      }
    } catch {
      say("The link could not be copied; it stands beside this button");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const status = element("p", { id: "status", className: "unseen" });
    status.setAttribute("role", "status");
    document.body.append(status);
    linkPassages();
    prepareCitations();
    for (const button of all('button[data-do="settings"]')) button.addEventListener("click", showSettings);
    for (const button of all('button[data-do="share"]')) {
      button.hidden = !navigator.clipboard && !navigator.share;
      button.addEventListener("click", () => share(button));
    }
    const article = one("article[data-story]");
    if (article) setRead(article.dataset.story, true);
    showRead();
    document.addEventListener("keydown", onKey);
  });
  addEventListener("storage", (event) => {
    if (!event.key?.startsWith(PREFIX)) return;
    for (const name of Object.keys(chosen)) chosen[name] = kept.get(name) || chosen[name];
    apply();
    showRead();
  });
})();
