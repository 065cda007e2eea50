// The side of Node: plays the walks that it is told of and writes a digest of each, or all that one of them consists of.
// One line of JSON on standard input for each scene: { script, words, scene, casts, first, count, every, full }.
"use strict";
const crypto = require("node:crypto");
const readline = require("node:readline");
const vm = require("node:vm");

const NAMES =
  "Attempt,Judge,Words,choiceFacts,compileStory,debriefFacts,gaugeFacts,briefingFact,legal,percent,saidFact,scorecard,start,step,turnOf,lookBack,utterances,offers";

function engineOf(script) {
  const context = vm.createContext({ TextEncoder });
  return vm.runInContext(`"use strict";${script};({${NAMES}})`, context);
}

/** A chance that both sides draw alike: Lehmer's generator. */
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

function judgeRecord(judge, state) {
  return [...judge.judge(state).values()].map((line) => [
    line.choice,
    line.moves,
    line.evidence.map((e) => [e.criterion, e.points, e.best, e.worst]),
  ]);
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
  constructor(job) {
    this.job = job;
    this.engine = engineOf(job.script);
    this.languages = Object.keys(job.words).map((code) => new this.engine.Words(job.words, code));
    this.played = new Map();
    this.kept = new Map();
    this.values = new Map();
  }

  attemptBy(cast, options) {
    return new this.engine.Attempt(this.job.scene, { ...options, personas: this.job.casts[cast] });
  }

  /** What came with the last decision, as text; kept by the state before and the choice. */
  fragment(cast, attempt) {
    const before = attempt.states.at(-2) ?? attempt.state;
    const key = JSON.stringify([cast, stateRecord(before), attempt.decisions.at(-1)?.choice]);
    if (!this.kept.has(key)) {
      const said = this.engine.utterances(attempt, attempt.turn);
      const told = this.languages.map((words) => said.map((u) => this.engine.saidFact(u, attempt, words)));
      const texts = told.map((lines) => lines.map(({ kind, name, text }) => [kind, name, text]));
      const record = JSON.stringify([
        stateRecord(attempt.state),
        texts,
        judgeRecord(attempt.judge, attempt.state),
      ]);
      this.kept.set(key, [record, digest(record)]);
    }
    return this.kept.get(key)[this.job.full ? 0 : 1];
  }

  facts(cast, attempt) {
    const { engine } = this;
    if (!this.values.has(cast)) this.values.set(cast, attempt.foresee());
    const values = this.values.get(cast);
    return this.languages.map((words) => [
      engine.briefingFact(attempt.scene, words),
      engine.debriefFacts(attempt, words, values, values === null),
      engine.debriefFacts(attempt, words, null),
      attempt.decisions.map((_, n) => engine.lookBack(attempt, engine.turnOf(attempt, n + 1), words)),
    ]);
  }

  walk(number) {
    const { job, engine } = this;
    const draw = chances(number);
    const cast = number % 4 === 3 ? draw(job.casts.length) : 0;
    const often = number % job.every === 0;
    const attempt = this.playedBy(cast, number);
    const parts = [this.fragment(cast, attempt)];
    while (attempt.turn < job.longest) {
      const able = engine.legal(attempt.state);
      if (!able.length) break;
      if (often) {
        parts.push(JSON.stringify(this.languages.map((w) => engine.choiceFacts(attempt, w).map((c) => [c.id, c.text, c.locked]))));
        parts.push(JSON.stringify(this.languages.map((w) => engine.gaugeFacts(attempt, w))));
        parts.push(JSON.stringify(attempt.mayHint ? attempt.hint() : null));
      }
      const sure = 1 + draw(3);
      const guess = draw(5);
      attempt.say({ choice: able[draw(able.length)], sure, guess });
      parts.push(this.fragment(cast, attempt));
      if (often) parts.push(JSON.stringify(cardRecord(engine, attempt.scorecard())));
    }
    if (!often) parts.push(JSON.stringify(cardRecord(engine, attempt.scorecard())));
    if (job.facts && number % job.facts === 0) parts.push(JSON.stringify(this.facts(cast, attempt)));
    return parts;
  }

  /** A new attempt; stories and judges are made once for each cast. */
  playedBy(cast, seed) {
    const attempt = this.played.get(cast) ?? this.attemptBy(cast, { mode: "guided" });
    this.played.set(cast, attempt);
    attempt.seed = seed;
    attempt.decisions = [];
    attempt.states = [this.engine.start(attempt.story, seed)];
    attempt.hints = attempt.takenBack = 0;
    return attempt;
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const job = JSON.parse(line);
  const player = new Player(job);
  const told = [];
  for (let walk = job.first; walk < job.first + job.count; walk++) {
    const parts = player.walk(walk);
    told.push(job.full ? parts : digest(parts.join("\n")));
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
});
