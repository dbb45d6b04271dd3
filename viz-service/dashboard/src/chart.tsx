import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { about, ago } from "./format";

export interface Line {
  label: string;
  tone: string;
  values: (number | null)[];
}

interface Props {
  title: string;
  lines: Line[];
  stepSeconds: number;
  format: (value: number) => string;
  /** The top of the scale, if it is not the highest value. */
  top?: number;
  bottom?: number;
}

const WIDTH = 480;
const HEIGHT = 120;
/** A narrower gap before the first value has no room for words. */
const LEAST_GAP = 0.2;

/** Time runs to the right and ends now; arrow keys walk through it. A gap is time nobody watched. */
export function Chart({ title, lines, stepSeconds, format, top, bottom = 0 }: Props) {
  const [picked, setPicked] = useState<number | null>(null);
  const count = Math.max(2, ...lines.map((line) => line.values.length));
  const seen = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const high = top ?? nice(Math.max(...seen, 0));
  const x = (at: number) => (at / (count - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - ((Math.max(bottom, Math.min(high, value)) - bottom) / (high - bottom || 1)) * HEIGHT;
  const first = firstSeen(lines);
  const shown = Math.min(picked ?? lastSeen(lines), count - 1);
  const secondsAgo = (at: number) => Math.round((count - 1 - at) * stepSeconds);
  const when = picked === null || secondsAgo(shown) === 0 ? "now" : ago(secondsAgo(shown));
  const told = lines.map(({ label, values }) => `${label} ${figure(values[shown], format)}`.trim()).join(", ");
  const pick = (at: number) => setPicked(Math.max(0, Math.min(count - 1, at)));
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    pick(Math.round(((event.clientX - box.left) / box.width) * (count - 1)));
  };
  const press = (event: KeyboardEvent) => {
    const ways: Record<string, number> = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: first ?? 0, End: count - 1 };
    const to = ways[event.key];
    if (event.key === "Escape") setPicked(null);
    if (to === undefined) return;
    event.preventDefault();
    pick(to);
  };
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        <span className="when">{when}</span>
        <span className="legend">
          {lines.map(({ label, tone, values }) => (
            <span key={label} className={`tone ${tone}`}>
              {label && <i>{label}</i>} {figure(values[shown], format)}
            </span>
          ))}
        </span>
      </figcaption>
      <div className="plot">
        <span className="axis high">{format(high)}</span>
        <span className="axis low">{format(bottom)}</span>
        {(first === null || first / (count - 1) >= LEAST_GAP) && <Unseen share={first === null ? 1 : first / (count - 1)} />}
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="slider"
          tabIndex={0}
          aria-label={`${title}, ${first === null ? "nothing seen" : `seen for ${secondsAgo(first)} s`}`}
          aria-valuemin={-secondsAgo(0)}
          aria-valuemax={0}
          aria-valuenow={-secondsAgo(shown)}
          aria-valuetext={`${when}: ${told}`}
          onPointerMove={point}
          onPointerLeave={() => setPicked(null)}
          onKeyDown={press}
          onBlur={() => setPicked(null)}
        >
          {[0, 0.5, 1].map((share) => (
            <line key={share} className="grid" x1={0} x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} />
          ))}
          {lines.map(({ label, tone, values }, at) =>
            runs(values).map((run) => {
              const path = run.map(([i, value]) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
              const [begin, end] = [run[0]![0], run[run.length - 1]![0]];
              return (
                <g key={`${label} ${begin}`} className={`tone ${tone}`}>
                  {at === 0 && <path className="area" d={`M${x(begin)} ${HEIGHT}L${path}L${x(end)} ${HEIGHT}Z`} />}
                  <path className="curve" d={`M${path}${run.length === 1 ? "h1" : ""}`} />
                </g>
              );
            }),
          )}
          {picked !== null && <line className="cross" x1={x(shown)} x2={x(shown)} y1={0} y2={HEIGHT} />}
        </svg>
      </div>
      <p className="times-axis" aria-hidden="true">
        <span>{about(secondsAgo(0))}</span>
        <span>{about(Math.round(secondsAgo(0) / 2))}</span>
        <span>now</span>
      </p>
    </figure>
  );
}

/** Over the stretch before the first value: an empty plot could be taken for zero. */
function Unseen({ share }: { share: number }) {
  return (
    <span className="unseen" style={{ width: `${(share * 100).toFixed(1)}%` }} aria-hidden="true">
      <span>nothing seen</span>
    </span>
  );
}

const figure = (value: number | null | undefined, format: (value: number) => string): string => (value === null || value === undefined ? "–" : format(value));

const isSeen = (lines: Line[], at: number): boolean => lines.some((line) => line.values[at] !== null && line.values[at] !== undefined);

function lastSeen(lines: Line[]): number {
  const length = Math.max(0, ...lines.map((line) => line.values.length));
  for (let at = length - 1; at >= 0; at--) {
    if (isSeen(lines, at)) return at;
  }
  return Math.max(0, length - 1);
}

/** Where what was seen begins; null: nowhere. */
export function firstSeen(lines: Line[]): number | null {
  const length = Math.max(0, ...lines.map((line) => line.values.length));
  const first = Array.from({ length }, (_, at) => at).find((at) => isSeen(lines, at));
  return first ?? null;
}

/** Stretches without a gap, as pairs of place and value. */
export function runs(values: (number | null)[]): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const open = found[found.length - 1];
    if (open && open[open.length - 1]![0] === at - 1) open.push([at, value]);
    else found.push([[at, value]]);
  });
  return found;
}

/** The next of 1, 2, 5 times a power of ten. */
export function nice(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
