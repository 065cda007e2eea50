// The page as a cmi5 assignable unit: it reports to the system that launched it by the rules of the specification
// (first edition): `initialized` first, `terminated` last; `completed` and one of `passed` and `failed` at most once
// per session, and not again if the registration has them already. Own words are never sent. Opened without a system,
// it behaves like the plain page.

const ADL = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/context";
const STATE = "roleplay";
/** Milliseconds to wait for the system when opening (then play without it), and when leaving. */
const OPENING = 30_000;
const LEAVING = 5000;

class Cmi5 extends Launched {
  constructor(setup) {
    super(setup);
    this.setup = setup;
    const query = new URLSearchParams(location.search);
    this.launch = Object.fromEntries(
      ["endpoint", "fetch", "actor", "registration", "activityId"].map((name) => [name, query.get(name)]),
    );
    this.launched = Object.values(this.launch).every(Boolean);
    this.began = secondsNow();
    this.latest = 0; // the time of the last statement, in milliseconds
    this.open = false; // initialized and not yet terminated
    this.spent = false; // the session is already over: the launch was opened twice, or the page reloaded
    this.left = false;
    this.done = { completed: false, passed: false }; // in this registration, and acknowledged
    this.pending = {}; // ids of a result's statements that are not acknowledged yet: { completed, passed, failed }
    this.judged = false; // a verdict was sent in this session
    this.known = false; // the state saved in this registration was read, so it may be overwritten
    this.putting = false;
    this.warned = false;
  }

  // -- opening -------------------------------------------------------------------------------------------------

  /** Connect to the system; resolves to the unfinished attempt saved in this registration. */
  async opened(page) {
    this.page = page;
    const origins = this.launched ? this.origins : ["'none'"];
    document.head.append(
      el("meta", {
        "http-equiv": "Content-Security-Policy",
        content: `connect-src ${[...new Set(origins)].join(" ")}`,
      }),
    );
    if (!this.launched) return super.opened();
    this.keeps = "page";
    page.wait();
    try {
      await this.connect();
    } catch (error) {
      this.spent = Boolean(error.spent || error.final);
      this.open = false; // the scene can still be played
      this.store?.unsent.clear();
      return null;
    }
    window.addEventListener("pagehide", () => this.onPageHide());
    this.reloadOnRestore();
    if (this.isReporting) await this.readState();
    this.store.until = Infinity;
    return this.last;
  }

  /** The origins of the system's URLs for the policy; `'none'` if they are invalid. */
  get origins() {
    try {
      const urls = [this.launch.endpoint, this.launch.fetch].map((url) => new URL(url, location.href));
      if (urls.every((url) => /^https?:$/.test(url.protocol))) return urls.map((url) => url.origin);
    } catch {
      // not a URL
    }
    return ["'none'"];
  }

  /** The storage key for "this session is over": a system may allow the same launch to be opened again. */
  get session() {
    return `roleplay:over:${this.data.contextTemplate?.extensions?.[`${CMI5}/extensions/sessionid`]}`;
  }

  async connect() {
    this.agent = JSON.parse(this.launch.actor);
    this.store = new Store(this.launch);
    this.store.until = performance.now() + OPENING;
    await this.store.connect();
    const [data, preferences] = await Promise.all([
      this.store.withRetries(() => this.store.document("GET", "LMS.LaunchData")),
      this.preferences().catch(() => null),
    ]);
    if (!data) throw new Error("no launch data");
    this.data = data;
    if (this.remembered(this.session)) throw Object.assign(new Error("over"), { spent: true });
    this.preferLanguage(preferences?.languagePreference);
    this.page.applyLaunchParameters(data.launchParameters);
    this.open = true;
    const { id, arrived } = this.statement("initialized", { defined: true });
    await this.store.withRetries(() => this.store.put(id));
    await arrived; // throws if it was refused
  }

  preferences() {
    const asked = { profileId: "cmi5LearnerPreferences", agent: this.launch.actor };
    return this.store.ask("GET", "agents/profile", asked);
  }

  /** Switch to the first language that the learner prefers and the page has. */
  preferLanguage(tags) {
    const known = (tags ?? "")
      .split(",")
      .map((tag) => tag.trim().slice(0, 2).toLowerCase())
      .find((code) => this.page.languages.includes(code));
    if (known && !this.language) this.page.words = this.page.wordsIn(known);
  }

  /** Read the state saved in this registration and the store's statements: another window may have overwritten the
   * state. */
  async readState() {
    const has = (verb) => this.store.has(ADL + verb).catch(() => false);
    const [state, completed, passed] = await Promise.all([
      this.store.withRetries(() => this.store.document("GET", STATE)).then(
        (found) => [found],
        () => null,
      ),
      has("completed"),
      has("passed"),
    ]);
    this.known = state !== null;
    if (this.known) this.keeps = "lms";
    const [kept] = state ?? [null];
    this.last = kept?.play ?? null;
    this.done.completed = completed || Boolean(kept?.done?.completed);
    this.done.passed = passed || Boolean(kept?.done?.passed);
    await this.checkPending(kept?.pending ?? {});
  }

