// Looks at every page of a dashboard in Chromium, as a person would: by address, with the keyboard, in the dark, on a narrow
// screen; and takes pictures. Prints what is wrong, and ends non-zero if anything is.
// Usage: look.mjs URL FOLDER CHROMIUM, with the mesh's admin token in ADMIN_TOKEN
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , url, folder, executablePath] = process.argv;
const token = (process.env.ADMIN_TOKEN ?? "").trim();
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
    const found = await page.evaluate(`${axe}; axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
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

const edge = (page) => page.getByRole("button", { name: /web calls votes: .*mutual TLS/ });
const mesh = async (page) => {
  await edge(page).waitFor({ timeout: 20_000 });
  await page.getByRole("link", { name: /^shop web .*rps/ }).waitFor({ timeout: 20_000 });
  await seen(page, "healthy");
  await page.getByText(/^until the first of \d+ expires$/).waitFor({ timeout: 20_000 });
};
// A call is opened with the keyboard, and Escape goes back to where one was.
const call = async (page) => {
  await mesh(page);
  await edge(page).focus();
  await page.keyboard.press("Enter");
  const opened = page.getByRole("group", { name: "Call", exact: true });
  await opened.getByText("web.shop.serviceaccount.identity.linkerd.cluster.local").waitFor();
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  check(await page.evaluate("document.activeElement.id.startsWith('call:')"), "mesh: Escape loses the place in the graph");
  await page.keyboard.press("Enter");
  await opened.getByRole("link", { name: "Tap it" }).waitFor();
  await page.getByRole("table", { name: "Namespaces" }).getByRole("link", { name: "linkerd-viz" }).waitFor();
};
// The chart's values, without a mouse.
const past = async (page) => {
  await workload(page);
  const chart = page.getByRole("slider", { name: /^Requests/ });
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.locator(".when").filter({ hasText: "s ago" }).waitFor();
  const told = await chart.getAttribute("aria-valuetext");
  check(/^\d+ s ago: [\d.]+\/s$/.test(told), `workload: the chart says ${told}`);
};
// An answer that takes longer than the next look is shown all the same.
const slow = async (page) => {
  await page.route("**/api/routes?**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    await route.continue().catch(() => {});
  });
  await page.reload();
  await page.getByRole("table", { name: "Routes to it" }).getByText("cast-vote").first().waitFor({ timeout: 40_000 });
};
// Whoever is not signed in any more is told so, and not that nobody answers.
const signedOut = async (page) => {
  await mesh(page);
  await page.route("**/api/**", (route) => route.fulfill({ status: 401, body: "sign in\n" }));
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole("alert").filter({ hasText: "sign in again with linkerd viz dashboard" }).waitFor({ timeout: 20_000 });
  await page.locator(".status").getByText("signed out").waitFor();
};
const workload = async (page) => {
  await page.getByRole("heading", { name: "votes" }).waitFor();
  await page.getByRole("table", { name: "Inbound" }).getByText("web").first().waitFor();
  await page.getByRole("table", { name: "Routes to it" }).getByText("cast-vote").first().waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Policies in force" }).getByText("authorizationpolicy/voters").waitFor({ timeout: 20_000 });
  await page.getByRole("table", { name: "TCP" }).getByText("inbound").first().waitFor();
  await page.locator(".curve").first().waitFor({ state: "attached" });
};
// Every tenth vote of the demo is refused on purpose: told within ten seconds, of the right routes.
const errors = async (page) => {
  const routes = page.getByRole("table", { name: "Failures by route" });
  const row = (...texts) => texts.reduce((rows, text) => rows.filter({ hasText: text }), routes.getByRole("row"));
  await row("POST /api/vote", "shop/web", "load", "HTTP 409").first().waitFor({ timeout: 10_000 });
  await row("cast-vote", "shop/votes", "web", "FAILED_PRECONDITION").first().waitFor({ timeout: 10_000 });
  check((await row("/api/items").count()) + (await row("follow-results").count()) === 0, "errors: a route that refuses nothing is accused");
  await page.getByRole("img", { name: /refused by votes/ }).waitFor();
  await page.getByRole("table", { name: "Failures by server" }).getByText("votes").first().waitFor();
  await examples(page).getByRole("link", { name: "/api/vote" }).first().waitFor({ timeout: 30_000 });
};
const examples = (page) => page.getByRole("table", { name: "Example requests" });
const example = async (page) => {
  await errors(page);
  await page.getByRole("row").filter({ hasText: "cast-vote" }).getByRole("button", { name: /^Examples of/ }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByText("workload votes").waitFor();
  check(page.url().includes("workload=votes"), `example: the address is ${page.url()}`);
  await examples(page).getByRole("link", { name: "/api/vote" }).first().click();
  await page.getByRole("table", { name: "Spans" }).getByText("votes").first().waitFor({ timeout: 20_000 });
};

const start = async (page) => {
  await page.getByLabel("Admin token").fill(token);
  await page.keyboard.press("Enter");
  await page.getByText("looking", { exact: true }).waitFor({ timeout: 20_000 });
  const kept = await page.evaluate("JSON.stringify([localStorage.length, sessionStorage.length, document.cookie, location.href])");
  check(kept.startsWith('[0,0,"",') && !kept.includes(token), `the token is kept: ${kept}`);
};
const requests = (page) => page.getByRole("grid", { name: "Requests" });
const tap = async (page) => {
  await start(page);
  await requests(page).getByRole("row").filter({ hasText: "/weft.examples.Votes/Cast" }).nth(2).waitFor({ timeout: 20_000 });
};
// One that was refused, by arrow keys; Escape goes back to the list.
const detail = async (page) => {
  await tap(page);
  await page.getByLabel("Find").fill("failed_precondition cast");
  const refused = requests(page).getByRole("row").filter({ hasText: "FAILED_PRECONDITION" });
  await refused.nth(1).waitFor({ timeout: 30_000 });
  await refused.first().focus();
  await page.keyboard.press("Enter");
  const opened = page.getByRole("region", { name: "Request", exact: true });
  await opened.getByText("FAILED_PRECONDITION (9)").waitFor();
  await page.keyboard.press("ArrowDown");
  check((await page.locator("[aria-selected=true]").count()) === 1, "tap: not one row is chosen");
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  check(await page.evaluate("document.activeElement.id.startsWith('tapped-')"), "tap: Escape loses the place in the list");
  await page.keyboard.press("Enter");
  await opened.getByText("mutual TLS").waitFor();
  await opened.getByText("user-agent").first().waitFor();
  await opened.getByRole("link", { name: /…$/ }).waitFor(); // its trace
};
const top = async (page) => {
  await start(page);
  const rows = page.getByRole("table", { name: "Top requests" }).getByRole("row");
  await rows.filter({ hasText: "/api/items" }).filter({ hasText: "load" }).first().waitFor({ timeout: 20_000 });
  await rows.filter({ hasText: "/weft.examples.Votes/Cast" }).first().waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Slowest" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await rows.filter({ hasText: "/api/items" }).first().waitFor();
  check(page.url().includes("sort=worst"), `top: the address is ${page.url()}`);
};

// What a default lets in, and what would keep it.
const policy = async (page) => {
  await page.getByRole("table", { name: "Allowed" }).getByText("default policy all-unauthenticated").first().waitFor({ timeout: 20_000 });
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
  for (const route of ["GET /api/items", "cast-vote", "stock"]) {
    await table.getByText(route).first().waitFor({ timeout: 40_000 });
  }
};
const routesSorted = async (page) => {
  await routes(page);
  const table = page.getByRole("table", { name: "Routes" });
  await table.getByRole("button", { name: "RPS" }).focus();
  await page.keyboard.press("Enter");
  await table.getByRole("columnheader", { name: "RPS" }).and(page.locator("[aria-sort=descending]")).waitFor();
  await page.getByRole("textbox", { name: "Service, route or kind" }).fill("serviceprofile web");
  await table.getByText("cast-vote").first().waitFor({ state: "detached" });
  check(page.url().endsWith("?q=serviceprofile+web"), `routes: the filter is not in the address ${page.url()}`);
};
const routesOfService = async (page) => {
  await page.getByRole("table", { name: "Routes", exact: true }).getByText("cast-vote").waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Routes of each deployment" }).getByText("web").first().waitFor({ timeout: 20_000 });
};
const routesOfWorkload = async (page) => {
  await page.getByRole("table", { name: "Routes to it" }).getByText("POST /api/vote").first().waitFor({ timeout: 40_000 });
  await page.getByRole("table", { name: "Routes from it" }).getByText("cast-vote").first().waitFor({ timeout: 20_000 });
  await page.getByRole("table", { name: "Routes as answered" }).getByText("none: all-unauthenticated by default").first().waitFor({ timeout: 20_000 });
};

// One of a TrafficSplit and one of a route, with what was sent to each leaf, and one that counts for nothing.
const canary = async (page) => {
  const leaf = (split, name) => page.getByRole("table", { name: `Leaves of ${split}` }).getByRole("row").filter({ hasText: name });
  for (const [split, name, weight] of [["web-canary", "web-next", "25.0%"], ["stock", "catalog-next", "20.0%"]]) {
    await leaf(split, name).getByText("as it should be").waitFor({ timeout: 90_000 });
    await leaf(split, name).getByText(weight).first().waitFor();
  }
  await page.getByRole("img", { name: "sent: " }).nth(1).waitFor();
  await page.getByRole("region", { name: "HTTPRoute shop/storefront" }).getByText("overridden").waitFor();
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
await visit("mesh-call", "/", {}, call);
await visit("mesh-dark", "/", dark, mesh);
await visit("signed-out", "/", {}, signedOut, true);
await visit("mesh-narrow", "/", narrow, mesh);
await visit("namespace-linkerd", "/namespaces/linkerd", {}, (page) =>
  page.getByRole("link", { name: "linkerd/linkerd-destination", exact: true }).waitFor({ timeout: 20_000 }));
await visit("workload", "/workloads/shop/deployment/votes", {}, past);
await visit("workload-slow", "/workloads/shop/deployment/votes", {}, slow);
await visit("workload-dark-narrow", "/workloads/shop/deployment/votes", { ...dark, ...narrow }, workload);
await visit("workload-that-is-not", "/workloads/shop/deployment/nothing", {}, (page) => seen(page, "There is no deployment"));
await visit("errors", "/errors", {}, errors);
await visit("errors-dark-narrow", "/errors", { ...dark, ...narrow }, errors);
await visit("errors-example", "/errors", {}, example);
await visit("tap", "/tap?namespace=shop&resource=deployment/votes&path=/weft", {}, tap);
await visit("tap-detail", "/tap?namespace=shop&resource=deployment/votes", {}, detail);
await visit("tap-detail-dark-narrow", "/tap?namespace=shop&resource=deployment/votes", { ...dark, ...narrow }, detail);
await visit("tap-stopped-dark", "/tap", dark, (page) => seen(page, "Nobody is looking."));
await visit("tap-refused", "/tap", {}, async (page) => {
  await page.getByLabel("Admin token").fill("guessed");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("alert").getByText("does not know this token").waitFor({ timeout: 20_000 });
}, true);
await visit("tap-away", "/tap?namespace=shop", {}, async (page) => {
  await page.route("**/api/v1/tap", (route) => route.abort());
  await page.getByLabel("Admin token").fill(token);
  await page.keyboard.press("Enter");
  await page.getByText("no answer, trying again").waitFor({ timeout: 20_000 });
  await page.unroute("**/api/v1/tap");
  await page.getByText("looking", { exact: true }).waitFor({ timeout: 20_000 });
  await requests(page).getByRole("row").nth(3).waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Start" }).waitFor();
}, true);
await visit("tap-in-a-cluster", "/tap?namespace=shop&resource=deployment/web&path=/api", {}, async (page) => {
  // The one thing that is not as the mesh tells it: a cluster's web process answers so.
  await page.route("**/api/tap", (route) => route.fulfill({ json: { here: false } }));
  await page.reload();
  await page.getByText("linkerd viz tap -n shop deployment/web --path /api").waitFor({ timeout: 20_000 });
  check((await page.getByLabel("Admin token").count()) === 0, "tap-in-a-cluster: asks for a token");
});
await visit("top", "/top?namespace=shop", {}, top);
await visit("top-dark-narrow", "/top?namespace=shop", { ...dark, ...narrow }, top);
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
