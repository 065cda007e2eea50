// The script of the page: sends what is pressed, shows whether it arrived, and follows the room.
"use strict";
(() => {
  const EVERY = 1500, LONGEST = 8000, PATIENCE = 8000; // milliseconds
  const say = document.body.dataset;
  const unsent = new Map(); // input that has not arrived yet: URL -> form data
  let stamp = say.stamp, failed = 0, timer = 0, current = null, again = false, status = "";

  const select = (name) => document.querySelector(name);
  const jitter = (spread) => 1 - spread + 2 * spread * Math.random();

  function setStatus(text, late) {
    const line = select("#state");
    if (line.textContent !== text) line.textContent = text;
    line.className = late ? "late" : "";
  }

  // Marks the buttons whose input has not arrived yet.
  function markPending() {
    for (const button of document.querySelectorAll("form[method=post] button")) {
      const what = unsent.get(button.form.action);
      const waits = what && (!button.name || what.get(button.name) === button.value);
      if (waits) button.dataset.pending = say.pending;
      else delete button.dataset.pending;
    }
  }

  // Makes one element equal to another, keeping unchanged elements with their focus and typed text.
  // What the reader opened or closed stays that way, and so does a removed length limit.
  const isKept = (name) => name === "open" || name === "maxlength";

  function morph(old, now) {
    for (const { name } of Array.from(old.attributes))
      if (!isKept(name) && !now.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of Array.from(now.attributes))
      if (!isKept(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    const nodes = Array.from(now.childNodes);
    nodes.forEach((node, place) => {
      const here = old.childNodes[place];
      if (!here) old.appendChild(node);
      else if (here.nodeName !== node.nodeName || here.id !== node.id) old.replaceChild(node, here);
      else if (node.nodeType === 1) morph(here, node);
      else if (here.data !== node.data) here.data = node.data;
    });
    while (old.childNodes.length > nodes.length) old.removeChild(old.lastChild);
  }

  function show(text, mark) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const now = page.querySelector("main"), main = select("main"), focused = document.activeElement;
    const moved = now.dataset.at !== main.dataset.at, notice = page.querySelector("#notice");
    stamp = mark;
    morph(main, now);
    markPending();
    status = select("#state").textContent;
    if (notice || moved) select("#notice").textContent = notice ? notice.textContent : "";
    if (!moved) return;
    scrollTo(0, 0);
    if (!focused.isConnected) select("h2").focus();
  }

  async function request() {
    clearTimeout(timer);
    if (current) return;
    current = new AbortController();
    const limit = setTimeout(() => current.abort(), PATIENCE);
    const [where, what] = unsent.size ? unsent.entries().next().value : [say.now];
    current.posts = Boolean(what);
    let wait = (document.hidden ? 10 : 1) * EVERY * jitter(0.2);
    try {
      const answer = await fetch(where, {
        method: what ? "POST" : "GET", body: what, cache: "no-store", credentials: "same-origin", redirect: "error",
        headers: what ? { "X-Part": "1" } : { "X-Part": "1", "If-None-Match": stamp }, signal: current.signal,
      });
      const text = answer.status === 304 ? "" : await answer.text();
      const plain = !(answer.headers.get("Content-Type") || "").includes("html");
      failed = 0;
      if (answer.status === 429 || answer.status >= 500) {
        wait = 1000 * (Number(answer.headers.get("Retry-After")) || 2) * jitter(0.2);
        setStatus(text, true);
      } else {
        if (what && unsent.get(where) === what) unsent.delete(where);
        markPending();
        if (text && !plain) show(text, answer.headers.get("ETag"));
        else if (text) { select("#notice").textContent = text; wait = LONGEST; }
        if (unsent.size) again = true;
        else setStatus(status);
      }
    } catch (error) {
      if (!again) {
        failed += 1;
        wait = Math.min(LONGEST, EVERY * 2 ** (failed - 1)) * jitter(0.4);
        setStatus(what ? label(what) + say.held : say.lost, true);
      }
    }
    clearTimeout(limit);
    current = null;
    timer = setTimeout(request, again ? 0 : wait);
    again = false;
  }

  // Requests at once: aborts a pending poll, but not a pending post.
  function requestNow() {
    if (!current) return request();
    again = true;
    if (!current.posts) current.abort();
  }

  // The length as the server counts it: in graphemes, without surrounding spaces and invisible characters.
  const parts = window.Intl && Intl.Segmenter
    ? (text) => Array.from(new Intl.Segmenter().segment(text), (part) => part.segment) : Array.from;
  const size = (text) => parts(text.normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "").replace(/\s+/g, " ").trim()).length;

  function enforceLimit(event) {
    const field = event.target, most = Number(field.dataset.most);
    if (!most || event.isComposing) return;
    const after = field.value.slice(field.selectionStart), before = parts(field.value.slice(0, field.selectionStart));
    if (size(before.join("") + after) <= most) return;
    while (before.length && size(before.join("") + after) > most) before.pop();
    const kept = before.join("");
    field.value = kept + after;
    field.setSelectionRange(kept.length, kept.length);
  }

  document.addEventListener("focusin", ({ target }) => target.dataset.most && target.removeAttribute("maxlength"));
  document.addEventListener("input", enforceLimit);
  document.addEventListener("compositionend", enforceLimit);

  const label = (what) => (what.has("choice") ? what.get("choice") + " · " : "");

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || !button) return; // an old browser submits it by itself
    event.preventDefault();
    const what = new URLSearchParams(new FormData(form));
    if (button.name) what.append(button.name, button.value);
    unsent.set(form.action, what);
    markPending();
    setStatus(label(what) + say.sending);
    requestNow();
  });
  document.addEventListener("visibilitychange", () => document.hidden || requestNow());
  addEventListener("online", requestNow);
  addEventListener("pageshow", (event) => event.persisted && requestNow());
  status = select("#state").textContent;
  timer = setTimeout(request, EVERY * jitter(0.2));
})();
