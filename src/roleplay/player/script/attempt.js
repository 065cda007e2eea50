// One attempt: what the mode allows, the decisions so far, and the current state; and its debrief as values. The same
// rules as `roleplay.session`.

/** Steps of the thermometer: the upper bound of each except the last. */
const THERMOMETER = [20, 40, 60, 80];

/** The step, 0 to 4, of a value from 0 to 100. */
function thermometerStep(value) {
  return THERMOMETER.filter((bound) => value > bound).length;
}

/** An attempt: the fold of its decisions, each { choice, language, sure, guess, ownWords }. */
class Attempt {
  constructor(scene, { seed = 0, mode = "practice", personas = {}, options = {} } = {}) {
    this.scene = scene;
    this.seed = seed;
    this.mode = mode;
    this.options = options;
    this.story = compileStory(scene, personas);
    this.judge = new Judge(this.story);
    this.decisions = [];
    this.states = [start(this.story, seed)];
    this.takenBack = 0;
    this.hints = 0;
  }

  get state() {
    return this.states.at(-1);
  }

  get turn() {
    return this.decisions.length;
  }

  get choices() {
    return this.decisions.map((decision) => decision.choice);
  }

  get over() {
    return this.state.at.ending !== null;
  }

  /** Whether no line is available although this isn't an ending. */
  get stuck() {
    return !this.over && !legal(this.state).length;
  }

  offers() {
    return offers(this.state, this.seed);
  }

  /** Apply a decision. */
  say(decision) {
    this.states.push(step(this.state, decision.choice));
    this.decisions.push(decision);
  }

  /** Guided mode: any number of lines. Practice: one per attempt. Exam, or after the end: none. */
  get mayTakeBack() {
    if (!this.decisions.length || this.over) return false;
    return this.mode === "guided" || (this.mode === "practice" && this.takenBack === 0);
  }

  takeBack() {
    this.states.pop();
    this.takenBack++;
    return this.decisions.pop();
  }

  get mayHint() {
    return this.mode !== "exam" && !this.over && !this.state.at.node.sketch && !this.stuck;
  }

  /** The id of a move worth making now: the one that earns the most points for the best line here. */
  hint() {
    this.hints++;
    const best = this.judge.best(this.state);
    const uses = this.state.at.byId.get(best.choice).choice.moves.map((use) => use.move);
    const worth = (move) =>
      best.evidence.reduce((sum, e) => sum + (this.judge.measures[e.criterion].criterion.points[move] ?? 0), 0);
    return firstWithMost(best.moves.length ? best.moves : uses, worth);
  }

  /** The meters to show: { meter, value, step, change, better }. */
  readings() {
    const before = this.states.at(-2) ?? this.state;
    return this.scene.meters
      .map((meter, n) => {
        const value = this.state.meters[n];
        const change = value - before.meters[n];
        return {
          meter,
          value,
          step: thermometerStep(value),
          change,
          better: meter.betterLow ? change < 0 : change > 0,
        };
      })
      .filter(({ meter }) => meter.shown);
  }

  /** The meter whose step the learner guesses while meters are hidden. */
  get guessedMeter() {
    return this.scene.meters.find((meter) => meter.shown) ?? null;
  }

  /** The discussion questions that apply to the attempt so far. */
  questions() {
    const met = (question) => held(question.when, this.states, this.choices, this.story);
    return this.scene.discussion.filter(met).map((question) => question.text);
  }

  scorecard() {
    return scorecard(this.judge, this.states, this.choices);
  }

  /** The values of all states of the story; null if there are too many states. */
  foresee() {
    const graph = explore(this.story);
    return graph && new Values(graph, this.judge);
  }
}

/** The first item with the greatest `worth`. */
function firstWithMost(items, worth) {
  let [found, top] = [null, -Infinity];
  for (const item of items) {
    const value = worth(item);
    if (value > top) [found, top] = [item, value];
  }
  return found;
}

