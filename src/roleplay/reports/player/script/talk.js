// The conversation: utterances, meters, and below them the question for the learner at this step of the turn, in the
// same order as in every shell: guess, own words, choice, sureness, coaching.

class Talk {
  /** `page` has the words and controls the flow; `attempt` may be in progress already. */
  constructor(page, attempt) {
    this.page = page;
    this.attempt = attempt;
    this.notice = "";
    this.began = secondsNow();
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "-1" });
    this.meters = el("div", { class: "meters" });
    this.asking = el("div", { class: "asking" });
    this.asking.addEventListener("click", (event) => this.ignoreDoubleClick(event), true);
    this.tools = el("div", { class: "tools" });
    this.element = el("section", { class: "talk" }, this.log, this.meters, this.asking, this.tools);
    this.begin();
  }

  /** Ignore the second click of a double click: its target was not there when the first one was made. */
  ignoreDoubleClick(event) {
    if (event.detail < 2 || !event.target.closest("button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  get words() {
    return this.page.words;
  }

  /** Start a new turn, with no answers yet. */
  begin() {
    const { attempt } = this;
    this.answers = { guess: null, ownWords: null, sure: null, choice: null };
    this.draft = ""; // own words being typed
    this.hinted = null; // the move hinted at in this turn
    if (attempt.over) this.step = "ending";
    else if (attempt.stuck) this.step = "choose";
    else if (attempt.options.hideMeters && attempt.guessedMeter) this.step = "guess";
    else this.step = attempt.options.ownWords ? "own" : "choose";
  }

  /** Redraw everything: at the start, after a change of language, after taking back a line. */
  show() {
    this.log.replaceChildren();
    this.shownCount = 0;
    this.showUtterances();
    this.ask();
    this.reveal();
  }

  /** Scroll the learner's last line to the top, so that the newest utterances are read before the question. */
  reveal() {
    const mine = [...this.log.querySelectorAll(".line.you")].at(-1);
    if (mine) mine.scrollIntoView({ block: "start" });
  }

  /** Show new utterances; during coaching, all except the immediate reply are held back. */
  showUtterances() {
    const { attempt, words } = this;
    const lines = [];
    for (let turn = 0; turn <= attempt.turn; turn++) lines.push(...utterances(attempt, turn));
    const held = this.step === "coach" ? this.heldBackCount(lines) : 0;
    const shown = lines.slice(0, lines.length - held);
    const added = shown.slice(this.shownCount).map((line) => {
      const fact = saidFact(line, attempt, words);
      const name = fact.name ? [el("b", {}, `${capital(fact.name)}${words.say("library.colon").trim()}`), " "] : [];
      const spoken = el("span", { lang: words.shown(line.text) }, fact.text);
      return el("div", { class: `line ${fact.kind}` }, el("p", {}, name, spoken));
    });
    this.log.append(...added);
    this.shownCount = shown.length;
    this.showMeters();
  }

  heldBackCount(lines) {
    const { attempt } = this;
    const theirs = lines.filter((line) => line.turn === attempt.turn && line.kind !== "you").length;
    const { choice } = attempt.states.at(-2).at.byId.get(attempt.choices.at(-1));
    return choice.reply.length ? theirs - 1 : 0;
  }

  showMeters() {
    const { attempt, words } = this;
    if (attempt.options.hideMeters) {
      const made = this.answers.guess;
      const meter = attempt.guessedMeter;
      const text =
        made === null
          ? ""
          : words.say("play.guess.made", { meter: words.get(meter.name), step: words.step(meter, made) });
      this.meters.replaceChildren(
        meter ? el("p", { class: "soft" }, text, text && " ", `(${words.say("play.guess.hidden")})`) : "",
      );
      return;
    }
    const facts = meterFacts(attempt, words);
    this.meters.replaceChildren(
      ...facts.map((fact) =>
        el(
          "div",
          { class: "meter" },
          el("span", { class: "name" }, fact.name),
          bar(fact.value / 100),
          el("span", { class: "value" }, `${fact.value} ${fact.word}`),
          el("span", { class: fact.better === null ? "" : fact.better ? "good" : "poor" }, fact.changeWord),
        ),
      ),
    );
  }

  // -- questions -----------------------------------------------------------------------------------------------

  ask(place = null) {
    const parts = {
      guess: "askGuess",
      own: "askOwn",
      choose: "askChoice",
      sure: "askSure",
      coach: "coach",
      ending: "end",
    };
    const asked = this[parts[this.step]]().flat();
    this.asking.replaceChildren(
      ...[this.hintText(), this.notice].filter(Boolean).map((text) => el("p", { class: "mark", role: "status" }, text)),
      ...asked,
    );
    this.notice = "";
    this.showTools();
    this.page.title();
    const first = this.asking.querySelector("input,button:not([aria-disabled])");
    ((place && document.querySelector(place)) ?? first)?.focus({ preventScroll: true });
  }

  /** Items to pick by number, arrow or touch: [text, action, reason if locked, language]. */
  items(list, label) {
    const buttons = list.map(([text, act, locked, lang], n) =>
      el(
        "li",
        {},
        el(
          "button",
          { class: "item", type: "button", "data-key": n + 1, "aria-disabled": locked ? "true" : null, onclick: act },
          el("kbd", {}, String(n + 1)),
          el("span", { lang }, text, locked ? el("small", {}, locked) : ""),
        ),
      ),
    );
    return el("ol", { class: "items", "aria-label": label }, buttons);
  }

  goOn(text, act) {
    return el("button", { class: "go", type: "button", "data-go": true, onclick: act }, text);
  }

  askGuess() {
    const { attempt, words } = this;
    const meter = attempt.guessedMeter;
    const question = words.say("play.guess.ask", { meter: words.get(meter.name) });
    const pickStep = (step) => () => {
      this.answers.guess = step;
      this.step = attempt.options.ownWords ? "own" : "choose";
      this.showMeters();
      this.ask();
    };
    return [
      el("p", { class: "question" }, question),
      this.items(
        [0, 1, 2, 3, 4].map((n) => [words.step(meter, n), pickStep(n)]),
        question,
      ),
    ];
  }

  askOwn() {
    const { words } = this;
    const input = el("input", {
      type: "text",
      maxlength: 500,
      autocomplete: "off",
      placeholder: words.say("play.own.placeholder"),
      id: "own",
    });
    input.value = this.draft;
    input.addEventListener("input", () => (this.draft = input.value));
    const done = (event) => {
      event.preventDefault();
      this.answers.ownWords = input.value.trim() || null;
      this.step = "choose";
      this.ask();
    };
    return [
      el(
        "form",
        { onsubmit: done },
        el("label", { for: "own", class: "question" }, words.say("play.own.ask")),
        input,
        el("button", { class: "go", type: "submit" }, capital(words.say("key.play_send"))),
      ),
    ];
  }

  askChoice() {
    const { attempt, words } = this;
    if (attempt.stuck) {
      return [el("p", { class: "mark" }, words.say("player.stuck"))];
    }
    const own = this.answers.ownWords;
    const said = own
      ? [
          el("p", { class: "soft" }, words.say("play.own.yours", { text: own })),
          el("p", { class: "question" }, words.say("play.own.pick")),
        ]
      : [];
    const offered = attempt.offers();
    const list = choiceFacts(attempt, words).map((fact, n) => {
      const locked = fact.locked && words.say("play.locked", { reason: fact.locked });
      return [fact.text, () => (fact.locked ? this.refuse(locked) : this.pickLine(fact)), locked, words.shown(offered[n].line.choice.say)];
    });
    return [...said, this.items(list, words.say("player.choices"))];
  }

  refuse(why) {
    this.notice = why;
    this.ask();
  }

  /** Show a notice that arrived in the meantime, keeping the focus. */
  notify(text) {
    this.notice = text;
    this.ask(selectorOf(document.activeElement));
  }

  pickLine(fact) {
    this.answers.choice = fact;
    if (!this.attempt.options.askSure) return this.say();
    this.step = "sure";
    return this.ask();
  }

  askSure() {
    const { words } = this;
    const pickLevel = (level) => () => {
      this.answers.sure = level;
      this.say();
    };
    return [
      el("p", { class: "line you" }, this.answers.choice.text),
      el("p", { class: "question" }, words.say("play.sure.ask")),
      this.items(
        [1, 2, 3].map((level) => [words.say(`play.sure.level${level}`), pickLevel(level)]),
        words.say("play.sure.ask"),
      ),
    ];
  }

  /** Say the line; continue with the coaching in guided mode, else with the next turn. */
  say() {
    const { choice, ...answers } = this.answers;
    const shown = this.attempt.offers().map((offer) => offer.id);
    const seconds = secondsNow() - this.began;
    this.attempt.say({ ...answers, choice: choice.id });
    this.began = secondsNow();
    this.page.lineSaid(this.attempt, { shown, seconds });
    this.begin();
    if (this.attempt.mode === "guided") this.step = "coach";
    this.showUtterances();
    this.ask();
    this.reveal();
  }

  coach() {
    const { attempt, words } = this;
    const fact = lookBack(attempt, turnOf(attempt, attempt.turn), words);
    const goOn = () => {
      this.begin();
      this.showUtterances();
      this.ask();
      this.reveal();
    };
    return [
      el(
        "div",
        { class: "coach", role: "status" },
        el("h2", {}, words.say("coach.title")),
        fact.crossed ? el("p", { class: "poor" }, fact.crossed) : "",
        moveList(fact.moves, words),
        el("p", {}, fact.points.length ? words.list(fact.points) : words.say("coach.no_points")),
        fact.why ? terms([[words.say("coach.why"), fact.why]]) : "",
        fact.better
          ? [
              terms([[words.say("coach.better"), fact.better]]),
              moveList(fact.betterMoves, words),
              fact.givesUp ? el("p", {}, fact.givesUp) : "",
              terms([[words.say("turn.why_best"), fact.betterWhy]]),
            ]
          : el("p", {}, words.say("coach.best_line")),
        fact.ownWords ? el("p", { class: "soft" }, fact.ownWords) : "",
      ),
      this.goOn(words.say("player.go_on"), goOn),
    ];
  }

  end() {
    const { words } = this;
    return [
      el("p", { class: "question" }, words.say("play.ended")),
      this.goOn(words.say("player.to_debrief"), () => this.page.debrief()),
    ];
  }

  // -- tools ---------------------------------------------------------------------------------------------------

  showTools() {
    const { attempt, words } = this;
    const may = this.step !== "coach";
    const tool = (key, name, act) =>
      el("button", { type: "button", "data-tool": key, onclick: act }, el("kbd", {}, key), ` ${capital(name)}`);
    this.tools.replaceChildren(
      ...(may && attempt.mayHint ? [tool("h", words.say("key.play_hint"), () => this.hint())] : []),
      ...(may && attempt.mayTakeBack ? [tool("u", words.say("key.play_take_back"), () => this.takeBack())] : []),
      tool("p", words.say(attempt.scene.brief.papers.length ? "key.play_papers" : "briefing.title"), () =>
        this.page.showPapers(),
      ),
      tool("Esc", words.say(this.step === "sure" ? "key.play_other_line" : "key.pause"), () => this.page.escape()),
    );
  }

  /** Show a hint; within a turn it stays the same. */
  hint() {
    const { attempt } = this;
    if (!this.hinted) {
      this.hinted = attempt.scene.moves[attempt.hint()];
      this.page.save(attempt);
    }
    this.ask(selectorOf(document.activeElement));
  }

  hintText() {
    const { words, hinted } = this;
    if (!hinted || this.step === "coach") return "";
    const hint = words.say("play.hint", { name: words.get(hinted.name), about: words.get(hinted.about) });
    return `${words.say("play.hint_label")}${words.say("library.colon")}${hint}`;
  }

  takeBack() {
    this.attempt.takeBack();
    this.page.save(this.attempt);
    this.notice = this.words.say("play.taken_back");
    this.begin();
    this.show();
  }

  /** Go back from the sureness question to the lines; returns whether that was possible. */
  back() {
    if (this.step !== "sure") return false;
    this.step = "choose";
    this.ask();
    return true;
  }
}

/** The list of a line's moves, good and poor. */
function moveList(moves, words) {
  if (!moves.length) return el("p", {}, words.say("coach.nothing"));
  const sign = (fact) => [
    el("b", { class: fact.good ? "good" : "poor", "aria-hidden": "true" }, fact.good ? "✓" : "✗"),
    el("span", { class: "unseen" }, words.say(fact.good ? "signs.conversation.yes" : "signs.conversation.no")),
  ];
  return el(
    "ul",
    { class: "moves" },
    moves.map((fact) => el("li", {}, sign(fact), ` ${fact.name} `, el("small", {}, `(${fact.points})`))),
  );
}
