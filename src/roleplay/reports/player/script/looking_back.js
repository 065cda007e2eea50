// The debrief page: what mattered most comes first.

/** The debrief page from the `facts` of `debriefFacts`; `reflection` is what the learner wrote before seeing the score.
 * */
function debriefPage(facts, attempt, reflection, words, waiting) {
  const { ending } = facts;
  return [
    reflection ? el("p", { class: "soft" }, words.say("debrief.reflected", { text: reflection })) : "",
    el(
      "section",
      { class: "mattered" },
      el("h2", {}, words.say("debrief.parts.mattered")),
      el(
        "div",
        { class: "verdict" },
        el(
          "p",
          {},
          `${words.say("debrief.outcome_label")}${words.say("debrief.colon")}${ending.title} (${ending.outcomeWord})`,
        ),
        ...prose(ending.text),
        el("p", { class: `result ${ending.passed ? "good" : "poor"}`, id: "verdict" }, ending.verdict),
      ),
      waiting ? el("p", { class: "soft", role: "status" }, words.say("player.working_out")) : "",
      facts.headline.map((text) => el("p", { class: "headline" }, text)),
      el(
        "p",
        { class: "scores" },
        facts.rubrics.map((rubric) => el("span", {}, el("b", {}, rubric.name), " ", rubric.score)),
      ),
    ),
    el("section", { class: "gates" }, el("h2", {}, words.say("debrief.gates")), gateList(ending.gates, words)),
    goalPart(facts, words),
    criteriaPart(facts, words),
    el(
      "section",
      { class: "turns" },
      el("h2", {}, words.say("debrief.turns_label")),
      facts.turns.map((turn) => turnPart(turn, facts, words)),
    ),
    facts.curves.length
      ? el(
          "section",
          { class: "courses" },
          el("h2", {}, words.say("debrief.curve_label")),
          el(
            "div",
            { class: "charts" },
            facts.curves.map((one) =>
              el(
                "figure",
                {},
                el("figcaption", {}, one.name),
                curve(one.values, `${one.name} ${one.values.join(", ")}`),
              ),
            ),
          ),
        )
      : "",
    facts.judgement.length
      ? el(
          "section",
          {},
          facts.judgement.map((text) => el("p", {}, text)),
        )
      : "",
    ending.kpi ? kpiPart(ending.kpi, words) : "",
    facts.discussion.length
      ? el(
          "section",
          { class: "questions" },
          el("h2", {}, words.say("debrief.discussion")),
          el(
            "ol",
            {},
            facts.discussion.map((text) => el("li", {}, text)),
          ),
        )
      : "",
  ];
}

function gateList(gates, words) {
  const sign = (held) => (held === null ? ["", "–"] : held ? ["good", "✓"] : ["poor", "✗"]);
  const spoken = (held) => (held === null ? "" : words.say(`plain_debrief.gate.${held ? "yes" : "no"}`));
  return el(
    "ul",
    { class: "gatelist" },
    gates.map(({ held, text }) =>
      el(
        "li",
        {},
        el("b", { class: sign(held)[0], "aria-hidden": "true" }, sign(held)[1]),
        el("span", { class: "unseen" }, spoken(held)),
        ` ${text}`,
      ),
    ),
  );
}

function goalPart(facts, words) {
  return el(
    "section",
    { class: "goal" },
    el("h2", {}, facts.goalTitle),
    el("p", { class: facts.goal ? "card" : "" }, facts.goal || facts.noGoal),
    facts.goal ? el("p", { class: "soft" }, words.say("goal.why")) : "",
  );
}

function criteriaPart(facts, words) {
  const one = (criterion) =>
    el(
      "div",
      { class: "criterion" },
      el(
        "h4",
        {},
        criterion.name,
        el("span", { class: "number" }, [criterion.score, criterion.levelWord].filter(Boolean).join(" · ")),
      ),
      criterion.share === null ? "" : bar(criterion.share),
      el(
        "ul",
        {},
        criterion.evidence.map((line) =>
          el("li", { class: line.points > 0 ? "good" : line.points < 0 ? "poor" : "" }, line.text),
        ),
      ),
      [...criterion.notes, criterion.target].filter(Boolean).map((text) => el("p", {}, text)),
    );
  return el(
    "section",
    { class: "criteria" },
    el("h2", {}, words.say("debrief.parts.criteria")),
    facts.critical.length
      ? el(
          "p",
          { class: "poor" },
          `${words.say("debrief.critical_label")}${words.say("debrief.colon")}${words.list(facts.critical)}`,
        )
      : "",
    facts.rubrics.map((rubric) => [
      el("h3", {}, rubric.name, el("span", { class: "number" }, rubric.score)),
      rubric.criteria.map(one),
      rubric.unassessed ? el("p", { class: "soft" }, rubric.unassessed) : "",
      rubric.order.map((text) =>
        el("p", {}, `${words.say("debrief.order_label")}${words.say("debrief.colon")}${text}`),
      ),
    ]),
    [...facts.legend, ...facts.notes].map((text) => el("p", { class: "soft" }, text)),
  );
}

function turnPart(turn, facts, words) {
  const { coach } = turn;
  const title = words.say("turn.title", { number: coach.number, count: facts.turns.length });
  const better = coach.better
    ? [
        terms([[turn.betterLabel, coach.better]]),
        moveList(coach.betterMoves, words),
        coach.givesUp ? el("p", {}, coach.givesUp) : "",
        terms([[words.say("turn.why_best"), coach.betterWhy]]),
      ]
    : [];
  return el(
    "details",
    { class: "turn", open: coach.number === facts.mattered },
    el(
      "summary",
      {},
      el("b", {}, title),
      ` ${[turn.costText, turn.costliest].filter(Boolean).join(words.say("play.list_separator"))}`,
    ),
    [turn.costDetail, coach.crossed, turn.noReturn].filter(Boolean).map((text) => el("p", { class: "mark" }, text)),
    terms([
      [coach.heardFrom, coach.heard],
      [words.say("turn.said"), coach.said],
    ]),
    moveList(coach.moves, words),
    terms([
      [words.say("turn.points"), words.list(coach.points)],
      [words.say("turn.why"), coach.why],
    ]),
    better,
    terms([
      [words.say("turn.readings"), words.list(turn.readings)],
      [words.say("turn.sure"), coach.sure],
      [words.say("turn.guess"), coach.guess],
    ]),
    coach.ownWords ? el("p", { class: "soft" }, coach.ownWords) : "",
  );
}

function kpiPart(panel, words) {
  return el(
    "section",
    { class: "kpi" },
    el("h2", {}, panel.title),
    el("p", { class: "soft" }, panel.about),
    el(
      "dl",
      {},
      panel.figures.map((figure) => [
        el("dt", {}, figure.name),
        el("dd", {}, figure.value, figure.againstTarget ? el("small", {}, ` ${figure.againstTarget}`) : ""),
      ]),
    ),
    panel.composite ? el("p", {}, panel.composite) : "",
    panel.source ? el("p", { class: "soft" }, panel.source) : "",
  );
}
