// From moves of a line to points, and from an attempt to a scorecard. Does not read the story's meters. The same rules
// as `roleplay.scoring`: doing nothing is zero; an opportunity earns its points, a temptation earns nothing and costs
// the difference to the least harmful line.

/** Limit of a line's points on one criterion, positive and negative. */
const MOST = 3;

/** Whether a good line was available; otherwise it was only a temptation. */
const isOpportunity = (evidence) => evidence.best > 0;
/** Points below the best available line. */
const lostBy = (evidence) => evidence.best - evidence.points;

/** Judges the decisions of one story by the rubrics of its scene. */
class Judge {
  constructor(story) {
    this.story = story;
    this.rubrics = story.scene.rubrics;
    this.measures = this.rubrics.flatMap((rubric) =>
      rubric.criteria.map((criterion) => ({ ref: `${rubric.id}.${criterion.id}`, rubric, criterion })),
    );
    this.tables = new Map();
    this.due = new Map();
    for (const { id, node } of story.places.values()) {
      const numbers = this.measures.map((_, number) => number);
      this.due.set(
        id,
        numbers.filter((n) => !node?.assess || node.assess.includes(this.measures[n].ref)),
      );
    }
  }

  /** Every available line of a state, judged: choice -> { moves, evidence }, in the order of the file. */
  judge(state) {
    const made = legal(state).map((id) => [id, movesOf(state, state.at.byId.get(id))]);
    const key = JSON.stringify([state.at.id, made]);
    let table = this.tables.get(key);
    if (table === undefined) this.tables.set(key, (table = this.judgeMoves(state.at, made)));
    return table;
  }

  judgeMoves(place, made) {
    const table = new Map(made.map(([id, moves]) => [id, { choice: id, moves, evidence: [] }]));
    for (const number of this.due.get(place.id)) {
      const column = made.map(([, moves]) => this.points(number, moves));
      const [best, worst] = [Math.max(...column), Math.min(...column)];
      if (best === worst) continue;
      made.forEach(([id], n) => table.get(id).evidence.push({ criterion: number, points: column[n], best, worst }));
    }
    return table;
  }

  /** The points that these moves earn on a criterion, -3 to 3. */
  points(number, moves) {
    const { points } = this.measures[number].criterion;
    const sum = moves.reduce((total, move) => total + (points[move] ?? 0), 0);
    return Math.max(-MOST, Math.min(MOST, sum));
  }

  /** The quality of a line in its state: weighted points on the leading rubric, then on the others. */
  quality(judged) {
    let [lead, other] = [0, 0];
    for (const evidence of judged.evidence) {
      const { rubric, criterion } = this.measures[evidence.criterion];
      if (rubric === this.rubrics[0]) lead += criterion.weight * evidence.points;
      else other += criterion.weight * evidence.points;
    }
    return [roundTo(lead, 9), roundTo(other, 9)];
  }

  /** The judged line of the best of these choices, the first one in a tie. */
  finest(table, choices) {
    let [found, top] = [null, null];
    for (const choice of choices) {
      const quality = this.quality(table.get(choice));
      if (top === null || isBetter(quality, top)) [found, top] = [choice, quality];
    }
    return table.get(found);
  }

  /** The best available line: by the leading rubric, then the others, then the order of the file. */
  best(state) {
    const table = this.judge(state);
    return this.finest(table, table.keys());
  }

  /** Weighted points on the leading rubric by which a choice was below the best available line. */
  cost(state, choice) {
    const table = this.judge(state);
    const best = Math.max(...[...table.values()].map((line) => this.quality(line)[0]));
    return roundTo(best - this.quality(table.get(choice))[0], 9);
  }
}

/** Whether one quality is better than another, compared lexicographically on the first `counted` numbers. */
function isBetter(one, other, counted = 2) {
  for (let n = 0; n < Math.min(counted, 2); n++) if (one[n] !== other[n]) return one[n] > other[n];
  return false;
}

// -- an attempt judged -------------------------------------------------------------------------------------------

