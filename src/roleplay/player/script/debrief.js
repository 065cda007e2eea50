// The debrief in words: the ending and its gates, the criteria with their evidence, the goal.

/** Everything that a debrief shows. `tooMany`: the story has too many states to know the final cost of each line. */
function debriefFacts(attempt, words, values = null, tooMany = false) {
  const result = debrief(attempt, values);
  return {
    ending: endingFact(attempt, result, words),
    headline: headlineFacts(attempt, result, words),
    mattered: result.crossed ?? result.costliest,
    rubrics: result.card.rubrics.map((rubric) => rubricFact(rubric, result, words)),
    critical: criticalFacts(attempt, result, words),
    legend: legendFacts(result, words),
    notes: [
      ...(attempt.takenBack ? [words.say("debrief.taken_back", { count: attempt.takenBack })] : []),
      ...(attempt.hints ? [words.say("debrief.hints", { count: attempt.hints })] : []),
      ...(tooMany ? [words.say("debrief.too_many")] : []),
    ],
    turns: result.turns.map((turn) => turnFact(attempt, turn, result, words)),
    curves: result.curves.map(({ meter, values: course }) => ({ name: words.get(meter.name), values: course })),
    judgement: [...guessFacts(attempt, result, words), ...surenessFacts(attempt, result, words)],
    goal: goalText(attempt, result.goal, words),
    noGoal: noGoalText(attempt, result, words),
    goalTitle: goalTitle(result, words),
    discussion: attempt.questions().map((text) => words.fill(text, attempt.scene)),
  };
}

function criticalFacts(attempt, result, words) {
  const once = new Map(result.card.critical.map((item) => [`${item.turn} ${item.move}`, item]));
  return [...once.values()].map(({ move, turn }) =>
    words.say("debrief.critical", { move: words.get(attempt.scene.moves[move].name), turn }),
  );
}

/** The legend of the scores, limited to the kinds of scores that appear. */
function legendFacts(result, words) {
  const criteria = result.card.rubrics.flatMap((rubric) => rubric.criteria);
  const sentences = [words.say("debrief.legend")];
  if (criteria.some((grade) => grade.score !== null && grade.onlyTempted)) {
    sentences.push(words.say("debrief.legend_clear"));
  }
  if (criteria.some((grade) => grade.score === null)) sentences.push(words.say("debrief.legend_unassessed"));
  return sentences;
}

// -- the ending --------------------------------------------------------------------------------------------------

/** The ending and the verdict: gates are { held, text, isRedLine }, with `held` null if not assessed. */
function endingFact(attempt, result, words) {
  const { scene, state } = attempt;
  const text = result.ending && pick(result.ending.text, state);
  const gates = [...redLineGates(attempt, result, words), ...gateFacts(attempt, result, words)];
  if (!text) {
    const verdict = words.say("debrief.not_over");
    return { title: "", text: "", outcome: null, outcomeWord: "", passed: false, verdict, gates, kpi: null };
  }
  return {
    title: words.fill(result.ending.title, scene),
    text: words.textAt(text, state),
    outcome: result.ending.outcome,
    outcomeWord: words.say(`outcome.${result.ending.outcome}`),
    passed: result.card.passed,
    verdict: words.say(result.card.passed ? "debrief.passed" : "debrief.failed"),
    gates,
    kpi: kpiPanel(result.ending.kpi, scene.kpi, words),
  };
}

function redLineGates(attempt, result, words) {
  const crossed = failingMoves(result);
  if (crossed.length) {
    const text = words.say("debrief.gate.red", { turns: crossingsText(attempt, crossed, words) });
    return [{ held: false, text, isRedLine: true }];
  }
  const any = attempt.scene.rubrics.some((rubric) => rubric.critical.length);
  return any ? [{ held: true, text: words.say("debrief.gate.no_red"), isRedLine: true }] : [];
}

