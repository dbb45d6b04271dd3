import { type Edge, keyOf, type Name } from "./model";

export interface Placed {
  key: string;
  name: Name;
  column: number;
  row: number;
}

const SWEEPS = 6;

/**
 * Puts callers to the left of what they call, and neighbours near each other. A circle is cut where it is entered. The same
 * mesh is always laid out the same way: nothing jumps when a figure changes.
 */
export function layout(names: Name[], edges: Edge[]): Placed[] {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  const next = new Map<string, string[]>();
  const before = new Map<string, string[]>();
  for (const key of byKey.keys()) {
    next.set(key, []);
    before.set(key, []);
  }
  for (const edge of edges) {
    const [from, to] = [keyOf(edge.src), keyOf(edge.dst)];
    if (from !== to && byKey.has(from) && byKey.has(to)) {
      next.get(from)?.push(to);
      before.get(to)?.push(from);
    }
  }
  const column = columns([...byKey.keys()].sort(), next, before);
  const rows = order(column, next, before);
  return [...byKey].map(([key, name]) => ({ key, name, column: column.get(key) ?? 0, row: rows.get(key) ?? 0 }));
}

/** The longest way from where nobody calls. */
function columns(keys: string[], next: Map<string, string[]>, before: Map<string, string[]>): Map<string, number> {
  const state = new Map<string, "open" | "done">();
  const cut = new Set<string>();
  const finished: string[] = [];
  const roots = keys.filter((key) => before.get(key)?.length === 0);
  for (const root of [...roots, ...keys]) {
    if (state.has(root)) continue;
    // A stack of our own: a long chain must not end the browser's.
    const stack: { key: string; at: number }[] = [{ key: root, at: 0 }];
    state.set(root, "open");
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const to = next.get(top.key)?.[top.at++];
      if (to === undefined) {
        state.set(top.key, "done");
        finished.push(top.key);
        stack.pop();
      } else if (state.get(to) === "open") {
        cut.add(`${top.key} ${to}`);
      } else if (!state.has(to)) {
        state.set(to, "open");
        stack.push({ key: to, at: 0 });
      }
    }
  }
  const column = new Map(keys.map((key) => [key, 0]));
  for (const key of finished.reverse()) {
    for (const to of next.get(key) ?? []) {
      if (!cut.has(`${key} ${to}`)) column.set(to, Math.max(column.get(to) ?? 0, (column.get(key) ?? 0) + 1));
    }
  }
  return column;
}

function order(
  column: Map<string, number>,
  next: Map<string, string[]>,
  before: Map<string, string[]>,
): Map<string, number> {
  const layers: string[][] = [];
  for (const [key, at] of column) (layers[at] ??= []).push(key);
  const row = new Map<string, number>();
  for (const layer of layers) layer.sort().forEach((key, at) => row.set(key, at - (layer.length - 1) / 2));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [towards, walk] = sweep % 2 === 0 ? [before, layers] : [next, layers.toReversed()];
    for (const layer of walk) {
      const wish = new Map(layer.map((key) => [key, mean(towards.get(key) ?? [], row) ?? row.get(key) ?? 0]));
      layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.localeCompare(b));
      layer.forEach((key, at) => row.set(key, at - (layer.length - 1) / 2));
    }
  }
  return row;
}

function mean(keys: string[], row: Map<string, number>): number | undefined {
  return keys.length === 0 ? undefined : keys.reduce((sum, key) => sum + (row.get(key) ?? 0), 0) / keys.length;
}
