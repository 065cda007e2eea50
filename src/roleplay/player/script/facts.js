// The review of a line and of a whole attempt in words, shared by coaching, debrief and tests. As in
// `roleplay.presenting.facts`, every statement is true of this attempt.

/** The name of a criterion, prefixed with its rubric's name if another rubric has a criterion of the same name. */
function criterionName(attempt, ref, words) {
  const { scene } = attempt;
  const [id, name] = ref.split(".");
  const rubric = scene.rubrics.find((rubric) => rubric.id === id);
  if (!rubric) return ref;
  const criterion = rubric.criteria.find((criterion) => criterion.id === name);
  if (!criterion) return name ? ref : words.get(rubric.name);
  const label = words.get(criterion.name);
  const others = scene.rubrics.filter((other) => other !== rubric).flatMap((other) => other.criteria);
  return others.some((other) => words.get(other.name) === label) ? `${words.get(rubric.name)} · ${label}` : label;
}

const leadName = (attempt, words) => words.get(attempt.judge.rubrics[0].name);
const pointsText = (points) => general(roundTo(points, 2));

/** Turn numbers as a phrase: "turns 1, 4 and 10". */
function turnsText(numbers, words) {
  const first = numbers.slice(0, -1);
  const last = numbers.at(-1);
  if (!first.length) return words.say("debrief.turn", { turn: last });
  return words.say("debrief.turns_of", { first: words.list(first), last });
}

/** Criteria with the points missing on them: "Hear 2, Respect 1". */
function belowText(attempt, below, words) {
  return words.list(below.map(([ref, points]) => `${criterionName(attempt, ref, words)} ${points}`));
}

// -- one line ----------------------------------------------------------------------------------------------------

/** A decision in words: what was heard and said, its moves and points, the reason, and a better line. */
function lookBack(attempt, turn, words) {
  const before = attempt.states[turn.number - 1];
  const why = (choice) => {
    const text = choice && pick(choice.why, before);
    return text ? words.textAt(text, before) : "";
  };
  return {
    number: turn.number,
    heardFrom: words.get(attempt.scene.cast.find(({ id }) => id === turn.speaker).name),
    heard: words.textAt(turn.heard, before),
    said: words.textAt(turn.choice.say, before),
    moves: moveFacts(attempt, turn.moves, words),
    points: turn.evidence.map((item) => pointText(attempt, turn, item, words)),
    crossed: crossedText(attempt, turn, words),
    why: why(turn.choice),
    better: turn.best && words.textAt(turn.best.say, before),
    betterMoves: moveFacts(attempt, turn.bestMoves, words),
    givesUp: turn.givenUp.length
      ? words.say("coach.gives_up", { points: belowText(attempt, turn.givenUp, words) })
      : "",
    betterWhy: why(turn.best),
    sure: turn.sure === null ? "" : words.say(`play.sure.level${turn.sure}`),
    guess: guessText(attempt, turn, words),
    ownWords: turn.ownWords ? words.say("turn.own_words", { text: turn.ownWords }) : "",
  };
}

/** The moves of a line, good ones first: { good, name, points }. */
function moveFacts(attempt, effects, words) {
  const facts = effects.map((effect) => ({
    good: effect.good,
    name: words.get(effect.move.name),
    points: givenText(attempt, effect, words),
  }));
  return [...facts.filter((fact) => fact.good), ...facts.filter((fact) => !fact.good)];
}

function givenText(attempt, effect, words) {
  if (effect.points.length) {
    return words.list(effect.points.map(([ref, p]) => `${criterionName(attempt, ref, words)} ${signed(p)}`));
  }
  const fails = attempt.scene.rubrics.some((rubric) => rubric.critical.includes(effect.id));
  return words.say(fails ? "coach.red_line" : "coach.not_counted");
}

function pointText(attempt, turn, item, words) {
  let key;
  if (isOpportunity(item)) key = item.points >= 0 ? "coach.point" : "coach.point_lost";
  else if (item.points < item.best) key = "coach.harm";
  else if (item.best) key = "coach.least_harm";
  else {
    const harmed = turn.moves.some((effect) => effect.points.some(([ref, points]) => ref === item.ref && points < 0));
    key = harmed ? "coach.evened_out" : "coach.kept_clear";
  }
  const criterion = criterionName(attempt, item.ref, words);
  return words.say(key, { criterion, points: signed(item.points), best: item.best });
}

function crossedText(attempt, turn, words) {
  const fails = turn.moves.filter(({ id }) => attempt.scene.rubrics.some((rubric) => rubric.critical.includes(id)));
  const names = [...new Map(fails.map(({ id, move }) => [id, words.get(move.name)])).values()];
  return names.length ? words.say("turn.crossed", { moves: words.list(names) }) : "";
}

function guessText(attempt, turn, words) {
  const meter = attempt.guessedMeter;
  if (turn.guess === null || !meter) return "";
  const was = thermometerStep(attempt.states[turn.number - 1].meters[attempt.scene.meters.indexOf(meter)]);
  return words.say(was === turn.guess ? "turn.guess_right" : "turn.guess_wrong", {
    meter: words.get(meter.name),
    guess: words.step(meter, turn.guess),
    truth: words.step(meter, was),
  });
}

// -- what mattered -----------------------------------------------------------------------------------------------

