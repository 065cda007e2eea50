// The page: briefing, conversation, debrief; keys; languages; saving a play between visits.

const KEPT = 1;
const MODES = ["guided", "practice", "exam"];
/** The reporting status of a finished play: reported ("told"), or why it never will be. */
const STANDINGS = ["told", "looks", "passed", "once"];

class Page {
  constructor(scene, catalogues, setup, lms) {
    this.scene = scene;
    this.catalogues = catalogues;
    this.setup = setup;
    this.lms = lms;
    this.words = this.wordsIn(this.languages.includes(lms.language) ? lms.language : this.languageOfBrowser());
    this.options = { mode: "practice", personas: {}, askSure: false, hideMeters: false, ownWords: false };
    this.fixedMode = null;
    this.reflection = "";
    this.header = el("header");
    this.main = el("main", { id: "main" });
    this.dialog = el("dialog", { "aria-labelledby": "dialog-title" });
    this.status = el("p", { class: "status", role: "status" });
    document.body.append(this.header, this.main, this.status, this.dialog);
    document.addEventListener("keydown", (event) => this.key(event));
    openDetailsForPrint();
  }

  // -- languages -----------------------------------------------------------------------------------------------

  languageOfBrowser() {
    const wanted = navigator.languages ?? [navigator.language];
    const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((code) => this.languages.includes(code));
    return known ?? this.languages.find((code) => code === this.setup.language) ?? "en";
  }

  /** The interface languages, and the other languages of the scene. */
  get languages() {
    return [...INTERFACES, ...this.scene.languages.filter((code) => !INTERFACES.includes(code))];
  }

  wordsIn(code) {
    const spoken = INTERFACES.includes(code) ? code : (this.words?.interface ?? "en");
    return new Words(this.catalogues, spoken, code);
  }

  setLanguage(code) {
    this.words = this.wordsIn(code);
    this.lms.language = code;
    const place = selectorOf(document.activeElement);
    const opened = openTurns();
    this.show();
    openTurns(opened);
    if (place) document.querySelector(place)?.focus({ preventScroll: true });
  }

  nextLanguage() {
    const { languages } = this;
    this.setLanguage(languages[(languages.indexOf(this.words.language) + 1) % languages.length]);
  }

  // -- what is shown -------------------------------------------------------------------------------------------

  show() {
    const { words } = this;
    document.documentElement.lang = { zh: "zh-CN" }[words.interface] ?? words.interface; // utterances have their own
    document.title = words.get(this.scene.title);
    this.title();
    this[`show_${this.view}`]();
  }

  /** Show scene, mode, turn, and the button that changes the language. */
  title() {
    const { words, attempt, view } = this;
    const parts = [];
    if (view !== "briefing") parts.push(words.say(`mode.${attempt.mode}`));
    if (view === "talk") parts.push(words.say("play.turn", { number: attempt.over ? attempt.turn : attempt.turn + 1 }));
    const next = this.languages[(this.languages.indexOf(words.language) + 1) % this.languages.length];
    const button = el(
      "button",
      { type: "button", class: "language", lang: next, onclick: () => this.nextLanguage() },
      this.setup.names[next] ?? next,
    );
    this.header.replaceChildren(
      el("h1", { lang: words.shown(this.scene.title) }, words.get(this.scene.title)),
      el("p", { class: "soft" }, parts.join(" · ")),
      button,
    );
  }

  /** Show a waiting page until the system has answered. */
  wait() {
    const { words } = this;
    document.title = words.get(this.scene.title);
    this.title();
    this.main.replaceChildren(el("p", { class: "mark", id: "waiting", role: "status" }, words.say("player.lms_waiting")));
  }

  show_briefing() {
    this.main.replaceChildren(...briefingPage(this).flat(Infinity).filter(Boolean));
  }

  show_talk() {
    this.main.replaceChildren(this.talk.element);
    this.talk.show();
  }

  show_reflect() {
    const { words } = this;
    const input = el("input", {
      type: "text",
      id: "reflect",
      maxlength: 500,
      autocomplete: "off",
      placeholder: words.say("debrief.reflect_placeholder"),
    });
    input.value = this.reflection;
    input.addEventListener("input", () => (this.reflection = input.value));
    const done = (event) => {
      event.preventDefault();
      this.reflection = input.value.trim();
      this.lookBack();
    };
    this.main.replaceChildren(
      el(
        "form",
        { class: "asking", onsubmit: done },
        el("h2", {}, words.say("debrief.reflect_title")),
        el("label", { for: "reflect", class: "question" }, words.say("debrief.reflect_ask")),
        input,
        el("button", { type: "submit", class: "go" }, words.say("player.go_on")),
      ),
    );
    input.focus();
  }

