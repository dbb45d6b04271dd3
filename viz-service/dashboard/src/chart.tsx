import { type PointerEvent, useState } from "react";

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

/** Time runs to the right and ends now. A gap is time nobody watched. */
export function Chart({ title, lines, stepSeconds, format, top, bottom = 0 }: Props) {
  const [hover, setHover] = useState<number | null>(null);
  const count = Math.max(2, ...lines.map((line) => line.values.length));
  const seen = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const high = top ?? nice(Math.max(...seen, 0));
  const x = (at: number) => (at / (count - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - ((Math.max(bottom, Math.min(high, value)) - bottom) / (high - bottom || 1)) * HEIGHT;
  const shown = hover ?? lastSeen(lines);
  const ago = Math.round((count - 1 - shown) * stepSeconds);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setHover(Math.max(0, Math.min(count - 1, Math.round(((event.clientX - box.left) / box.width) * (count - 1)))));
  };
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        <span className="when">{hover === null || ago === 0 ? "now" : `${ago} s ago`}</span>
        <span className="legend">
          {lines.map(({ label, tone, values }) => (
            <span key={label} className={`tone ${tone}`}>
              {label && <i>{label}</i>} {values[shown] === null || values[shown] === undefined ? "–" : format(values[shown])}
            </span>
          ))}
        </span>
      </figcaption>
      <div className="plot">
        <span className="axis high">{format(high)}</span>
        <span className="axis low">{format(bottom)}</span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title} over the last ${Math.round((count * stepSeconds) / 60)} minutes`}
          onPointerMove={point}
          onPointerLeave={() => setHover(null)}
        >
          {[0, 0.5, 1].map((share) => (
            <line key={share} className="grid" x1={0} x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} />
          ))}
          {lines.map(({ label, tone, values }, at) =>
            runs(values).map((run) => {
              const path = run.map(([i, value]) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
              const [first, last] = [run[0]![0], run[run.length - 1]![0]];
              return (
                <g key={`${label} ${first}`} className={`tone ${tone}`}>
                  {at === 0 && <path className="area" d={`M${x(first)} ${HEIGHT}L${path}L${x(last)} ${HEIGHT}Z`} />}
                  <path className="curve" d={`M${path}${run.length === 1 ? "h1" : ""}`} />
                </g>
              );
            }),
          )}
          {hover !== null && <line className="cross" x1={x(hover)} x2={x(hover)} y1={0} y2={HEIGHT} />}
        </svg>
      </div>
    </figure>
  );
}

function lastSeen(lines: Line[]): number {
  const length = Math.max(0, ...lines.map((line) => line.values.length));
  for (let at = length - 1; at >= 0; at--) {
    if (lines.some((line) => line.values[at] !== null && line.values[at] !== undefined)) return at;
  }
  return Math.max(0, length - 1);
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