/** The results of an attempt on all rubrics: `states` from the first on, `choices[n]` made in `states[n]`. */
function scorecard(judge, states, choices) {
  const judged = choices.map((choice, n) => judge.judge(states[n]).get(choice));
  const totals = judge.measures.map(() => ({ earned: 0, due: 0, kept: 0, tempted: 0, decisions: 0 }));
  for (const { criterion, points, best, worst } of judged.flatMap((line) => line.evidence)) {
    const total = totals[criterion];
    total.decisions++;
    if (best > 0) {
      total.earned += points;
      total.due += best;
    } else {
      total.earned += points - best;
      total.kept += points - worst;
      total.tempted += best - worst;
    }
  }
  let number = 0;
  const rubrics = judge.rubrics.map((rubric) => {
    const criteria = rubric.criteria.map((criterion) => graded(rubric, criterion, totals[number++]));
    return { rubric, score: meanOf(criteria), criteria, order: stepsMet(judge, rubric, judged) };
  });
  const critical = judged.flatMap((line, n) =>
    line.moves.flatMap((move) =>
      judge.rubrics
        .filter((rubric) => rubric.critical.includes(move))
        .map((rubric) => ({ move, rubric: rubric.id, turn: n + 1 })),
    ),
  );
  const end = states[choices.length].at;
  const gates = gatesOf(judge.story.scene.pass, rubrics, critical, end.ending ? end.id : null);
  return { rubrics, critical, gates, passed: gates.every((gate) => gate.held) };
}

function graded(rubric, criterion, totals) {
  const assessed = totals.decisions >= Math.max(rubric.minimum, 1);
  const score = assessed ? scoreOf(totals) : null;
  return {
    criterion,
    ref: `${rubric.id}.${criterion.id}`,
    totals,
    score,
    level: score === null ? null : levelOf(score),
    onlyTempted: totals.decisions > 0 && !totals.due,
  };
}

/** The share, 0 to 1, of the available points that were earned; without opportunities, the share of harm avoided. */
function scoreOf(totals) {
  return totals.due ? Math.min(Math.max(totals.earned / totals.due, 0), 1) : totals.kept / totals.tempted;
}

/** The weighted mean of the criteria that were assessed; null if none was. */
function meanOf(criteria) {
  const assessed = criteria.filter((criterion) => criterion.score !== null);
  if (!assessed.length) return null;
  const weight = assessed.reduce((sum, { criterion }) => sum + criterion.weight, 0);
  return assessed.reduce((sum, { criterion, score }) => sum + criterion.weight * score, 0) / weight;
}

/** The decision (from 1) in which each criterion of an ordered rubric was first met; null if it never was. */
function stepsMet(judge, rubric, judged) {
  return rubric.order.map((name) => {
    const ref = `${rubric.id}.${name}`;
    const met = (line) => line.evidence.some((e) => judge.measures[e.criterion].ref === ref && e.points > 0);
    const turn = judged.findIndex(met) + 1;
    return { criterion: name, turn: turn || null };
  });
}

/** Whether the steps that were met were first met in the rubric's order. */
function inOrder(score) {
  const turns = score.order.map((met) => met.turn).filter((turn) => turn !== null);
  return turns.every((turn, n) => n === 0 || turns[n - 1] <= turn);
}

function gatesOf(pass, rubrics, critical, ending) {
  const scores = new Map();
  for (const rubric of rubrics) {
    scores.set(rubric.rubric.id, rubric.score);
    for (const criterion of rubric.criteria) scores.set(criterion.ref, criterion.score);
  }
  const crossed = [...new Set(critical.map(({ move }) => move))];
  const gates = crossed.map((ref) => ({ kind: "critical", ref, wanted: null, found: null, held: false }));
  for (const [ref, wanted] of pass.thresholds) {
    const share = scores.get(ref) ?? null;
    const found = share === null ? null : percent(share);
    gates.push({ kind: "threshold", ref, wanted, found, held: found !== null && found >= wanted });
  }
  gates.push({ kind: "ending", ref: ending ?? "", wanted: null, found: null, held: pass.endings.includes(ending) });
  return gates;
}
