import { useCallback, useEffect, useRef, useState } from "react";
import { micros, rate } from "./format";
import type { Look } from "./model";
import { NameLink, Section, Success, Tile } from "./parts";
import { Link } from "./router";
import { type Column, Table } from "./table";
import { completed, TapForm } from "./tap-form";
import { type TapEvent, TapLog } from "./tap-model";
import { type TapQuestion, tapQueryOf, tapQuestionOf, USUAL_RPS } from "./tap-question";
import { useBeat, useTap, useTapHere } from "./tap-stream";
import { inOrder, type Order, ORDERS, orderOf, successOf, type TopRow, TopRows } from "./top-model";

const MOST_OPEN = 10_000;
const DRAWN_MILLIS = 1000;
const SHOWN = 200;

/** What a tap has told since it was started. */
class Sums {
  readonly log = new TapLog(MOST_OPEN);
  readonly rows: TopRows;
  readonly began = Date.now();

  constructor(routes: boolean) {
    this.rows = new TopRows(routes);
  }
}

/** Which requests pass, how often, and how they go. */
export function TopPage({ look }: { look: Look }) {
  const here = useTapHere();
  const given = new URLSearchParams(location.search);
  const [question, setQuestion] = useState(() => completed(tapQuestionOf(location.search), look));
  const [order, setOrder] = useState<Order>(() => orderOf(given.get("sort")));
  const [routes, setRoutes] = useState(() => given.get("by") === "route");
  const [find, setFind] = useState(() => given.get("find") ?? "");
  const [paused, setPaused] = useState<TopRow[] | null>(null);
  const sums = useRef(new Sums(routes));
  const tap = useTap(false, useCallback((event: TapEvent) => {
    const { log, rows } = sums.current;
    log.add(event, new Date(), (request) => rows.add(request));
  }, []));
  const running = tap.state !== "stopped";
  useBeat(running && !paused, DRAWN_MILLIS);
  useEffect(() => {
    const more = { sort: order === "count" ? "" : order, by: routes ? "route" : "", find };
    history.replaceState(null, "", `/top${tapQueryOf(question, more)}`);
  }, [question, order, routes, find]);
  const start = () => {
    sums.current = new Sums(routes);
    setPaused(null);
    tap.start(question);
  };
  const by = (wanted: boolean) => {
    sums.current = new Sums(wanted);
    setPaused(null);
    setRoutes(wanted);
  };
  const all = paused ?? sums.current.rows.rows();
  const rows = inOrder(all, order).filter((row) => isFound(row, find));
  return (
    <>
      <h1>Top</h1>
      <TapForm what="top" look={look} tap={tap} here={here} question={question} change={setQuestion} start={start} />
      {here && (
        <>
          <Totals rows={all} seconds={(Date.now() - sums.current.began) / 1000} running={running} />
          <Section title="Requests" note={`At most ${question.max_rps || USUAL_RPS} a second are looked at, so counts are of what was seen since the start.`}>
            <div className="filters">
              <div className="chips" role="group" aria-label="Order">
                {Object.entries(ORDERS).map(([name, title]) => (
                  <button key={name} type="button" aria-pressed={order === name} onClick={() => setOrder(name as Order)}>{title}</button>
                ))}
              </div>
              <label>
                Find <input value={find} placeholder="path or workload" spellCheck={false} onChange={(event) => setFind(event.target.value)} />
              </label>
              <label>
                <input type="checkbox" checked={routes} onChange={(event) => by(event.target.checked)} /> Routes in place of paths
              </label>
              {(running || paused) && (
                <button type="button" aria-pressed={paused !== null} onClick={() => setPaused(paused ? null : sums.current.rows.rows())}>
                  {paused ? "Go on" : "Pause"}
                </button>
              )}
            </div>
            <Table key={order} label="Top requests" rows={rows.slice(0, SHOWN)} id={(row) => row.id} columns={columns(question, routes)}
              empty={emptiness(running, all.length)} />
            {rows.length > SHOWN && <p className="quiet">{rows.length - SHOWN} more rows are not shown: find something, or ask for less.</p>}
          </Section>
        </>
      )}
    </>
  );
}

function emptiness(running: boolean, rows: number): string {
  if (rows > 0) return "No request is like that.";
  return running ? "No request has ended yet." : "Nobody is looking. Start adds up requests as they end.";
}

function Totals({ rows, seconds, running }: { rows: TopRow[]; seconds: number; running: boolean }) {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const failures = rows.reduce((sum, row) => sum + row.failures, 0);
  const slowest = Math.max(0, ...rows.map((row) => row.worstMicros));
  if (count === 0) return null;
  return (
    <dl className="tiles">
      <Tile label="Seen" value={count.toLocaleString("en")} note={running ? `${rate(count / Math.max(1, seconds))} a second` : "stopped"} />
      <Tile label="Failed" value={failures.toLocaleString("en")} tone={failures > 0 ? "bad" : ""} note={`${((failures / count) * 100).toFixed(1)}% of them`} />
      <Tile label="Slowest" value={micros(slowest)} note="from a request to its answer's end" />
      <Tile label="Kinds" value={rows.length} note="that are not alike" />
    </dl>
  );
}

const isFound = (row: TopRow, find: string): boolean =>
  [row.source.name, row.destination.name, row.method, row.target].join(" ").toLowerCase().includes(find.toLowerCase());

function columns(question: TapQuestion, routes: boolean): Column<TopRow>[] {
  return [
    { title: routes ? "Route" : "Path", by: (row) => row.target, cell: (row) => row.target || <span className="quiet">none</span> },
    { title: "Method", by: (row) => row.method, cell: (row) => row.method },
    { title: "From", by: (row) => row.source.name, cell: (row) => <NameLink name={row.source} /> },
    { title: "To", by: (row) => row.destination.name, cell: (row) => <NameLink name={row.destination} /> },
    { title: "Count", number: true, by: (row) => row.count, cell: (row) => row.count.toLocaleString("en") },
    { title: "Best", number: true, by: (row) => row.bestMicros, cell: (row) => micros(row.bestMicros) },
    { title: "Worst", number: true, by: (row) => row.worstMicros, cell: (row) => micros(row.worstMicros) },
    { title: "Last", number: true, by: (row) => row.lastMicros, cell: (row) => micros(row.lastMicros) },
    { title: "Failed", number: true, by: (row) => row.failures, cell: (row) => (row.failures > 0 ? <span className="bad">{row.failures}</span> : "0") },
    { title: "Success", number: true, by: successOf, cell: (row) => <Success value={successOf(row)} /> },
    { title: "Look", cell: (row) => <Link href={`/tap${tapQueryOf(tapOf(question, row, routes))}`}>tap</Link> },
  ];
}

/** Those requests, one by one. */
const tapOf = (question: TapQuestion, row: TopRow, routes: boolean): TapQuestion => ({
  ...question,
  method: row.method,
  path: routes ? question.path : row.target,
  ...(row.destination.type ? { to: `${row.destination.type}/${row.destination.name}`, to_namespace: row.destination.namespace } : {}),
});
