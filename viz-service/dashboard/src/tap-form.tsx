import type { FormEvent, ReactNode } from "react";
import { isSystem, type Look } from "./model";
import { commandOf, type TapQuestion, USUAL_RPS } from "./tap-question";
import { giveToken, type Tap, type TapState, useToken } from "./tap-stream";

interface Props {
  what: "tap" | "top";
  look: Look;
  tap: Tap;
  /** Whether this server shows requests; null: not known yet. */
  here: boolean | null;
  question: TapQuestion;
  change(question: TapQuestion): void;
  start(): void;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** Whose requests, which of them, and the right to see them. */
export function TapForm({ what, look, tap, here, question, change, start }: Props) {
  const token = useToken();
  const running = tap.state !== "stopped";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start();
  };
  const set = (more: Partial<TapQuestion>) => change({ ...question, ...more });
  const to = question.to ? `${question.to_namespace || question.namespace}/${question.to}` : "";
  const send = (value: string) => {
    const [namespace = "", ...rest] = value.split("/");
    set({ to: rest.join("/"), to_namespace: namespace });
  };
  return (
    <>
      <form className="search tapping" role="search" aria-label="Requests" onSubmit={submit}>
        <Choice label="Namespace" value={question.namespace} set={(namespace) => set({ namespace, resource: "" })}>
          {namespacesOf(look, question.namespace).map((name) => <option key={name}>{name}</option>)}
        </Choice>
        <Choice label="Resource" value={question.resource} set={(resource) => set({ resource })}>
          <option value="">everything</option>
          <Resources look={look} namespace={question.namespace} chosen={question.resource} />
        </Choice>
        <Choice label="Sent to" value={to} set={send}>
          <option value="">whomever</option>
          <Receivers look={look} chosen={to} />
        </Choice>
        <Choice label="Method" value={question.method} set={(method) => set({ method })}>
          <option value="">any</option>
          {withChosen(METHODS, question.method).map((name) => <option key={name}>{name}</option>)}
        </Choice>
        <Text label="Path begins with" value={question.path} hint="/api" set={(path) => set({ path })} />
        <Text label="Authority is" value={question.authority} hint="web:8080" set={(authority) => set({ authority })} />
        <Text label="Per second at most" value={question.max_rps} hint={String(USUAL_RPS)} pattern="[0-9]{1,5}" set={(max_rps) => set({ max_rps })} />
        {here && (
          <label>
            Admin token
            <input type="password" value={token} required autoComplete="off" spellCheck={false} onChange={(event) => giveToken(event.target.value)} />
          </label>
        )}
        {here && <button type="submit" className="primary">{running ? "Ask anew" : "Start"}</button>}
        {here && running && <button type="button" onClick={tap.stop}>Stop</button>}
        {here && <State state={tap.state} />}
      </form>
      {tap.refusal && (
        <p className="banner" role="alert">
          {tap.refusal.text}
        </p>
      )}
      {here === false ? <Elsewhere what={what} question={question} /> : <Hint what={what} question={question} asked={token !== ""} />}
    </>
  );
}

/** In a cluster the page does not know, to the API server, who its reader is. */
function Elsewhere({ what, question }: { what: "tap" | "top"; question: TapQuestion }) {
  return (
    <section aria-label="How to see requests">
      <header><h2>Not on this page, in a cluster</h2></header>
      <p>
        Who may see requests is decided by the API server, for each user; this page is signed in as one that may only look at figures. In a
        terminal you are yourself:
      </p>
      <Command text={commandOf(what, question)} />
      <p className="quiet">
        It needs the right to <code>watch</code> the resource's <code>tap</code> in group <code>tap.linkerd.io</code>.
      </p>
    </section>
  );
}

function Hint({ what, question, asked }: { what: "tap" | "top"; question: TapQuestion; asked: boolean }) {
  return (
    <p className="hint">
      {!asked && (
        <>
          The token is in <code>run/admin-token</code> of the mesh's directory (<code>sudo cat ~/.linkerd2/mesh/run/admin-token</code>); this page
          forgets it when it is closed.{" "}
        </>
      )}
      <span className="command">In a terminal: <code>{commandOf(what, question)}</code></span>
    </p>
  );
}

const Command = ({ text }: { text: string }) => (
  <pre tabIndex={0} aria-label="Command">
    <code>{text}</code>
  </pre>
);

function State({ state }: { state: TapState }) {
  const text = { stopped: "", asking: "asking…", open: "looking", away: "no answer, trying again" }[state];
  return <span className={`state ${state}`} role="status">{text}</span>;
}

function Choice({ label, value, set, children }: { label: string; value: string; set(value: string): void; children: ReactNode }) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.target.value)}>{children}</select>
    </label>
  );
}

function Text({ label, value, set, hint, pattern }: { label: string; value: string; set(value: string): void; hint: string; pattern?: string }) {
  return (
    <label>
      {label}
      <input value={value} placeholder={hint} pattern={pattern} autoComplete="off" spellCheck={false} onChange={(event) => set(event.target.value)} />
    </label>
  );
}

function Resources({ look, namespace, chosen }: { look: Look; namespace: string; chosen: string }) {
  const workloads = look.mesh.workloads.filter(({ resource }) => resource.namespace === namespace && resource.type !== "pod");
  const pods = look.mesh.pods.filter((pod) => pod.row.resource.namespace === namespace);
  const known = [...workloads, ...pods.map((pod) => pod.row)].map(({ resource }) => `${resource.type}/${resource.name}`);
  return (
    <>
      {chosen && !known.includes(chosen) && <option>{chosen}</option>}
      <Group label="Workloads" rows={workloads} />
      <Group label="Pods" rows={pods.map((pod) => pod.row)} />
    </>
  );
}

function Group({ label, rows }: { label: string; rows: Look["mesh"]["workloads"] }) {
  if (rows.length === 0) return null;
  return (
    <optgroup label={label}>
      {rows.map(({ resource: { type, name }, meshedPodCount }) => (
        <option key={name} value={`${type}/${name}`} disabled={meshedPodCount === "0"}>
          {name}
          {meshedPodCount === "0" ? " (no sidecar)" : ""}
        </option>
      ))}
    </optgroup>
  );
}

function Receivers({ look, chosen }: { look: Look; chosen: string }) {
  const all = look.mesh.workloads.map(({ resource }) => resource);
  const known = all.map(({ namespace, type, name }) => `${namespace}/${type}/${name}`);
  return (
    <>
      {chosen && !known.includes(chosen) && <option>{chosen}</option>}
      {namespacesOf(look, "").map((each) => (
        <optgroup key={each} label={each}>
          {all.filter(({ namespace }) => namespace === each).map(({ namespace, type, name }) => (
            <option key={`${type}/${name}`} value={`${namespace}/${type}/${name}`}>{name}</option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

/** Applications first. */
function namespacesOf(look: Look, chosen: string): string[] {
  const names = new Set(look.mesh.workloads.map((row) => row.resource.namespace));
  if (chosen) names.add(chosen);
  return [...names].sort((a, b) => Number(isSystem(a)) - Number(isSystem(b)) || a.localeCompare(b));
}

const withChosen = (known: string[], chosen: string): string[] => (chosen && !known.includes(chosen) ? [chosen, ...known] : known);

/** With a namespace, if the address names none: the first that is an application's. */
export const completed = (question: TapQuestion, look: Look): TapQuestion =>
  question.namespace ? question : { ...question, namespace: namespacesOf(look, "")[0] ?? "" };
