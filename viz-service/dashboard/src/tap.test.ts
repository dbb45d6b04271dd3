import { expect, test } from "vitest";
import { ofApplications, pathOf, troubled, wantedOfRoute } from "./failures";
import type { Failure, Mesh, Name, RouteFailure } from "./model";
import { type End, outcomeOf, ownerOf, routeOf, type TapEvent, TapLog, traceOf } from "./tap-model";
import { commandOf, tapBodyOf, tapQueryOf, tapQuestionOf } from "./tap-question";
import { Lines } from "./tap-stream";
import { inOrder, orderOf, successOf, TopRows } from "./top-model";

const AT = new Date(0);
let stream = 0;

const end = (pod: string, deployment = pod): End => ({ ip: "10.42.0.1", port: 80, metadata: { namespace: "shop", pod: `${pod}-1`, deployment } });

interface Said {
  route?: string;
  side?: TapEvent["proxyDirection"];
  from?: string;
  to?: string;
  method?: string;
  path?: string;
  status?: number;
  micros?: number;
  grpcStatus?: number;
  reset?: number;
  open?: boolean;
}

function tell(log: TapLog, said: Said, rows?: TopRows): void {
  const { side = "OUTBOUND", from = "web", to = "catalog", method = "GET", path = "/", status = 200, micros = 1000 } = said;
  const id = { base: 1, stream: stream++ };
  const event = (more: Partial<TapEvent>): TapEvent => ({ source: end(from), destination: end(to), routeMeta: said.route ? { route: said.route } : {}, proxyDirection: side, ...more });
  const add = (more: Partial<TapEvent>) => log.add(event(more), AT, (request) => rows?.add(request));
  const after = `${(micros / 1e6).toFixed(9)}s`;
  add({ requestInitEvent: { id, method, scheme: "http", authority: to, path, headers: [] } });
  if (said.open) return;
  if (status) add({ responseInitEvent: { id, sinceRequestInit: after, httpStatus: status, headers: [] } });
  add({
    responseEndEvent: {
      id,
      sinceRequestInit: after,
      sinceResponseInit: "0.000000000s",
      responseBytes: 7,
      trailers: [],
      ...(said.grpcStatus === undefined ? {} : { grpcStatusCode: said.grpcStatus }),
      ...(said.reset === undefined ? {} : { resetErrorCode: said.reset }),
    },
  });
}

function top(routes: boolean, ...all: Said[]): string[] {
  const rows = new TopRows(routes);
  const log = new TapLog(10_000);
  all.forEach((said) => tell(log, said, rows));
  return rows.rows().map((row) => `${row.destination.name} ${row.target} ${row.count} ${row.failures}`).sort();
}

test("a request is one thing, from its beginning to its end", () => {
  const log = new TapLog(10);
  tell(log, { path: "/items", status: 404, micros: 1234 });
  const request = log.newestFirst()[0];
  expect(request).toMatchObject({ number: 1, method: "GET", path: "/items", answer: { status: 404, afterMicros: 1234 }, ended: { tookMicros: 1234, bytes: 7 } });
});

test("the newest come first, and there is an end to how many are kept", () => {
  const log = new TapLog(3);
  ["/1", "/2", "/3", "/4", "/5"].forEach((path) => tell(log, { path }));
  expect(log.newestFirst().map((request) => request.path)).toEqual(["/5", "/4", "/3"]);
  expect(log.count()).toBe(5);
  expect(log.find(1)).toBeUndefined();
});

test("what is told of a request that was forgotten, or began before the tap, is nobody's", () => {
  const log = new TapLog(1);
  tell(log, { path: "/first", open: true });
  tell(log, { path: "/second" });
  log.add({ source: end("web"), destination: end("catalog"), routeMeta: {}, proxyDirection: "OUTBOUND",
    responseEndEvent: { id: { base: 9, stream: 9 }, sinceRequestInit: "1.0s", sinceResponseInit: "0s", responseBytes: 0, trailers: [] } }, AT);
  expect(log.newestFirst().map((request) => request.path)).toEqual(["/second"]);
});

