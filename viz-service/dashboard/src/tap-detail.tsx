import { type KeyboardEvent, type ReactNode, useState } from "react";
import { bytesOf, grpcName, micros, words } from "./format";
import { NameLink } from "./parts";
import { Link } from "./router";
import { Said } from "./said";
import { addressOf, type End, type Header, ownerOf, routeOf, type Tapped, traceOf } from "./tap-model";

const WIDTH = 1000;

/** All that is told of one request. */
export function TapDetail({ request, close }: { request: Tapped; close(): void }) {
  const { answer, ended } = request;
  const trace = traceOf(request.headers);
  const press = (event: KeyboardEvent) => event.key === "Escape" && close();
  return (
    <section aria-label="Request" className="detail" onKeyDown={press}>
      <header>
        <h2>
          {request.method} {request.path}
        </h2>
        <button type="button" onClick={close} aria-keyshortcuts="Escape">Close</button>
      </header>
      <dl className="said">
        <Said name="Status">{statusText(request)}</Said>
        {ended && ended.grpcStatus !== null && <Said name="gRPC status">{`${grpcName(String(ended.grpcStatus))} (${ended.grpcStatus})`}</Said>}
        <Said name="Answer began after">{answer ? micros(answer.afterMicros) : "no answer yet"}</Said>
        <Said name="Ended after">{ended ? micros(ended.tookMicros) : "still open"}</Said>
        {ended && <Said name="Body of the answer">{bytesOf(ended.bytes)}</Said>}
        {trace && (
          <Said name="Trace">
            <Link href={`/traces/${trace}`}>{trace.slice(0, 16)}…</Link>
          </Said>
        )}
      </dl>
      <Times request={request} />
      <h3>Between whom</h3>
      <dl className="said">
        <Party name="From" end={request.source} />
        <Party name="To" end={request.destination} />
        <Said name="Authority">{request.authority || "–"}</Said>
        <Said name="Told by">{request.side === "INBOUND" ? "the receiver's sidecar" : "the sender's sidecar"}</Said>
        <Said name="Security">{security(request)}</Said>
        <Said name="Route">{routeOf(request) || "none"}</Said>
        {request.destination.metadata.authz_name && <Said name="Let in by">{request.destination.metadata.authz_name}</Said>}
      </dl>
      <Headers title="Headers of the request" headers={request.headers} />
      <Headers title="Headers of the answer" headers={answer?.headers ?? []} />
      {ended && ended.trailers.length > 0 && <Headers title="Trailers" headers={ended.trailers} />}
      <p className="quiet note">Headers that hold secrets, such as authorization and cookie, are not shown.</p>
      <Labels request={request} />
    </section>
  );
}

function statusText({ answer, ended }: Tapped): string {
  if (ended && ended.reset !== null) return `${answer ? `HTTP ${answer.status}, ` : ""}broken off (HTTP/2 error ${ended.reset})`;
  if (answer) return `HTTP ${answer.status}`;
  return ended ? "no answer" : "waiting for an answer";
}

function security({ side, source, destination }: Tapped): ReactNode {
  const tls = (side === "INBOUND" ? source : destination).metadata.tls ?? "";
  if (tls === "true") return <span className="tag good">mutual TLS</span>;
  return <span className="tag warn">{words(tls) || "not told"}</span>;
}

/** How long it waited for an answer, and how long that took to arrive. */
function Times({ request: { answer, ended } }: { request: Tapped }) {
  if (!answer || !ended) return null;
  const total = Math.max(1, ended.tookMicros);
  const waited = Math.min(WIDTH, (answer.afterMicros / total) * WIDTH);
  return (
    <figure className="times">
      <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" role="img"
        aria-label={`waited ${micros(answer.afterMicros)} for the answer, which took ${micros(ended.tookMicros - answer.afterMicros)}`}>
        <rect className="wait" x={0} width={waited} y={0} height={10} />
        <rect className="body" x={waited} width={WIDTH - waited} y={0} height={10} />
      </svg>
      <figcaption>
        <span className="wait">waiting {micros(answer.afterMicros)}</span>
        <span className="body">answering {micros(ended.tookMicros - answer.afterMicros)}</span>
      </figcaption>
    </figure>
  );
}

function Party({ name, end }: { name: string; end: End }) {
  const { client_id: client, server_id: server, serviceaccount: account, pod } = end.metadata;
  return (
    <Said name={name}>
      <NameLink name={ownerOf(end)} />
      <span className="quiet block">{[pod, addressOf(end)].filter(Boolean).join(" · ")}</span>
      {(client || server || account) && <span className="quiet block">{client || server || `service account ${account}`}</span>}
    </Said>
  );
}

function Headers({ title, headers }: { title: string; headers: Header[] }) {
  return (
    <>
      <h3>{title}</h3>
      {headers.length === 0 ? (
        <p className="quiet">none</p>
      ) : (
        <dl className="said headers">
          {headers.map((header, at) => (
            <Said key={at} name={header.name}>{header.valueStr ?? `${header.valueBin} (base 64)`}</Said>
          ))}
        </dl>
      )}
    </>
  );
}

/** What else the sidecar says. */
function Labels({ request }: { request: Tapped }) {
  const [open, setOpen] = useState(false);
  const of = (prefix: string, labels: Record<string, string>) => Object.entries(labels).map(([name, value]) => [`${prefix}${name}`, value] as const);
  const all = [...of("src_", request.source.metadata), ...of("dst_", request.destination.metadata), ...of("rt_", request.route)];
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All {all.length} labels</summary>
      <dl className="said headers">
        {all.toSorted(([a], [b]) => a.localeCompare(b)).map(([name, value]) => <Said key={name} name={name}>{value}</Said>)}
      </dl>
    </details>
  );
}
