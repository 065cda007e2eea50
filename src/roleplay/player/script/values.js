// Every reachable state of a story and its value, which give the final cost of a decision. States of a place that
// differ only in values that nothing can read any more are merged, as in `roleplay.exploration`; the values are those
// of `roleplay.scoring.value`, as integer multiples of the smallest unit that the weights and worths need.

/** Limits of states and steps above which exploration stops: then the final cost of a line is unknown. */
const MOST_STATES = 500_000;
const MOST_STEPS = 1_000_000;
const NO_LIMIT = 1_000_000;
const OUTCOMES = ["success", "partial", "failure"];

// -- the parts of a state that can still matter --------------------------------------------------------------------

/** The cuts that separate "from low to high" from all other values, as a bit mask. */
function cutsOf(low, high) {
  const below = low > 0 ? 1n << BigInt(low) : 0n;
  const above = high < NO_LIMIT ? (1n << BigInt(Math.max(high, -1) + 1)) & ~1n : 0n;
  return below | above;
}

const METER_CUTS = (1n << BigInt(METER_MAX + 1)) - 2n;

function noNeeds(story) {
  const sets = { flags: new Set(), taken: new Set(), facts: new Set() };
  return { meters: story.meters.map(() => 0n), visits: story.counted.map(() => 0n), turn: 0n, ...sets };
}

function addConditionNeeds(needs, condition, story) {
  for (const [kind, name, low, high] of testsOf(settled(condition, story.personas) ?? [])) {
    if (kind === "meter") needs.meters[story.meters.indexOf(name)] |= cutsOf(low, high) & METER_CUTS;
    else if (kind === "flag") needs.flags.add(story.flags.indexOf(name));
    else if (kind === "fact") needs.facts.add(story.facts.indexOf(name));
    else if (kind === "visits") needs.visits[story.counted.indexOf(name)] |= cutsOf(low, high);
    else if (kind === "turn") needs.turn |= cutsOf(name, low);
  }
}

/** Add the needs of a place, as they are before its visit is counted. */
function addArrivalNeeds(needs, place, there) {
  there.meters.forEach((cuts, n) => (needs.meters[n] |= cuts));
  there.visits.forEach((cuts, n) => (needs.visits[n] |= n === place.visit ? (cuts >> 1n) & ~1n : cuts));
  needs.turn |= there.turn;
  for (const name of ["flags", "taken", "facts"]) for (const one of there[name]) needs[name].add(one);
}

/** Add the needs before a line that correspond to the needs `after` it. */
function addNeedsBefore(needs, line, after) {
  after.meters.forEach((cuts, n) => {
    for (const by of cuts ? shiftsOf(line, n) : []) {
      needs.meters[n] |= (by >= 0 ? cuts >> BigInt(by) : cuts << BigInt(-by)) & METER_CUTS;
    }
  });
  after.visits.forEach((cuts, n) => (needs.visits[n] |= cuts));
  needs.turn |= (after.turn >> 1n) & ~1n;
  const written = new Set([...line.sets, ...line.clears]);
  for (const flag of after.flags) if (!written.has(flag)) needs.flags.add(flag);
  for (const bit of after.taken) if (bit !== line.once) needs.taken.add(bit);
  for (const fact of after.facts) needs.facts.add(fact);
}

/** The possible changes of a meter by a line, for all combinations of its conditional moves. */
function shiftsOf(line, meter) {
  let shifts = new Set([line.base[meter]]);
  for (const change of line.changes) shifts = new Set([...shifts].flatMap((by) => [by, by + change[meter]]));
  return shifts;
}

function needsAt(place, known, story) {
  const here = noNeeds(story);
  const texts = place.ending ? place.ending.text : [...place.node.scene, ...place.node.says];
  for (const variant of texts) addConditionNeeds(here, variant.when, story);
  for (const line of place.lines) {
    const { choice } = line;
    if (settled(choice.when, story.personas) === null) continue;
    const after = noNeeds(story);
    for (const item of [...choice.goto, ...choice.reply]) addConditionNeeds(after, item.when, story);
    for (const { to } of line.exits) addArrivalNeeds(after, to, known.get(to.id));
    addNeedsBefore(here, line, after);
    for (const item of [choice, ...choice.moves, ...choice.why]) addConditionNeeds(here, item.when, story);
    if (line.once >= 0) here.taken.add(line.once);
  }
  return here;
}

const sameNeeds = (one, other) =>
  one.turn === other.turn &&
  ["meters", "visits"].every((name) => one[name].every((cuts, n) => cuts === other[name][n])) &&
  ["flags", "taken", "facts"].every((name) => one[name].size === other[name].size); // sets only grow

/** For each place, a function that maps its states to a key of everything that can still matter in them. */
function keysOf(story) {
  const places = [...story.places.values()];
  const known = new Map(places.map((place) => [place.id, noNeeds(story)]));
  for (let changed = true; changed;) {
    changed = false;
    for (const place of places.slice().reverse()) {
      const needs = needsAt(place, known, story);
      if (sameNeeds(needs, known.get(place.id))) continue;
      known.set(place.id, needs);
      changed = true;
    }
  }
  return new Map(places.map((place) => [place.id, keyBy(known.get(place.id))]));
}

