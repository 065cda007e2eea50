// The page without a system: nothing is sent anywhere; the play is saved in this browser only.

class Alone {
  constructor(setup) {
    this.name = `roleplay:${setup.digest}`;
    this.last = null; // the saved play
    this.keeps = "browser"; // where it is saved: `browser`, `lms`, or `page` (only while that is open)
    this.note = ""; // the reporting status of the finished play, as the end of a key
  }

  /** Why a play will not be reported, as the end of a key; "" if it will be, or if no report is due. */
  get outlook() {
    return "";
  }

  /** What is sent and what is saved, as the end of a key. */
  get privacy() {
    return this.keeps === "browser" ? "alone" : "page";
  }

  /** Open the page; resolves to the play saved at the last visit. */
  async opened() {
    try {
      localStorage.setItem(`${this.name}:probe`, "");
      localStorage.removeItem(`${this.name}:probe`);
      this.last = this.stored;
    } catch {
      this.keeps = "page"; // browsers may deny storage to pages from a disk
    }
    return this.last;
  }

  get stored() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null; // the content is untrusted
    }
  }

  /** Save a play, or remove the saved one (null); a play saved by another tab stays. */
  keep(play) {
    const mine = this.last?.seed;
    this.last = play;
    try {
      if (play) localStorage.setItem(this.name, JSON.stringify(play));
      else if (this.stored?.seed === mine) localStorage.removeItem(this.name);
      this.keeps = "browser";
    } catch {
      this.keeps = "page";
    }
  }

  // -- the language that was chosen --------------------------------------------------------------------------------

  get memory() {
    return localStorage;
  }

  get language() {
    try {
      return this.memory.getItem("roleplay:language");
    } catch {
      return null;
    }
  }

  set language(code) {
    try {
      this.memory.setItem("roleplay:language", code);
    } catch {
      // then it has to be chosen again
    }
  }
}

/** A page that a learning management system may have opened. Machines may be shared: the language is remembered only in
 * the tab. */
class Launched extends Alone {
  get memory() {
    return sessionStorage;
  }

  // -- what the tab remembers of a launch --------------------------------------------------------------------------

  remember(name) {
    try {
      this.memory.setItem(name, "1");
    } catch {
      // then the system will report it
    }
  }

  remembered(name) {
    try {
      return this.memory.getItem(name) !== null;
    } catch {
      return false;
    }
  }

  /** Reload a page that the browser restores after it was left, since it can't report any more. */
  reloadOnRestore() {
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** Note the reason if this play must not be reported; returns whether there is one. */
  noteUnreported(page, attempt) {
    const outlook = attempt.standing ?? this.outlook;
    if (!outlook) return false;
    this.note = outlook;
    if (["looks", "passed", "once", "late"].includes(outlook))
      page.settle(attempt, outlook === "late" ? "once" : outlook);
    return true;
  }
}
