// Words: the interface catalogue, texts in a language, and the facts of the current state. As `roleplay.presenting`.

/** Maximum length in cells of a quoted line. */
const QUOTED = 40;
const INTERFACES = ["zh", "en"];

/** The words of an interface language, with the texts of the scene in `language`, which may be another one. */
class Words {
  constructor(catalogues, spoken, language = spoken) {
    this.catalogues = catalogues;
    this.interface = spoken;
    this.language = language;
    this.texts = catalogues[spoken];
  }

  /** The text of a key, with its placeholders replaced. */
  say(key, values = {}) {
    if (!(key in this.texts)) throw new Error(`no words for ${key}`);
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  list(parts) {
    return parts.join(this.say("play.list_separator"));
  }

  /** A list as in a sentence: "a, b and c". */
  all(parts) {
    const first = parts.slice(0, -1);
    if (!first.length) return parts[0];
    return this.say("debrief.several", { first: this.list(first), last: parts.at(-1) });
  }

  /** The language in which a text is shown: the reading language, else that of the interface, else the text's first. */
  shown(text) {
    return [this.language, this.interface].find((code) => code in text) ?? Object.keys(text)[0];
  }

  get(text) {
    return text[this.shown(text)];
  }

  /** A text of the scene outside any state, with names of the cast in place of `{id}`. */
  fill(text, scene, readings = {}) {
    const code = this.shown(text);
    return text[code].replace(/\{([^{}]*)\}/g, (whole, name) => {
      const member = scene.cast.find(({ id }) => id === name);
      if (member) return inLanguage(member.name, code);
      if (name in readings) return inLanguage(readings[name], code);
      const meter = scene.meters.find(({ id }) => id === name || `${id}.value` === name);
      return meter ? `[${inLanguage(meter.name, code)}]` : whole;
    });
  }

  /** A text of the story in a state, including readings of meters. */
  textAt(text, state) {
    const { scene } = state.story;
    const readings = {};
    scene.meters.forEach((meter, n) => {
      const step = thermometerStep(state.meters[n]);
      const spoken = [this.interface, ...INTERFACES.filter((code) => code !== this.interface)];
      readings[meter.id] = Object.fromEntries(spoken.map((code) => [code, this.stepIn(code, meter, step)]));
      readings[`${meter.id}.value`] = { en: String(state.meters[n]) };
    });
    return this.fill(text, scene, readings);
  }

  /** The name of a meter's step, 0 to 4. */
  step(meter, step) {
    return this.stepIn(this.interface, meter, step);
  }

  stepIn(code, meter, step) {
    return this.catalogues[code][`meter.${meter.id}.step${step}`] ?? this.catalogues[code][`meter.any.step${step}`];
  }
}

function inLanguage(text, code) {
  return text[code] ?? Object.values(text)[0];
}

// -- quoting -----------------------------------------------------------------------------------------------------

const UNSEEN = /[\p{Mn}\p{Me}\p{Mc}\p{Cf}\p{Zl}\p{Zp}\p{Cc}\u1160-\u11ff]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u2fff\u3000-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** The width of a character in cells: 2 for one as wide as a Chinese character. */
function cellsOf(character) {
  if (UNSEEN.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** A text on one line, shortened to so many cells; in languages with spaces, not within a word. */
function excerpt(text, cells = QUOTED) {
  const line = text.split(/\s+/).filter(Boolean).join(" ");
  const characters = [...line];
  if (characters.reduce((sum, character) => sum + cellsOf(character), 0) <= cells) return line;
  let [room, count] = [cells - 1, 0];
  while (count < characters.length && cellsOf(characters[count]) <= room) room -= cellsOf(characters[count++]);
  const kept = characters.slice(0, count).join("").trimEnd();
  const insideWord = /[a-zA-Z0-9]$/.test(kept) && /^[\p{L}\p{N}]/u.test(line.slice(kept.length));
  return `${(insideWord && kept.slice(0, Math.max(kept.lastIndexOf(" "), 0))) || kept}…`;
}

/** A text for use inside quotation marks: its own marks become inner ones. */
function inner(text) {
  return text.replaceAll("“", "‘").replaceAll("”", "’");
}

/** The same for use inside a sentence: without its full stop. */
function within(text) {
  const bare = text.trimEnd();
  return inner(/(\.\.|……)$/.test(bare) ? bare : bare.replace(/。$/, "").replace(/\.$/, ""));
}

// -- the facts of the current state ------------------------------------------------------------------------------

/** An utterance in words: { kind, name, text, turn }. A stage direction is always in parentheses. */
function saidFact(utterance, attempt, words) {
  const state = attempt.states[utterance.turn];
  let [name, text] = ["", words.textAt(utterance.text, state)];
  if (utterance.kind === "you") name = words.say("play.you");
  if (utterance.kind === "ending") name = words.fill(state.at.ending.title, attempt.scene);
  if (utterance.kind === "scene" && !/^[(（]/.test(text)) text = words.say("play.stage", { text });
  if (utterance.kind === "they") name = words.get(attempt.scene.cast.find(({ id }) => id === utterance.speaker).name);
  return { kind: utterance.kind, name, text, turn: utterance.turn };
}

/** The choices in the order of the screen, numbered from 1. */
function choiceFacts(attempt, words) {
  return attempt.offers().map(({ id, line, locked }, n) => ({
    id,
    number: n + 1,
    text: words.textAt(line.choice.say, attempt.state),
    locked: locked && words.textAt(locked, attempt.state),
  }));
}

/** Every visible meter in the current state. */
function meterFacts(attempt, words) {
  return attempt.readings().map(({ meter, value, step, change, better }) => ({
    meter: meter.id,
    name: words.get(meter.name),
    value,
    step,
    word: words.step(meter, step),
    change,
    better: change ? better : null,
    changeWord: change
      ? words.say(change > 0 ? "play.rose" : "play.fell", { by: Math.abs(change), sign: change > 0 ? "▴" : "▾" })
      : "",
  }));
}

/** The briefing: { parts: [[heading, text]], papers, gates, critical }. */
function briefingFact(scene, words) {
  const parts = ["role", "situation", "authority", "channel", "goal"].map((name) => [
    words.say(`briefing.${name}`),
    words.fill(scene.brief[name], scene),
  ]);
  const gates = scene.pass.thresholds.map(([ref, least]) =>
    words.say("briefing.at_least", { name: nameOfRef(scene, ref, words), percent: least }),
  );
  const titles = scene.pass.endings.map((id) => {
    const { title } = scene.endings.find((ending) => ending.id === id);
    return words.say("briefing.quoted", { text: words.fill(title, scene) });
  });
  gates.push(words.say("briefing.endings", { endings: titles.join(words.say("briefing.or")) }));
  const fatal = [...new Set(scene.rubrics.flatMap((rubric) => rubric.critical))];
  const moves = fatal.map((id) => words.get(scene.moves[id].name)).join(words.say("library.and"));
  return {
    parts,
    papers: scene.brief.papers.map(({ title, text }) => [words.fill(title, scene), words.fill(text, scene)]),
    gates,
    critical: moves && words.say("briefing.critical", { moves }),
  };
}

/** The name of a rubric (`heat`) or of a criterion (rubric and criterion with a dot). */
function nameOfRef(scene, ref, words) {
  const [first, second] = ref.split(".");
  const rubric = scene.rubrics.find(({ id }) => id === first);
  return words.get((rubric.criteria.find(({ id }) => id === second) ?? rubric).name);
}
