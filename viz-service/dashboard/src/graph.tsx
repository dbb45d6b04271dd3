import { type KeyboardEvent, memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import { brief, millis, percent, rate, words } from "./format";
import { layout, type Placed } from "./layout";
import { type Edge, goldenOfEdge, goldenOfRow, health, keyOf, type Name, type Row } from "./model";
import { go, hrefOf } from "./router";

const NODE = { width: 196, height: 62 };
const GAP = { x: 196, y: 38 };
const MARGIN = 28;
/** With more edges than that figures hide each other: only what is wrong, and what is pointed at, tells its own. */
const DENSE = 150;

interface Props {
  rows: Row[];
  edges: Edge[];
}

/**
 * Who calls whom. The thicker the line, the more requests; the dots on it move only while there are some. Lines and nodes are
 * drawn again only where something changed: pointing at one of a thousand must not draw the others.
 */
export function Graph({ rows, edges }: Props) {
  const [focus, setFocus] = useState<string | null>(null);
  const rowOf = useMemo(() => new Map(rows.map((row) => [keyOf(row.resource), row])), [rows]);
  // A new look with the same names is laid out as before.
  const shape = edges.map((edge) => `${keyOf(edge.src)} ${keyOf(edge.dst)}`).join("\n");
  const names = [...rowOf.keys()].join("\n");
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

  return (
    <div ref={frame} className="graph" tabIndex={0} role="region" aria-label="Topology: scrolls when it is larger than the page">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label="Who calls whom">
        {edges.map((edge) => {
          const [src, dst] = [keyOf(edge.src), keyOf(edge.dst)];
          const [from, to] = [boxes.get(src), boxes.get(dst)];
          if (!from || !to) return null;
          const back = (at.get(dst)?.column ?? 0) <= (at.get(src)?.column ?? 0);
          return <Line key={`${src} ${dst}`} edge={edge} from={from} to={to} back={back} most={most} dim={focus !== null && !isNear(edge)} bare={dense && !isNear(edge)} />;
        })}
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

interface Box {
  x: number;
  y: number;
}

interface LineProps {
  edge: Edge;
  from: Box;
  to: Box;
  back: boolean;
  most: number;
  dim: boolean;
  /** Without figures, unless something is wrong. */
  bare: boolean;
}

const Line = memo(function Line({ edge, from, to, back, most, dim, bare }: LineProps) {
  const { rps, success, p99, requests } = goldenOfEdge(edge);
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x - 7, y: to.y + NODE.height / 2 };
  const bend = back ? 90 : Math.max(40, (end.x - start.x) / 2);
  const dip = back ? NODE.height + GAP.y : 0;
  const path = `M${start.x} ${start.y}C${start.x + bend} ${start.y + dip} ${end.x - bend} ${end.y + dip} ${end.x} ${end.y}`;
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 + dip * 0.75 };
  const state = health(success);
  const said =
    `${edge.src.name} calls ${edge.dst.name}: ` +
    (requests > 0 ? `${rate(rps)} requests/s, ${percent(success)} succeed, p99 ${millis(p99)}` : "no requests in the last minute") +
    (edge.secured ? ", mutual TLS" : `, not secured: ${words(edge.noIdentityMsg)}`);
  return (
    <g className={`line ${state} ${edge.secured ? "" : "open"} ${dim ? "dim" : ""}`} role="img" aria-label={said}>
      <title>{`${said}\nclient: ${brief(edge.clientId) || "unknown"}\nserver: ${brief(edge.serverId) || "unknown"}`}</title>
      <path className="wire" d={path} strokeWidth={1.5 + 2.5 * Math.sqrt(rps / most)} />
      <path className="arrow" d={`M${end.x - 3} ${end.y - 5}l9 5l-9 5z`} />
      {requests > 0 && !bare && <path className="flow" d={path} />}
      {(!bare || state === "bad" || state === "warn" || !edge.secured) && (
        <g transform={`translate(${middle.x} ${middle.y})`}>
          <rect className="plate" x={-52} y={-19} width={104} height={38} rx={9} />
          <g transform="translate(-43 -13)" className="lock">
            {edge.secured ? (
              <path d="M2.5 5.5V4a2.5 2.5 0 0 1 5 0v1.5M1 5.5h8V11H1z" />
            ) : (
              <path d="M2.5 5.5V3.5a2.5 2.5 0 0 1 4.6-1.4M1 5.5h8V11H1z" />
            )}
          </g>
          <text className="figure" x={7} y={-3.5} textAnchor="middle">
            {requests > 0 ? `${rate(rps)} rps` : "idle"}
          </text>
          <text className="detail" x={0} y={12} textAnchor="middle">
            {requests > 0 ? `${percent(success)} · ${millis(p99)}` : "no requests"}
          </text>
        </g>
      )}
    </g>
  );
});

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