function gateFacts(attempt, result, words) {
  return result.card.gates.flatMap((gate) => {
    if (gate.kind === "ending") {
      const ending = attempt.scene.endings.find(({ id }) => id === gate.ref);
      if (!ending) return [{ held: gate.held, text: words.say("debrief.gate.no_ending"), isRedLine: false }];
      const key = gate.held ? "debrief.gate.ending" : "debrief.gate.ending_not";
      return [{ held: gate.held, text: words.say(key, { title: inner(words.get(ending.title)) }), isRedLine: false }];
    }
    if (gate.kind !== "threshold") return [];
    const name = criterionName(attempt, gate.ref, words);
    if (gate.found === null) {
      const key = attempt.over ? "debrief.gate.unassessed" : "debrief.gate.unassessed_yet";
      return [{ held: null, text: words.say(key, { name, wanted: gate.wanted }), isRedLine: false }];
    }
    const found = `${wholePercent(gate.found)}%`;
    const text = words.say("debrief.gate.threshold", { name, wanted: gate.wanted, found });
    return [{ held: gate.held, text, isRedLine: false }];
  });
}

// -- criteria ----------------------------------------------------------------------------------------------------

/** A rubric's result for an attempt: its score, the assessed criteria, the names of the others, the order of steps. */
function rubricFact(rubric, result, words) {
  const assessed = rubric.criteria.filter((grade) => grade.score !== null);
  const others = rubric.criteria
    .filter((grade) => grade.score === null)
    .map(({ criterion }) => words.get(criterion.name));
  return {
    name: words.get(rubric.rubric.name),
    share: rubric.score,
    score: rubricScore(rubric, assessed, result, words),
    criteria: assessed.map((grade) => criterionFact(grade, result, words)),
    unassessed: assessed.length && others.length ? words.say("debrief.unassessed", { names: words.list(others) }) : "",
    order: (result.missteps[rubric.rubric.id] ?? []).map((misstep) => misstepText(rubric.rubric, misstep, words)),
  };
}

function rubricScore(rubric, assessed, result, words) {
  if (assessed.length && assessed.every((grade) => grade.onlyTempted)) {
    return keptClear(
      assessed.flatMap((grade) => atStake(grade, result)).map(([, item]) => item),
      words,
    );
  }
  const [score, count] = [perCent(rubric.score, words), rubric.criteria.length];
  if (!assessed.length || assessed.length === count) return score;
  return words.say("debrief.parts_assessed", { score, parts: assessed.length, count });
}

function perCent(share, words) {
  return share === null ? words.say("debrief.not_assessed") : `${wholePercent(percent(share))}%`;
}

/** How often the learner avoided all avoidable harm, out of the decisions that only offered harm. */
function keptClear(items, words) {
  const clear = items.filter((item) => item.points === item.best).length;
  return words.say("debrief.kept_clear", { clear, count: items.length });
}

function atStake(grade, result) {
  return result.turns.flatMap((turn) =>
    turn.evidence.filter(({ ref }) => ref === grade.ref).map((item) => [turn, item]),
  );
}

function misstepText(rubric, misstep, words) {
  const name = (id) => words.get(rubric.criteria.find((criterion) => criterion.id === id).name);
  const met = ({ criterion, turn }) => words.say("debrief.step_met", { name: name(criterion), turn });
  const kind = misstep.due === null ? "other" : "due";
  return words.say(misstep.ahead.length > 1 ? `debrief.order_${kind}_several` : `debrief.order_${kind}`, {
    ahead: words.all(misstep.ahead.map(met)),
    name: name(misstep.step),
    step: met({ criterion: misstep.step, turn: misstep.turn }),
    due: misstep.due,
  });
}

