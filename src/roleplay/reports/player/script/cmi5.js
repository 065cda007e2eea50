// The page as an assignable unit of cmi5: what the system that launched it is told, by the rules of the specification
// (first edition): `initialized` first, `terminated` last; `completed` and one of `passed` and `failed` at most once in
// a session, none of them again where the registration has it already. Own words are never told. Opened without a
// system, it is the page alone.

const ADL = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/context";
const STATE = "roleplay";
const TRIES = [0, 500, 2000, 5000];

class Cmi5 extends Launched {
  constructor(setup) {
    super(setup);
    this.setup = setup;
    const query = new URLSearchParams(location.search);
    this.launch = Object.fromEntries(
      ["endpoint", "fetch", "actor", "registration", "activityId"].map((name) => [name, query.get(name)]),
    );
    this.launched = Object.values(this.launch).every(Boolean);
    this.began = Date.now();
    this.queue = Promise.resolve();
    this.unsent = new Map(); // by their ids, in their order
    this.open = false; // initialized and not yet terminated
    this.left = false;
    this.done = { completed: false, passed: false }; // in this registration, and acknowledged
    this.pending = {}; // the ids of statements of a result that are on their way: { completed, passed, failed }
    this.judged = false; // in this session
  }

  // -- opening -------------------------------------------------------------------------------------------------

