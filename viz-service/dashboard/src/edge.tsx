import { type KeyboardEvent, memo } from "react";
import { brief, millis, percent, rate, words } from "./format";
import { type Edge, goldenOfEdge, health, keyOf } from "./model";

export const NODE = { width: 196, height: 62 };
export const GAP = { x: 196, y: 38 };

export interface Box {
  x: number;
  y: number;
}

interface Props {
  edge: Edge;
  from: Box;
  to: Box;
  /** It leads to what stands further left. */
  back: boolean;
  most: number;
  dim: boolean;
  /** Without figures, unless something is wrong. */
  bare: boolean;
  on: boolean;
  choose: (id: string) => void;
  /** Given null: not at this any more. */
  point: (id: string | null) => void;
}

export const idOf = (edge: Edge): string => `${keyOf(edge.src)}>${keyOf(edge.dst)}`;
export const lineId = (id: string): string => `call:${id}`;

function wayOf({ from, to, back }: Props) {
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x - 7, y: to.y + NODE.height / 2 };
  const bend = back ? 90 : Math.max(40, (end.x - start.x) / 2);
  const dip = back ? NODE.height + GAP.y : 0;
  return {
    end,
    path: `M${start.x} ${start.y}C${start.x + bend} ${start.y + dip} ${end.x - bend} ${end.y + dip} ${end.x} ${end.y}`,
    middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 + dip * 0.75 },
  };
}

const classOf = (kind: string, { edge, dim, on }: Props): string =>
  [kind, health(goldenOfEdge(edge).success), edge.secured ? "" : "open", dim ? "dim" : "", on ? "on" : ""].join(" ");

/** The line itself. All lines are drawn below all figures: none crosses them. */
export const Wire = memo(function Wire(props: Props) {
  const { edge, most, bare, choose, point } = props;
  const { rps, requests } = goldenOfEdge(edge);
  const { end, path } = wayOf(props);
  const id = idOf(edge);
  return (
    <g className={classOf("line", props)} aria-hidden="true" onClick={() => choose(id)} onMouseEnter={() => point(id)} onMouseLeave={() => point(null)}>
      <title>{saidOf(edge)}</title>
      <path className="reach" d={path} />
      <path className="wire" d={path} strokeWidth={1.5 + 2.5 * Math.sqrt(rps / most)} />
      <path className="arrow" d={`M${end.x - 3} ${end.y - 5}l9 5l-9 5z`} />
      {requests > 0 && !bare && <path className="flow" d={path} />}
    </g>
  );
});

/** What is told of it, and the way to open it. */
export const Figures = memo(function Figures(props: Props & { pressed: boolean }) {
  const { edge, bare, pressed, choose, point } = props;
  const { rps, success, p99, requests } = goldenOfEdge(edge);
  const { middle } = wayOf(props);
  const id = idOf(edge);
  if (bare && edge.secured && !["bad", "warn"].includes(health(success))) return <g role="img" aria-label={saidOf(edge)} />;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(id);
  };
  return (
    <g id={lineId(id)} className={classOf("figures", props)} transform={`translate(${middle.x} ${middle.y})`} role="button" tabIndex={0} aria-pressed={pressed}
      onClick={() => choose(id)} onKeyDown={press} onMouseEnter={() => point(id)} onMouseLeave={() => point(null)}>
      <title>{`${saidOf(edge)}\nclient: ${brief(edge.clientId) || "unknown"}\nserver: ${brief(edge.serverId) || "unknown"}`}</title>
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
  );
});

function saidOf(edge: Edge): string {
  const { rps, success, p99, requests } = goldenOfEdge(edge);
  const how = requests > 0 ? `${rate(rps)} requests/s, ${percent(success)} succeed, p99 ${millis(p99)}` : "no requests in the last minute";
  return `${edge.src.name} calls ${edge.dst.name}: ${how}${edge.secured ? ", mutual TLS" : `, not secured: ${words(edge.noIdentityMsg)}`}`;
}