/** An assessed criterion: its score, its level, the learner's lines as evidence, and the target. */
function criterionFact(grade, result, words) {
  const { criterion, ref, level, onlyTempted } = grade;
  const stakes = atStake(grade, result);
  const best = criterion.levels.length - 1;
  const due = stakes.filter(([, item]) => isOpportunity(item) && item.points <= 0).map(([turn]) => turn.number);
  const notes = due.length ? [words.say("debrief.missed", { turns: turnsText(due, words) })] : [];
  if (!onlyTempted && grade.score === 0) notes.push(...outweighed(stakes, ref, words));
  const below = level < best && stakes.some(([, item]) => lostBy(item));
  return {
    name: words.get(criterion.name),
    share: onlyTempted ? null : grade.score,
    score: onlyTempted
      ? keptClear(
          stakes.map(([, item]) => item),
          words,
        )
      : perCent(grade.score, words),
    level: onlyTempted ? null : level,
    levelWord: onlyTempted ? "" : words.say("debrief.level", { level }),
    evidence: stakes
      .filter(([turn]) => touching(turn, ref).length)
      .map(([turn, item]) => evidenceFact(turn, item.points, ref, words)),
    notes,
    target: below ? words.say("debrief.target", { anchor: words.get(criterion.levels[best]) }) : "",
    about: words.get(criterion.about),
  };
}

/** The moves of a turn that count on a criterion, with their points on it. */
function touching(turn, ref) {
  return turn.moves.flatMap((effect) => {
    const given = effect.points.find(([name]) => name === ref);
    return given ? [[effect.move, given[1]]] : [];
  });
}

/** A note on points earned and lost again, for a criterion whose losses cancelled everything earned. */
function outweighed(stakes, ref, words) {
  let [earned, taken] = [0, 0];
  for (const [turn, item] of stakes) {
    const good = touching(turn, ref).reduce((sum, [, points]) => sum + Math.max(points, 0), 0);
    const gains = Math.min(good, MOST);
    earned += gains;
    taken += gains - (isOpportunity(item) ? item.points : item.points - item.best);
  }
  return earned ? [words.say("debrief.outweighed", { earned, taken })] : [];
}

/** The moves behind a line's points on a criterion, each with its own points if there are several. */
function evidenceFact(turn, points, ref, words) {
  const made = touching(turn, ref).map(([move, given]) => [words.get(move.name), given]);
  let [key, moves] = ["debrief.evidence", made[0][0]];
  if (made.length > 1) {
    const sum = made.reduce((total, [, given]) => total + given, 0);
    key = sum === points ? "debrief.evidence_sum" : "debrief.evidence_most";
    moves = words.list(made.map(([name, given]) => `${name} ${signed(given)}`));
  }
  const text = words.say(key, { turn: turn.number, moves, points: signed(points) });
  return { turn: turn.number, points, text };
}

// -- guesses, sureness, goal, figures ----------------------------------------------------------------------------

function guessFacts(attempt, result, words) {
  const meter = attempt.guessedMeter;
  const guessed = result.turns.filter((turn) => turn.guess !== null);
  if (!meter || !guessed.length) return [];
  const index = attempt.scene.meters.indexOf(meter);
  const gaps = guessed.map((turn) => turn.guess - thermometerStep(attempt.states[turn.number - 1].meters[index]));
  const [right, below, above] = [0, -1, 1].map((sign) => gaps.filter((gap) => Math.sign(gap) === sign).length);
  const name = words.get(meter.name);
  const sentences = [words.say("debrief.guesses", { meter: name, right, count: gaps.length })];
  if (below > above) sentences.push(words.say("debrief.guessed_low", { meter: name, count: below }));
  if (above > below) sentences.push(words.say("debrief.guessed_high", { meter: name, count: above }));
  return sentences;
}

function surenessFacts(attempt, result, words) {
  return [3, 2, 1].flatMap((level) => {
    const below = result.turns.filter((turn) => turn.sure === level).map((turn) => turn.here);
    if (!below.length) return [];
    const values = {
      count: below.length,
      best: below.filter((cost) => !cost).length,
      rubric: leadName(attempt, words),
    };
    return [words.say("debrief.sure", { sure: words.say(`play.sure.level${level}`), ...values })];
  });
}

