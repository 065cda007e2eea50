// The page around the terminal: font size, keyboard focus, a uniform background, and the reason for its end.
"use strict";
(() => {
  const terminal = document.getElementById("terminal");
  const over = document.querySelector(".over");
  const COLUMNS = 80, SMALLEST = 9, LARGEST = Number(terminal.dataset.fontSize);
  const CELL = 0.61; // the width of a cell relative to the font size
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
    const session = terminal.session; // set by the client's own handler, which runs first
    session.socket.addEventListener("close", (event) => end(event.code));
    window.addEventListener("resize", () => scale(session));
    let begun = false;
    session.terminal.onWriteParsed(() => {
      if (!begun && document.body.classList.contains("-first-byte")) {
        begun = true;
        session.terminal.focus();
        // the program starts out as unfocused, and may have processed that after an earlier focus message
        setTimeout(() => document.hasFocus() && session.onFocus(), 300);
      }
      colour(session.terminal);
    });
  });
})();