test("how a request went is told by status, gRPC status and whether it was broken off", () => {
  const ended = { tookMicros: 1, bytes: 0, trailers: [], grpcStatus: null, reset: null };
  const answer = (status: number) => ({ status, headers: [], afterMicros: 1 });
  expect(outcomeOf({ answer: null, ended: null })).toBe("open");
  expect(outcomeOf({ answer: answer(200), ended })).toBe("good");
  expect(outcomeOf({ answer: answer(409), ended })).toBe("refused");
  expect(outcomeOf({ answer: answer(503), ended })).toBe("failed");
  expect(outcomeOf({ answer: answer(200), ended: { ...ended, grpcStatus: 9 } })).toBe("refused");
  expect(outcomeOf({ answer: answer(200), ended: { ...ended, grpcStatus: 13 } })).toBe("failed");
  expect(outcomeOf({ answer: null, ended: { ...ended, reset: 8 } })).toBe("failed");
});

test("an end is the workload it belongs to, or its address", () => {
  expect(ownerOf(end("web"))).toEqual({ namespace: "shop", type: "deployment", name: "web" });
  expect(ownerOf({ ip: "10.0.0.9", port: 1, metadata: {} })).toEqual({ namespace: "", type: "", name: "10.0.0.9" });
});

test("a route is the profile's or the policy's", () => {
  const to = (metadata: Record<string, string>) => ({ ip: "", port: 0, metadata });
  expect(routeOf({ route: { route: "GET /items" }, destination: to({ route_name: "probe" }) })).toBe("GET /items");
  expect(routeOf({ route: {}, destination: to({ route_name: "probe" }) })).toBe("probe");
  expect(routeOf({ route: { route_name: "http", route_kind: "default" }, destination: to({ route_name: "default", route_kind: "default" }) })).toBe("");
});

test("headers name the trace", () => {
  const id = "0af7651916cd43dd8448eb211c80319c";
  expect(traceOf([{ name: "traceparent", valueStr: `00-${id}-b7ad6b7169203331-01` }])).toBe(id);
  expect(traceOf([{ name: "X-B3-TraceId", valueStr: "8448eb211c80319c" }])).toBe("00000000000000008448eb211c80319c");
  expect(traceOf([])).toBe("");
});

test("requests that are alike are one row with the shortest, the longest and the latest", () => {
  const rows = new TopRows(false);
  const log = new TapLog(100);
  [[200, 20], [404, 90], [500, 10], [200, 50]].forEach(([status, micros]) => tell(log, { status: status!, micros: micros!, path: "/?page=2" }, rows));
  const [row] = rows.rows();
  expect(row).toMatchObject({ target: "/", count: 4, failures: 1, bestMicros: 10, worstMicros: 90, lastMicros: 50 });
  expect(successOf(row!)).toBe(0.75);
});

test("what both sides tell counts once, as the client saw it", () => {
  expect(
    top(false, { side: "INBOUND" }, { side: "INBOUND" }, { side: "OUTBOUND", status: 503 }, { side: "INBOUND", from: "unmeshed", path: "/other" }),
  ).toEqual(["catalog / 1 1", "catalog /other 1 0"]);
});

test("routes that the sender alone knows are counted once", () => {
  expect(top(true, { side: "INBOUND", path: "/1" }, { route: "GET /{id}", path: "/1" }, { side: "INBOUND", from: "unmeshed" })).toEqual([
    "catalog  1 0", "catalog GET /{id} 1 0",
  ]);
});

test("calls fail by their gRPC status", () => {
  const failing = Array.from({ length: 17 }, (_, status) => top(false, { grpcStatus: status })[0]).flatMap((row, status) => (row?.endsWith(" 1") ? [status] : []));
  expect(failing).toEqual([2, 4, 13, 14, 15]);
});

test("what is broken off fails, and what has not ended does not count", () => {
  expect(top(false, { path: "/reset", status: 0, reset: 8 }, { path: "/open", open: true })).toEqual(["catalog /reset 1 1"]);
});

