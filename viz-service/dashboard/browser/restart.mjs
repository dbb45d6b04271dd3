// Keeps one page of a dashboard open in Chromium while viz-service is killed, and says what is wrong with what it shows meanwhile.
// Prints "ready" when it may be killed; ends non-zero if anything was wrong. STORE is memory or prometheus: who keeps the history;
// WORKLOAD the page, of a workload that CALLER calls.
// Usage: restart.mjs URL FOLDER CHROMIUM
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , url, folder, executablePath] = process.argv;
const { STORE: store, WORKLOAD: path, CALLER: caller } = process.env;
const wrong = [];
const check = (holds, what) => holds || wrong.push(what);
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: url });
page.setDefaultTimeout(60_000);
page.on("pageerror", (error) => wrong.push(error.message));
let loads = 0;
page.on("load", () => loads++);
const picture = (name) => page.screenshot({ path: join(folder, `restart-${store}-${name}.png`), fullPage: true, animations: "disabled" });
const status = (text) => page.locator(".status").getByText(text, { exact: true }).waitFor();
const chart = page.getByRole("slider", { name: /^Requests/ });
const called = page.getByRole("table", { name: "Inbound" }).getByRole("link", { name: caller });
const alert = (text) => page.getByRole("alert").filter({ hasText: text });
/** Seconds since the first point of the chart. */
const seen = async () => Number(/seen for (\d+) s/.exec((await chart.getAttribute("aria-label")) ?? "")?.[1] ?? 0);
const stretches = () => chart.locator(".curve").count();
async function until(holds, what) {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await page.waitForTimeout(100);
  }
}

try {
  await page.goto(path);
  await status("live");
  await until(async () => (await seen()) >= 8, "a history of eight seconds");
  await called.waitFor();
  await page.getByRole("table", { name: "Routes to it" }).waitFor();
  await picture("before");
  const before = performance.now();
  const kept = await seen();
  console.log("ready");

  await status("no answer");
  await alert("No answer from viz-service").waitFor();
  await alert("This is what was seen at").waitFor();
  check(await called.isVisible(), "what was seen last is gone");
  await picture("lost");

  page.getByText("There is no deployment").waitFor().then(() => wrong.push("the workload is said to be gone"), () => {});
  await status("live");
  await alert("This is what was seen at").waitFor({ state: "detached" });
  await called.waitFor();
  const elapsed = () => (performance.now() - before) / 1000;
  if (store === "memory") {
    await page.getByText("viz-service has watched since").waitFor();
    await until(async () => (await seen()) < kept, "a history that begins anew");
    check((await seen()) < elapsed(), `memory: tells of ${await seen()} s, and was killed ${elapsed()} s ago`);
  } else {
    await until(async () => (await seen()) >= elapsed() + 4, "points from before the kill");
    await until(async () => (await stretches()) === 1, "one curve without a gap");
  }
  await picture("after");
  check(loads === 1, `the page was loaded ${loads} times`);
} catch (failure) {
  wrong.push(failure.message);
  await picture("failed");
}

await browser.close();
wrong.forEach((each) => console.log(each));
process.exit(wrong.length > 0 ? 1 : 0);
