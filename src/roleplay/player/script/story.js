// The state machine: a scene compiled for the personas it is played with, `start`, `legal` and `step`, and the texts of
// a state. Independent of rubrics and of the page. The same rules, in the same order, as `roleplay.engine`.

const METER_MAX = 100;

// -- conditions: a list of tests, each ["meter", id, low, high], ["flag", id, value], ["fact", id, values],
// ["visits", node, low, high], ["turn", low, high], ["persona", member, ids], ["said", node, choices],
// ["any", [conditions]] or ["not", condition] --------------------------------------------------------------------

/** What remains of a condition once the personas are known; null if it can never hold. */
function settled(condition, personas) {
  const open = [];
  for (const test of condition) {
    if (test[0] === "persona") {
      if (!test[2].includes(personas[test[1]])) return null;
    } else if (test[0] === "any") {
      const left = test[1].map((option) => settled(option, personas)).filter((option) => option !== null);
      if (!left.length) return null;
      if (left.every((option) => option.length)) open.push(["any", left]);
    } else if (test[0] === "not") {
      const rest = settled(test[1], personas);
      if (rest !== null && !rest.length) return null;
      if (rest !== null) open.push(["not", rest]);
    } else {
      open.push(test);
    }
  }
  return open;
}

/** Every test of a condition, including nested ones. */
function testsOf(condition) {
  return condition.flatMap((test) => {
    if (test[0] === "any") return [test, ...test[1].flatMap(testsOf)];
    return test[0] === "not" ? [test, ...testsOf(test[1])] : [test];
  });
}

/** A condition as a function of a state; null if it always holds. */
function compiledCondition(condition, story) {
  const rest = settled(condition, story.personas);
  if (rest === null) return () => false;
  return rest.length ? allOf(rest, story) : null;
}

function allOf(condition, story) {
  const checks = condition.map((test) => compiledTest(test, story));
  return checks.length === 1 ? checks[0] : (state) => checks.every((check) => check(state));
}

function compiledTest(test, story) {
  const [kind, name, low, high] = test;
  switch (kind) {
    case "meter": {
      const index = story.meters.indexOf(name);
      return (state) => low <= state.meters[index] && state.meters[index] <= high;
    }
    case "flag": {
      const index = story.flags.indexOf(name);
      return (state) => Boolean(state.flags[index]) === low;
    }
    case "fact": {
      const index = story.facts.indexOf(name);
      return (state) => low.includes(state.facts[index]);
    }
    case "visits": {
      const index = story.counted.indexOf(name);
      return (state) => low <= state.visits[index] && state.visits[index] <= high;
    }
    case "turn":
      return (state) => name <= state.turn && state.turn <= low;
    case "any": {
      const checks = name.map((option) => allOf(option, story));
      return (state) => checks.some((check) => check(state));
    }
    case "not": {
      const check = allOf(name, story);
      return (state) => !check(state);
    }
    default:
      throw new Error(`no state knows ${kind}`);
  }
}

/** Whether a condition holds at the end of a walk: `states` has one more element than `choices`. */
function held(condition, states, choices, story) {
  return condition.every((test) => {
    const [kind, name, low, high] = test;
    switch (kind) {
      case "said":
        return choices.some((choice, n) => states[n].at.id === name && low.includes(choice));
      case "visits": {
        const visits = states.filter((state) => state.at.id === name).length;
        return low <= visits && visits <= high;
      }
      case "any":
        return name.some((option) => held(option, states, choices, story));
      case "not":
        return !held(name, states, choices, story);
      default: {
        const check = compiledCondition([test], story);
        return check === null || check(states.at(-1));
      }
    }
  });
}

// -- a scene, compiled -------------------------------------------------------------------------------------------

/** The nonempty conditions of a story: those of lines, moves, targets and texts. */
function conditionsOf(scene) {
  const found = [];
  for (const node of scene.nodes) {
    found.push(...[...node.scene, ...node.says].map((variant) => variant.when));
    for (const choice of node.choices) {
      found.push(choice.when);
      for (const item of [...choice.reply, ...choice.why, ...choice.moves, ...choice.goto]) found.push(item.when);
    }
  }
  for (const ending of scene.endings) found.push(...ending.text.map((variant) => variant.when));
  return found.filter((condition) => condition.length);
}

/** A scene compiled for play; `personas` overrides the cast's own personas. */
function compileStory(scene, personas = {}) {
  const story = { scene, personas: {}, meters: scene.meters.map((meter) => meter.id), flags: scene.flags };
  for (const member of scene.cast) story.personas[member.id] = personas[member.id] ?? member.persona;
  story.facts = scene.deal.map((fact) => fact.id);
  const asked = new Set(
    conditionsOf(scene)
      .flatMap((condition) => testsOf(settled(condition, story.personas) ?? []))
      .filter((test) => test[0] === "visits")
      .map((test) => test[1]),
  );
  story.counted = scene.nodes.map((node) => node.id).filter((id) => asked.has(id));
  story.places = new Map();
  for (const node of scene.nodes) story.places.set(node.id, { id: node.id, node, ending: null, lines: [] });
  for (const ending of scene.endings) story.places.set(ending.id, { id: ending.id, node: null, ending, lines: [] });
  story.onceCount = 0;
  for (const place of story.places.values()) {
    place.visit = story.counted.indexOf(place.id);
    for (const choice of place.node?.choices ?? []) place.lines.push(compiledLine(choice, place.node, story));
    place.byId = new Map(place.lines.map((line) => [line.id, line]));
  }
  story.first = story.places.get(scene.start);
  story.checks = new Map();
  return story;
}