/** The suggested goal as a sentence; empty if there is none. */
function goalText(attempt, goal, words) {
  if (!goal) return "";
  const { moves } = attempt.scene;
  const named = (move, text, key) => (text ? words.get(text) : words.say(key, { name: words.get(move.name) }));
  const act = named(moves[goal.instead], moves[goal.instead].act, "goal.act");
  if (goal.avoid === null) return words.say("goal.before_answer", { act });
  return words.say("goal.sentence", { moment: named(moves[goal.avoid], moves[goal.avoid].moment, "goal.moment"), act });
}

function goalTitle(result, words) {
  const { goal } = result;
  const mattered = result.crossed ?? result.costliest;
  if (!goal || (goal.turns.length === 1 && goal.turns[0] === mattered)) return words.say("goal.title");
  return words.say("goal.title_from", { turns: turnsText(goal.turns, words) });
}

function noGoalText(attempt, result, words) {
  if (result.goal) return "";
  if (result.costliest !== null || result.crossed !== null) return words.say("goal.own");
  return words.say(result.exact ? "goal.none" : "goal.none_there", { rubric: leadName(attempt, words) });
}

const KPI_SCALES = { csat: [1, 5], nps: [0, 10], ces: [5, 1], fcr: [0, 1] };
const npsGroup = (answer) => (answer >= 9 ? "promoter" : answer >= 7 ? "passive" : "detractor");

/** The business figures (KPI) of an ending: they describe the story's outcome, not the learner's score. */
function kpiPanel(kpi, profile, words) {
  const names = ["csat", "nps", "ces", "fcr"].filter((name) => name in kpi);
  if (!names.length) return null;
  return {
    title: words.say("kpi.title"),
    about: words.say("kpi.about"),
    figures: names.map((name) => kpiFigure(name, kpi[name], profile, words)),
    composite: profile ? kpiComposite(kpi, profile, words) : "",
    source: profile ? words.get(profile.source) : "",
  };
}

function kpiFigure(name, value, profile, words) {
  let shown;
  if (name === "fcr") shown = words.say(`kpi.value.fcr.${value ? "yes" : "no"}`);
  else if (name === "nps")
    shown = words.say("kpi.value.nps", { value, group: words.say(`kpi.group.${npsGroup(value)}`) });
  else shown = words.say(`kpi.value.${name}`, { value });
  return {
    name: words.say(`kpi.name.${name}`),
    value: shown,
    againstTarget: profile ? kpiStanding(name, value, profile, words) : "",
  };
}

function kpiStanding(name, value, profile, words) {
  const target = profile.targets[name];
  if (target === undefined) return words.say("kpi.no_target");
  let how;
  if (name === "nps") how = npsGroup(value);
  else if (name === "fcr") how = value ? "yes" : "no";
  else how = (name === "csat" ? value >= target : value <= target) ? "met" : "missed";
  return words.say(`kpi.target.${name}`, { target: general(target), stands: words.say(`kpi.stands.${name}.${how}`) });
}

function kpiComposite(kpi, profile, words) {
  const weights = Object.entries(profile.weights).filter(([, weight]) => weight);
  const missing = weights.filter(([name]) => !(name in kpi)).map(([name]) => name.toUpperCase());
  if (missing.length) return words.say("kpi.no_composite", { names: words.list(missing) });
  const share = (name) => (kpi[name] - KPI_SCALES[name][0]) / (KPI_SCALES[name][1] - KPI_SCALES[name][0]);
  const value = weights.reduce((sum, [name, weight]) => sum + weight * share(name), 0);
  const parts = weights.map(([name, weight]) => words.say("kpi.weight", { name: name.toUpperCase(), weight }));
  return words.say("kpi.composite", { value: wholePercent(value), weights: words.list(parts) });
}
