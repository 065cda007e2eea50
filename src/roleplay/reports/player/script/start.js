// The entry point: reads the data embedded in the page and opens it for its host.

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
  const kept = await page.lms.opened(page).catch(() => null); // the page stays playable whatever the system does
  page.offerResume(kept);
  page.open("briefing");
  document.body.dataset.ready = "yes";
}

main();
