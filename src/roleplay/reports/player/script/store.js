// Requests to the store of a launch: each has a timeout, temporary failures are retried, and statements are sent in
// order. Undelivered statements are sent later or when the page is closed; their ids make it safe to send them twice.

/** Milliseconds before each try; for one answer; between rounds of undelivered statements. */
const TRIES = [0, 500, 2000, 5000];
const PATIENCE = 10_000;
const ROUND = 20_000;
/** Maximum bytes to send when the page is closed: browsers allow 64 KiB in total, including the saved state. */
const LAST = 56 * 1024;

/** A failed request; `final`: retrying is useless; `denied`: access is no longer allowed. */
class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.denied = status === 401 || status === 403;
    this.final = status < 500 && status !== 408 && status !== 429;
  }
}

class Store {
  /** `launch` has the launch parameters from the page's URL. */
  constructor(launch) {
    this.launch = launch;
    this.endpoint = launch.endpoint.replace(/\/?$/, "/");
    this.token = "";
    this.until = Infinity; // deadline, by `performance.now()`
    this.queue = Promise.resolve();
    this.unsent = new Map(); // id -> { statement, arrived, arrive, refuse }, in order
    this.round = null;
    window.addEventListener("online", () => this.retryLater(0));
  }

  // -- one request ---------------------------------------------------------------------------------------------

  /** The answer of `url`, { status, ok, text }; aborts after a timeout. */
  async fetch(url, options) {
    const limit = new AbortController();
    const left = Math.max(0, Math.min(PATIENCE, this.until - performance.now()));
    const timer = options.keepalive ? null : setTimeout(() => limit.abort(), left);
    try {
      const response = await fetch(url, { ...options, signal: limit.signal });
      return { status: response.status, ok: response.ok, text: await response.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Fetch the authorisation token; a system issues it only once. Throws an error with `spent` if it was issued before.
   * */
  async connect() {
    const answer = await this.withRetries(async () => {
      const { status, ok, text } = await this.fetch(this.launch.fetch, { method: "POST" });
      if (!ok) throw new Refused(status);
      return JSON.parse(text);
    });
    if (answer["error-code"]) throw Object.assign(new Error(answer["error-text"]), { spent: true });
    if (!answer["auth-token"]) throw new Error("no token");
    this.token = answer["auth-token"];
  }

  /** The JSON answer of the store, or null if it has nothing. Throws `Refused`, or the errors of `fetch`. */
  async ask(method, path, query, body, keepalive = false) {
    const headers = { Authorization: `Basic ${this.token}`, "X-Experience-API-Version": "1.0.3" };
    if (body) headers["Content-Type"] = "application/json";
    const options = { method, headers, keepalive, ...(body ? { body: JSON.stringify(body) } : {}) };
    const { status, ok, text } = await this.fetch(`${this.endpoint}${path}?${new URLSearchParams(query)}`, options);
    if (status === 404 && method === "GET") return null;
    if (!ok) throw new Refused(status);
    return method === "GET" ? JSON.parse(text) : null;
  }

  /** Request a state document of this registration. */
  document(method, stateId, body, keepalive = false) {
    const { activityId, registration, actor } = this.launch;
    return this.ask(method, "activities/state", { activityId, registration, agent: actor, stateId }, body, keepalive);
  }

  /** Do something, with a few retries if they can help. */
  async withRetries(act) {
    for (const [n, wait] of TRIES.entries()) {
      await new Promise((go) => setTimeout(go, wait));
      try {
        return await act();
      } catch (error) {
        if (error.final || n === TRIES.length - 1 || performance.now() > this.until) throw error;
      }
    }
    return null;
  }

  /** Do something after everything queued before. */
  enqueue(act) {
    const result = this.queue.catch(() => null).then(() => this.withRetries(act));
    this.queue = result;
    result.catch(() => null);
    return result;
  }

  /** Wait until the queue is empty, at most `limit` milliseconds. */
  async waitUntilIdle(limit) {
    const over = new Promise((go) => setTimeout(go, limit, true));
    for (let seen = null; seen !== this.queue; ) {
      seen = this.queue;
      if (await Promise.race([seen.then(() => false).catch(() => false), over])) return;
    }
  }

  // -- statements ----------------------------------------------------------------------------------------------

  /** Whether the store has a statement with this verb by this learner in this registration. */
  async has(verb) {
    const { activityId, registration, actor } = this.launch;
    const asked = { agent: actor, verb, activity: activityId, registration, limit: 1 };
    return Boolean((await this.ask("GET", "statements", asked))?.statements?.length);
  }

  /** Store a statement as unsent; returns a promise of its acknowledgement, rejected if it is refused. */
  keep(statement) {
    const held = { statement };
    held.arrived = new Promise((arrive, refuse) => Object.assign(held, { arrive, refuse }));
    held.arrived.catch(() => null);
    this.unsent.set(statement.id, held);
    return held.arrived;
  }

  /** Send an unsent statement after all previous ones; the promise resolves after the first tries. */
  send(id) {
    return this.enqueue(() => this.put(id)).catch(() => this.retryLater());
  }

  async put(id) {
    const held = this.unsent.get(id);
    if (!held) return; // it was sent with others in the meantime
    try {
      await this.ask("PUT", "statements", { statementId: id }, held.statement);
    } catch (error) {
      if (!error.final) throw error;
      this.unsent.delete(id); // otherwise all others would be refused with it
      held.refuse(error);
      return;
    }
    this.unsent.delete(id);
    held.arrive();
  }

  /** Retry undelivered statements after so many milliseconds: the network may be down for long. */
  retryLater(wait = ROUND) {
    clearTimeout(this.round);
    if (!this.unsent.size) return;
    this.round = setTimeout(() => this.enqueue(() => this.sendAll()).catch(() => this.retryLater()), wait);
  }

  /** Send all undelivered statements in one request, or one by one if that is refused. */
  async sendAll() {
    const ids = [...this.unsent.keys()];
    if (ids.length > 1) {
      const statements = ids.map((id) => this.unsent.get(id).statement);
      try {
        await this.ask("POST", "statements", {}, statements);
        this.settle(ids);
      } catch (error) {
        if (!error.final) throw error;
      }
    }
    for (const id of ids) await this.put(id);
  }

  /** Wait until all currently unsent statements have arrived or were refused. */
  settled() {
    return Promise.allSettled([...this.unsent.values()].map((held) => held.arrived));
  }

  settle(ids) {
    for (const id of ids) {
      this.unsent.get(id)?.arrive();
      this.unsent.delete(id);
    }
  }

  /** The page is being closed: send everything in one request. */
  async sendAllOnClose(before) {
    const all = trimmedTo([...this.unsent.values()].map(({ statement }) => statement), LAST - before);
    if (!all.length) return;
    await this.ask("POST", "statements", {}, all, true);
    this.settle(all.map(({ id }) => id));
  }
}

/** The statements reduced to so many bytes: first without the definitions of objects, then without the oldest answers.
 * */
function trimmedTo(statements, most) {
  if (bytesOf(statements) <= most) return statements;
  const light = statements.map((one) => ({ ...one, object: { objectType: "Activity", id: one.object.id } }));
  while (bytesOf(light) > most) {
    const n = light.findIndex((one) => one.verb.id.endsWith("/answered"));
    if (n < 0) break;
    light.splice(n, 1);
  }
  return light;
}

/** The length of data as JSON in bytes. */
function bytesOf(data) {
  return new TextEncoder().encode(JSON.stringify(data)).length;
}