function compiledLine(choice, node, story) {
  const reactions = story.scene.personas[story.personas[choice.to ?? node.speaker]].reactions;
  const row = (move) => story.meters.map((meter) => reactions[move]?.[meter] ?? 0);
  const line = { id: choice.id, choice, moves: [], conditional: [], base: [], changes: [] };
  line.check = compiledCondition(choice.when, story);
  line.once = choice.once ? story.onceCount++ : -1;
  line.base = story.meters.map((meter) => choice.effects[meter] ?? 0);
  for (const use of choice.moves) {
    const rest = settled(use.when, story.personas);
    if (rest === null) continue;
    if (rest.length) {
      line.conditional.push({ check: compiledCondition(use.when, story), move: use.move });
      line.changes.push(row(use.move));
    } else {
      line.moves.push(use.move);
      line.base = line.base.map((by, n) => by + row(use.move)[n]);
    }
  }
  line.sets = choice.set.map((flag) => story.flags.indexOf(flag));
  line.clears = choice.clear.map((flag) => story.flags.indexOf(flag));
  line.exits = choice.goto
    .filter((target) => settled(target.when, story.personas) !== null)
    .map((target) => ({ check: compiledCondition(target.when, story), to: story.places.get(target.to) }));
  return line;
}

// -- playing -----------------------------------------------------------------------------------------------------

/** The first state; facts that `deal` does not fix are dealt from `seed`. */
function start(story, seed, deal = {}) {
  return {
    story,
    at: story.first,
    meters: story.scene.meters.map((meter) => meter.start),
    flags: story.flags.map(() => 0),
    taken: Array(story.onceCount).fill(0),
    visits: story.counted.map((id) => (id === story.first.id ? 1 : 0)),
    facts: story.scene.deal.map(
      ({ id, values }) => deal[id] ?? values[Number(chance(seed, story.scene.id, id) % BigInt(values.length))],
    ),
    turn: 0,
  };
}

function mayBeSaid(state, line) {
  return !(line.once >= 0 && state.taken[line.once]) && (line.check === null || line.check(state));
}

/** The ids of the available choices, in the order of the file; none at an ending. */
function legal(state) {
  return state.at.lines.filter((line) => mayBeSaid(state, line)).map((line) => line.id);
}

/** The moves that a line makes in this state. */
function movesOf(state, line) {
  if (!line.conditional.length) return line.moves;
  return [...line.moves, ...line.conditional.filter(({ check }) => check(state)).map(({ move }) => move)];
}

/** The state after a choice. Throws if the choice isn't legal. */
function step(state, choice) {
  const line = state.at.byId.get(choice);
  if (line === undefined || !mayBeSaid(state, line)) throw new Error(`${choice} may not be said at ${state.at.id}`);
  let by = line.base;
  line.conditional.forEach(({ check }, n) => {
    if (check(state)) by = by.map((value, meter) => value + line.changes[n][meter]);
  });
  const after = { ...state, turn: state.turn + 1 };
  after.meters = state.meters.map((value, n) => Math.min(METER_MAX, Math.max(0, value + by[n])));
  if (line.sets.length || line.clears.length) {
    after.flags = [...state.flags];
    for (const flag of line.sets) after.flags[flag] = 1;
    for (const flag of line.clears) after.flags[flag] = 0;
  }
  if (line.once >= 0) {
    after.taken = [...state.taken];
    after.taken[line.once] = 1;
  }
  const target = line.exits.find((exit) => exit.check === null || exit.check(after)).to;
  if (target.visit >= 0) {
    after.visits = [...state.visits];
    after.visits[target.visit]++;
  }
  after.at = target;
  return after;
}

/** Every state from `first` through the choices. */
function replay(first, choices) {
  const states = [first];
  for (const choice of choices) states.push(step(states.at(-1), choice));
  return states;
}

// -- the texts of a state ----------------------------------------------------------------------------------------

/** The first text whose condition holds; null if there is none. */
function pick(variants, state) {
  for (const variant of variants) {
    if (!variant.when.length) return variant.text;
    const { checks } = state.story;
    if (!checks.has(variant)) checks.set(variant, compiledCondition(variant.when, state.story));
    const check = checks.get(variant);
    if (check === null || check(state)) return variant.text;
  }
  return null;
}

/** The choices on screen, shuffled by the seed and the turn, locked ones last. */
function offers(state, seed) {
  const able = new Set(legal(state));
  const { lines } = state.at;
  const shown = lines.filter((line) => able.has(line.id)).map((line) => ({ id: line.id, line, locked: null }));
  const shut = lines
    .filter((line) => !able.has(line.id) && line.choice.locked && !(line.once >= 0 && state.taken[line.once]))
    .map((line) => ({ id: line.id, line, locked: line.choice.locked }));
  const shuffled = (offered) =>
    offered
      .map((offer) => [chance(seed, state.story.scene.id, state.at.id, state.turn, offer.id), offer])
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([, offer]) => offer);
  return [...shuffled(shown), ...shuffled(shut)];
}
