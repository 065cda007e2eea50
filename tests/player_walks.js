// The Node side: plays the requested walks and writes a digest of each, or all parts of one. Standard input is one line
// of JSON: { script, words }; then one for each scene: { scene, languages, casts, first, count, every, facts, longest,
// full }, each answered by a line.
"use strict";
const crypto = require("node:crypto");
const readline = require("node:readline");
const vm = require("node:vm");

const NAMES =
  "Attempt,Words,briefingFact,choiceFacts,debriefFacts,meterFacts,legal,lookBack,percent,saidFact,start,turnOf,utterances";

function engineOf(script) {
  const context = vm.createContext({ TextEncoder });
  return vm.runInContext(`"use strict";${script};({${NAMES}})`, context);
}

/** A random generator that is the same on both sides: Lehmer's. */
function chances(walk) {
  let state = walk * 7919 + 1;
  return (count) => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 65536) % count;
  };
}

const digest = (text) => crypto.createHash("md5").update(text).digest("hex");

function stateRecord(state) {
  const taken = state.taken.reduce((sum, bit, n) => sum + (bit ? 1n << BigInt(n) : 0n), 0n);
  return [state.at.id, state.meters, state.flags, String(taken), state.visits, state.facts, state.turn];
}

const share = (engine, score) => (score === null ? null : engine.percent(score).toFixed(7));

function cardRecord(engine, card) {
  return [
    card.rubrics.map((rubric) => [
      share(engine, rubric.score),
      rubric.criteria.map(({ totals: t, score, level }) => [
        [t.earned, t.due, t.kept, t.tempted, t.decisions],
        share(engine, score),
        level,
      ]),
      rubric.order.map(({ turn }) => turn),
    ]),
    card.critical.map(({ move, rubric, turn }) => [move, rubric, turn]),
    card.gates.map((gate) => [
      gate.kind,
      gate.ref,
      gate.wanted,
      gate.found === null ? null : gate.found.toFixed(7),
      gate.held,
    ]),
    card.passed,
  ];
}

class Player {
  constructor(engine, words, job) {
    this.job = job;
    this.engine = engine;
    this.languages = job.languages.map(([spoken, code]) => new engine.Words(words, spoken, code));
    this.played = new Map();
    this.told = new Map();
    this.tables = new Map();
    this.values = new Map();
  }

  attemptBy(cast) {
    return new this.engine.Attempt(this.job.scene, { mode: "guided", personas: this.job.casts[cast] });
  }

  /** A line in all languages, as text; cached if it does not read meters. */
  lineRecord(utterance, attempt) {
    const key = `${utterance.kind} ${utterance.speaker}`;
    const known = this.told.get(utterance.text) ?? new Map();
    this.told.set(utterance.text, known);
    if (known.has(key)) return known.get(key);
    const facts = this.languages.map((words) => this.engine.saidFact(utterance, attempt, words));
    const record = JSON.stringify(facts.map(({ kind, name, text }) => [kind, name, text]));
    if (!Object.values(utterance.text).some((text) => text.includes("{"))) known.set(key, record);
    return record;
  }

  /** The judged lines of a state, as text. */
  judgeRecord(attempt) {
    const table = attempt.judge.judge(attempt.state);
    if (!this.tables.has(table)) {
      const lines = [...table.values()].map((line) => [
        line.choice,
        line.moves,
        line.evidence.map((e) => [e.criterion, e.points, e.best, e.worst]),
      ]);
      this.tables.set(table, JSON.stringify(lines));
    }
    return this.tables.get(table);
  }

  /** The result of the last decision. */
  fragment(attempt) {
    const said = this.engine.utterances(attempt, attempt.turn).map((line) => this.lineRecord(line, attempt));
    return [JSON.stringify(stateRecord(attempt.state)), ...said, this.judgeRecord(attempt)];
  }

  facts(cast, attempt) {
    const { engine } = this;
    if (!this.values.has(cast)) this.values.set(cast, attempt.foresee());
    const values = this.values.get(cast);
    return this.languages.map((words) => [
      values === null ? 0 : values.graph.states.length,
      engine.briefingFact(attempt.scene, words),
      engine.debriefFacts(attempt, words, values, values === null),
      engine.debriefFacts(attempt, words, null),
      attempt.decisions.map((_, n) => engine.lookBack(attempt, engine.turnOf(attempt, n + 1), words)),
    ]);
  }

  walk(number) {
    const { job, engine, languages } = this;
    const draw = chances(number);
    const cast = number % 4 === 3 ? draw(job.casts.length) : 0;
    const often = number % job.every === 0;
    const attempt = this.playedBy(cast, number);
    const parts = [...this.fragment(attempt)];
    const tell = (record) => parts.push(JSON.stringify(record));
    while (attempt.turn < job.longest) {
      const able = engine.legal(attempt.state);
      if (!able.length) break;
      if (often) {
        tell(
          languages.map((words) => engine.choiceFacts(attempt, words).map((fact) => [fact.id, fact.text, fact.locked])),
        );
        tell(languages.map((words) => engine.meterFacts(attempt, words)));
        tell(attempt.mayHint ? attempt.hint() : null);
      }
      const sure = 1 + draw(3);
      const guess = draw(5);
      attempt.say({ choice: able[draw(able.length)], sure, guess });
      parts.push(...this.fragment(attempt));
      if (often) tell(cardRecord(engine, attempt.scorecard()));
    }
    if (!often) tell(cardRecord(engine, attempt.scorecard()));
    if (job.facts && number % job.facts === 0) tell(this.facts(cast, attempt));
    return parts;
  }

  /** A new attempt; stories and judges are created once for each cast. */
  playedBy(cast, seed) {
    const attempt = this.played.get(cast) ?? this.attemptBy(cast);
    this.played.set(cast, attempt);
    attempt.seed = seed;
    attempt.decisions = [];
    attempt.states = [this.engine.start(attempt.story, seed)];
    attempt.hints = attempt.takenBack = 0;
    return attempt;
  }
}

let engine = null;
let words = null;
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const job = JSON.parse(line);
  if (engine === null) {
    engine = engineOf(job.script);
    words = job.words;
    return;
  }
  const told = [];
  try {
    const player = new Player(engine, words, job);
    for (let walk = job.first; walk < job.first + job.count; walk++) {
      const parts = player.walk(walk);
      told.push(job.full ? parts : digest(parts.join("\n")));
    }
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error.stack) })}\n`);
  }
});
