import { useEffect, useState } from "react";
import { Examples, EXAMPLES } from "./examples";
import { cause, ofApplications, type Troubled, troubled, type Wanted, wantedOfFailure, wantedOfRoute, wantedOfWorkload } from "./failures";
import { brief, rate } from "./format";
import { type Failure, goldenOfRow, keyOf, type Look, perSecond, type RouteFailure, same } from "./model";
import { NameLink, Section, Tile } from "./parts";
import { type Column, Table } from "./table";
import { tapQueryOf } from "./tap-question";
import { questionOf } from "./trace-model";

/** What failed in the last minute, the most frequent first: where, by which route, and why. */
export function ErrorsPage({ look }: { look: Look }) {
  const [system, setSystem] = useState(() => new URLSearchParams(location.search).get("system") === "true");
  const mesh = system ? look.mesh : ofApplications(look.mesh);
  const [wanted, setWanted] = useState<Wanted>(() => wantedOfAddress());
  useEffect(() => history.replaceState(null, "", `/errors${tapQueryOf({}, { ...wanted, system: system ? "true" : "" })}`), [wanted, system]);
  const want = (chosen: Wanted) => {
    setWanted(chosen);
    document.getElementById(EXAMPLES)?.focus();
  };
  const workloads = troubled(mesh);
  const inbound = mesh.failures.filter((failure) => failure.direction === "inbound");
  const outbound = mesh.failures.filter((failure) => !failure.refused && failure.direction === "outbound");
  const failed = workloads.reduce((sum, each) => sum + each.failed, 0);
  const refused = workloads.reduce((sum, each) => sum + each.refused, 0);
  const first = mesh.routeFailures[0];
  return (
    <>
      <h1>Errors</h1>
      <dl className="tiles">
        <Tile label="Failed" value={failed.toLocaleString("en")} tone={failed > 0 ? "bad" : "good"} note="a server's 5xx, a failed gRPC status, or no answer" />
        <Tile label="Refused" value={refused.toLocaleString("en")} tone={refused > 0 ? "warn" : ""} note="4xx, or a gRPC status that is the caller's fault" />
        <Tile label="Most frequent" value={first ? first.route : "–"} note={first ? `of ${first.service.name}: ${cause(first)}` : "no route"} />
        <Tile label="Over" value={`${mesh.windowSeconds} s`} note="until now" />
      </dl>
      <div className="filters">
        <label>
          <input type="checkbox" checked={system} onChange={(event) => setSystem(event.target.checked)} /> With the mesh's own parts
        </label>
      </div>
      <Section title="By workload" note="Where failures and refusals were answered.">
        <Workloads look={look} rows={workloads} want={want} />
      </Section>
      <Section title="By route" note="Which route of which Service, as the callers' sidecars tell: what clients without one send is not in it.">
        <Table label="Failures by route" rows={mesh.routeFailures} id={idOfRoute} columns={routeColumns(want)} empty="Nothing that took a route failed." />
      </Section>
      <Section title="By cause, where they were answered" note="As the servers' sidecars tell. What was refused counts as success.">
        <Table label="Failures by server" rows={inbound} id={id} columns={[...causeColumns("one"), examples(wantedOfFailure, want)]} empty="No server failed, or refused anything." />
      </Section>
      <Section title="By cause, where they were felt" note="As the callers' sidecars tell: also what never reached a server.">
        <Table label="Failures by caller" rows={outbound} id={id} columns={[...causeColumns("one"), examples(wantedOfFailure, want)]} empty="No caller saw a failure." />
      </Section>
      <Examples look={look} wanted={wanted} want={want} />
    </>
  );
}

function wantedOfAddress(): Wanted {
  const { namespace, workload, path, status } = questionOf(location.search);
  return { namespace, workload, path, status };
}

