// Uses the page before a large mesh in Chromium, and takes the time. Prints what took how long; ends non-zero if anything took
// longer than one should have to wait, on a machine that does other things as well.
// Usage: large.mjs URL WORKLOADS EDGES CHROMIUM FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , url, workloads, edges, executablePath, folder] = process.argv;
const LIVE_MILLIS = 10_000;
const wrong = [];
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: url });
page.on("pageerror", (error) => wrong.push(error.message));
page.setDefaultTimeout(60_000);
await page.addInitScript(() => {
  globalThis.busy = [];
  new PerformanceObserver((list) => globalThis.busy.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
});

async function within(most, what, act) {
  const began = performance.now();
  await act();
  const took = Math.round(performance.now() - began);
  console.log(`${what}: ${took} ms (at most ${most})`);
  if (took > most) wrong.push(`${what} took ${took} ms`);
}

await within(25_000, "the whole mesh is there", async () => {
  await page.goto("/");
  await page.locator(".node").nth(Number(workloads) - 1).waitFor({ state: "attached" });
  await page.locator(".line").nth(Number(edges) - 1).waitFor({ state: "attached" });
});
await page.evaluate("globalThis.busy = []");
await page.waitForTimeout(LIVE_MILLIS);
const busy = await page.evaluate("globalThis.busy");
const longest = Math.round(Math.max(0, ...busy));
const share = Math.round((busy.reduce((sum, each) => sum + each, 0) / LIVE_MILLIS) * 100);
console.log(`while it is live: longest pause ${longest} ms, busy ${share}% of the time`);
if (longest > 2_000) wrong.push(`the page does not answer for ${longest} ms at a time`);
await page.screenshot({ path: join(folder, "large-mesh.png") });

const first = page.locator(".node").first();
await within(3_000, "a workload's neighbours stand out", async () => {
  await first.focus();
  await page.locator(".line.dim").first().waitFor({ state: "attached" });
});
await within(5_000, "from the graph to a workload", async () => {
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: "Inbound" }).waitFor();
});
await within(10_000, "routes", async () => {
  await page.keyboard.press("r");
  await page.getByRole("table", { name: "Routes" }).getByText("items").first().waitFor();
});
await within(3_000, "routes are filtered", async () => {
  await page.getByRole("textbox").fill("workload-123");
  await page.getByRole("link", { name: "workload-100" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "workload-123" }).waitFor();
});
await page.screenshot({ path: join(folder, "large-routes.png") });
await page.getByRole("link", { name: "Policy" }).focus();
await within(10_000, "policy", async () => {
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Ports that a default opens" }).waitFor();
});
await within(3_000, "what would keep a port's callers", async () => {
  await page.getByRole("list", { name: "Ports that a default opens" }).locator("summary").first().click();
  await page.getByRole("region", { name: "Manifests" }).waitFor();
});
await page.screenshot({ path: join(folder, "large-policy.png") });

await browser.close();
wrong.forEach((each) => console.log(each));
process.exit(wrong.length > 0 ? 1 : 0);