  /** Check whether a result that was being sent when the page closed has arrived; its ids make sure it counts once. */
  async checkPending(pending) {
    for (const [verb, id] of Object.entries(pending)) {
      const there = await this.store.ask("GET", "statements", { statementId: id }).catch(() => null);
      if (there === null) continue;
      if (verb === "completed") this.done.completed = true;
      if (verb === "passed") this.done.passed = true;
      if (verb !== "completed" && this.last) this.last.standing = "told";
    }
  }

  /** Whether results are reported; otherwise the launch is only for browsing or review. */
  get isReporting() {
    return this.open && String(this.data.launchMode ?? "Normal").toLowerCase() === "normal";
  }

  get outlook() {
    if (!this.launched) return "none";
    if (this.left) return ["leaving", "held", "refused"].includes(this.note) ? this.note : "left";
    if (this.spent) return "spent";
    if (!this.open) return "silent";
    if (!this.isReporting) return "looks";
    if (this.done.passed) return "passed";
    if (!this.judged) return "";
    return this.verdictArrived ? "once" : "late";
  }

  get privacy() {
    if (!this.launched) return super.privacy;
    if (!this.open) return "page";
    return this.isReporting ? "cmi5" : "looks";
  }

  // -- while it is played --------------------------------------------------------------------------------------

  begun(page, attempt) {
    this.seconds = 0; // duration of this play in this session, as far as known
  }

  answered(page, attempt, { shown, seconds }) {
    if (!this.isReporting) return;
    const before = attempt.states.at(-2);
    const response = attempt.choices.at(-1);
    const result = { response, ...judgedLine(attempt, before, response) };
    if (seconds <= LONGEST) {
      result.duration = isoDuration(seconds);
      this.seconds += seconds;
    }
    result.extensions = this.extensions(lineExtensions(attempt, shown));
    const { arrived } = this.send("answered", { object: this.setup.nodes[before.at.id], result, attempt });
    arrived.catch((error) => error.denied && this.warn());
  }

  /** Warn once during play if the system denies access, so that nobody plays to the end in vain. */
  warn() {
    if (this.warned || !this.open || this.page.view !== "talk") return;
    this.warned = true;
    this.page.talk.notify(this.page.words.say("player.lms_refused"));
  }

  /** Report a finished attempt. It only counts as reported once the system has acknowledged it. */
  finished(page, attempt) {
    if (this.noteUnreported(page, attempt)) return;
    this.judged = true;
    this.verdictArrived = false;
    const card = attempt.scorecard();
    const duration = isoDuration(this.seconds);
    const setNote = (note) => {
      if (page.attempt !== attempt || this.left) return;
      this.note = note;
      page.showNote();
    };
    setNote("sending");
    const completed = this.done.completed ? null : this.reportCompleted(attempt, duration);
    const { arrived, tried } = this.reportVerdict(attempt, card, duration);
    const whole = Promise.allSettled([completed?.arrived, arrived]);
    arrived.then(
      () => {
        this.verdictArrived = true;
        if (!page.settle(attempt, "told")) this.put();
        whole.then(() => setNote("told"));
      },
      () => {
        this.judged = false; // refused, so the store does not have it
        this.put();
        setNote("refused");
      },
    );
    Promise.all([completed?.tried, tried]).then(() => {
      if (this.store.unsent.size && this.note === "sending") setNote("held");
    });
  }

  reportCompleted(attempt, duration) {
    const { id, outcome } = attempt.state.at.ending;
    const values = { ending: id, outcome, "taken-back-count": attempt.takenBack, hints: attempt.hints };
    const result = { completion: true, duration, extensions: this.extensions(values) };
    return this.report("completed", { result, attempt });
  }

  reportVerdict(attempt, card, duration) {
    const { passed, score, mastery } = this.verdict(card);
    const result = { success: passed, duration, extensions: this.extensions(verdictExtensions(attempt, card)) };
    if (score) result.score = score;
    return this.report(passed ? "passed" : "failed", { result, mastery, attempt });
  }

  /** Send a statement of a result, at most one of each kind per registration or session. */
  report(verb, how) {
    const sent = this.send(verb, { defined: true, moveOn: true, ...how });
    this.pending[verb] = sent.id;
    const forget = () => delete this.pending[verb];
    sent.arrived.then(() => {
      forget();
      if (verb in this.done) this.done[verb] = true;
    }, forget);
    return sent;
  }