function Workloads({ look, rows, want }: { look: Look; rows: Troubled[]; want(wanted: Wanted): void }) {
  if (rows.length === 0) return <p className="nothing calm">Nothing failed, and nothing was refused.</p>;
  const most = Math.max(...rows.map((row) => row.failed + row.refused));
  return (
    <ol className="bars">
      {rows.map(({ name, failed, refused }) => {
        const row = look.mesh.workloads.find(({ resource }) => same(resource, name));
        const requests = row ? goldenOfRow(row).requests : 0;
        return (
          <li key={keyOf(name)}>
            <NameLink name={name} />
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={`${failed} failed and ${refused} refused by ${name.name}`}>
              <rect className="rail" width={1000} height={10} />
              <rect className="bad" width={(failed / most) * 1000} height={10} />
              <rect className="warn" x={(failed / most) * 1000} width={(refused / most) * 1000} height={10} />
            </svg>
            <span className="number">
              <span className={failed > 0 ? "bad" : "quiet"}><b>{failed}</b> failed</span> · <span className={refused > 0 ? "warn" : "quiet"}><b>{refused}</b> refused</span>
              {requests > 0 && <span className="quiet"> · {(((failed + refused) / requests) * 100).toFixed(1)}% of {requests}</span>}
            </span>
            <Show what={name.name} show={() => want(wantedOfWorkload(name))} />
          </li>
        );
      })}
    </ol>
  );
}

const Show = ({ what, show }: { what: string; show(): void }) => (
  <button type="button" className="link" aria-label={`Examples of ${what}`} onClick={show}>examples</button>
);

const id = ({ count: _, observedSeconds: __, ...rest }: Failure): string => JSON.stringify(rest);
const idOfRoute = ({ count: _, requests: __, observedSeconds: ___, behind: ____, ...rest }: RouteFailure): string => JSON.stringify(rest);

function examples<T extends Failure | RouteFailure>(wanted: (row: T) => Wanted, want: (wanted: Wanted) => void): Column<T> {
  return { title: "Examples", cell: (row) => <Show what={cause(row)} show={() => want(wanted(row))} /> };
}

function routeColumns(want: (wanted: Wanted) => void): Column<RouteFailure>[] {
  const share = ({ count, requests }: RouteFailure) => (Number(requests) > 0 ? Number(count) / Number(requests) : 0);
  return [
    {
      title: "Route",
      by: (row) => row.route,
      cell: (row) => (
        <>
          {row.route} {row.routeKind !== "default" && <span className="quiet">{row.routeKind}</span>}
        </>
      ),
    },
    { title: "Service", by: (row) => row.service.name, cell: (row) => <ServiceName row={row} /> },
    { title: "Caller", by: (row) => row.client.name, cell: (row) => <NameLink name={row.client} /> },
    { title: "Cause", by: cause, cell: (row) => <Cause of={row} /> },
    { title: "Count", number: true, by: (row) => Number(row.count), cell: (row) => row.count },
    { title: "Of its requests", number: true, by: share, cell: (row) => `${(share(row) * 100).toFixed(1)}%` },
    {
      title: "Per second",
      number: true,
      by: (row) => perSecond(row.count, row.observedSeconds),
      cell: (row) => rate(perSecond(row.count, row.observedSeconds)),
    },
    examples(wantedOfRoute, want),
  ];
}

/** Leads to what is behind it. */
function ServiceName({ row: { service, behind } }: { row: RouteFailure }) {
  return (
    <>
      <span className="quiet">{service.namespace}/</span>
      {service.name}
      {behind.map((name) => <span key={keyOf(name)} className="quiet among"> → <NameLink name={name} /></span>)}
    </>
  );
}

const Cause = ({ of }: { of: Failure | RouteFailure }) => <span className={`tag ${of.refused ? "warn" : "bad"}`}>{cause(of)}</span>;

/** `sides`: whether rows of both are in one table. */
export function causeColumns(sides: "one" | "both" = "both"): Column<Failure>[] {
  const side: Column<Failure> = {
    title: "Side",
    by: (failure) => failure.direction,
    cell: (failure) => (failure.direction === "inbound" ? "answered" : "asked"),
  };
  return [
    { title: "Workload", by: (failure) => failure.workload.name, cell: (failure) => <NameLink name={failure.workload} /> },
    ...(sides === "both" ? [side] : []),
    { title: "Other end", by: (failure) => failure.peer.name, cell: (failure) => <Peer failure={failure} /> },
    { title: "Cause", by: cause, cell: (failure) => <Cause of={failure} /> },
    { title: "Count", number: true, by: (failure) => Number(failure.count), cell: (failure) => failure.count },
    {
      title: "Per second",
      number: true,
      by: (failure) => perSecond(failure.count, failure.observedSeconds),
      cell: (failure) => rate(perSecond(failure.count, failure.observedSeconds)),
    },
  ];
}

function Peer({ failure: { peer } }: { failure: Failure }) {
  if (peer.type) return <NameLink name={peer} />;
  return peer.name ? <span title={peer.name}>{brief(peer.name)}</span> : <span className="quiet">without identity</span>;
}
