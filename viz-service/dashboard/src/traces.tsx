import { type FormEvent, useState } from "react";
import { micros } from "./format";
import type { Look } from "./model";
import { NameLink, Section } from "./parts";
import { go, Link } from "./router";
import { type Column, Table } from "./table";
import { type Question, queryOf, questionOf, type Summary, type Teller, toneOf, useSearch } from "./trace-model";

/** Which requests went through the mesh, and how: those that are kept. */
export function TracesPage({ look }: { look: Look }) {
  const [question, setQuestion] = useState(() => questionOf(location.search));
  const { answer, refusal, at } = useSearch(question);
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    const wanted = questionOf(new URLSearchParams(asked).toString());
    go(`/traces${queryOf(wanted)}`);
    setQuestion({ ...wanted });
  };
  return (
    <>
      <h1>Traces</h1>
      <form className="search" role="search" aria-label="Traces" onSubmit={search}>
        <Field name="namespace" label="Namespace" value={question.namespace} hint="any" known={look.mesh.workloads.map(({ resource }) => resource.namespace)} />
        <Field name="workload" label="Workload" value={question.workload} hint="any" known={look.mesh.workloads.map(({ resource }) => resource.name)} />
        <Field name="path" label="Path begins with" value={question.path} hint="/api" />
        <Field name="min_duration" label="Took at least" value={question.min_duration} hint="250ms" />
        <Field name="status" label="HTTP status" value={question.status} hint="503" />
        <label>
          Began
          <select name="since" defaultValue={question.since}>
            <option value="">whenever</option>
            <option value="1m">in the last minute</option>
            <option value="5m">in the last 5 minutes</option>
            <option value="15m">in the last 15 minutes</option>
            <option value="1h">in the last hour</option>
          </select>
        </label>
        <label className="check">
          <input type="checkbox" name="errors" value="true" defaultChecked={question.errors === "true"} /> Only failed
        </label>
        <button type="submit" className="primary">Search</button>
      </form>
      {refusal && (
        <p className="banner" role="alert">
          {refusal}
        </p>
      )}
      {answer && (
        <Section title="Found" note={`The newest first${at ? `, as of ${at.toLocaleTimeString()}` : ""}. ${answer.spansKept.toLocaleString("en")} spans are kept; sidecars send theirs every ten seconds.`}>
          <Table label="Traces" rows={answer.traces} id={(trace) => trace.traceId} columns={traceColumns(look)}
            empty={answer.spansKept === 0 ? "No spans are kept yet: none came from the sidecars since viz-service started." : "No trace is like that."} />
        </Section>
      )}
      {!answer && !refusal && <p className="nothing">Searching…</p>}
    </>
  );
}

/** `known`: what is offered to choose from; anything may be typed. */
function Field({ name, label, value, hint, known = [] }: { name: keyof Question; label: string; value: string; hint: string; known?: string[] }) {
  const list = known.length > 0 ? `known-${name}` : undefined;
  return (
    <label>
      {label}
      <input name={name} defaultValue={value} placeholder={hint} autoComplete="off" spellCheck={false} list={list} />
      {list && (
        <datalist id={list}>
          {[...new Set(known)].sort().map((each) => <option key={each} value={each} />)}
        </datalist>
      )}
    </label>
  );
}

export function traceColumns(look: Look): Column<Summary>[] {
  return [
    { title: "Trace", by: (trace) => trace.name, cell: (trace) => <Link href={`/traces/${trace.traceId}`}>{trace.name || "(no name)"}</Link> },
    { title: "Through", by: (trace) => trace.workloads.length, cell: (trace) => <Through look={look} tellers={trace.workloads} /> },
    { title: "Result", by: (trace) => (trace.failed ? 1 : 0), cell: (trace) => <Result failed={trace.failed} status={trace.status} /> },
    { title: "Spans", number: true, by: (trace) => trace.spans, cell: (trace) => trace.spans },
    { title: "Took", number: true, by: (trace) => trace.durationMicros, cell: (trace) => micros(trace.durationMicros) },
    { title: "Began", number: true, by: (trace) => trace.start, cell: (trace) => <time dateTime={trace.start}>{new Date(trace.start).toLocaleTimeString()}</time> },
  ];
}

function Through({ look, tellers }: { look: Look; tellers: Teller[] }) {
  return tellers.map((teller, at) => (
    <span key={`${teller.namespace}/${teller.name}`}>
      {at > 0 && <span className="quiet"> → </span>}
      <TellerLink look={look} teller={teller} />
    </span>
  ));
}

export function TellerLink({ look, teller }: { look: Look; teller: Teller }) {
  const known = look.mesh.workloads.find(({ resource }) => resource.namespace === teller.namespace && resource.name === teller.name);
  if (known) return <NameLink name={known.resource} />;
  return <>{[teller.namespace, teller.name].filter(Boolean).join("/") || "unknown"}</>;
}

export function Result(of: { failed: boolean; status: number | null }) {
  const tone = toneOf(of);
  const how = { good: [], warn: ["refused"], bad: ["failed"] }[tone];
  return <span className={`tag ${tone}`}>{[...how, of.status ? `HTTP ${of.status}` : "no status"].join(" · ")}</span>;
}
