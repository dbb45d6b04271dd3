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

/** `refused`: the server says no on purpose, which the browser itself reports as an error. */
async function visit(name, path, options, look, refused = false) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: url, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    const expected = refused && message.text().startsWith("Failed to load resource");
    check(message.type() !== "error" || expected, `${name}: ${message.text()}`);
  });
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
  await page.getByRole("table", { name: "Routes to it" }).getByText("Cast").first().waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Policies in force" }).getByText("authorizationpolicy/voters").waitFor({ timeout: 20_000 });
  await page.getByRole("table", { name: "TCP" }).getByText("inbound").first().waitFor();
  await page.locator(".curve").first().waitFor({ state: "attached" });
};
const errors = async (page) => {
  await page.getByRole("heading", { name: "By workload" }).waitFor();
  // Every tenth vote of the demo is refused on purpose.
  await page.getByRole("table", { name: "Refusals" }).getByText("votes").first().waitFor({ timeout: 20_000 });
};
// What a default lets in, and what would keep it.
const policy = async (page) => {
  await page.getByRole("table", { name: "Allowed" }).getByText("let in").first().waitFor({ timeout: 20_000 });
  const web = page.getByRole("list", { name: "Ports that a default opens" }).locator("summary", { hasText: "web port 8080" });
  await web.focus({ timeout: 40_000 });
  await page.keyboard.press("Enter");
  const manifests = await page.getByRole("region", { name: "Manifests" }).textContent();
  check(manifests.includes("    - load.shop.serviceaccount.identity.linkerd.cluster.local"), `policy: nothing keeps load: ${manifests}`);
  await seen(page, "plaintext, no identity");
  await seen(page, "accessPolicy audit of Server catalog");
};
const policyFiltered = async (page) => {
  await page.getByRole("table", { name: "Allowed" }).getByText("authorizationpolicy/voters").first().waitFor({ timeout: 40_000 });
  check((await page.getByRole("table", { name: "Allowed" }).getByText("shop/web", { exact: true }).count()) === 0, "policy: not filtered");
};

// Of a profile, of a policy, and of neither.
const routes = async (page) => {
  const table = page.getByRole("table", { name: "Routes" });
  for (const route of ["Cast", "storefront", "everything else"]) {
    await table.getByText(route).first().waitFor({ timeout: 40_000 });
  }
};
const routesSorted = async (page) => {
  await routes(page);
  const table = page.getByRole("table", { name: "Routes" });
  await table.getByRole("button", { name: "RPS" }).focus();
  await page.keyboard.press("Enter");
  await table.getByRole("columnheader", { name: "RPS" }).and(page.locator("[aria-sort=descending]")).waitFor();
  await page.getByRole("textbox", { name: "Service, route or kind" }).fill("serviceprofile votes");
  await table.getByText("storefront").first().waitFor({ state: "detached" });
  check(page.url().endsWith("?q=serviceprofile+votes"), `routes: the filter is not in the address ${page.url()}`);
};
const routesOfService = async (page) => {
  await page.getByRole("table", { name: "Routes", exact: true }).getByText("Cast").waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Routes of each deployment" }).getByText("web").first().waitFor({ timeout: 20_000 });
};
const routesOfWorkload = async (page) => {
  await page.getByRole("table", { name: "Routes to it" }).getByText("storefront").waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Routes from it" }).getByText("Cast").waitFor({ timeout: 20_000 });
  await page.getByRole("table", { name: "Routes as answered" }).getByText("none: all-unauthenticated by default").first().waitFor({ timeout: 20_000 });
};

// One of a TrafficSplit and one of a route, with what was sent to each leaf.
const canary = async (page) => {
  const leaf = (split, name) => page.getByRole("table", { name: `Leaves of ${split}` }).getByRole("row").filter({ hasText: name });
  for (const [split, name, weight] of [["catalog-canary", "catalog-next", "20.0%"], ["storefront", "web-next", "25.0%"]]) {
    await leaf(split, name).getByText("as it should be").waitFor({ timeout: 90_000 });
    await leaf(split, name).getByText(weight).first().waitFor();
  }
  await page.getByRole("img", { name: "sent: " }).nth(1).waitFor();
};

// Spans come every ten seconds: searched for until they are there.
const traces = async (page) => {
  const found = page.getByRole("table", { name: "Traces" }).getByRole("link", { name: "/api/items" }).first();
  for (let tries = 0; tries < 30 && !(await found.isVisible()); tries++) {
    await page.getByRole("button", { name: "Search" }).click();
    await found.waitFor({ timeout: 1_000 }).catch(() => {});
  }
  await found.waitFor({ timeout: 1_000 });
};
const trace = async (page) => {
  await traces(page);
  await page.getByRole("link", { name: "/api/items" }).first().focus();
  await page.keyboard.press("Enter");
  const spans = page.getByRole("table", { name: "Spans" });
  await spans.getByText("catalog").first().waitFor({ timeout: 20_000 });
  await spans.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await spans.getByText("http.request.method").first().waitFor();
};

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
await visit("policy-dark-narrow", "/policy", { ...dark, ...narrow }, policy);
await visit("policy-filtered", "/policy?q=votes", {}, policyFiltered);
await visit("routes", "/routes", {}, routes);
await visit("routes-sorted-and-filtered", "/routes/shop", dark, routesSorted);
await visit("routes-dark-narrow", "/routes", { ...dark, ...narrow }, routes);
await visit("routes-of-a-service", "/routes/shop/service/votes", {}, routesOfService);
await visit("routes-of-a-workload", "/routes/shop/deployment/web", {}, routesOfWorkload);
await visit("routes-of-nothing", "/routes/shop/service/nothing", {}, (page) => seen(page, "No meshed client called it"));
await visit("canary", "/canary", {}, canary);
await visit("canary-dark", "/canary", dark, canary);
await visit("canary-dark-narrow", "/canary", { ...dark, ...narrow }, canary);
await visit("traces", "/traces?workload=web&path=/api/items", {}, traces);
await visit("traces-dark-narrow", "/traces?workload=web&path=/api/items", { ...dark, ...narrow }, traces);
await visit("traces-none", "/traces?workload=nobody", {}, (page) => seen(page, "No trace is like that."));
await visit("traces-refused", "/traces?min_duration=soon", {}, (page) => page.getByRole("alert").waitFor({ timeout: 20_000 }), true);
await visit("trace", "/traces?workload=catalog", {}, trace);
await visit("trace-dark-narrow", "/traces?workload=catalog", { ...dark, ...narrow }, trace);
await visit("trace-that-is-not", "/traces/00000000000000000000000000000001", {}, (page) => seen(page, "No span of this trace is kept"), true);
await visit("by-keyboard", "/", {}, async (page) => {
  await mesh(page);
  await page.keyboard.press("e");
  await errors(page);
  check(page.url().endsWith("/errors"), `by-keyboard: e leads to ${page.url()}`);
  await page.keyboard.press("c");
  await canary(page);
  await page.keyboard.press("r");
  await page.getByRole("table", { name: "Routes" }).getByRole("link", { name: "shop/votes" }).first().focus();
  await page.keyboard.press("Enter");
  await routesOfService(page);
  await page.keyboard.press("m");
  await page.getByRole("link", { name: /^shop votes / }).focus();
  await page.keyboard.press("Enter");
  await workload(page);
});

await browser.close();
wrong.forEach((each) => console.log(each));
process.exit(wrong.length > 0 ? 1 : 0);
