// Parts of statements: a line that was said, the result of an attempt, durations, ids. The same as the program sends
// for the same attempt (docs/xapi.md, `roleplay.presenting.xapi`).

/** Seconds for a line above which the learner was probably away: longer times are neither sent nor summed. */
const LONGEST = 3600;

/** Success and score of a line, if anything was at stake. */
function judgedLine(attempt, before, choice) {
  const table = attempt.judge.judge(before);
  const { evidence } = table.get(choice);
  if (!evidence.length) return {};
  const sum = (worth) => evidence.reduce((total, item) => total + worth(item), 0);
  const earned = (item, points) => (isOpportunity(item) ? points : points - item.best);
  const raw = sum((item) => earned(item, item.points));
  const most = sum((item) => (isOpportunity(item) ? item.best : 0));
  const least = sum((item) => earned(item, item.worst));
  const score = { scaled: roundTo(Math.max(-1, raw / (most || -least)), 7), raw, min: least, max: most };
  const best = [...table.values()].filter((line) => !line.evidence.some(lostBy)).map((line) => line.choice);
  return best.length ? { score, success: best.includes(choice) } : { score };
}

/** The extensions about the last line, keyed by the last part of their names; `shown`: the ids of the lines in the
 * order on screen. */
function lineExtensions(attempt, shown) {
  const [before, after] = [attempt.states.at(-2), attempt.state];
  const { sure, guess, choice } = attempt.decisions.at(-1);
  const judged = attempt.judge.judge(before).get(choice);
  const extensions = { moves: judged.moves, "presented-order": shown };
  const poor = judged.moves.filter((id) => attempt.scene.moves[id].kind === "poor");
  if (poor.length) extensions.misconceptions = poor;
  if (judged.evidence.length) {
    const points = judged.evidence.map((item) => [
      attempt.judge.measures[item.criterion].ref,
      { points: item.points, best: item.best, worst: item.worst },
    ]);
    extensions.points = Object.fromEntries(points);
  }
  if (after.meters.length) {
    extensions.state = Object.fromEntries(attempt.story.meters.map((meter, n) => [meter, after.meters[n]]));
    extensions["state-delta"] = Object.fromEntries(
      attempt.story.meters.map((meter, n) => [meter, after.meters[n] - before.meters[n]]),
    );
  }
  if (sure) extensions.confidence = sure;
  if (guess !== null && guess !== undefined) extensions.guess = guess;
  return extensions;
}

/** The result of an attempt, by criterion and by gate. */
function verdictExtensions(attempt, card) {
  const number = (value) => Number(value.toFixed(7));
  const criteria = card.rubrics
    .flatMap((rubric) => rubric.criteria)
    .map(({ ref, totals, score, level }) => {
      const record = { decisions: totals.decisions, earned: totals.earned, due: totals.due };
      if (totals.tempted) Object.assign(record, { kept: totals.kept, tempted: totals.tempted });
      if (score !== null) Object.assign(record, { percent: number(percent(score)), level });
      return [ref, record];
    });
  const gates = card.gates
    .filter(({ kind }) => kind !== "critical")
    .map(({ kind, ref, held: holds, wanted, found }) => ({
      kind,
      ref,
      held: holds,
      ...(wanted === null ? {} : { wanted }),
      ...(found === null ? {} : { found: number(found) }),
    }));
  return {
    criteria: Object.fromEntries(criteria),
    gates,
    critical: card.critical.map(({ move, turn }) => ({ move, turn })),
    ending: attempt.state.at.id,
    "scoring-version": attempt.scene.scoring,
  };
}

/** A duration in seconds as ISO 8601, to the hundredth. */
function isoDuration(seconds) {
  return `PT${Number(seconds.toFixed(2))}S`;
}

/** A random UUID; `randomUUID` is missing in pages without a secure origin. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
