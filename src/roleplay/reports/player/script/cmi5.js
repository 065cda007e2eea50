// The page as an assignable unit of cmi5: what the system that launched it is told, by the rules of the specification
// (first edition): `initialized` first, `terminated` last; `completed` and one of `passed` and `failed` at most once in
// a session, none of them again where the registration has it already. Own words are never told. Opened without a
// system, it is the page alone.

const ADL = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/context";
const STATE = "roleplay";
const TRIES = [0, 500, 2000, 5000];

class Cmi5 extends Alone {
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
    this.done = { completed: false, passed: false }; // in this registration
    this.judged = false; // in this session
    this.note = this.launched ? "" : "player.alone_in_package";
    this.privacy = this.launched ? "player.privacy_lms" : "player.privacy_alone";
  }

  // -- opening -------------------------------------------------------------------------------------------------

  /** Greet the system; what was kept there of an attempt under way, in this registration. */
  async opened(page) {
    this.page = page;
    const origins = this.launched
      ? [this.launch.endpoint, this.launch.fetch].map((url) => new URL(url, location.href).origin)
      : ["'none'"];
    document.head.append(
      el("meta", {
        "http-equiv": "Content-Security-Policy",
        content: `connect-src ${[...new Set(origins)].join(" ")}`,
      }),
    );
    if (!this.launched) return super.opened();
    try {
      await this.greet();
    } catch {
      this.note = "player.no_lms"; // it can be played all the same
      return null;
    }
    window.addEventListener("pagehide", () => this.terminate(true));
    const state = await this.document("GET", STATE).catch(() => null);
    this.done = { ...this.done, ...(state?.done ?? {}) };
    this.last = state?.play ?? null;
    return this.last;
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
    await this.send("initialized", { defined: true });
  }

  /** The first of the languages that the learner prefers and the page has. */
  prefer(tags) {
    const known = (tags ?? "")
      .split(",")
      .map((tag) => tag.trim().slice(0, 2).toLowerCase())
      .find((code) => this.page.languages.includes(code));
    if (known) this.page.words = this.page.wordsIn(known);
  }

  /** Whether the system wants to know how it went; else one may only look around. */
  get counts() {
    return this.open && (this.data.launchMode ?? "Normal") === "Normal";
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

  /** An ending was reached. */
  finished(page, attempt) {
    if (!this.counts) {
      this.note = this.open ? "player.lms_looks" : this.note;
      return;
    }
    if (this.judged || this.done.passed) {
      this.note = "player.lms_once";
      return;
    }
    this.judged = true;
    const card = attempt.scorecard();
    const duration = lasting((Date.now() - this.attemptBegan) / 1000);
    if (!this.done.completed) {
      const { id, outcome } = attempt.state.at.ending;
      const told = { ending: id, outcome, "taken-back-count": attempt.takenBack, hints: attempt.hints };
      this.send("completed", {
        defined: true,
        moveOn: true,
        attempt,
        result: { completion: true, duration, extensions: this.extensions(told) },
      });
      this.done.completed = true;
    }
    const { passed, score, mastery } = this.verdict(card);
    const result = { success: passed, duration, extensions: this.extensions(verdictOf(attempt, card)) };
    if (score) result.score = score;
    this.send(passed ? "passed" : "failed", { defined: true, moveOn: true, attempt, result, mastery });
    this.done.passed = passed;
    this.keep(null);
    this.note = "player.lms_told";
    this.queue
      .catch(() => {
        this.note = "player.no_lms";
      })
      .then(() => page.view === "debrief" && page.show());
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
    this.last = play;
    if (!this.launched || !this.open) {
      if (!this.launched) super.keep(play);
      return;
    }
    this.later(() => this.document("PUT", STATE, this.state));
  }

  /** What the system keeps for the next launch in this registration. */
  get state() {
    return { done: this.done, play: this.last };
  }

  // -- leaving -------------------------------------------------------------------------------------------------

  get leave() {
    return this.launched && this.open ? () => this.exit() : null;
  }

  async exit() {
    this.terminate(false);
    await this.queue.catch(() => null);
    if (this.data.returnURL) location.assign(this.data.returnURL);
    else window.close();
    this.note = "player.lms_left";
    this.page.show();
  }

  terminate(leaving) {
    if (!this.open) return;
    if (leaving) this.document("PUT", STATE, this.state, true).catch(() => null);
    this.send("terminated", {
      defined: true,
      result: { duration: lasting((Date.now() - this.began) / 1000) },
      leaving,
    });
    this.open = false;
  }

  // -- sending -------------------------------------------------------------------------------------------------

  extensions(told) {
    return Object.fromEntries(Object.entries(told).map(([name, value]) => [this.setup.extension + name, value]));
  }

  /** A statement after all those before it; `leaving`: at once, with what still waits, as the page goes. */
  send(verb, { object, result, attempt, defined = false, moveOn = false, mastery = null, leaving = false }) {
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
    if (leaving) return this.ask("POST", "statements", {}, [...this.unsent.values()], true).catch(() => null);
    const sent = this.later(() => this.ask("PUT", "statements", { statementId: statement.id }, statement));
    sent.then(
      () => this.unsent.delete(statement.id),
      () => null,
    );
    return sent;
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
    result.catch(() => {
      this.note = "player.no_lms";
      if (this.page?.view === "debrief") this.page.show();
    });
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

/** How an attempt went, by criterion and by gate. */
function verdictOf(attempt, card) {
  const number = (value) => Number(value.toFixed(7));
  const criteria = card.rubrics
    .flatMap((rubric) => rubric.criteria)
    .map(({ ref, totals, score, level }) => {
      const told = { decisions: totals.decisions, earned: totals.earned, due: totals.due };
      if (totals.tempted) Object.assign(told, { kept: totals.kept, tempted: totals.tempted });
      if (score !== null) Object.assign(told, { percent: number(percent(score)), level });
      return [ref, told];
    });
  const gates = card.gates
    .filter(({ kind }) => kind !== "critical")
    .map(({ kind, ref, held: holds, wanted, found }) => ({
      kind,
      ref,
      held: holds,
      ...(wanted === null ? {} : { wanted }),
      ...(found === null ? {} : { found: number(found) }),
    }));
  return {
    criteria: Object.fromEntries(criteria),
    gates,
    critical: card.critical.map(({ move, turn }) => ({ move, turn })),
    ending: attempt.state.at.id,
    "scoring-version": attempt.scene.scoring,
  };
}

/** A length of time in seconds as ISO 8601 has it, to the hundredth. */
function lasting(seconds) {
  return `PT${Number(seconds.toFixed(2))}S`;
}

/** A random UUID; also where a page without a secure origin has no `randomUUID`. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
