// Requests to the store of a launch: each has a limit, what a store cannot answer now is tried again, and statements go in
// their order. What did not arrive is kept, and goes later or when the page is closed: an id makes it safe to send twice.

/** Milliseconds before each try; for one answer; between two rounds for what did not arrive. */
const TRIES = [0, 500, 2000, 5000];
const PATIENCE = 10_000;
const ROUND = 20_000;
/** Bytes that browsers let go along with a page that is closed: 64 KiB in all, and the kept place is among them. */
const LAST = 56 * 1024;

/** Why a request failed; `final`: the same would be refused again; `denied`: whoever asks is not let in any more. */
class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.denied = status === 401 || status === 403;
    this.final = status < 500 && status !== 408 && status !== 429;
  }
}

class Store {
  /** `launch` has what the system said in the address of the page. */
  constructor(launch) {
    this.launch = launch;
    this.endpoint = launch.endpoint.replace(/\/?$/, "/");
    this.token = "";
    this.until = Infinity; // when to give up, by `performance.now()`
    this.queue = Promise.resolve();
    this.unsent = new Map(); // id -> { statement, arrived, arrive, refuse }, in their order
    this.round = null;
    window.addEventListener("online", () => this.again(0));
  }

  // -- one request ---------------------------------------------------------------------------------------------

  /** What `url` answers, { status, ok, text }; whoever does not answer in time is given up. */
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

  /** The token by which the page is known; a system gives it once. Throws `spent` where it was given before. */
  async greet() {
    const said = await this.tried(async () => {
      const { status, ok, text } = await this.fetch(this.launch.fetch, { method: "POST" });
      if (!ok) throw new Refused(status);
      return JSON.parse(text);
    });
    if (said["error-code"]) throw Object.assign(new Error(said["error-text"]), { spent: true });
    if (!said["auth-token"]) throw new Error("no token");
    this.token = said["auth-token"];
  }

  /** What the store answers: JSON, or null if it has nothing. Throws `Refused`, or what `fetch` does. */
  async ask(method, path, query, body, keepalive = false) {
    const headers = { Authorization: `Basic ${this.token}`, "X-Experience-API-Version": "1.0.3" };
    if (body) headers["Content-Type"] = "application/json";
    const options = { method, headers, keepalive, ...(body ? { body: JSON.stringify(body) } : {}) };
    const { status, ok, text } = await this.fetch(`${this.endpoint}${path}?${new URLSearchParams(query)}`, options);
    if (status === 404 && method === "GET") return null;
    if (!ok) throw new Refused(status);
    return method === "GET" ? JSON.parse(text) : null;
  }

  /** A document in the state of this registration. */
  document(method, stateId, body, keepalive = false) {
    const { activityId, registration, actor } = this.launch;
    return this.ask(method, "activities/state", { activityId, registration, agent: actor, stateId }, body, keepalive);
  }

  /** Do something, and again a few times where that may help. */
  async tried(act) {
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

  /** Do something once all before it is done. */
  later(act) {
    const result = this.queue.catch(() => null).then(() => this.tried(act));
    this.queue = result;
    result.catch(() => null);
    return result;
  }

  /** All that was to be done is done or given up, or so many milliseconds have passed. */
  async drained(limit) {
    const over = new Promise((go) => setTimeout(go, limit, true));
    for (let seen = null; seen !== this.queue; ) {
      seen = this.queue;
      if (await Promise.race([seen.then(() => false).catch(() => false), over])) return;
    }
  }

  // -- statements ----------------------------------------------------------------------------------------------

  /** Whether the store has a statement of this verb by this learner in this registration. */
  async has(verb) {
    const { activityId, registration, actor } = this.launch;
    const asked = { agent: actor, verb, activity: activityId, registration, limit: 1 };
    return Boolean((await this.ask("GET", "statements", asked))?.statements?.length);
  }

  /** A statement that from now on is to be sent: a promise of its being acknowledged; it fails when it is refused. */
  keep(statement) {
    const held = { statement };
    held.arrived = new Promise((arrive, refuse) => Object.assign(held, { arrive, refuse }));
    held.arrived.catch(() => null);
    this.unsent.set(statement.id, held);
    return held.arrived;
  }

  /** Send a statement that is kept after all before it: a promise of the first tries being over. */
  send(id) {
    return this.later(() => this.put(id)).catch(() => this.again());
  }

  async put(id) {
    const held = this.unsent.get(id);
    if (!held) return; // it went with others meanwhile
    try {
      await this.ask("PUT", "statements", { statementId: id }, held.statement);
    } catch (error) {
      if (!error.final) throw error;
      this.unsent.delete(id); // it would have all others refused with it
      held.refuse(error);
      return;
    }
    this.unsent.delete(id);
    held.arrive();
  }

  /** Try what did not arrive after so many milliseconds: it may be long until the network is back. */
  again(wait = ROUND) {
    clearTimeout(this.round);
    if (!this.unsent.size) return;
    this.round = setTimeout(() => this.later(() => this.handOver()).catch(() => this.again()), wait);
  }

  /** All that did not arrive in one request, and one by one where that is refused. */
  async handOver() {
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

  /** All that is kept now has arrived or was refused. */
  settled() {
    return Promise.allSettled([...this.unsent.values()].map((held) => held.arrived));
  }

  settle(ids) {
    for (const id of ids) {
      this.unsent.get(id)?.arrive();
      this.unsent.delete(id);
    }
  }

  /** The page goes: all of it along with it, in one request. */
  async handOverLast(before) {
    const all = lightened([...this.unsent.values()].map(({ statement }) => statement), LAST - before);
    if (!all.length) return;
    await this.ask("POST", "statements", {}, all, true);
    this.settle(all.map(({ id }) => id));
  }
}

/** Statements that fit into so many bytes: without what their objects are like, then without the first answers. */
function lightened(statements, most) {
  if (bytesOf(statements) <= most) return statements;
  const light = statements.map((one) => ({ ...one, object: { objectType: "Activity", id: one.object.id } }));
  while (bytesOf(light) > most) {
    const n = light.findIndex((one) => one.verb.id.endsWith("/answered"));
    if (n < 0) break;
    light.splice(n, 1);
  }
  return light;
}

/** The length of data as JSON. */
function bytesOf(data) {
  return new TextEncoder().encode(JSON.stringify(data)).length;
}