  show_debrief() {
    const { words } = this;
    const again = el(
      "button",
      { type: "button", class: "go", onclick: () => this.again() },
      capital(words.say("key.debrief_again")),
    );
    this.main.replaceChildren(
      el("h1", { tabindex: "-1", id: "looking-back" }, words.say("debrief.title")),
      el("p", { class: "mark", id: "reported", role: "status" }),
      el("div", { id: "told" }),
      el("p", { class: "after" }, again, " ", this.leaveButton()),
      el("p", { class: "soft" }, `${this.setup.made} · ${words.say("plain.seed", { seed: this.attempt.seed })}`),
    );
    this.showNote();
    this.showFacts();
  }

  /** Show the reporting status. */
  showNote() {
    const { note } = this.lms;
    const { outlook } = this.lms;
    for (const [id, key] of [["reported", note], ["reports", outlook]]) {
      const place = document.getElementById(id);
      if (place) place.textContent = key && this.words.say(`player.lms_${key}`);
    }
  }

  showFacts() {
    const { words, attempt, values } = this;
    const waiting = values === undefined;
    const facts = debriefFacts(attempt, words, values ?? null, values === null);
    const parts = debriefPage(facts, attempt, this.reflection, words, waiting);
    document.getElementById("told").replaceChildren(...parts.flat(Infinity).filter(Boolean));
  }

  // -- flow ----------------------------------------------------------------------------------------------------

  open(view) {
    this.view = view;
    this.show();
    window.scrollTo(0, 0);
  }

  /** Leave the debrief and remove its saved play. */
  again() {
    this.forget();
    this.toBriefing();
  }

  forget() {
    if (this.lms.last?.seed === this.attempt.seed) this.lms.keep(null);
  }

  toBriefing() {
    this.keptPlay = null;
    this.talk = null;
    this.lms.note = "";
    this.open("briefing");
  }

  begin() {
    const seed = Math.floor(crypto.getRandomValues(new Uint32Array(1))[0] / 42950); // below 100,000
    const { mode, personas, ...options } = this.options;
    this.play(new Attempt(this.scene, { seed, mode, personas: { ...personas }, options }), personas);
  }

  play(attempt, personas) {
    this.attempt = attempt;
    this.personas = { ...personas };
    this.reflection = "";
    this.values = undefined;
    this.talk = new Talk(this, attempt);
    this.lms.begun?.(this, attempt);
    this.open("talk");
    if (attempt.turn) this.talk.reveal();
    if (attempt.over) this.lms.finished?.(this, attempt);
  }

  /** The attempt of a saved play; null if it does not fit this scene. */
  restored(kept) {
    try {
      const { seed, mode, options, personas, choices, takenBack, hints, standing } = kept;
      const attempt = new Attempt(this.scene, { seed, mode, options, personas });
      choices.forEach(([choice, sure, guess]) => attempt.say({ choice, sure, guess }));
      return Object.assign(attempt, { takenBack, hints, standing: STANDINGS.includes(standing) ? standing : null });
    } catch {
      return null;
    }
  }

  /** Save and report after a line was said. */
  lineSaid(attempt, how) {
    this.save(attempt);
    this.lms.answered?.(this, attempt, how);
    if (attempt.over) this.lms.finished?.(this, attempt);
  }

  /** Record the reporting status of a play; returns whether it was saved with it. */
  settle(attempt, standing) {
    attempt.standing = standing;
    const isKept = this.lms.last?.seed === attempt.seed;
    if (isKept) this.save(attempt);
    return isKept;
  }

  /** Save the attempt (never its own words) until its debrief is left. */
  save(attempt) {
    const { seed, mode, options, takenBack, hints } = attempt;
    const choices = attempt.decisions.map(({ choice, sure, guess }) => [choice, sure ?? null, guess ?? null]);
    const play = {
      kept: KEPT,
      digest: this.setup.digest,
      seed,
      mode,
      options,
      personas: this.personas,
      choices,
      takenBack,
      hints,
      standing: attempt.standing ?? null,
    };
    this.lms.keep(play);
  }

