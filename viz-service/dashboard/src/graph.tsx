import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Call } from "./call";
import { type Box, Figures, GAP, idOf, lineId, NODE, Wire } from "./edge";
import { percent, rate } from "./format";
import { layout, type Placed } from "./layout";
import { type Edge, goldenOfEdge, goldenOfRow, health, keyOf, type Name, type Row } from "./model";
import { go, hrefOf } from "./router";

const MARGIN = 28;
/** With more edges than that figures hide each other: only what is wrong, and what is pointed at, tells its own. */
const DENSE = 150;

interface Props {
  rows: Row[];
  /** Also those at the other ends of edges. */
  known: Row[];
  edges: Edge[];
}

/**
 * Who calls whom. The thicker the line, the more requests; the dots on it move only while there are some. Lines and nodes are
 * drawn again only where something changed: pointing at one of a thousand must not draw the others.
 */
export function Graph({ rows, known, edges }: Props) {
  const [focus, setFocus] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const rowOf = useMemo(() => new Map(known.map((row) => [keyOf(row.resource), row])), [known]);
  // A new look with the same names is laid out as before.
  const shape = edges.map((edge) => `${keyOf(edge.src)} ${keyOf(edge.dst)}`).join("\n");
  const names = rows.map((row) => keyOf(row.resource)).join("\n");
  const placed = useMemo(() => layout(everybody(rows, edges), edges), [shape, names]);
  const at = useMemo(() => new Map(placed.map((each) => [each.key, each])), [placed]);
  const tall = Math.max(1, ...placed.map((each) => Math.abs(each.row) * 2 + 1));
  const wide = Math.max(0, ...placed.map((each) => each.column)) + 1;
  const height = MARGIN * 2 + tall * NODE.height + (tall - 1) * GAP.y;
  const width = MARGIN * 2 + wide * NODE.width + (wide - 1) * GAP.x;
  const boxes = useMemo(() => {
    const box = ({ column, row }: Placed): Box => ({
      x: MARGIN + column * (NODE.width + GAP.x),
      y: height / 2 - NODE.height / 2 + row * (NODE.height + GAP.y),
    });
    return new Map(placed.map((each) => [each.key, box(each)]));
  }, [placed, height]);
  const most = Math.max(1, ...edges.map((edge) => goldenOfEdge(edge).rps));
  const frame = useRef<HTMLDivElement>(null);
  // What calls first stands in the middle of the height: there one begins to look.
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollTop = (height - frame.current.clientHeight) / 2;
  }, []);
  const isNear = (edge: Edge) => focus === keyOf(edge.src) || focus === keyOf(edge.dst);
  const near = new Set(edges.filter(isNear).flatMap((edge) => [keyOf(edge.src), keyOf(edge.dst)]));
  const dense = edges.length > DENSE;
  const opened = edges.find((edge) => idOf(edge) === chosen);
  const close = () => {
    if (chosen) document.getElementById(lineId(chosen))?.focus();
    setChosen(null);
  };
  const choose = useCallback((id: string) => setChosen((was) => (was === id ? null : id)), []);
  const lines = edges.flatMap((edge) => {
    const [src, dst] = [keyOf(edge.src), keyOf(edge.dst)];
    const [from, to] = [boxes.get(src), boxes.get(dst)];
    const id = idOf(edge);
    const on = id === chosen || id === pointed;
    const back = (at.get(dst)?.column ?? 0) <= (at.get(src)?.column ?? 0);
    const bare = dense && !isNear(edge) && !on;
    return from && to ? [{ id, edge, from, to, back, most, bare, on, dim: focus !== null && !isNear(edge), choose, point: setPointed }] : [];
  });

  return (
    <>
      <div ref={frame} className="graph" tabIndex={0} role="region" aria-label="Topology: scrolls when it is larger than the page">
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label="Who calls whom">
          {lines.map(({ id, ...line }) => <Wire key={id} {...line} />)}
          {lines.map(({ id, ...line }) => <Figures key={id} {...line} pressed={id === chosen} />)}
          {placed.map((each) => (
            <Node
              key={each.key}
              name={each.name}
              row={rowOf.get(each.key)}
              box={boxes.get(each.key)}
              dim={focus !== null && focus !== each.key && !near.has(each.key)}
              onFocus={setFocus}
            />
          ))}
        </svg>
      </div>
      {opened && <Call edge={opened} close={close} />}
    </>
  );
}

function everybody(rows: Row[], edges: Edge[]): Name[] {
  const all = new Map(rows.map((row) => [keyOf(row.resource), row.resource]));
  for (const { src, dst } of edges) {
    all.set(keyOf(src), src);
    all.set(keyOf(dst), dst);
  }
  return [...all.values()];
}

interface NodeProps {
  name: Name;
  row: Row | undefined;
  box: Box | undefined;
  dim: boolean;
  /** Given the key of what is pointed at; null: not at this any more. */
  onFocus: (key: string | null) => void;
}

const Node = memo(function Node({ name, row, box, dim, onFocus }: NodeProps) {
  const golden = row && goldenOfRow(row);
  const state = health(golden?.success ?? null);
  const meshed = Number(row?.meshedPodCount ?? 0) > 0;
  const href = row && hrefOf(name);
  const open = (event: { preventDefault: () => void }) => {
    if (href) {
      event.preventDefault();
      go(href);
    }
  };
  const detail = !row
    ? "clients without identity"
    : golden && golden.requests > 0
      ? `${rate(golden.rps)} rps · ${percent(golden.success)}`
      : meshed
        ? `${row.meshedPodCount}/${row.runningPodCount} meshed`
        : "no sidecar";
  const short = name.name.length > 21 ? `${name.name.slice(0, 20)}…` : name.name;
  return (
    <g transform={`translate(${box?.x ?? 0} ${box?.y ?? 0})`}>
      <a
        href={href}
        className={`node ${state} ${meshed ? "" : "outside"} ${dim ? "dim" : ""}`}
        tabIndex={href ? 0 : -1}
        onClick={(event) => !event.metaKey && !event.ctrlKey && open(event)}
        onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && open(event)}
        onMouseEnter={() => onFocus(keyOf(name))}
        onMouseLeave={() => onFocus(null)}
        onFocus={() => onFocus(keyOf(name))}
        onBlur={() => onFocus(null)}
      >
        {short !== name.name && <title>{`${name.namespace}/${name.name}`}</title>}
        <rect className="card" width={NODE.width} height={NODE.height} rx={12} />
        <rect className="state" x={0} y={14} width={4} height={NODE.height - 28} rx={2} />
        <text className="where" x={16} y={18}>
          {name.namespace || "outside the mesh"}
        </text>
        <text className="name" x={16} y={35}>
          {short}
        </text>
        <text className="detail" x={16} y={51}>
          {detail}
        </text>
      </a>
    </g>
  );
});
