import { expect, test } from "vitest";
import { refused } from "./answers";
import { firstSeen, nice, runs } from "./chart";
import { about, ago, left, micros, percent, rate } from "./format";
import { layout } from "./layout";
import { newest } from "./live";
import { type Edge, type Look, type Name } from "./model";
import { placeOf } from "./router";
import { barOf, isBeheaded, queryOf, questionOf, type Span, toneOf } from "./trace-model";

const name = (text: string): Name => ({ namespace: "shop", type: "deployment", name: text });
const edge = (src: string, dst: string) => ({ src: name(src), dst: name(dst) }) as Edge;
const columns = (names: string[], edges: Edge[]) =>
  Object.fromEntries(layout(names.map(name), edges).map((each) => [each.name.name, each.column]));

test("callers stand left of what they call, by the longest way", () => {
  expect(columns(["web", "votes", "load"], [edge("load", "web"), edge("web", "votes"), edge("load", "votes")])).toEqual({
    load: 0,
    web: 1,
    votes: 2,
  });
});

test("a circle is cut and a workload may call itself", () => {
  expect(columns(["a", "b"], [edge("a", "b"), edge("b", "a"), edge("a", "a")])).toEqual({ a: 0, b: 1 });
});

test("500 workloads and 2000 edges are laid out in less than a second, no two in one place", () => {
  const names = Array.from({ length: 500 }, (_, at) => `w${at}`);
  const edges = Array.from({ length: 2000 }, (_, at) => edge(`w${(at * 7) % 500}`, `w${(at * 13 + 1) % 500}`));
  const began = performance.now();
  const placed = layout(names.map(name), edges);
  expect(performance.now() - began).toBeLessThan(1000);
  expect(new Set(placed.map((each) => `${each.column} ${each.row}`)).size).toBe(500);
});

test("a gap parts a curve", () => {
  expect(runs([1, 2, null, 3])).toEqual([[[0, 1], [1, 2]], [[3, 3]]]);
});

test("a look of before the workloads were known replaces none, and is none", () => {
  const [seen, empty] = [{ workloadsKnown: true }, { workloadsKnown: false }] as Look[] as [Look, Look];
  expect([newest(null, seen), newest(seen, empty), newest(null, empty)]).toEqual([seen, seen, null]);
});

test("what was answered last stays when nobody answers, and the page says so once", () => {
  const away = new TypeError("Failed to fetch");
  expect(refused("/a", [1], away)).toEqual({ path: "/a", answer: [1], refusal: "" });
  expect(refused("/a", null, away)).toEqual({ path: "/a", answer: null, refusal: "" });
  expect(refused("/a", [1], new Error("window: bad"))).toEqual({ path: "/a", answer: [1], refusal: "window: bad" });
});

test("a chart knows where what was seen begins", () => {
  const line = (values: (number | null)[]) => ({ label: "", tone: "blue", values });
  expect([firstSeen([line([null, null, 3]), line([null, 0, null])]), firstSeen([line([null])]), firstSeen([])]).toEqual([1, null, null]);
  expect([0, 4, 148].map(ago)).toEqual(["0 s ago", "4 s ago", "148 s ago"]);
  expect([40, 148, 296].map(about)).toEqual(["40 s ago", "2.5 min ago", "5 min ago"]);
});

test("scales end at round figures", () => {
  expect([0, 3, 20, 21, 0.04].map(nice)).toEqual([1, 5, 20, 50, 0.05]);
});

test("one failure in a million is not rounded away", () => {
  expect(percent(0.999999)).toBe("99.99%");
  expect(percent(1)).toBe("100%");
  expect([0, 0.04, 12_345].map(rate)).toEqual(["0", "0.04", "12.3k"]);
});

test("what is left is told in the largest unit of which there are two", () => {
  expect([0, -5, 1, 119, 120, 7199, 86_399, 172_800, 1e7].map(left)).toEqual(["expired", "expired", "1 s", "119 s", "2 min", "119 min", "23 h", "2 d", "115 d"]);
});

test("every address is a place", () => {
  expect(placeOf("/workloads/shop/deployment/a%2Fb")).toEqual({
    page: "workload",
    name: { namespace: "shop", type: "deployment", name: "a/b" },
  });
  expect(placeOf("/namespaces/shop")).toEqual({ page: "mesh", namespace: "shop" });
  expect(placeOf("/traces")).toEqual({ page: "traces" });
  expect(placeOf("/traces/0af7")).toEqual({ page: "trace", id: "0af7" });
  expect(placeOf("/%zz")).toEqual({ page: "mesh", namespace: "" });
});

test("a search for traces is an address, and back", () => {
  const asked = "?workload=web&path=%2Fapi&errors=true";
  expect(queryOf(questionOf(asked))).toBe(asked);
  expect(queryOf(questionOf("?other=1&since="))).toBe("");
});

test("a span stands where it was on the time line, and can be seen", () => {
  expect(barOf({ startMicros: 250, durationMicros: 500 }, 1000, 1000)).toEqual({ x: 250, width: 500 });
  expect(barOf({ startMicros: 1000, durationMicros: 0 }, 1000, 1000)).toEqual({ x: 996, width: 4 });
  expect(barOf({ startMicros: 0, durationMicros: 0 }, 0, 1000)).toEqual({ x: 0, width: 4 });
});

test("short times are told in microseconds", () => {
  expect([7, 1_234, 250_000, 2_500_000].map(micros)).toEqual(["7 µs", "1.2 ms", "250 ms", "2.50 s"]);
});

test("what is the caller's fault was refused, whichever side tells", () => {
  const of = (failed: boolean, status: number | null) => toneOf({ failed, status });
  expect([of(true, 409), of(false, 409), of(true, 503), of(true, null), of(false, 200), of(false, null)]).toEqual(["warn", "warn", "bad", "bad", "good", "good"]);
});

test("a trace whose first span has a cause that was not told is without its head", () => {
  const spans = (...parents: (string | null)[]) => ({ spans: parents.map((parentId) => ({ parentId }) as Span) });
  expect([spans(null, "a"), spans("b", "a"), spans()].map(isBeheaded)).toEqual([false, true, false]);
});
