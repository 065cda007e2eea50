// The briefing: the brief, the pass criteria, the mode and the personas.

/** The contents of the briefing page. */
function briefingPage(page) {
  const { words, scene, keptPlay: kept } = page;
  const resume = kept
    ? el(
        "section",
        { class: "verdict" },
        el("p", {}, leftHere(page)),
        el("button", { type: "button", class: "go", onclick: () => page.play(kept.attempt, kept.personas) }, words.say("pause.continue")),
      )
    : "";
  const summary = prose(words.fill(scene.summary, scene), { class: "lead" });
  const begin = el(
    "button",
    { type: "button", class: "go", id: "begin", onclick: () => page.begin() },
    words.say("player.begin"),
  );
  const { outlook } = page.lms;
  const reports = outlook ? el("p", { class: "mark", id: "reports" }, words.say(`player.lms_${outlook}`)) : "";
  return [summary, reports, resume, briefPart(page), optionsPart(page), el("p", {}, begin, " ", page.leaveButton()), aboutPart(page)];
}

/** How far the saved play got, and whether its result is still unreported. */
function leftHere({ words, lms, keptPlay: { attempt } }) {
  const mode = words.say(`mode.${attempt.mode}`);
  if (!attempt.over) return words.say("player.left_here", { turn: attempt.turn + 1, mode });
  const untold = lms.keeps === "lms" && !attempt.standing && !lms.outlook;
  return words.say(untold ? "player.left_untold" : "player.left_over", { mode });
}

/** Brief, papers, assessed criteria and pass criteria. */
function briefPart({ words, scene }) {
  const fact = briefingFact(scene, words);
  return [
    terms(fact.parts.map(([name, text]) => [name, prose(text)])),
    fact.papers.map(([title, text]) => el("details", { class: "paper" }, el("summary", {}, title), prose(text))),
    el("h2", {}, words.say("briefing.looked_at")),
    el(
      "ul",
      {},
      scene.rubrics.map((rubric) =>
        el(
          "li",
          {},
          el("b", {}, words.get(rubric.name)),
          `${words.say("library.colon")}${words.list(rubric.criteria.map((one) => words.get(one.name)))}`,
        ),
      ),
    ),
    el("h2", {}, words.say("briefing.to_pass")),
    el(
      "ul",
      {},
      fact.gates.map((text) => el("li", {}, text)),
    ),
    fact.critical ? el("p", {}, fact.critical) : "",
  ];
}

/** The mode, its options, and the personas. */
function optionsPart(page) {
  const { words, scene, options } = page;
  const mode = (name) =>
    el(
      "label",
      { class: "option" },
      el("input", {
        type: "radio",
        name: "mode",
        value: name,
        checked: options.mode === name,
        onchange: () => (options.mode = name),
      }),
      el(
        "span",
        {},
        el("b", {}, words.say(`mode.${name}`)),
        " ",
        el("small", {}, words.say(name === "exam" ? "player.exam_about" : `mode.${name}_about`)),
      ),
    );
  const flag = (name, key) =>
    el(
      "label",
      { class: "option" },
      el("input", {
        type: "checkbox",
        checked: options[name],
        onchange: (event) => (options[name] = event.target.checked),
      }),
      el(
        "span",
        {},
        el("b", {}, words.say(`options.${key}`)),
        " ",
        el("small", {}, words.say(key === "own_words" ? "player.own_words_about" : `options.${key}_about`)),
      ),
    );
  const played = scene.cast
    .filter((member) => member.offered.length > 1)
    .map((member) =>
      el(
        "label",
        { class: "option" },
        el("span", {}, el("b", {}, words.get(member.name)), " "),
        el(
          "select",
          { onchange: (event) => (options.personas[member.id] = event.target.value) },
          member.offered.map((id) =>
            el(
              "option",
              { value: id, selected: (options.personas[member.id] ?? member.persona) === id },
              words.get(scene.personas[id].name),
            ),
          ),
        ),
      ),
    );
  const hasMeters = scene.meters.some((meter) => meter.shown);
  return el(
    "fieldset",
    {},
    el("legend", {}, words.say("options.mode")),
    (page.fixedMode ? [page.fixedMode] : MODES).map(mode),
    flag("ownWords", "own_words"),
    flag("askSure", "ask_sure"),
    hasMeters ? flag("hideMeters", "hide_meters") : "",
    played,
  );
}

/** Keys, what is sent and saved, and what only the full program offers. */
function aboutPart({ words, lms, setup }) {
  return el(
    "footer",
    {},
    el("p", {}, words.say("player.keys")),
    el("p", {}, words.say(`player.privacy_${lms.privacy}`)),
    el("p", {}, words.say("player.left_out")),
    el("p", {}, setup.made),
  );
}