  /** Greet the system; what was kept there of an attempt under way, in this registration. */
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
    try {
      await this.greet();
    } catch {
      this.open = false; // it can be played all the same
      return null;
    }
    this.keeps = "lms";
    window.addEventListener("pagehide", () => this.hidden());
    const state = await this.document("GET", STATE).catch(() => null);
    this.done = { ...this.done, ...(state?.done ?? {}) };
    this.last = state?.play ?? null;
    await this.lookFor(state?.pending ?? {});
    return this.last;
  }

  /** Where the system is; nowhere, where what it says is no address. */
  get origins() {
    try {
      const urls = [this.launch.endpoint, this.launch.fetch].map((url) => new URL(url, location.href));
      if (urls.every((url) => /^https?:$/.test(url.protocol))) return urls.map((url) => url.origin);
    } catch {
      // no address
    }
    return ["'none'"];
  }

  /** What became of a result that was on its way when the page was closed: known by its ids, so it counts once. */
  async lookFor(pending) {
    for (const [verb, id] of Object.entries(pending)) {
      const there = await this.ask("GET", "statements", { statementId: id }).catch(() => null);
      if (there === null) continue;
      if (verb === "completed") this.done.completed = true;
      if (verb === "passed") this.done.passed = true;
      if (verb !== "completed" && this.last) this.last.standing = "told";
    }
  }

  async greet() {
    this.endpoint = this.launch.endpoint.replace(/\/?$/, "/");
    this.agent = JSON.parse(this.launch.actor);
    const token = await (await fetch(this.launch.fetch, { method: "POST" })).json();
    if (!token["auth-token"]) throw new Error("no token");
    this.token = token["auth-token"];
    this.data = await this.document("GET", "LMS.LaunchData");
    const preferences = await this.ask("GET", "agents/profile", {
      profileId: "cmi5LearnerPreferences",
      agent: this.launch.actor,
    }).catch(() => null);
    this.prefer(preferences?.languagePreference);
    this.page.launchedWith(this.data.launchParameters);
    this.open = true;
    await this.send("initialized", { defined: true }).arrived;
  }

  /** The first of the languages that the learner prefers and the page has. */
  prefer(tags) {
    const known = (tags ?? "")
      .split(",")
      .map((tag) => tag.trim().slice(0, 2).toLowerCase())
      .find((code) => this.page.languages.includes(code));
    if (known && !this.language) this.page.words = this.page.wordsIn(known);
  }

  /** Whether the system wants to know how it went; else one may only look around. */
  get counts() {
    return this.open && (this.data.launchMode ?? "Normal") === "Normal";
  }

  get outlook() {
    if (!this.launched) return "none";
    if (this.left) return "left";
    if (!this.open) return "silent";
    if (!this.counts) return "looks";
    if (this.done.passed) return "passed";
    if (!this.judged) return "";
    return this.verdictArrived ? "once" : "late";
  }

  get privacy() {
    if (!this.launched) return super.privacy;
    if (!this.open) return "page";
    return this.counts ? "cmi5" : "looks";
  }

  // -- while it is played --------------------------------------------------------------------------------------

  begun(page, attempt) {
    this.attemptBegan = Date.now();
  }

  answered(page, attempt, { shown, seconds }) {
    if (!this.counts) return;
    const number = attempt.turn;
    const turn = turnOf(attempt, number);
    const [before, after] = [attempt.states.at(-2), attempt.state];
    const judged = attempt.judge.judge(before).get(attempt.choices.at(-1));
    const told = { moves: judged.moves, "presented-order": shown };
    const poor = judged.moves.filter((id) => attempt.scene.moves[id].kind === "poor");
    if (poor.length) told.misconceptions = poor;
    if (turn.evidence.length)
      told.points = Object.fromEntries(
        turn.evidence.map(({ ref, points, best, worst }) => [ref, { points, best, worst }]),
      );
    if (after.meters.length) {
      told.state = Object.fromEntries(attempt.story.meters.map((meter, n) => [meter, after.meters[n]]));
      told["state-delta"] = Object.fromEntries(
        attempt.story.meters.map((meter, n) => [meter, after.meters[n] - before.meters[n]]),
      );
    }
    if (turn.sure !== null) told.confidence = turn.sure;
    if (turn.guess !== null) told.guess = turn.guess;
    const result = { response: turn.choice.id, duration: lasting(seconds), extensions: this.extensions(told) };
    if (turn.evidence.length) {
      const most = turn.evidence.filter(isOpportunity).reduce((sum, item) => sum + item.best, 0);
      const earned = (item, points) => (isOpportunity(item) ? points : points - item.best);
      const raw = turn.evidence.reduce((sum, item) => sum + earned(item, item.points), 0);
      const least = turn.evidence.reduce((sum, item) => sum + earned(item, item.worst), 0);
      result.success = turn.evidence.every((item) => !lostBy(item));
      if (most) result.score = { scaled: roundTo(Math.max(-1, raw / most), 7), raw, min: least, max: most };
    }
    this.send("answered", { object: this.setup.nodes[before.at.id], result, attempt });
  }

  /** An ending was reached. What the system has is written down when it has said so, not before. */
  finished(page, attempt) {
    if (this.settledBy(page, attempt)) return;
    this.judged = true;
    this.verdictArrived = false;
    const card = attempt.scorecard();
    const duration = lasting((Date.now() - this.attemptBegan) / 1000);
    const sent = [];
    const tell = (verb, how) => {
      const { id, arrived } = this.send(verb, { defined: true, moveOn: true, attempt, ...how });
      this.pending[verb] = id;
      sent.push(arrived);
      return arrived;
    };
    if (!this.done.completed) {
      const { id, outcome } = attempt.state.at.ending;
      const told = { ending: id, outcome, "taken-back-count": attempt.takenBack, hints: attempt.hints };
      const result = { completion: true, duration, extensions: this.extensions(told) };
      tell("completed", { result }).then(
        () => (this.done.completed = true),
        () => null,
      );
    }
    const { passed, score, mastery } = this.verdict(card);
    const result = { success: passed, duration, extensions: this.extensions(verdictOf(attempt, card)) };
    if (score) result.score = score;
    tell(passed ? "passed" : "failed", { result, mastery }).then(
      () => {
        this.verdictArrived = true;
        this.done.passed = passed;
        if (!page.settle(attempt, "told")) this.put();
      },
      (error) => {
        if (error.final) this.judged = false; // it was refused, and so is not there
      },
    );
    const says = (note) => () => {
      if (page.attempt !== attempt) return;
      this.note = note;
      page.showNote();
    };
    this.note = "sending";
    Promise.all(sent).then(says("told"), says("silent"));
  }

  /** Passed by the scene's gates and, where the system sets a mark of its own, by that; scores agree with the verb. */
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

  keep(play) {
    if (!this.launched) return super.keep(play);
    this.last = play;
    if (this.open) this.put();
    return null;
  }

  /** Have the system keep what is now to be kept. */
  put() {
    this.later(() => this.document("PUT", STATE, this.state)).then(
      () => (this.keeps = "lms"),
      () => (this.keeps = "page"),
    );
  }

  /** What the system keeps for the next launch in this registration. */
  get state() {
    return { done: this.done, pending: this.pending, play: this.last };
  }

  // -- leaving -------------------------------------------------------------------------------------------------

  get leave() {
    return this.open && !this.left ? () => this.exit() : null;
  }

  async exit() {
    this.left = true;
    this.page.show(); // without the way out, which was taken
    await this.drained();
    if (this.open) this.statement("terminated", this.ending());
    this.open = false;
    await this.later(() => this.handOver()).catch(() => null);
    if (this.data.returnURL) location.assign(this.data.returnURL);
    else window.close();
    if (this.note !== "silent") this.note = "left";
    this.page.show();
  }

  /** All that was to be sent was sent or given up. */
  async drained() {
    for (let seen = null; seen !== this.queue; ) {
      seen = this.queue;
      await seen.catch(() => null);
    }
  }

  /** The page goes: what is still to be told goes along at once, in one request. */
  hidden() {
    if (!this.open && !this.unsent.size) return;
    if (this.open) this.statement("terminated", this.ending());
    this.open = false;
    this.left = true;
    this.document("PUT", STATE, this.state, true).catch(() => null);
    this.handOver(true).catch(() => null);
  }

  /** All that was not yet told, in one request: what follows `terminated` would be refused. */
  async handOver(keepalive = false) {
    const all = [...this.unsent.values()];
    if (all.length) await this.ask("POST", "statements", {}, all, keepalive);
    for (const { id } of all) this.unsent.delete(id);
  }

  ending() {
    return { defined: true, result: { duration: lasting((Date.now() - this.began) / 1000) } };
  }

  // -- sending -------------------------------------------------------------------------------------------------

  extensions(told) {
    return Object.fromEntries(Object.entries(told).map(([name, value]) => [this.setup.extension + name, value]));
  }

  /** A statement, which from now on is to be sent. */
  statement(verb, { object, result, attempt, defined = false, moveOn = false, mastery = null }) {
    const context = structuredClone(this.data.contextTemplate ?? {});
    context.registration = this.launch.registration;
    context.language = this.page.words.language === "zh" ? "zh-CN" : this.page.words.language;
    context.contextActivities ??= {};
    const category = [...(context.contextActivities.category ?? [])];
    if (defined) category.push({ id: `${CMI5}/categories/cmi5` });
    if (moveOn) category.push({ id: `${CMI5}/categories/moveon` });
    if (category.length) context.contextActivities.category = category;
    if (!defined)
      context.contextActivities.parent = [...(context.contextActivities.parent ?? []), { id: this.launch.activityId }];
    const told = attempt ? { mode: attempt.mode, seed: String(attempt.seed) } : {};
    context.extensions = { ...this.extensions(told), ...context.extensions };
    if (mastery !== null) context.extensions[`${CMI5}/extensions/masteryscore`] = mastery;
    const statement = {
      id: randomId(),
      actor: this.agent,
      verb: { id: ADL + verb, display: this.setup.verbs[verb] },
      object: object ?? { objectType: "Activity", id: this.launch.activityId },
      ...(result ? { result } : {}),
      context,
      timestamp: new Date().toISOString(),
    };
    this.unsent.set(statement.id, statement);
    return statement;
  }

  /** Send a statement after all those before it: its id, and a promise of its being acknowledged. */
  send(verb, how) {
    const statement = this.statement(verb, how);
    const { id } = statement;
    const arrived = this.later(() => this.ask("PUT", "statements", { statementId: id }, statement)).then(
      () => this.unsent.delete(id),
      (error) => {
        if (error.final) this.unsent.delete(id); // it would have all others refused with it
        throw error;
      },
    );
    arrived.catch(() => null);
    return { id, arrived };
  }

  /** Do something once all before it is done; tried again a few times, as ids make it safe to. */
  later(act) {
    const tried = async () => {
      for (const [n, wait] of TRIES.entries()) {
        await new Promise((go) => setTimeout(go, wait));
        try {
          return await act();
        } catch (error) {
          if (error.final || n === TRIES.length - 1) throw error;
        }
      }
      return null;
    };
    const result = this.queue.catch(() => null).then(tried);
    this.queue = result;
    result.catch(() => null);
    return result;
  }

  document(method, stateId, body, keepalive = false) {
    const { activityId, registration, actor } = this.launch;
    return this.ask(method, "activities/state", { activityId, registration, agent: actor, stateId }, body, keepalive);
  }

  async ask(method, path, query, body, keepalive = false) {
    const headers = { Authorization: `Basic ${this.token}`, "X-Experience-API-Version": "1.0.3" };
    if (body) headers["Content-Type"] = "application/json";
    const options = { method, headers, keepalive, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${this.endpoint}${path}?${new URLSearchParams(query)}`, options);
    if (response.status === 404 && method === "GET") return null;
    if (!response.ok)
      throw Object.assign(new Error(String(response.status)), {
        final: response.status < 500 && response.status !== 429,
      });
    return method === "GET" ? response.json() : null;
  }
}
