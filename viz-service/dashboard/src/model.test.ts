import { expect, test } from "vitest";
import { compare, type Split } from "./canary-model";
import { saysAll } from "./filter";
import { type Decision, type Edge, type Name, namespacesOf, type Row } from "./model";
import { byWhat, type Caller, type DefaultPort, inForce, isKeepable, manifestOf } from "./policy-model";
import { routesOf } from "./route-model";
import { placeOf, routesHrefOf } from "./router";

const name = (text: string, type = "deployment"): Name => ({ namespace: "shop", type, name: text });
const stats = (successCount: number, failureCount: number, p95 = 10) => ({
  successCount: String(successCount),
  failureCount: String(failureCount),
  latencyMsP50: "5",
  latencyMsP95: String(p95),
  latencyMsP99: "20",
  actualSuccessCount: "0",
  actualFailureCount: "0",
});

const caller = (clientId: string): Caller => ({ clientId, tls: clientId !== "", workloads: [], count: "1", openConnections: "0", observedSeconds: 60 });
const port = (more: Partial<DefaultPort> = {}): DefaultPort => ({
  workload: name("web"),
  port: "8080",
  policy: "all-unauthenticated",
  server: "",
  protocol: "http",
  callers: [caller("load.shop"), caller("")],
  matchLabels: { app: "web" },
  alsoSelected: [],
  ...more,
});

test("what keeps a default's callers is a Server, and who proved an identity named for it", () => {
  expect(manifestOf(port())).toBe(`apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  namespace: shop
  name: web-8080
spec:
  podSelector:
    matchLabels:
      app: web
  port: 8080
---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata:
  namespace: shop
  name: web-8080-callers
spec:
  identities:
    - load.shop
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata:
  namespace: shop
  name: web-8080-callers
spec:
  targetRef:
    group: policy.linkerd.io
    kind: Server
    name: web-8080
  requiredAuthenticationRefs:
    - group: policy.linkerd.io
      kind: MeshTLSAuthentication
      name: web-8080-callers
`);
});

test("a Server that is there already is not written again", () => {
  expect(manifestOf(port({ server: "front" }))).not.toContain("kind: Server\nmetadata");
  expect(manifestOf(port({ server: "front" }))).toContain("    kind: Server\n    name: front\n");
});

test("what is not HTTP stays what it is, and what was not seen is asked for", () => {
  expect(manifestOf(port({ protocol: "opaque" }))).toContain("\n  proxyProtocol: opaque\n");
  expect(manifestOf(port({ protocol: "unknown" }))).toContain("\n  # no request was seen");
  expect(manifestOf(port())).not.toContain("proxyProtocol");
});

test("values that YAML takes for something else are quoted", () => {
  expect(manifestOf(port({ matchLabels: { app: "true", version: "1" } }))).toContain('      app: "true"\n      version: "1"\n');
});

test("nobody is kept who proved nothing, nor where no label selects the pods", () => {
  expect(isKeepable(port())).toBe(true);
  expect(isKeepable(port({ callers: [caller("")] }))).toBe(false);
  expect(isKeepable(port({ matchLabels: {} }))).toBe(false);
  expect(isKeepable(port({ matchLabels: {}, server: "front" }))).toBe(true);
});

test("what is in force at a port is told by what its callers met", () => {
  const decision = (authorization: string, allowed: boolean, count: string) =>
    ({ target: "10.42.0.2:8080", server: "server/web", authorization, allowed, count }) as Decision;
  expect(inForce([decision("authorizationpolicy/readers", true, "7"), decision("", false, "3"), decision("authorizationpolicy/readers", true, "1")])).toEqual([
    { port: "8080", server: "server/web", authorizations: ["authorizationpolicy/readers"], allowed: 8, denied: 3 },
  ]);
});

const split = (leaves: [weight: number, successes: number, failures: number, p95?: number][], unsure = ""): Split => ({
  kind: "TrafficSplit",
  namespace: "shop",
  name: "canary",
  rule: 0,
  rules: 1,
  service: name("web", "service"),
  overridden: false,
  unsure,
  leaves: leaves.map(([weight, successes, failures, p95], at) => ({
    leaf: name(`leaf-${at}`, "service"),
    port: 0,
    weight,
    stats: stats(successes, failures, p95),
    observedSeconds: 60,
  })),
});
const deviating = (of: Split) => compare(of).map((leaf) => leaf.deviates);
const worse = (of: Split) => compare(of).map((leaf) => leaf.worse);

