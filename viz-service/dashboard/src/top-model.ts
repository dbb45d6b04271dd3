import { keyOf, type Name } from "./model";
import { outcomeOf, ownerOf, routeOf, type Tapped } from "./tap-model";

/** Requests that are alike, and how they went: added up as `linkerd top` does, with workloads in place of their pods. */
export interface TopRow {
  id: string;
  source: Name;
  destination: Name;
  method: string;
  /** The path without its query, or the route that took it. */
  target: string;
  count: number;
  failures: number;
  bestMicros: number;
  worstMicros: number;
  lastMicros: number;
}

/** What is told by both sides counts once: as the client saw it, who knows routes that the server does not. Beyond `most` rows new ones are forgotten. */
export class TopRows {
  private readonly told = { INBOUND: new Map<string, TopRow>(), OUTBOUND: new Map<string, TopRow>() };

  constructor(
    private readonly routes: boolean,
    private readonly most = 2000,
  ) {}

  add(request: Tapped): void {
    if (!request.ended) return;
    const side = this.told[request.side === "INBOUND" ? "INBOUND" : "OUTBOUND"];
    const row = this.rowOf(request);
    const known = side.get(row.id);
    if (known) side.set(row.id, plus(known, row));
    else if (side.size < this.most) side.set(row.id, row);
  }

  private rowOf(request: Tapped): TopRow {
    const { method, path, ended } = request;
    const source = ownerOf(request.source);
    const destination = ownerOf(request.destination);
    const target = this.routes ? routeOf(request) : (path.split("?")[0] ?? path);
    const took = ended?.tookMicros ?? 0;
    return {
      id: [keyOf(source), keyOf(destination), method, target].join(" "),
      source,
      destination,
      method,
      target,
      count: 1,
      failures: outcomeOf(request) === "failed" ? 1 : 0,
      bestMicros: took,
      worstMicros: took,
      lastMicros: took,
    };
  }

  rows(): TopRow[] {
    const outbound = [...this.told.OUTBOUND.values()];
    const same = this.routes ? pairOf : (row: TopRow) => row.id;
    const known = new Set(outbound.map(same));
    return [...outbound, ...[...this.told.INBOUND.values()].filter((row) => !known.has(same(row)))];
  }
}

const pairOf = ({ source, destination }: TopRow): string => `${keyOf(source)} ${keyOf(destination)}`;

const plus = (row: TopRow, more: TopRow): TopRow => ({
  ...row,
  count: row.count + 1,
  failures: row.failures + more.failures,
  bestMicros: Math.min(row.bestMicros, more.bestMicros),
  worstMicros: Math.max(row.worstMicros, more.worstMicros),
  lastMicros: more.lastMicros,
});

export const successOf = (row: TopRow): number => 1 - row.failures / row.count;

export const ORDERS = { count: "Most requests", worst: "Slowest", failures: "Most errors" } as const;
export type Order = keyof typeof ORDERS;

export const orderOf = (text: string | null): Order => (text !== null && Object.hasOwn(ORDERS, text) ? (text as Order) : "count");

const FIGURE: Record<Order, (row: TopRow) => number> = {
  count: (row) => row.count,
  worst: (row) => row.worstMicros,
  failures: (row) => row.failures,
};

/** Of those that are equal in it the most frequent first. */
export const inOrder = (rows: TopRow[], order: Order): TopRow[] =>
  rows.toSorted((a, b) => FIGURE[order](b) - FIGURE[order](a) || b.count - a.count || a.id.localeCompare(b.id));
