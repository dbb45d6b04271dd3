import { Chart } from "./chart";
import { bytes, millis, percent, rate } from "./format";
import { useHistory } from "./live";
import { goldenOfRow, health, keyOf, type Look, type Name, type Point, same } from "./model";
import { edgeColumns, goldenColumns, NameLink, Section, tcpColumns, Tile } from "./parts";
import { causeColumns } from "./errors";
import { PolicyOfWorkload } from "./policy";
import { RoutesOfWorkload } from "./routes";
import { Ways } from "./ways";
import { Link } from "./router";
import { Table } from "./table";

/** One workload: how it does, who calls it, whom it calls, and what goes wrong. */
export function WorkloadPage({ look, name, at }: { look: Look; name: Name; at: Date | null }) {
  const history = useHistory(name, at);
  const { mesh } = look;
  const row = mesh.workloads.find((each) => same(each.resource, name));
  if (!row) {
    return (
      <>
        <h1>{name.name}</h1>
        <p className="nothing">
          There is no {name.type} {name.namespace}/{name.name} now. <Link href="/">Look at the whole mesh</Link>
        </p>
      </>
    );
  }
  const golden = goldenOfRow(row);
  const meshed = Number(row.meshedPodCount) > 0;
  const tcp = row.tcpStats;
  const points = history?.points ?? [];
  const line = (of: (point: Point) => number | null) => points.map((point) => (point ? of(point) : null));
  const latency = (of: (point: Point) => number) => line((point) => (point.rps > 0 ? of(point) : null));
  const failures = mesh.failures.filter((failure) => same(failure.workload, name));
  const step = history?.stepSeconds ?? 1;
  return (
    <>
      <p className="path">
        <Link href="/">Mesh</Link> / <Link href={`/namespaces/${encodeURIComponent(name.namespace)}`}>{name.namespace}</Link> / {name.type}
      </p>
      <h1>{name.name}</h1>
      <Ways name={name} meshed={meshed} />
      <dl className="tiles">
        <Tile label="Requests" value={<>{rate(golden.rps)} <small>/s</small></>} note="received" />
        <Tile label="Success" value={percent(golden.success)} tone={health(golden.success)} note={`of ${golden.requests} requests`} />
        <Tile label="Latency P99" value={millis(golden.p99, golden.requests > 0)} note={`P50 ${millis(golden.p50, golden.requests > 0)}`} />
        <Tile label="Pods" value={`${row.meshedPodCount} of ${row.runningPodCount}`} tone={meshed ? "" : "warn"} note="meshed" />
        <Tile label="Connections" value={tcp?.openConnections ?? "–"} note={tcp ? `${bytes(Number(tcp.readBytesTotal) / (row.observedSeconds || 1))} in` : "open"} />
      </dl>
      {meshed && (
        <div className="charts">
          <Chart title="Requests" stepSeconds={step} format={(value) => `${rate(value)}/s`}
            lines={[{ label: "", tone: "blue", values: line((point) => point.rps) }]} />
          <Chart title="Success" stepSeconds={step} format={(value) => percent(value).replace(".00%", "%")} top={1} bottom={lowest(line((point) => point.successRate))}
            lines={[{ label: "", tone: "green", values: line((point) => point.successRate) }]} />
          <Chart title="Latency" stepSeconds={step} format={(value) => millis(value)}
            lines={[
              { label: "P50", tone: "blue", values: latency((point) => point.latencyMsP50) },
              { label: "P95", tone: "violet", values: latency((point) => point.latencyMsP95) },
              { label: "P99", tone: "orange", values: latency((point) => point.latencyMsP99) },
            ]} />
          <Chart title="Bytes" stepSeconds={step} format={bytes}
            lines={[
              { label: "in", tone: "blue", values: line((point) => point.readBytesPerSecond) },
              { label: "out", tone: "violet", values: line((point) => point.writeBytesPerSecond) },
            ]} />
        </div>
      )}
      {failures.length > 0 && (
        <Section title="What failed or was refused">
          <Table label="Failures" rows={failures} id={(failure) => JSON.stringify({ ...failure, count: "", observedSeconds: 0 })} columns={causeColumns()} empty="" />
        </Section>
      )}
      <Section title="Inbound" note="Who calls it, as the callers' sidecars tell; clients without identity as its own does.">
        <Table label="Inbound" rows={mesh.edges.filter((edge) => same(edge.dst, name))} id={(edge) => keyOf(edge.src)}
          columns={edgeColumns("src")} empty="Nobody called it in the last minute." />
      </Section>
      <Section title="Outbound" note="Whom it calls, as its own sidecars tell.">
        <Table label="Outbound" rows={mesh.edges.filter((edge) => same(edge.src, name))} id={(edge) => keyOf(edge.dst)}
          columns={edgeColumns("dst")} empty={meshed ? "It called nobody in the last minute." : "It has no sidecar that could tell."} />
      </Section>
      {meshed && <RoutesOfWorkload name={name} at={at} />}
      <Section title="TCP" note="Connections and bytes of each edge, as the caller's sidecar tells; of callers without one, as this workload's does.">
        <Table label="TCP" rows={mesh.edges.filter((edge) => same(edge.src, name) || same(edge.dst, name))} id={(edge) => `${keyOf(edge.src)} ${keyOf(edge.dst)}`}
          columns={tcpColumns(name)} empty="No connections in the last minute." />
      </Section>
      <Section title="Pods">
        <Table label="Pods" rows={mesh.pods.filter((pod) => same(pod.owner, name))} id={(pod) => pod.row.resource.name} empty="It has no pods."
          columns={[
            { title: "Pod", by: (pod) => pod.row.resource.name, cell: (pod) => pod.row.resource.name },
            { title: "Status", by: (pod) => pod.row.status, cell: ({ row: { status } }) => <span className={status === "Running" ? "" : "bad"}>{status}</span> },
            { title: "Sidecar", by: (pod) => pod.row.meshedPodCount, cell: (pod) => (pod.row.meshedPodCount === "1" ? "yes" : "no") },
            ...goldenColumns((pod: (typeof mesh.pods)[number]) => goldenOfRow(pod.row)),
          ]} />
      </Section>
      {meshed && <PolicyOfWorkload mesh={mesh} name={name} />}
      {!meshed && (
        <p className="nothing">
          No pod of <NameLink name={name} /> has a sidecar: what it receives is not seen.
        </p>
      )}
    </>
  );
}

/** A scale that begins where failures can be seen. */
const lowest = (values: (number | null)[]): number => {
  const least = Math.min(1, ...values.filter((value) => value !== null));
  return least >= 0.99 ? 0.98 : Math.max(0, Math.floor(least * 10 - 0.5) / 10);
};
