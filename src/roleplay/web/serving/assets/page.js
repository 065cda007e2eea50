// What the page adds to the terminal: room for a scene, the keys at once, one colour up to the edge, and why it ended.
"use strict";
(() => {
  const terminal = document.getElementById("terminal");
  const over = document.querySelector(".over");
  const COLUMNS = 80, SMALLEST = 9, LARGEST = Number(terminal.dataset.fontSize);
  const CELL = 0.61; // the width of a cell, in sizes of the font
  const REASONS = { 1000: "ended", 1011: "failed", 4029: "full" };

  const size = () => Math.max(SMALLEST, Math.min(Math.floor(terminal.clientWidth / COLUMNS / CELL), LARGEST));
  terminal.dataset.fontSize = size(); // before the client reads it

  function scale(session) {
    if (session.socket.readyState !== WebSocket.OPEN) return;
    session.terminal.options.fontSize = size();
    session.fit();
  }

  function end(code) {
    const why = REASONS[code] || "lost";
    over.querySelector(`[data-why="${why}"]`).classList.add("-shown");
    over.setAttribute("aria-label", over.querySelector(`[data-why="${why}"] h1`).textContent);
    over.hidden = false;
    over.querySelector("a").focus();
  }

  function colour(screen) {
    const cell = screen.buffer.active.getLine(0)?.getCell(screen.cols - 1);
    if (!cell?.isBgRGB()) return;
    document.body.style.backgroundColor = "#" + cell.getBgColor().toString(16).padStart(6, "0");
  }

  window.addEventListener("load", () => {
    const session = terminal.session; // set by the client's own handler, which comes first
    session.socket.addEventListener("close", (event) => end(event.code));
    window.addEventListener("resize", () => scale(session));
    let begun = false;
    session.terminal.onWriteParsed(() => {
      if (!begun && document.body.classList.contains("-first-byte")) {
        begun = true;
        session.terminal.focus();
        // the program takes itself to be out of sight at first, and may have said so after it was told otherwise
        setTimeout(() => document.hasFocus() && session.onFocus(), 300);
      }
      colour(session.terminal);
    });
  });
})();