  /** Validate a saved play and offer it for resuming if it belongs to this version of the scene. */
  offerResume(play) {
    const whole = (value) => Number.isInteger(value) && value >= 0;
    const fits =
      play?.kept === KEPT &&
      play.digest === this.setup.digest &&
      MODES.includes(play.mode) &&
      whole(play.seed) &&
      whole(play.takenBack) &&
      whole(play.hints) &&
      [play.options, play.personas].every((value) => value && typeof value === "object") &&
      Array.isArray(play.choices) &&
      play.choices.every(Array.isArray) &&
      (!this.fixedMode || play.mode === this.fixedMode);
    const attempt = fits ? this.restored(play) : null;
    this.keptPlay = attempt && { attempt, personas: play.personas };
  }

  /** Apply the launch parameters of the system: with `mode=exam` no other mode can be chosen. */
  applyLaunchParameters(parameters) {
    const mode = new URLSearchParams(String(parameters ?? "")).get("mode");
    if (MODES.includes(mode)) [this.fixedMode, this.options.mode] = [mode, mode];
  }

  debrief() {
    this.open("reflect");
  }

  lookBack() {
    this.open("debrief");
    document.getElementById("looking-back").focus({ preventScroll: true });
    setTimeout(() => {
      this.values = this.attempt.foresee();
      if (this.view === "debrief") this.showFacts();
      document.body.dataset.foreseen = "yes";
    }, 50);
  }

  /** The button that returns to the system; "" if there is none, or after leaving. */
  leaveButton() {
    if (!this.lms.leave) return "";
    return el("button", { type: "button", class: "leave", onclick: () => this.leave() }, this.words.say("player.leave"));
  }

  leave() {
    if (this.view === "debrief" && this.attempt.standing) this.forget();
    this.lms.leave();
  }

  /** Show brief and papers over the conversation. */
  showPapers() {
    const close = el(
      "button",
      { type: "button", class: "go", onclick: () => this.dialog.close() },
      capital(this.words.say("key.papers_back")),
    );
    this.ask(this.words.say("briefing.title"), briefPart(this), close);
    for (const paper of this.dialog.querySelectorAll("details")) paper.open = true;
  }

  /** Show a dialog, scrolled to its top; the browser restores the focus afterwards. */
  ask(title, ...parts) {
    const heading = el("h2", { id: "dialog-title", tabindex: "-1", autofocus: true }, title);
    this.dialog.replaceChildren(...[heading, ...parts].flat(Infinity).filter(Boolean));
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  // -- keys ----------------------------------------------------------------------------------------------------

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.matches("input[type=text],select");
    const key = event.key.toLowerCase();
    if (event.repeat && (typing ? key === "enter" : /^([1-9hupl?]|enter|escape)$/.test(key))) {
      event.preventDefault(); // a key held down must not say several lines
      return;
    }
    if (this.dialog.open || (typing && event.key !== "Escape")) return;
    if (key === "l") this.nextLanguage();
    else if (key === "?" || key === "？") this.help();
    else if (this.view !== "talk") return;
    else if (/^[1-9]$/.test(event.key)) document.querySelector(`.asking [data-key="${event.key}"]`)?.click();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.escape();
    else if (/^[hup]$/.test(key)) document.querySelector(`[data-tool="${key}"]`)?.click();
    else return;
    event.preventDefault();
  }

  move(by) {
    const items = [...document.querySelectorAll(".asking button")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement);
    items[(at < 0 ? 0 : at + by + items.length) % items.length].focus();
  }

  help() {
    const { words } = this;
    const close = el(
      "button",
      { type: "button", class: "go", onclick: () => this.dialog.close() },
      capital(words.say("key.papers_back")),
    );
    this.ask(words.say("player.help"), el("p", {}, words.say("player.keys")), close);
  }

  /** Go back to the lines if possible, else pause: the play is saved and can be resumed. */
  escape() {
    if (this.talk.back()) return;
    const { words } = this;
    this.save(this.attempt);
    const goOn = el(
      "button",
      { type: "button", class: "go", onclick: () => this.dialog.close() },
      words.say("pause.continue"),
    );
    const stop = () => {
      this.dialog.close();
      const kept = this.lms.last;
      this.toBriefing();
      this.offerResume(kept);
      this.show();
    };
    const back = el("button", { type: "button", onclick: stop }, words.say("player.to_briefing"));
    const out = this.leaveButton();
    if (out) out.addEventListener("click", stop, true);
    this.ask(words.say("pause.title"), el("p", {}, words.say(`player.paused_${this.lms.keeps}`)), goOn, back, " ", out);
  }
}