function keyBy(needs) {
  const classOf = (cuts, value) => {
    let count = 0;
    for (let seen = cuts & ((2n << BigInt(value)) - 1n); seen; seen &= seen - 1n) count++;
    return count;
  };
  const meters = needs.meters
    .map((cuts, n) => [n, Array.from({ length: METER_MAX + 1 }, (_, value) => classOf(cuts, value))])
    .filter(([n]) => needs.meters[n]);
  const visits = needs.visits.map((cuts, n) => [n, cuts]).filter(([, cuts]) => cuts);
  const [flags, taken, facts] = [[...needs.flags], [...needs.taken], [...needs.facts]];
  return (state) => {
    let key = "";
    for (const [n, classes] of meters) key += `${classes[state.meters[n]]},`;
    for (const n of flags) key += state.flags[n];
    for (const n of taken) key += state.taken[n];
    for (const n of facts) key += `,${state.facts[n]}`;
    for (const [n, cuts] of visits) key += `,${classOf(cuts, state.visits[n])}`;
    return needs.turn ? `${key};${classOf(needs.turn, state.turn)}` : key;
  };
}

// -- exploration -------------------------------------------------------------------------------------------------

/** The graph of states in breadth-first order, with their choices and successors; null if there are too many. */
function explore(story) {
  const keys = keysOf(story);
  const numbers = new Map([...story.places.keys()].map((id) => [id, new Map()]));
  const graph = {
    story,
    states: [],
    able: [],
    after: [],
    numberOf: (s) => numbers.get(s.at.id).get(keys.get(s.at.id)(s)),
  };
  const meet = (state) => {
    const [known, key] = [numbers.get(state.at.id), keys.get(state.at.id)(state)];
    if (!known.has(key)) {
      known.set(key, graph.states.length);
      graph.states.push(state);
    }
    return known.get(key);
  };
  for (const deal of dealsOf(story.scene.deal)) meet(start(story, 0, deal));
  let steps = 0;
  for (let number = 0; number < graph.states.length; number++) {
    const state = graph.states[number];
    const able = legal(state);
    graph.able.push(able);
    graph.after.push(able.map((choice) => meet(step(state, choice))));
    steps += able.length;
    if (graph.states.length > MOST_STATES || steps > MOST_STEPS) return null;
  }
  return graph;
}

function dealsOf(facts) {
  let deals = [{}];
  for (const { id, values } of facts)
    deals = deals.flatMap((deal) => values.map((value) => ({ ...deal, [id]: value })));
  return deals;
}

// -- values ------------------------------------------------------------------------------------------------------

/** The value of every state under the leading rubric: the gain of the best walk from there. */
class Values {
  constructor(graph, judge) {
    const { scene } = graph.story;
    this.graph = graph;
    this.judge = judge;
    this.unit = scene.unit;
    this.kept = new Map();
    this.gains = graph.states.map((state) => this.gainsOf(state));
    const losses = new Map(scene.endings.map((ending) => [ending.id, ending.loss]));
    const ranks = new Map(scene.endings.map((ending) => [ending.id, OUTCOMES.indexOf(ending.outcome)]));
    this.values = greatest(graph, this.gains, losses);
    this.outcomes = greatest(
      graph,
      graph.after.map((row) => row.map(() => 0)),
      ranks,
    );
  }

  gainsOf(state) {
    const table = this.judge.judge(state);
    let gains = this.kept.get(table);
    if (gains === undefined) {
      gains = [...table.values()].map(({ evidence }) => {
        const weights = this.graph.story.scene.weights; // of the leading rubric, in units
        return -evidence.reduce((sum, item) => sum + (weights[item.criterion] ?? 0) * lostBy(item), 0);
      });
      this.kept.set(table, gains);
    }
    return gains;
  }

  /** The best outcome among the reachable endings. */
  reach(state) {
    return OUTCOMES[-this.outcomes.gained[this.graph.numberOf(state)]];
  }

  /** By how many points a choice lowers the best possible result of the attempt. */
  regret(state, choice) {
    const number = this.graph.numberOf(state);
    const become = this.become(number);
    return (Math.max(...become) - become[this.graph.able[number].indexOf(choice)]) / this.unit;
  }

  /** The best choice: by value, then by the points of all rubrics there, then by the order of the file. */
  best(state) {
    const number = this.graph.numberOf(state);
    const [able, after, become] = [this.graph.able[number], this.graph.after[number], this.become(number)];
    const top = Math.max(...become);
    const { steps } = this.values;
    const nearer = able.filter((_, n) => become[n] === top && steps[after[n]] < steps[number]);
    return this.judge.finest(this.judge.judge(state), nearer.length ? nearer : able).choice;
  }

  /** The choices of a best walk from a state to an ending. */
  bestLine(state) {
    const choices = [];
    while (!state.at.ending) {
      choices.push(this.best(state));
      state = step(state, choices.at(-1));
    }
    return choices;
  }

  become(number) {
    return this.gains[number].map((gain, n) => gain + this.values.gained[this.graph.after[number][n]]);
  }
}

/** For every state, the greatest sum of gains on a path to an ending, and the fewest steps that achieve it. */
function greatest(graph, gains, losses) {
  const gained = graph.states.map((state) => (state.at.ending ? 0 - losses.get(state.at.id) : -Infinity));
  const steps = graph.states.map((state) => (state.at.ending ? 0 : Infinity));
  for (let changed = true; changed;) {
    changed = false;
    for (let number = graph.states.length - 1; number >= 0; number--) {
      graph.after[number].forEach((then, n) => {
        const [gain, count] = [gains[number][n] + gained[then], steps[then] + 1];
        if (gain > gained[number] || (gain === gained[number] && gain > -Infinity && count < steps[number])) {
          [gained[number], steps[number], changed] = [gain, count, true];
        }
      });
    }
  }
  return { gained, steps };
}
