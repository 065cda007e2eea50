// Parts of statements: how an attempt went, lengths of time, ids.

/** How an attempt went, by criterion and by gate. */
function verdictOf(attempt, card) {
  const number = (value) => Number(value.toFixed(7));
  const criteria = card.rubrics
    .flatMap((rubric) => rubric.criteria)
    .map(({ ref, totals, score, level }) => {
      const told = { decisions: totals.decisions, earned: totals.earned, due: totals.due };
      if (totals.tempted) Object.assign(told, { kept: totals.kept, tempted: totals.tempted });
      if (score !== null) Object.assign(told, { percent: number(percent(score)), level });
      return [ref, told];
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

/** A length of time in seconds as ISO 8601 has it, to the hundredth. */
function lasting(seconds) {
  return `PT${Number(seconds.toFixed(2))}S`;
}

/** A random UUID; also where a page without a secure origin has no `randomUUID`. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
