// The page as a sharable content object of SCORM 1.2: the system is an object `API` in one of the windows around. It is
// told status, score and time, and keeps where an attempt stands. Opened without a system, it is the page alone.

class Scorm extends Launched {
  constructor(setup) {
    super(setup);
    [this.api, this.ownWindow] = foundApi();
    this.began = secondsNow();
    this.open = false;
    this.spent = false; // it was opened before, and this page was only loaded anew
    this.looks = false; // opened to browse or to review
    this.left = false;
    this.passed = false; // and the system has it
  }

  async opened(page) {
    this.page = page;
    if (!this.api) return super.opened();
    this.open = this.call("LMSInitialize", "") === "true";
    this.keeps = this.open ? "lms" : "page";
    if (!this.open) {
      this.spent = performance.getEntriesByType("navigation").some(({ type }) => type === "reload");
      return null; // it can be played all the same
    }
    const [mode, status] = [this.get("cmi.core.lesson_mode"), this.get("cmi.core.lesson_status")];
    this.looks = ["browse", "review"].includes(mode);
    if (mode !== "review" && ["not attempted", ""].includes(status))
      this.set("cmi.core.lesson_status", this.looks ? "browsed" : "incomplete");
    this.passed = status === "passed";
    page.launchedWith(this.get("cmi.launch_data"));
    window.addEventListener("pagehide", () => this.close());
    this.anew();
    if (this.looks) {
      this.keeps = "page"; // what was kept of a play that counts stays
      return null;
    }
    try {
      this.last = unpacked(JSON.parse(this.get("cmi.suspend_data")), this.name);
    } catch {
      this.last = null;
    }
    return this.last;
  }

  get outlook() {
    if (!this.api) return "none";
    if (this.left) return "left";
    if (this.spent) return "spent";
    if (!this.open) return "silent";
    if (this.looks) return "looks";
    return this.passed ? "passed" : "";
  }

  get privacy() {
    if (!this.api) return super.privacy;
    if (!this.open) return "page";
    return this.looks ? "looks" : "scorm";
  }

  // -- the object of the system: what it throws is an answer that did not come ---------------------------------------

  call(name, ...values) {
    try {
      return String(this.api[name](...values));
    } catch {
      return "";
    }
  }

  get(name) {
    return this.call("LMSGetValue", name);
  }

  set(name, value) {
    return this.call("LMSSetValue", name, String(value)) === "true";
  }

  commit() {
    return this.call("LMSCommit", "") === "true";
  }

  /** Keep where it stands; what is too long for SCORM is kept nowhere. */
  keep(play) {
    if (!this.api) return super.keep(play);
    this.last = play;
    if (this.looks) return null;
    const text = play ? JSON.stringify(packed(play)) : "";
    const put = this.open && text.length <= 4096 && this.set("cmi.suspend_data", text);
    this.keeps = this.open && this.commit() && put ? "lms" : "page";
    return null;
  }

  /** An ending was reached: a pass stays a pass, a later try may turn a fail into one. */
  finished(page, attempt) {
    if (this.settledBy(page, attempt)) return;
    const card = attempt.scorecard();
    const share = card.rubrics[0].score;
    const status = card.passed ? "passed" : "failed";
    if (share !== null) {
      this.set("cmi.core.score.min", 0);
      this.set("cmi.core.score.max", 100);
      this.set("cmi.core.score.raw", wholePercent(percent(share)));
    }
    const told = this.set("cmi.core.lesson_status", status) && this.commit();
    this.note = told ? "told" : "silent";
    if (!told) return; // a later play is told again
    this.passed = card.passed;
    page.settle(attempt, "told");
  }

  get leave() {
    return this.open ? () => this.exit() : null;
  }

  /** Only a window that was opened for this page is closed with it: others are the system's. */
  exit() {
    this.close();
    this.left = true;
    if (this.note !== "silent") this.note = "left";
    if (this.ownWindow) window.top.close();
    this.page.show();
  }

  close() {
    if (!this.open) return;
    this.open = false;
    this.set("cmi.core.session_time", clock(secondsNow() - this.began));
    this.set("cmi.core.exit", this.last || this.looks ? "suspend" : ""); // else a system forgets what it keeps
    this.commit();
    this.call("LMSFinish", "");
  }
}

/** The object that a system of SCORM 1.2 puts into a window around this one, or into the one that opened it: [object,
 * whether this window was opened for the page]. */
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
  const around = upwards(window);
  if (around) return [around, false];
  try {
    return [window.top.opener ? upwards(window.top.opener) : null, true];
  } catch {
    return [null, false];
  }
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
    play.standing,
  ];
}

function unpacked(list, name) {
  const [kept, short, seed, mode, options, personas, choices, takenBack, hints, standing] = list;
  const digest = name.split(":")[1];
  if (!digest.startsWith(short)) return null;
  return { kept, digest, seed, mode, options, personas, choices, takenBack, hints, standing };
}

/** Seconds as SCORM 1.2 has them: 0000:12:34.56. */
function clock(seconds) {
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  const rest = (seconds % 60).toFixed(2).padStart(5, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${rest === "60.00" ? "59.99" : rest}`;
}
