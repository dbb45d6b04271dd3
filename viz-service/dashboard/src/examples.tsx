import { useEffect, useState } from "react";
import { EVERYTHING, type Wanted } from "./failures";
import type { Look } from "./model";
import { Section } from "./parts";
import { Link } from "./router";
import { Table } from "./table";
import { queryOf, questionOf, useSearch } from "./trace-model";
import { traceColumns } from "./traces";

export const EXAMPLES = "examples";
const AGAIN_MILLIS = 5000;
const MOST = 10;

interface Props {
  look: Look;
  wanted: Wanted;
  want(wanted: Wanted): void;
}

/** Requests that failed, or were refused, of those whose traces are kept. */
export function Examples(props: Props) {
  return (
    <div id={EXAMPLES} tabIndex={-1} className="target">
      <Found key={JSON.stringify(props.wanted)} {...props} />
    </div>
  );
}

function Found({ look, wanted, want }: Props) {
  const [asked, ask] = useState(() => questionAbout(wanted));
  useEffect(() => {
    const timer = window.setInterval(() => ask(questionAbout(wanted)), AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [wanted]);
  const { answer, refusal } = useSearch(asked);
  const chosen = Object.entries(wanted).filter(([, value]) => value);
  return (
    <Section title="Example requests" note={<>The newest that failed at one of their sidecars, as kept. <Link href={`/traces${queryOf(asked)}`}>Search traces</Link></>}>
      {chosen.length > 0 && (
        <p className="chosen">
          Only of {chosen.map(([name, value]) => <span key={name} className="tag">{name} {value}</span>)}{" "}
          <button type="button" onClick={() => want(EVERYTHING)}>Show all</button>
        </p>
      )}
      {refusal && <p className="banner" role="alert">{refusal}</p>}
      <Table label="Example requests" rows={answer?.traces.slice(0, MOST) ?? []} id={(trace) => trace.traceId} columns={traceColumns(look)}
        empty={answer ? "No trace of such a request is kept. Sidecars send theirs every ten seconds." : "Searching…"} />
    </Section>
  );
}

const questionAbout = (wanted: Wanted) => ({ ...questionOf(""), ...wanted, errors: "true" });
