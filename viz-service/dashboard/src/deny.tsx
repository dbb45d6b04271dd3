import { useState } from "react";
import { type Said, useAnswer } from "./answers";
import { brief, rate } from "./format";
import { isSystem, perSecond } from "./model";
import { NameLink, Refusal, Section } from "./parts";
import { type Caller, type DefaultDeny, type DefaultPort, idOf, isKeepable, manifestOf, ruleOf } from "./policy-model";

const FIRST = 20;

/** Who would be turned away if nobody were let in but by name, and what would keep them. */
export function DefaultDenySection({ at, wanted }: { at: Date | null; wanted: (text: string) => boolean }) {
  const said = useAnswer<DefaultDeny>("/api/default-deny", at);
  const ports = (said.answer?.ok.ports ?? []).filter(
    (port) => !isSystem(port.workload.namespace) && wanted([`${port.workload.namespace}/${port.workload.name}`, port.server, port.policy, ...port.callers.map(nameOf)].join(" ")),
  );
  const [all, setAll] = useState(false);
  return (
    <Section title="If the default became deny" note="Who is let in today by a default alone, of those who came in the last minute or are connected still. Health checks and whom an authorization names would stay.">
      <Refusal said={said} />
      {ports.length === 0 ? (
        <Nobody said={said} />
      ) : (
        <ul className="doors" aria-label="Ports that a default opens">
          {(all ? ports : ports.slice(0, FIRST)).map((port) => (
            <Door key={idOf(port)} port={port} />
          ))}
        </ul>
      )}
      {ports.length > FIRST && !all && (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show all {ports.length}
        </button>
      )}
    </Section>
  );
}

function Nobody({ said }: { said: Said<DefaultDeny> }) {
  return <p className={`nothing ${said.answer ? "calm" : ""}`}>{said.answer ? "Nobody would lose access: nothing is let in by a default." : "Asking…"}</p>;
}

function Door({ port }: { port: DefaultPort }) {
  const [open, setOpen] = useState(false);
  const { namespace, name } = port.workload;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="who">
            <span className="quiet">{namespace}/</span>
            {name} <span className="quiet">port {port.port}</span>
          </span>
          <span className="quiet">{ruleOf(port)}</span>
          <span className="lost">
            <b>{port.callers.length}</b> {port.callers.length === 1 ? "caller" : "callers"} would be turned away
          </span>
        </summary>
        {open && <Keep port={port} />}
      </details>
    </li>
  );
}

function Keep({ port }: { port: DefaultPort }) {
  const nameless = port.callers.some((caller) => caller.clientId === "");
  return (
    <div className="keep">
      <div>
        <h3>
          Callers of <NameLink name={port.workload} />
        </h3>
        <ul className="callers">
          {port.callers.map((caller) => (
            <li key={`${caller.clientId} ${caller.tls}`}>
              <Who caller={caller} /> <span className="quiet">{howOften(caller, port)}</span>
            </li>
          ))}
        </ul>
        {nameless && (
          <p className="quiet">
            Who proves nothing cannot be named: give it a sidecar, or let its network in with a NetworkAuthentication.
          </p>
        )}
        {port.alsoSelected.length > 0 && port.server === "" && (
          <p className="bad">
            The labels below also select {port.alsoSelected.map((other) => other.name).join(", ")}: give the pods a label of their own first.
          </p>
        )}
      </div>
      {isKeepable(port) ? <Manifest text={manifestOf(port)} isNew={port.server === ""} /> : <NoManifest port={port} />}
    </div>
  );
}

function Manifest({ text, isNew }: { text: string; isNew: boolean }) {
  const [copied, setCopied] = useState(false);
  return (
    <div>
      <h3>
        What would keep them
        {"clipboard" in navigator && (
          <button type="button" className="more" onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true), () => {})}>
            <span role="status">{copied ? "Copied" : "Copy"}</span>
          </button>
        )}
      </h3>
      <pre tabIndex={0} role="region" aria-label="Manifests">
        {text}
      </pre>
      <p className="quiet">
        {isNew
          ? "A Server turns away at once whom no authorization names. This names who came in the last minute: add who comes less often before you apply it."
          : "This names who came in the last minute: add who comes less often before accessPolicy becomes deny."}
      </p>
    </div>
  );
}

function NoManifest({ port }: { port: DefaultPort }) {
  const unlabelled = port.server === "" && Object.keys(port.matchLabels).length === 0;
  return <p className="quiet">{unlabelled ? "No manifest can select this workload: its pods have no labels of their own." : "None of them proves an identity that a manifest could name."}</p>;
}

const nameOf = (caller: Caller): string => caller.workloads.map((workload) => workload.name).join(" ") || caller.clientId;

function Who({ caller }: { caller: Caller }) {
  if (caller.clientId === "") return <span className="tag warn">{caller.tls ? "TLS, no identity" : "plaintext, no identity"}</span>;
  if (caller.workloads.length === 0) return <span title={caller.clientId}>{brief(caller.clientId)}</span>;
  return caller.workloads.map((workload, index) => (
    <span key={workload.name} title={caller.clientId}>
      {index > 0 && ", "}
      <NameLink name={workload} />
    </span>
  ));
}

function howOften(caller: Caller, port: DefaultPort): string {
  const what = port.protocol === "http" ? "requests" : "connections";
  const said = [
    ...(caller.count === "0" ? [] : [`${rate(perSecond(caller.count, caller.observedSeconds))} ${what}/s`]),
    ...(caller.openConnections === "0" ? [] : [`${caller.openConnections} open`]),
  ];
  return said.join(", ");
}
