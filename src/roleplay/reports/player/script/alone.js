// The page by itself: nothing is sent anywhere; where one stands is kept in this browser alone.

class Alone {
  constructor(setup) {
    this.name = `roleplay:${setup.digest}`;
    this.privacy = "player.privacy_alone";
    this.note = "";
    this.last = null;
  }

  /** What was kept at the last visit. */
  async opened() {
    try {
      this.last = JSON.parse(localStorage.getItem(this.name));
    } catch {
      this.last = null; // a browser may refuse pages from a disk, and anybody may have written there
    }
    return this.last;
  }

  keep(play) {
    this.last = play;
    try {
      if (play) localStorage.setItem(this.name, JSON.stringify(play));
      else localStorage.removeItem(this.name);
    } catch {
      // then a visit ends with the page
    }
  }
}