  /** The verdict by the scene's gates and, if the system sets one, by its mastery score; the score must not contradict
   * the verb. */
  verdict(card) {
    const share = card.rubrics[0].score;
    const mark = this.data.masteryScore;
    const found = share === null ? null : roundTo(percent(share) / 100, 9);
    const reached = mark === undefined || mark === null || (found !== null && found >= mark);
    const passed = card.passed && reached;
    const said = found !== null && (passed || mark === undefined || mark === null || found < mark);
    const score = said ? { scaled: found, raw: wholePercent(percent(share)), min: 0, max: 100 } : null;
    return { passed, score, mastery: mark ?? null };
  }

  /** Save a play. When only browsing nothing is saved, so that the state of a play that counts stays. */
  keep(play) {
    if (!this.launched) return super.keep(play);
    this.last = play;
    if (this.isReporting && this.known) this.put();
    return null;
  }

  /** Queue saving the current state in the system. */
  put() {
    if (this.putting || !this.known) return;
    this.putting = true;
    const act = () => {
      this.putting = false;
      return this.store.document("PUT", STATE, this.state);
    };
    this.store.enqueue(act).then(
      () => (this.keeps = "lms"),
      () => (this.keeps = "page"),
    );
  }

  /** The state that the system stores for the next launch in this registration. */
  get state() {
    return { done: this.done, pending: this.pending, play: this.last };
  }

  // -- leaving -------------------------------------------------------------------------------------------------

  get leave() {
    return this.open && !this.left ? () => this.exit() : null;
  }

  /** Send what is still unsent, then leave; a system that does not answer does not block that. */
  async exit() {
    const refused = this.note === "refused";
    this.left = true;
    this.note = "leaving";
    this.page.show(); // without the button for leaving
    await this.store.waitUntilIdle(LEAVING);
    this.end();
    const settled = this.store.settled();
    const sent = this.store.sendAll().catch(() => this.store.retryLater());
    await Promise.race([sent, new Promise((go) => setTimeout(go, LEAVING))]);
    const setNote = (note) => {
      this.note = refused && note === "left" ? "refused" : note;
      this.page.showNote();
    };
    setNote(this.store.unsent.size ? "held" : "left");
    settled.then(() => setNote("left"));
    if (this.data.returnURL) location.assign(this.data.returnURL);
    else window.close();
    this.page.show();
  }

  /** End the session with its last statement, once. */
  end() {
    if (!this.open) return;
    this.statement("terminated", { defined: true, result: { duration: isoDuration(secondsNow() - this.began) } });
    this.open = false;
    this.remember(this.session);
  }

  /** The page is being closed: send everything unsent in one request. */
  onPageHide() {
    if (!this.open && !this.store.unsent.size) return;
    const kept = this.isReporting && this.known ? this.state : null;
    this.end();
    this.left = true;
    if (kept) this.store.document("PUT", STATE, kept, true).catch(() => null);
    this.store.sendAllOnClose(kept ? bytesOf(kept) : 0).catch(() => null);
  }

  // -- sending -------------------------------------------------------------------------------------------------

  extensions(values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [this.setup.extension + name, value]));
  }

  /** Create a statement and store it as unsent. */
  statement(verb, { object, result, attempt, defined = false, moveOn = false, mastery = null }) {
    const context = structuredClone(this.data.contextTemplate ?? {});
    context.registration = this.launch.registration;
    context.language ??= this.page.words.language === "zh" ? "zh-CN" : this.page.words.language;
    context.contextActivities ??= {};
    const category = [...(context.contextActivities.category ?? [])];
    if (defined) category.push({ id: `${CMI5}/categories/cmi5` });
    if (moveOn) category.push({ id: `${CMI5}/categories/moveon` });
    if (category.length) context.contextActivities.category = category;
    if (!defined)
      context.contextActivities.parent = [...(context.contextActivities.parent ?? []), { id: this.launch.activityId }];
    const values = attempt ? { mode: attempt.mode, seed: String(attempt.seed) } : {};
    context.extensions = { ...this.extensions(values), ...context.extensions };
    if (mastery !== null) context.extensions[`${CMI5}/extensions/masteryscore`] = mastery;
    const statement = {
      id: randomId(),
      actor: this.agent,
      verb: { id: ADL + verb, display: this.setup.verbs[verb] },
      object: object ?? { objectType: "Activity", id: this.launch.activityId },
      ...(result ? { result } : {}),
      context,
      timestamp: this.timestamp(),
    };
    return { id: statement.id, arrived: this.store.keep(statement) };
  }

  /** The current time, but never before the last statement: statements are ordered by time, and a clock may be set
  * back. */
  timestamp() {
    this.latest = Math.max(this.latest, Date.now());
    return new Date(this.latest).toISOString();
  }

  /** Send a statement after all previous ones: its id, and the promises of `Store.keep` and `Store.send`. */
  send(verb, how) {
    const { id, arrived } = this.statement(verb, how);
    return { id, arrived, tried: this.store.send(id) };
  }
}