/** Compare two numbers, or two lists lexicographically: negative, 0 or positive. */
function compared(one, other) {
  const [left, right] = [[one].flat(), [other].flat()];
  const n = left.findIndex((value, at) => value !== right[at]);
  return n < 0 ? 0 : left[n] - right[n];
}

// -- what was said -----------------------------------------------------------------------------------------------

/** The utterances of turn `turn`: the learner's line, the reply, and the next node (turn 0: the opening). */
function utterances(attempt, turn) {
  const said = [];
  const state = attempt.states[turn];
  if (turn > 0) {
    const before = attempt.states[turn - 1];
    const { choice } = before.at.byId.get(attempt.decisions[turn - 1].choice);
    said.push({ kind: "you", text: choice.say, speaker: null, turn: turn - 1 });
    const answer = pick(choice.reply, state);
    if (answer) said.push({ kind: "they", text: answer, speaker: choice.to ?? before.at.node.speaker, turn });
  }
  const { node, ending } = state.at;
  if (node) {
    const scene = pick(node.scene, state);
    if (scene) said.push({ kind: "scene", text: scene, speaker: null, turn });
    said.push({ kind: "they", text: pick(node.says, state), speaker: node.speaker, turn });
  }
  const end = ending && pick(ending.text, state);
  if (end) said.push({ kind: "ending", text: end, speaker: null, turn });
  return said;
}

// -- debrief -----------------------------------------------------------------------------------------------------

/** The debrief of an attempt; costs are regrets if `values` are given. */
function debrief(attempt, values) {
  const turns = attempt.decisions.map((_, n) => turnOf(attempt, n + 1, values));
  const worst = firstWithMost(turns, (turn) => turn.cost);
  const card = attempt.scorecard();
  const critical = [...new Set(card.critical.map((crossing) => crossing.turn))].sort((a, b) => a - b);
  const crossed = firstWithMost(critical, (number) => turns[number - 1].cost);
  const noReturn = values ? noReturnOf(attempt, values) : null;
  const curves = attempt.scene.meters.map((meter, n) => ({ meter, values: attempt.states.map((s) => s.meters[n]) }));
  return {
    ending: attempt.state.at.ending,
    card,
    turns,
    curves: curves.filter(({ meter }) => meter.shown),
    exact: Boolean(values),
    costliest: worst && worst.cost > 0 ? worst.number : null,
    tied: worst && worst.cost ? turns.filter((turn) => turn.cost === worst.cost).map((turn) => turn.number) : [],
    crossed,
    noReturn,
    hoped: values ? values.reach(attempt.states[0]) : null,
    keeper: noReturn === null ? null : keeperOf(attempt, noReturn, values),
    missteps: values ? misstepsOf(attempt, card, turns, values) : {},
    goal: goalOf(attempt, turns, card, crossed),
  };
}

function noReturnOf(attempt, values) {
  const reach = attempt.states.map((state) => values.reach(state));
  const turn = reach.findIndex((within) => within !== reach[0]);
  return turn < 0 ? null : turn;
}

/** The best line that kept the best ending within reach; in a tie, the one shown as better. */
function keeperOf(attempt, turn, values) {
  const state = attempt.states[turn - 1];
  const [reach, better] = [values.reach(state), values.best(state)];
  const keeping = legal(state).filter((name) => values.reach(step(state, name)) === reach);
  const rank = (name) => [values.regret(state, name), name === better ? 0 : 1];
  const best = keeping.reduce((found, name) => (compared(rank(name), rank(found)) < 0 ? name : found));
  return state.at.byId.get(best).choice;
}

/** The missteps in the order of a rubric, for rubrics whose order the best walk keeps and this attempt did not. */
function misstepsOf(attempt, card, turns, values) {
  if (card.rubrics.every(inOrder)) return {};
  const choices = values.bestLine(attempt.states[0]);
  const ideal = scorecard(attempt.judge, replay(attempt.states[0], choices), choices);
  const found = {};
  card.rubrics.forEach((rubric, n) => {
    if (!inOrder(rubric) && inOrder(ideal.rubrics[n])) found[rubric.rubric.id] = wrongWayRound(rubric, turns);
  });
  return found;
}