/** The moves that fail the attempt, in the order of turns, each once per turn. */
function failingMoves(result) {
  const fails = result.card.gates.filter((gate) => gate.kind === "critical").map((gate) => gate.ref);
  const once = new Map();
  for (const item of result.card.critical) if (fails.includes(item.move)) once.set(`${item.turn} ${item.move}`, item);
  return [...once.values()].sort((a, b) => a.turn - b.turn);
}

/** Turns and the moves made in them: "turn 3 (makes excuses), turn 5 (threatens)". */
function crossingsText(attempt, crossed, words) {
  const byTurn = new Map();
  for (const { turn, move } of crossed) {
    if (!byTurn.has(turn)) byTurn.set(turn, new Set());
    byTurn.get(turn).add(words.get(attempt.scene.moves[move].name));
  }
  return words.all(
    [...byTurn].map(([turn, moves]) => words.say("debrief.crossing", { turn, moves: words.list([...moves]) })),
  );
}

/** What mattered most, in sentences: red lines crossed come first, regardless of their cost. */
function headlineFacts(attempt, result, words) {
  const sentences = [];
  const failing = failingMoves(result);
  if (failing.length) {
    sentences.push(words.say("debrief.headline_crossed", { turns: crossingsText(attempt, failing, words) }));
  }
  if (result.noReturn !== null) sentences.push(noReturnText(attempt, result, words));
  if (result.costliest !== null) {
    sentences.push(costliestHeadline(attempt, result, words));
  } else if (result.exact && result.ending && !result.card.critical.length && result.noReturn === null) {
    const clear = !result.turns.some((turn) => turn.short.length);
    const key = clear ? "debrief.headline_clear" : "lens.headline_clear";
    sentences.push(words.say(key, { rubric: leadName(attempt, words) }));
  }
  return sentences;
}

function costliestHeadline(attempt, result, words) {
  const turn = result.turns[result.costliest - 1];
  const kind = result.exact ? "regret" : "cost";
  const amount = turn.cost === 1 ? "turn.point_one" : "turn.points_of";
  const points = words.say(amount, { points: pointsText(turn.cost) });
  const values = { points, rubric: leadName(attempt, words) };
  if (result.tied.length > 1)
    return words.say(`debrief.headline_${kind}_tied`, { turns: turnsText(result.tied, words), ...values });
  const said = words.textAt(turn.choice.say, attempt.states[turn.number - 1]);
  return words.say(`debrief.headline_${kind}`, { turn: turn.number, said: within(excerpt(said)), ...values });
}

function noReturnText(attempt, result, words) {
  const line = within(words.textAt(result.keeper.say, attempt.states[result.noReturn - 1]));
  return words.say(`turn.no_return.${result.hoped}`, { turn: result.noReturn, line });
}

function costText(turn, result, words) {
  if (turn.cost) return words.say(result.exact ? "turn.regret" : "turn.cost", { points: pointsText(turn.cost) });
  if (turn.here) return words.say("turn.here_only", { points: pointsText(turn.here) });
  if (turn.short.length) return words.say("turn.short");
  const crossed = result.card.critical.some((crossing) => crossing.turn === turn.number);
  return words.say(crossed ? "turn.no_points" : "turn.no_cost");
}

/** Whether the cost is in the line itself or in its consequences; for a line without cost, the points it missed. */
function costDetail(attempt, turn, result, words) {
  const here = pointsText(turn.here);
  const later = roundTo(turn.cost - turn.here, 9);
  const [rubric, short] = [leadName(attempt, words), belowText(attempt, turn.short, words)];
  if (turn.cost) {
    if (!result.exact || !later) return "";
    if (!turn.here)
      return words.say(turn.short.length ? "turn.cost_later_short" : "turn.cost_later", { rubric, short });
    const key = later > 0 ? "turn.cost_split" : "turn.cost_made_up";
    return words.say(key, { here, later: pointsText(Math.abs(later)) });
  }
  if (turn.here) return words.say("turn.cost_nothing_better", { here });
  return turn.short.length ? words.say("turn.short_detail", { rubric, short }) : "";
}

/** The label key of the alternative line: better in the end, better at this point, or better on single criteria. */
function betterKey(turn) {
  if (turn.cost) return "turn.best";
  return turn.here ? "turn.best_then" : "turn.best_parts";
}

function costliestText(turn, result, words) {
  if (!result.tied.includes(turn.number)) return "";
  const others = result.tied.filter((number) => number !== turn.number);
  if (!others.length) return words.say("turn.costliest");
  return words.say("turn.costliest_with", { turns: turnsText(others, words) });
}

/** One turn of the debrief in words. */
function turnFact(attempt, turn, result, words) {
  const before = attempt.states[turn.number - 1];
  const readings = attempt.scene.meters.flatMap((meter, n) => {
    if (!meter.shown) return [];
    const [was, value] = [before.meters[n], turn.meters[n]];
    const word = words.step(meter, thermometerStep(value));
    const key = value === was ? "turn.reading_same" : "turn.reading";
    return [words.say(key, { name: words.get(meter.name), before: was, after: value, word })];
  });
  const coach = lookBack(attempt, turn, words);
  const noReturn = turn.number === result.noReturn ? noReturnText(attempt, result, words) : "";
  return {
    coach,
    cost: turn.cost,
    costText: costText(turn, result, words),
    costDetail: costDetail(attempt, turn, result, words),
    costliest: costliestText(turn, result, words),
    noReturn,
    betterLabel: turn.best ? words.say(betterKey(turn)) : "",
    readings,
    quiet: !(turn.cost || turn.short.length || coach.crossed || noReturn),
  };
}
