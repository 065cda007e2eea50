// The beginning: the data that stands in the page, and what it was opened by.

async function main() {
  const data = (id) => JSON.parse(document.getElementById(id).textContent);
  const setup = data("setup");
  const lms = {
    page: Alone,
    cmi5: typeof Cmi5 === "undefined" ? Alone : Cmi5,
    scorm: typeof Scorm === "undefined" ? Alone : Scorm,
  }[setup.kind];
  const page = new Page(data("scene"), data("words"), setup, new lms(setup));
  page.view = "briefing";
  const kept = await page.lms.opened(page).catch(() => null); // whatever a system does, the page can be played
  page.found(kept);
  page.open("briefing");
  document.body.dataset.ready = "yes";
}

main();