function wrongWayRound(rubric, turns) {
  const met = rubric.order.filter(({ turn }) => turn !== null);
  const missteps = [];
  met.forEach(({ criterion, turn }, n) => {
    const { points } = rubric.rubric.criteria.find(({ id }) => id === criterion);
    const serves = ({ id }) => (points[id] ?? 0) > 0;
    if (turns.slice(0, turn - 1).some((before) => before.moves.some(serves))) return; // done before, unassessed
    const ahead = met
      .slice(n + 1)
      .filter((later) => later.turn < turn)
      .sort((a, b) => a.turn - b.turn);
    if (!ahead.length) return;
    const ref = `${rubric.rubric.id}.${criterion}`;
    const due = turns
      .slice(0, ahead.at(-1).turn)
      .find((before) => before.evidence.some((item) => item.ref === ref && isOpportunity(item)));
    missteps.push({ step: criterion, turn, ahead, due: due ? due.number : null });
  });
  return missteps;
}

/** The review of a decision (from 1); without `values`, as in guided play, its later consequences are not known. */
function turnOf(attempt, number, values = null) {
  const [before, after] = [attempt.states[number - 1], attempt.states[number]];
  const { judge } = attempt;
  const decision = attempt.decisions[number - 1];
  const table = judge.judge(before);
  const judged = table.get(decision.choice);
  const here = judge.cost(before, decision.choice);
  const best = values ? table.get(values.best(before)) : judge.best(before);
  const cost = values ? values.regret(before, decision.choice) : here;
  const isMore = cost > 0 || isBetter(judge.quality(best), judge.quality(judged), judge.rubrics.length);
  const evidence = judged.evidence.map((item) => ({ ref: judge.measures[item.criterion].ref, ...item }));
  return {
    number,
    heard: pick(before.at.node.says, before),
    speaker: before.at.node.speaker,
    choice: before.at.byId.get(decision.choice).choice,
    moves: effectsOf(attempt, judged),
    evidence,
    cost,
    here,
    best: isMore ? before.at.byId.get(best.choice).choice : null,
    bestMoves: isMore ? effectsOf(attempt, best) : [],
    givenUp: isMore
      ? evidence.map(({ ref, points }, n) => [ref, points - best.evidence[n].points]).filter(([, points]) => points > 0)
      : [],
    meters: after.meters,
    short: evidence.filter(lostBy).map((item) => [item.ref, lostBy(item)]),
    sure: decision.sure ?? null,
    guess: decision.guess ?? null,
    ownWords: decision.ownWords ?? null,
  };
}

/** Each move that a line made, with its nonzero points on the criteria at stake there. */
function effectsOf(attempt, judged) {
  const measures = judged.evidence.map((item) => attempt.judge.measures[item.criterion]);
  return judged.moves.map((id) => {
    const points = measures.map(({ ref, criterion }) => [ref, criterion.points[id] ?? 0]).filter(([, p]) => p);
    const total = points.reduce((sum, [, given]) => sum + given, 0);
    const move = attempt.scene.moves[id];
    return { id, move, points, total, good: total ? total > 0 : move.kind === "good" };
  });
}

// -- the goal ----------------------------------------------------------------------------------------------------

/** The suggested goal: about a red line first, else the poor move with the highest total cost, else the move missed in
 * the costliest turn. */
