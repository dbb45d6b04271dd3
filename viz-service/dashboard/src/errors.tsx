import { brief, grpcName, rate, words } from "./format";
import { type Failure, goldenOfRow, keyOf, type Look, perSecond } from "./model";
import { NameLink, Section } from "./parts";
import { type Column, Table } from "./table";

/** What failed in the last minute, the most frequent first. */
export function ErrorsPage({ look: { mesh } }: { look: Look }) {
  const failing = mesh.workloads.filter((row) => Number(row.stats?.failureCount ?? 0) > 0);
  const inbound = mesh.failures.filter((failure) => !failure.refused && failure.direction === "inbound");
  const outbound = mesh.failures.filter((failure) => !failure.refused && failure.direction === "outbound");
  const refused = mesh.failures.filter((failure) => failure.refused && failure.direction === "inbound");
  const worst = Math.max(1, ...failing.map((row) => Number(row.stats?.failureCount ?? 0)));
  return (
    <>
      <h1>Errors</h1>
      <Section title="By workload" note={`Failed responses of the last ${mesh.windowSeconds} seconds: a server's 5xx, a failed gRPC status, or no answer.`}>
        {failing.length === 0 ? (
          <p className="nothing calm">Nothing failed.</p>
        ) : (
          <ol className="bars">
            {failing
              .toSorted((a, b) => Number(b.stats?.failureCount) - Number(a.stats?.failureCount))
              .map((row) => {
                const failures = Number(row.stats?.failureCount);
                const share = 1 - (goldenOfRow(row).success ?? 1);
                return (
                  <li key={keyOf(row.resource)}>
                    <NameLink name={row.resource} />
                    <meter min={0} max={worst} value={failures} aria-label={`failures of ${row.resource.name}`} />
                    <span className="number">
                      <b>{failures}</b> failed · {(share * 100).toFixed(1)}% of requests
                    </span>
                  </li>
                );
              })}
          </ol>
        )}
      </Section>
      <Section title="By cause, where they were answered" note="As the servers' sidecars tell.">
        <Table label="Failures by server" rows={inbound} id={id} columns={causeColumns()} empty="No server failed." />
      </Section>
      <Section title="By cause, where they were felt" note="As the callers' sidecars tell: also what never reached a server.">
        <Table label="Failures by caller" rows={outbound} id={id} columns={causeColumns()} empty="No caller saw a failure." />
      </Section>
      <Section title="Refused" note="The server said no, by a 4xx or a gRPC status such as FAILED_PRECONDITION: it counts as success.">
        <Table label="Refusals" rows={refused} id={id} columns={causeColumns()} empty="Nothing was refused." />
      </Section>
    </>
  );
}

const id = ({ count: _, observedSeconds: __, ...rest }: Failure): string => JSON.stringify(rest);

export function causeColumns(): Column<Failure>[] {
  return [
    { title: "Workload", by: (failure) => failure.workload.name, cell: (failure) => <NameLink name={failure.workload} /> },
    { title: "Side", by: (failure) => failure.direction, cell: (failure) => (failure.direction === "inbound" ? "answered" : "asked") },
    { title: "Other end", by: (failure) => failure.peer.name, cell: (failure) => <Peer failure={failure} /> },
    { title: "Cause", by: (failure) => cause(failure), cell: (failure) => <span className={`tag ${failure.refused ? "warn" : "bad"}`}>{cause(failure)}</span> },
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

export function cause({ status, grpcStatus, error }: Failure): string {
  const parts = [
    ...(error ? [words(error)] : []),
    ...(status ? [`HTTP ${status}`] : ["no answer"]),
    ...(grpcStatus ? [`gRPC ${grpcName(grpcStatus)}`] : []),
  ];
  return parts.join(" · ");
}
