// The script of the page: sends what is pressed, shows whether it arrived, and follows the room.
"use strict";
(() => {
  const EVERY = 1500, LONGEST = 8000, PATIENCE = 8000; // milliseconds
  const say = document.body.dataset;
  const held = new Map(); // input that has not arrived yet: URL -> form data
  let stamp = say.stamp, failed = 0, timer = 0, asking = null, again = false, calm = "";

  const one = (name) => document.querySelector(name);
  const about = (spread) => 1 - spread + 2 * spread * Math.random();

  function tell(text, late) {
    const line = one("#state");
    if (line.textContent !== text) line.textContent = text;
    line.className = late ? "late" : "";
  }

  // Marks the buttons whose input has not arrived yet.
  function showHeld() {
    for (const button of document.querySelectorAll("form[method=post] button")) {
      const what = held.get(button.form.action);
      const waits = what && (!button.name || what.get(button.name) === button.value);
      if (waits) button.dataset.pending = say.pending;
      else delete button.dataset.pending;
    }
  }

  // Makes one element equal to another, keeping unchanged elements with their focus and typed text.
  // What the reader opened or closed stays that way, and so does a removed length limit.
  const stays = (name) => name === "open" || name === "maxlength";

  function morph(old, now) {
    for (const { name } of Array.from(old.attributes))
      if (!stays(name) && !now.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of Array.from(now.attributes))
      if (!stays(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
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
    const now = page.querySelector("main"), main = one("main"), focused = document.activeElement;
    const moved = now.dataset.at !== main.dataset.at, notice = page.querySelector("#notice");
    stamp = mark;
    morph(main, now);
    showHeld();
    calm = one("#state").textContent;
    if (notice || moved) one("#notice").textContent = notice ? notice.textContent : "";
    if (!moved) return;
    scrollTo(0, 0);
    if (!focused.isConnected) one("h2").focus();
  }

  async function ask() {
    clearTimeout(timer);
    if (asking) return;
    asking = new AbortController();
    const limit = setTimeout(() => asking.abort(), PATIENCE);
    const [where, what] = held.size ? held.entries().next().value : [say.now];
    asking.posts = Boolean(what);
    let wait = (document.hidden ? 10 : 1) * EVERY * about(0.2);
    try {
      const answer = await fetch(where, {
        method: what ? "POST" : "GET", body: what, cache: "no-store", credentials: "same-origin", redirect: "error",
        headers: what ? { "X-Part": "1" } : { "X-Part": "1", "If-None-Match": stamp }, signal: asking.signal,
      });
      const text = answer.status === 304 ? "" : await answer.text();
      const plain = !(answer.headers.get("Content-Type") || "").includes("html");
      failed = 0;
      if (answer.status === 429 || answer.status >= 500) {
        wait = 1000 * (Number(answer.headers.get("Retry-After")) || 2) * about(0.2);
        tell(text, true);
      } else {
        if (what && held.get(where) === what) held.delete(where);
        showHeld();
        if (text && !plain) show(text, answer.headers.get("ETag"));
        else if (text) { one("#notice").textContent = text; wait = LONGEST; }
        if (held.size) again = true;
        else tell(calm);
      }
    } catch (error) {
      if (!again) {
        failed += 1;
        wait = Math.min(LONGEST, EVERY * 2 ** (failed - 1)) * about(0.4);
        tell(what ? named(what) + say.held : say.lost, true);
      }
    }
    clearTimeout(limit);
    asking = null;
    timer = setTimeout(ask, again ? 0 : wait);
    again = false;
  }

  // Requests at once: aborts a pending poll, but not a pending post.
  function hurry() {
    if (!asking) return ask();
    again = true;
    if (!asking.posts) asking.abort();
  }

  // The length as the server counts it: in graphemes, without surrounding blanks and invisible characters.
  const parts = window.Intl && Intl.Segmenter
    ? (text) => Array.from(new Intl.Segmenter().segment(text), (part) => part.segment) : Array.from;
  const size = (text) => parts(text.normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "").replace(/\s+/g, " ").trim()).length;

  function stopTyping(event) {
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
  document.addEventListener("input", stopTyping);
  document.addEventListener("compositionend", stopTyping);

  const named = (what) => (what.has("choice") ? what.get("choice") + " · " : "");

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || !button) return; // an old browser submits it by itself
    event.preventDefault();
    const what = new URLSearchParams(new FormData(form));
    if (button.name) what.append(button.name, button.value);
    held.set(form.action, what);
    showHeld();
    tell(named(what) + say.sending);
    hurry();
  });
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  addEventListener("online", hurry);
  addEventListener("pageshow", (event) => event.persisted && hurry());
  calm = one("#state").textContent;
  timer = setTimeout(ask, EVERY * about(0.2));
})();