function goalOf(attempt, turns, card, crossed) {
  const harm = (effect) => Math.min(effect.total, 0);
  if (crossed !== null) {
    const critical = card.critical.filter((item) => item.turn === crossed).map((item) => item.move);
    const made = turns[crossed - 1].moves.filter((effect) => critical.includes(effect.id));
    return goalWithRemedy(attempt, turns, [turns[crossed - 1]], firstWithMost(made, (effect) => -harm(effect)).id);
  }
  const costly = turns.filter((turn) => turn.cost > 0).sort((a, b) => b.cost - a.cost);
  const made = new Map();
  for (const turn of costly) {
    for (const effect of turn.moves.filter(({ move, good }) => move.kind === "poor" && !good)) {
      if (!made.has(effect.id)) made.set(effect.id, []);
      made.get(effect.id).push([turn, effect]);
    }
  }
  const cost = (id) => [
    -made.get(id).reduce((sum, [turn]) => sum + lostOnLead(attempt, turn), 0),
    made.get(id).reduce((sum, [, effect]) => sum + harm(effect), 0),
  ];
  for (const id of [...made.keys()].sort((a, b) => compared(cost(a), cost(b)))) {
    const goal = goalWithRemedy(
      attempt,
      turns,
      made.get(id).map(([turn]) => turn),
      id,
    );
    if (goal) return goal;
  }
  const missed = costly.length ? missedMove(attempt, turns, costly[0]) : null;
  return missed && { turn: costly[0].number, turns: [costly[0].number], avoid: null, instead: missed };
}

/** A goal that replaces a poor move: by a remedy that a better line makes, if any; else by one that was not made there.
 * */
function goalWithRemedy(attempt, turns, madeIn, avoid) {
  const { moves } = attempt.scene;
  const remedies = moves[avoid].instead.filter((name) => name in moves);
  const offered = new Map(
    madeIn.map((turn) => {
      const made = turn.moves.map((effect) => effect.id);
      return [turn.number, turn.bestMoves.map((effect) => effect.id).filter((id) => !made.includes(id))];
    }),
  );
  for (const [number, better] of offered) {
    for (const name of remedies.filter((remedy) => better.includes(remedy))) {
      const matching = [...offered].filter(([, ids]) => ids.includes(name));
      return { turn: number, turns: matching.map(([n]) => n).sort((a, b) => a - b), avoid, instead: name };
    }
  }
  const made = madeIn[0].moves.map((effect) => effect.id);
  const remedy = remedies.find((name) => !made.includes(name)) ?? missedMove(attempt, turns, madeIn[0]);
  const numbers = [...offered.keys()].sort((a, b) => a - b);
  return remedy && { turn: madeIn[0].number, turns: numbers, avoid, instead: remedy };
}

/** The good move of the better line, missing in the line said, with the most points where that line lost most; moves
 * that none of the learner's lines made come first. */
function missedMove(attempt, turns, turn) {
  const made = turn.moves.map((effect) => effect.id);
  const better = turn.bestMoves.filter((e) => e.move.kind === "good" && e.good && !made.includes(e.id));
  if (!better.length) return null;
  const weight = leadWeights(attempt);
  const rank = (item) => [(weight.get(item.ref) ?? 0) * lostBy(item), lostBy(item)];
  const most = turn.evidence.filter((item) => turn.evidence.every((other) => compared(rank(item), rank(other)) >= 0));
  const given = (effect, { ref }) => effect.points.find(([on]) => on === ref)?.[1] ?? 0;
  const pointsOn = (effect) => most.reduce((top, item, n) => (n ? Math.max(top, given(effect, item)) : given(effect, item)), 0);
  const done = new Set(turns.flatMap(({ moves }) => moves.filter(({ good }) => good).map(({ id }) => id)));
  const isNew = (effect) => Number(pointsOn(effect) > 0 && !done.has(effect.id));
  const worth = (effect) => [isNew(effect), pointsOn(effect), effect.total];
  let found = better[0];
  for (const effect of better) if (compared(worth(effect), worth(found)) > 0) found = effect;
  return found.id;
}

/** Weighted points of the leading rubric that a line left out or harmed. */
function lostOnLead(attempt, turn) {
  const weight = leadWeights(attempt);
  return turn.evidence.reduce((sum, item) => sum + (weight.get(item.ref) ?? 0) * lostBy(item), 0);
}

function leadWeights(attempt) {
  const lead = attempt.judge.rubrics[0];
  const own = attempt.judge.measures.filter((measure) => measure.rubric === lead);
  return new Map(own.map(({ ref, criterion }) => [ref, criterion.weight]));
}
