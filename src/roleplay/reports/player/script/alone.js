// The page by itself: nothing is sent anywhere; where one stands is kept in this browser alone.

class Alone {
  constructor(setup) {
    this.name = `roleplay:${setup.digest}`;
    this.last = null; // what is kept
    this.keeps = "browser"; // how far it reaches: `browser`, `lms`, or `page` for as long as that is open
    this.note = ""; // how the play that came to an end stands with a system
  }

  /** What there is to say of reports before a play begins, as the end of a key; "" where it is reported, or none is due. */
  get outlook() {
    return "";
  }

  /** What leaves the page and what is kept, as the end of a key. */
  get privacy() {
    return this.keeps === "browser" ? "alone" : "page";
  }

  /** What was kept at the last visit. */
  async opened() {
    try {
      localStorage.setItem(`${this.name}:probe`, "");
      localStorage.removeItem(`${this.name}:probe`);
      this.last = this.stored;
    } catch {
      this.keeps = "page"; // a browser may refuse pages from a disk
    }
    return this.last;
  }

  get stored() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null; // anybody may have written there
    }
  }

  /** Keep a play, or nothing more of the one that was kept; another's, of a second tab, stays. */
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
      // then it is chosen anew
    }
  }
}

/** The page that a system may have opened. Its machine may be used by many: a language is kept as long as the tab. */
class Launched extends Alone {
  get memory() {
    return sessionStorage;
  }

  // -- one opening: what the tab remembers of it ---------------------------------------------------------------------

  remember(name) {
    try {
      this.memory.setItem(name, "1");
    } catch {
      // then the system will say so
    }
  }

  remembered(name) {
    try {
      return this.memory.getItem(name) !== null;
    } catch {
      return false;
    }
  }

  /** A page that was left tells nothing any more: where a browser shows it again as it was, it begins anew. */
  anew() {
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** What is never told of this play, and why; whether there was such a reason. */
  settledBy(page, attempt) {
    const outlook = attempt.standing ?? this.outlook;
    if (!outlook) return false;
    this.note = outlook;
    if (["looks", "passed", "once", "late"].includes(outlook))
      page.settle(attempt, outlook === "late" ? "once" : outlook);
    return true;
  }
}
