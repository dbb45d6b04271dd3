// Looks at every page of a dashboard in Chromium, as a person would: by address, with the keyboard, in the dark, on a narrow
// screen; and takes pictures. Prints what is wrong, and ends non-zero if anything is.
// Usage: look.mjs URL FOLDER CHROMIUM
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , url, folder, executablePath] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wrong = [];
const check = (holds, what) => holds || wrong.push(what);
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });

async function visit(name, path, options, look) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: url, ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && wrong.push(`${name}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${name}: ${error.message}`));
  page.on("request", (request) => check(request.url().startsWith(url), `${name}: asked ${request.url()}`));
  try {
    await page.goto(path);
    await page.getByText("live", { exact: true }).waitFor({ timeout: 20_000 });
    await look(page);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled" });
    // Through the debugger: the page's own content policy refuses every script that is not its own.
    const found = await page.evaluate(`${axe}; axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
    found.forEach((violation) => wrong.push(`${name}: ${violation}`));
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    check(overflow <= 0, `${name}: the page is ${overflow} pixels wider than the screen`);
  } catch (failure) {
    wrong.push(`${name}: ${failure.message}`);
    await page.screenshot({ path: join(folder, `${name}-failed.png`) });
  } finally {
    await context.close();
  }
}

const dark = { colorScheme: "dark" };
const narrow = { viewport: { width: 390, height: 844 } };
const seen = (page, text) => page.getByText(text).first().waitFor({ timeout: 20_000 });

const mesh = async (page) => {
  await page.getByRole("img", { name: /web calls votes: .*mutual TLS/ }).waitFor({ timeout: 20_000 });
  await page.getByRole("link", { name: /^shop web .*rps/ }).waitFor({ timeout: 20_000 });
  await seen(page, "healthy");
};
const workload = async (page) => {
  await page.getByRole("heading", { name: "votes" }).waitFor();
  await page.getByRole("table", { name: "Inbound" }).getByText("web").first().waitFor();
  await page.locator(".curve").first().waitFor({ state: "attached" });
};
const errors = async (page) => {
  await page.getByRole("heading", { name: "By workload" }).waitFor();
  // Every tenth vote of the demo is refused on purpose.
  await page.getByRole("table", { name: "Refusals" }).getByText("votes").first().waitFor({ timeout: 20_000 });
};
const policy = (page) => page.getByRole("table", { name: "Allowed" }).getByText("let in").first().waitFor({ timeout: 20_000 });

await visit("mesh", "/", {}, mesh);
await visit("mesh-dark", "/", dark, mesh);
await visit("mesh-narrow", "/", narrow, mesh);
await visit("namespace-linkerd", "/namespaces/linkerd", {}, (page) =>
  page.getByRole("link", { name: "linkerd/linkerd-destination", exact: true }).waitFor({ timeout: 20_000 }));
await visit("workload", "/workloads/shop/deployment/votes", {}, workload);
await visit("workload-dark-narrow", "/workloads/shop/deployment/votes", { ...dark, ...narrow }, workload);
await visit("workload-that-is-not", "/workloads/shop/deployment/nothing", {}, (page) => seen(page, "There is no deployment"));
await visit("errors", "/errors", {}, errors);
await visit("errors-dark-narrow", "/errors", { ...dark, ...narrow }, errors);
await visit("policy", "/policy", {}, policy);
await visit("policy-dark", "/policy", dark, policy);
await visit("by-keyboard", "/", {}, async (page) => {
  await mesh(page);
  await page.keyboard.press("e");
  await errors(page);
  check(page.url().endsWith("/errors"), `by-keyboard: e leads to ${page.url()}`);
  await page.goBack();
  await page.getByRole("link", { name: /^shop votes / }).focus();
  await page.keyboard.press("Enter");
  await workload(page);
});

await browser.close();
wrong.forEach((each) => console.log(each));
process.exit(wrong.length > 0 ? 1 : 0);