test("a share strays as far as chance takes it, and no further", () => {
  expect(deviating(split([[0.9, 85, 0], [0.1, 15, 0]]))).toEqual([false, false]);
  expect(deviating(split([[0.9, 8500, 0], [0.1, 1500, 0]]))).toEqual([true, true]);
  expect(deviating(split([[0.9, 9010, 0], [0.1, 990, 0]]))).toEqual([false, false]);
});

test("a leaf that should get nothing and gets something strays", () => {
  expect(deviating(split([[1, 30, 0], [0, 1, 0]]))).toEqual([true, true]);
});

test("shares are not told where they cannot be compared, nor where nothing is sent", () => {
  expect(compare(split([[0.9, 1, 0], [0.1, 99, 0]], "two rules")).map((leaf) => leaf.share)).toEqual([null, null]);
  expect(compare(split([[0.9, 0, 0], [0.1, 0, 0]])).map((leaf) => leaf.share)).toEqual([null, null]);
});

test("a leaf is worse if it fails more than chance lets it, or is plainly slower", () => {
  expect(worse(split([[0.9, 900, 0], [0.1, 80, 20]]))).toEqual(["", "fails more"]);
  expect(worse(split([[0.9, 900, 9], [0.1, 99, 1]]))).toEqual(["", ""]);
  expect(worse(split([[0.9, 900, 0, 40], [0.1, 100, 0, 200]]))).toEqual(["", "slower"]);
  expect(worse(split([[0.9, 900, 0, 2], [0.1, 100, 0, 9]]))).toEqual(["", ""]);
});

test("a few requests say nothing of a leaf", () => {
  expect(worse(split([[0.9, 900, 0], [0.1, 1, 3]]))).toEqual(["", ""]);
});

test("routes are told with what the applications saw and with each try", () => {
  const row = { route: "[DEFAULT]", kind: "default", authority: "web.shop.svc.cluster.local", retries: "3", timeouts: "1", observedSeconds: 50 };
  const [route] = routesOf({ ok: { routes: [{ resource: "deployment/load", namespace: "shop", rows: [{ ...row, stats: { ...stats(99, 1), actualSuccessCount: "99", actualFailureCount: "4" } }] }] } });
  expect(route).toMatchObject({
    subject: name("load"),
    service: name("web", "service"),
    route: "",
    golden: { requests: 100, rps: 2, success: 0.99 },
    tries: { rps: 103 / 50, success: 99 / 103 },
    retries: 3,
    timeouts: 1,
  });
});

test("a filter wants every word, somewhere", () => {
  expect(saysAll("shop/web GET /items HTTPRoute", "httproute web")).toBe(true);
  expect(saysAll("shop/web GET /items HTTPRoute", "web votes")).toBe(false);
  expect(saysAll("whatever", "")).toBe(true);
});

test("routes of all, of a namespace and of one thing have addresses", () => {
  expect(placeOf("/routes")).toEqual({ page: "routes", namespace: "", name: null });
  expect(placeOf("/routes/shop")).toEqual({ page: "routes", namespace: "shop", name: null });
  expect(placeOf(routesHrefOf(name("web", "service")))).toEqual({ page: "routes", namespace: "shop", name: name("web", "service") });
  expect(placeOf("/canary")).toEqual({ page: "canary" });
});

test("a namespace has its workloads and the calls that end in it, applications first", () => {
  const row = (namespace: string) => ({ resource: { namespace, type: "deployment", name: namespace } }) as Row;
  const edge = (namespace: string, secured: boolean) => ({ src: name("web"), dst: { namespace, type: "deployment", name: "x" }, secured }) as Edge;
  const workloads = [row("linkerd"), row("shop"), row("bank")];
  const edges = [edge("shop", true), edge("shop", false), edge("linkerd", true)];
  expect(namespacesOf({ workloads, edges })).toEqual([
    { name: "bank", rows: [row("bank")], secured: 0, edges: 0 },
    { name: "shop", rows: [row("shop")], secured: 1, edges: 2 },
    { name: "linkerd", rows: [row("linkerd")], secured: 1, edges: 1 },
  ]);
});

test("a default that lets in is told from a Server's accessPolicy", () => {
  const said = (server: string, authorization: string) => byWhat({ server, authorization });
  expect([
    said("default/all-unauthenticated", "default/all-unauthenticated"),
    said("server/catalog", "default/audit"),
    said("server/votes", "authorizationpolicy/voters"),
    said("server/votes", ""),
  ]).toEqual(["default policy all-unauthenticated", "accessPolicy audit", "authorizationpolicy/voters", "no authorization matched"]);
});
