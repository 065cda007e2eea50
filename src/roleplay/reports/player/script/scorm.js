// The page as a sharable content object of SCORM 1.2: the system is an object `API` in one of the windows around. It is
// told status, score and time, and keeps where an attempt stands. Opened without a system, it is the page alone.

class Scorm extends Alone {
  constructor(setup) {
    super(setup);
    this.api = foundApi();
    this.began = Date.now();
    this.open = false;
    this.note = this.api ? "" : "player.alone_in_package";
    this.privacy = this.api ? "player.privacy_lms" : "player.privacy_alone";
  }

  async opened(page) {
    if (!this.api) return super.opened();
    this.open = String(this.api.LMSInitialize("")) === "true";
    if (!this.open) {
      this.note = "player.no_lms";
      return null;
    }
    if (["not attempted", ""].includes(this.get("cmi.core.lesson_status")))
      this.set("cmi.core.lesson_status", "incomplete");
    this.passed = this.get("cmi.core.lesson_status") === "passed";
    page.launchedWith(this.get("cmi.launch_data"));
    window.addEventListener("pagehide", () => this.close());
    try {
      this.last = unpacked(JSON.parse(this.get("cmi.suspend_data")), this.name);
    } catch {
      this.last = null;
    }
    return this.last;
  }

  get(name) {
    return String(this.api.LMSGetValue(name));
  }

  set(name, value) {
    return String(this.api.LMSSetValue(name, String(value))) === "true";
  }

  /** Keep where it stands; what is too long for SCORM is kept nowhere. */
  keep(play) {
    this.last = play;
    if (!this.api) return super.keep(play);
    const text = play ? JSON.stringify(packed(play)) : "";
    if (this.open && text.length <= 4096) this.set("cmi.suspend_data", text);
    if (this.open) this.api.LMSCommit("");
    return null;
  }

  /** An ending was reached: a pass stays a pass, a later try may turn a fail into one. */
  finished(page, attempt) {
    if (!this.open) return;
    if (this.get("cmi.core.lesson_mode") === "browse" || this.get("cmi.core.lesson_mode") === "review") {
      this.note = "player.lms_looks";
      return;
    }
    if (this.passed) {
      this.note = "player.lms_once";
      return;
    }
    const card = attempt.scorecard();
    const share = card.rubrics[0].score;
    if (share !== null) {
      this.set("cmi.core.score.min", 0);
      this.set("cmi.core.score.max", 100);
      this.set("cmi.core.score.raw", wholePercent(percent(share)));
    }
    this.passed = card.passed;
    this.set("cmi.core.lesson_status", card.passed ? "passed" : "failed");
    this.note = String(this.api.LMSCommit("")) === "true" ? "player.lms_told" : "player.no_lms";
  }

  get leave() {
    return this.open ? () => this.exit() : null;
  }

  exit() {
    this.close();
    window.top.close();
  }

  close() {
    if (!this.open) return;
    this.open = false;
    this.set("cmi.core.session_time", clock((Date.now() - this.began) / 1000));
    this.set("cmi.core.exit", this.last ? "suspend" : "");
    this.api.LMSCommit("");
    this.api.LMSFinish("");
  }
}

/** The object that a system of SCORM 1.2 puts into a window around this one, or into the one that opened it. */
function foundApi() {
  const upwards = (window) => {
    for (let [at, n] = [window, 0]; at && n < 10; n++) {
      try {
        if (at.API) return at.API;
      } catch {
        return null; // another site's window is none of ours
      }
      if (at.parent === at) return null;
      at = at.parent;
    }
    return null;
  };
  return upwards(window) ?? (window.top.opener ? upwards(window.top.opener) : null);
}

/** What is kept, without names: SCORM 1.2 has 4096 characters. */
function packed(play) {
  return [
    play.kept,
    play.digest.slice(0, 12),
    play.seed,
    play.mode,
    play.options,
    play.personas,
    play.choices,
    play.takenBack,
    play.hints,
  ];
}

function unpacked(list, name) {
  const [kept, short, seed, mode, options, personas, choices, takenBack, hints] = list;
  const digest = name.split(":")[1];
  return digest.startsWith(short) ? { kept, digest, seed, mode, options, personas, choices, takenBack, hints } : null;
}

/** Seconds as SCORM 1.2 has them: 0000:12:34.56. */
function clock(seconds) {
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  const rest = (seconds % 60).toFixed(2).padStart(5, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${rest === "60.00" ? "59.99" : rest}`;
}
