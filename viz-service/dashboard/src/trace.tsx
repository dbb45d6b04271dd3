import { micros } from "./format";
import type { Look } from "./model";
import { Section, Tile } from "./parts";
import { Link } from "./router";
import { Said } from "./said";
import { barOf, isBeheaded, type Span, type Tone, toneOf, useTrace, type Whole } from "./trace-model";
import { Result, TellerLink } from "./traces";

const WIDTH = 1000;
const DEEPEST = 12;

/** One request's way through the mesh: each span below the one that caused it, on one time line. */
export function TracePage({ look, id }: { look: Look; id: string }) {
  const { answer: trace, refusal } = useTrace(id);
  return (
    <>
      <p className="path">
        <Link href="/traces">Traces</Link> / {id}
      </p>
      <h1>{trace?.spans[0]?.name ?? "Trace"}</h1>
      {trace && <Waterfall look={look} trace={trace} />}
      {refusal && <p className="nothing">{refusal === "gone" ? "No span of this trace is kept: it is older than what is kept, or none came yet." : refusal}</p>}
      {!trace && !refusal && <p className="nothing">Looking for it…</p>}
    </>
  );
}

function Waterfall({ look, trace }: { look: Look; trace: Whole }) {
  const toned = (tone: Tone) => trace.spans.filter((span) => toneOf(span) === tone).length;
  const [failed, refused] = [toned("bad"), toned("warn")];
  return (
    <>
      <dl className="tiles">
        <Tile label="Took" value={micros(trace.durationMicros)} note={new Date(trace.start).toLocaleString()} />
        <Tile label="Spans" value={trace.spans.length} note="two for each hop: who asks and who answers" />
        <Tile label="Failed" value={failed} tone={failed > 0 ? "bad" : ""} note={failed === 1 ? "span" : "spans"} />
        <Tile label="Refused" value={refused} tone={refused > 0 ? "warn" : ""} note="spans with a 4xx" />
      </dl>
      {isBeheaded(trace) && (
        <p className="hint" role="status">
          What caused the first of these spans was not told: whoever asked sends no spans, or will within ten seconds.
        </p>
      )}
      <Section title="Spans" note="As the sidecars tell. Open one for what else it says.">
        <div className="scroll">
          <table aria-label="Spans" className="waterfall">
            <thead>
              <tr>
                <th scope="col">Span</th>
                <th scope="col">Result</th>
                <th scope="col" className="timeline">
                  Time line
                  <span className="scale" aria-hidden="true">
                    {[0, 0.25, 0.5, 0.75, 1].map((share) => <span key={share}>{share === 0 ? "0" : micros(Math.round(trace.durationMicros * share))}</span>)}
                  </span>
                </th>
                <th scope="col" className="number">Took</th>
              </tr>
            </thead>
            <tbody>
              {trace.spans.map((span) => (
                <Row key={span.spanId} look={look} trace={trace} span={span} />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  );
}

function Row({ look, trace, span }: { look: Look; trace: Whole; span: Span }) {
  const bar = barOf(span, trace.durationMicros, WIDTH);
  return (
    <tr>
      <td data-title="Span" className={`depth-${Math.min(span.depth, DEEPEST)}`}>
        <TellerLink look={look} teller={span.workload} /> <span className="quiet">{wordOf(span.kind)}</span>
        <details>
          <summary>{span.name || "(no name)"}</summary>
          <dl>
            <Said name="began after">{micros(span.startMicros)}</Said>
            <Said name="service.name">{span.service}</Said>
            {Object.entries(span.attributes).toSorted().map(([name, value]) => <Said key={name} name={name}>{value}</Said>)}
            <Said name="span">{span.spanId}</Said>
            <Said name="parent">{span.parentId ?? "none: the trace begins here"}</Said>
          </dl>
        </details>
      </td>
      <td data-title="Result"><Result failed={span.failed} status={span.status} /></td>
      <td data-title="Time line" className="timeline">
        <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" role="img" aria-label={`from ${micros(span.startMicros)} for ${micros(span.durationMicros)}`}>
          <rect className={toneOf(span) === "good" ? span.kind : toneOf(span)} x={bar.x} width={bar.width} y={0} height={10} rx={2} />
        </svg>
      </td>
      <td data-title="Took" className="number">{micros(span.durationMicros)}</td>
    </tr>
  );
}

const WORDS: Record<string, string> = { client: "asks", server: "answers", producer: "sends", consumer: "takes", internal: "does" };
const wordOf = (kind: string): string => WORDS[kind] ?? kind;
