// The page as a SCORM 1.2 sharable content object: the system is an object `API` in a parent or opener window. It
// receives status, score and time, and stores the play. Opened without a system, it behaves like the plain page.

class Scorm extends Launched {
  constructor(setup) {
    super(setup);
    [this.api, this.ownWindow] = findApi();
    this.began = secondsNow();
    this.open = false;
    this.spent = false; // the page was only reloaded in a launch that is over
    this.browsing = false; // opened to browse or to review
    this.left = false;
    this.passed = false; // as recorded by the system
  }

  async opened(page) {
    this.page = page;
    if (!this.api) return super.opened();
    this.open = this.call("LMSInitialize", "") === "true";
    this.keeps = this.open ? "lms" : "page";
    if (!this.open) {
      this.spent = performance.getEntriesByType("navigation").some(({ type }) => type === "reload");
      return null; // the scene can still be played
    }
    const [mode, status] = [this.get("cmi.core.lesson_mode"), this.get("cmi.core.lesson_status")];
    this.browsing = ["browse", "review"].includes(mode);
    if (mode !== "review" && ["not attempted", ""].includes(status))
      this.set("cmi.core.lesson_status", this.browsing ? "browsed" : "incomplete");
    this.passed = status === "passed";
    page.applyLaunchParameters(this.get("cmi.launch_data"));
    window.addEventListener("pagehide", () => this.close());
    this.reloadOnRestore();
    if (this.browsing) {
      this.keeps = "page"; // so that the state of a play that counts stays
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
    if (this.browsing) return "looks";
    return this.passed ? "passed" : "";
  }

  get privacy() {
    if (!this.api) return super.privacy;
    if (!this.open) return "page";
    return this.browsing ? "looks" : "scorm";
  }

  // -- the system's API object: an exception counts as no answer ----------------------------------------------------

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

  /** Save a play, unless it is too long for SCORM. */
  keep(play) {
    if (!this.api) return super.keep(play);
    this.last = play;
    if (this.browsing) return null;
    const text = play ? JSON.stringify(packed(play)) : "";
    const put = this.open && text.length <= 4096 && this.set("cmi.suspend_data", text);
    this.keeps = this.open && this.commit() && put ? "lms" : "page";
    return null;
  }

  /** Report a finished attempt: a pass is final, a later attempt may turn a fail into a pass. */
  finished(page, attempt) {
    if (this.noteUnreported(page, attempt)) return;
    const card = attempt.scorecard();
    const share = card.rubrics[0].score;
    const status = card.passed ? "passed" : "failed";
    if (share !== null) {
      this.set("cmi.core.score.min", 0);
      this.set("cmi.core.score.max", 100);
      this.set("cmi.core.score.raw", wholePercent(percent(share)));
    }
    const reported = this.set("cmi.core.lesson_status", status) && this.commit();
    this.note = reported ? "told" : "silent";
    if (!reported) return; // a later play is reported again
    this.passed = card.passed;
    page.settle(attempt, "told");
  }

  get leave() {
    return this.open ? () => this.exit() : null;
  }

  /** Leave the page; its window is only closed if it was opened for the page. */
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
    this.set("cmi.core.exit", this.last || this.browsing ? "suspend" : ""); // else a system discards the saved play
    this.commit();
    this.call("LMSFinish", "");
  }
}

/** Find the API object of a SCORM 1.2 system in a parent window or in the opener: [object, whether this window was
 * opened for the page]. */
function findApi() {
  const upwards = (window) => {
    for (let [at, n] = [window, 0]; at && n < 10; n++) {
      try {
        if (at.API) return at.API;
      } catch {
        return null; // a window of another site is inaccessible
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

/** A play as a list without keys: SCORM 1.2 allows only 4096 characters. */
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

/** Seconds in the format of SCORM 1.2: 0000:12:34.56. */
function clock(seconds) {
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  const rest = (seconds % 60).toFixed(2).padStart(5, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${rest === "60.00" ? "59.99" : rest}`;
}