test("rows are bounded", () => {
  const rows = new TopRows(false, 10);
  const log = new TapLog(100);
  for (let at = 0; at < 30; at++) tell(log, { path: `/${at}` }, rows);
  expect(rows.rows()).toHaveLength(10);
});

test("rows stand in the order asked for, and an unknown one is the usual", () => {
  const rows = new TopRows(false);
  const log = new TapLog(100);
  tell(log, { path: "/often" }, rows);
  tell(log, { path: "/often" }, rows);
  tell(log, { path: "/slow", micros: 9e6 }, rows);
  tell(log, { path: "/broken", status: 500 }, rows);
  const first = (order: string | null) => inOrder(rows.rows(), orderOf(order))[0]?.target;
  expect([first(null), first("worst"), first("failures"), first("toString")]).toEqual(["/often", "/slow", "/broken", "/often"]);
});

test("a tap is an address, and back, and a question, and a command", () => {
  const address = "?namespace=shop&resource=deployment%2Fweb&to=deployment%2Fcatalog&to_namespace=store&method=GET&path=%2Fa+b&max_rps=7";
  const question = tapQuestionOf(address);
  expect(tapQueryOf(question)).toBe(address);
  expect(JSON.parse(tapBodyOf(question, true))).toEqual({
    namespace: "shop", resource: "deployment/web", toResource: "deployment/catalog", toNamespace: "store", maxRps: 7,
    method: "GET", path: "/a b", authority: "", extract: true,
  });
  expect(commandOf("tap", question)).toBe(
    "linkerd viz tap -n shop deployment/web --to deployment/catalog --to-namespace store --method GET --path '/a b' --max-rps 7",
  );
  expect(commandOf("top", tapQuestionOf("?namespace=shop"))).toBe("linkerd viz top -n shop ns/shop");
});

test("lines are put together from pieces, however those are cut", () => {
  const bytes = new TextEncoder().encode('\n{"a":"é"}\n\n{"b":1}\n{"c"');
  const lines = new Lines();
  const all = [...bytes].flatMap((byte) => lines.take(Uint8Array.of(byte)));
  expect(all).toEqual(['{"a":"é"}', '{"b":1}']);
});

test("what the mesh's own parts tell is left out", () => {
  const of = (namespace: string) => ({ namespace, type: "deployment", name: "web" });
  const mesh = { failures: [{ workload: of("shop") }, { workload: of("linkerd") }], routeFailures: [{ client: of("linkerd-viz") }] } as Mesh;
  expect(ofApplications(mesh)).toMatchObject({ failures: [{ workload: of("shop") }], routeFailures: [] });
});

test("workloads in trouble are those that answered so, the worst first", () => {
  const failure = (workload: string, refused: boolean, count: string, direction = "inbound") =>
    ({ workload: { namespace: "shop", type: "deployment", name: workload } as Name, refused, count, direction }) as Failure;
  const all = troubled({ failures: [failure("votes", true, "9"), failure("web", false, "1"), failure("web", true, "3"), failure("load", false, "5", "outbound")] });
  expect(all.map(({ name, failed, refused }) => `${name.name} ${failed} ${refused}`)).toEqual(["web 1 3", "votes 0 9"]);
});

test("examples of a route are traces of what is behind its service", () => {
  const web = { namespace: "shop", type: "deployment", name: "web" };
  const load = { namespace: "shop", type: "deployment", name: "load" };
  const row = (more: Partial<RouteFailure>) => ({ client: load, behind: [web], route: "POST /api/vote", status: "409", grpcStatus: "", ...more }) as RouteFailure;
  expect(wantedOfRoute(row({}))).toEqual({ namespace: "shop", workload: "web", path: "/api/vote", status: "409" });
  expect(wantedOfRoute(row({ behind: [], route: "cast", status: "", grpcStatus: "9" }))).toEqual({ namespace: "shop", workload: "load", path: "", status: "" });
  expect(["GET /items/{id}", "[DEFAULT]", "items"].map(pathOf)).toEqual(["/items/", "", ""]);
});
