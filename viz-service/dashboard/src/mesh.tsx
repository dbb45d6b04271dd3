import { bytes, left, NONE, percent, rate } from "./format";
import { Graph } from "./graph";
import { type Certificates as Told, goldenOfRow, health, isSystem, keyOf, type Look, type Mesh, type Namespace, namespacesOf, perSecond, type Row, total } from "./model";
import { goldenColumns, NameLink, NamespaceChips, Section, Success, Tile, visible } from "./parts";
import { Link } from "./router";
import { Table } from "./table";

/** What is going on, and where to look. */
export function MeshPage({ look, namespace, at }: { look: Look; namespace: string; at: Date | null }) {
  const { mesh } = look;
  const rows = mesh.workloads.filter((row) => visible(row.resource.namespace, namespace));
  const own = new Set(rows.map((row) => keyOf(row.resource)));
  const edges = mesh.edges.filter(
    (edge) =>
      (own.has(keyOf(edge.dst)) && (namespace !== "" || !isSystem(edge.src.namespace))) ||
      (own.has(keyOf(edge.src)) && (namespace !== "" || !isSystem(edge.dst.namespace))),
  );
  const all = total(rows);
  const open = edges.filter((edge) => !edge.secured).length;
  const failing = rows.filter((row) => ["bad", "warn"].includes(health(goldenOfRow(row).success))).length;
  return (
    <>
      <h1>{namespace || "Mesh"}</h1>
      <NamespaceChips mesh={mesh} chosen={namespace} href={(of) => (of ? `/namespaces/${encodeURIComponent(of)}` : "/")} />
      <dl className="tiles">
        <Tile label="Requests" value={<>{rate(all.rps)} <small>/s</small></>} note={`${rows.length} workloads`} />
        <Tile label="Success" value={percent(all.success)} tone={health(all.success)}
          note={failing > 0 ? <Link href="/errors">{failing} below 99%</Link> : "nothing below 99%"} />
        <Tile label="Mutual TLS" value={edges.length > 0 ? `${edges.length - open} of ${edges.length}` : "–"} tone={open > 0 ? "warn" : ""}
          note={open > 0 ? `${open} ${open === 1 ? "edge" : "edges"} not secured` : "every edge secured"} />
        <Tile label="Pods meshed" value={`${count(rows, "meshedPodCount")} of ${count(rows, "runningPodCount")}`} note={<Ready mesh={mesh} rows={rows} />} />
        <ControlPlane look={look} />
        <Certificates certificates={look.certificates} at={at} />
      </dl>
      <Section title="Who calls whom" note={`The last ${mesh.windowSeconds} seconds. A lock: both ends proved who they are over TLS. A workload or a call can be opened.`}>
        {rows.length > 0 ? <Graph rows={rows} known={mesh.workloads} edges={edges} /> : <Nobody namespace={namespace} />}
      </Section>
      {namespace === "" && rows.length > 0 && <Namespaces mesh={mesh} />}
      <Section title="Workloads" note="What their own sidecars received.">
        <Table label="Workloads" rows={rows} id={(row) => keyOf(row.resource)} empty={<Nobody namespace={namespace} />}
          columns={[
            { title: "Workload", by: (row) => row.resource.name, cell: (row) => <NameLink name={row.resource} /> },
            { title: "Kind", by: (row) => row.resource.type, cell: (row) => row.resource.type },
            { title: "Meshed", number: true, by: (row) => Number(row.meshedPodCount), cell: (row) => `${row.meshedPodCount}/${row.runningPodCount}` },
            { title: "Clients", by: (row) => row.authentication ?? "", cell: (row) => <Authentication row={row} /> },
            ...goldenColumns(goldenOfRow),
            { title: "Connections", number: true, by: (row) => Number(row.tcpStats?.openConnections ?? 0), cell: (row) => row.tcpStats?.openConnections ?? "–" },
            { title: "Read", number: true, by: (row) => read(row), cell: (row) => bytes(read(row)) },
            { title: "Written", number: true, by: (row) => written(row), cell: (row) => bytes(written(row)) },
          ]}
        />
      </Section>
    </>
  );
}

function Namespaces({ mesh }: { mesh: Mesh }) {
  return (
    <Section title="Namespaces" note="What the sidecars in them received.">
      <Table label="Namespaces" rows={namespacesOf(mesh)} id={({ name }) => name} empty=""
        columns={[
          { title: "Namespace", by: ({ name }) => name, cell: ({ name }) => <Link href={`/namespaces/${encodeURIComponent(name)}`}>{name}</Link> },
          { title: "Workloads", number: true, by: ({ rows }) => rows.length, cell: ({ rows }) => rows.length },
          { title: "Pods meshed", number: true, by: ({ rows }) => count(rows, "meshedPodCount"), cell: ({ rows }) => `${count(rows, "meshedPodCount")}/${count(rows, "runningPodCount")}` },
          { title: "Calls secured", number: true, by: ({ secured, edges }) => (edges > 0 ? secured / edges : 2), cell: (of) => <Secured {...of} /> },
          { title: "Success", number: true, by: ({ rows }) => total(rows).success ?? 2, cell: ({ rows }) => <Success value={total(rows).success} /> },
          { title: "RPS", number: true, by: ({ rows }) => total(rows).rps, cell: ({ rows }) => rate(total(rows).rps) },
        ]} />
    </Section>
  );
}

function Secured({ secured, edges }: Namespace) {
  if (edges === 0) return NONE;
  return <span className={secured < edges ? "warn" : ""}>{secured}/{edges}</span>;
}

const read = (row: Row) => perSecond(row.tcpStats?.readBytesTotal ?? 0, row.observedSeconds);
const written = (row: Row) => perSecond(row.tcpStats?.writeBytesTotal ?? 0, row.observedSeconds);
const count = (rows: Row[], of: "meshedPodCount" | "runningPodCount") => rows.reduce((sum, row) => sum + Number(row[of]), 0);

function Authentication({ row }: { row: Row }) {
  if (row.authentication === null) return <span className="quiet">no sidecar</span>;
  if (goldenOfRow(row).requests === 0 && row.authentication === "mtls") return <span className="quiet">–</span>;
  const shown = { mtls: ["good", "mutual TLS"], mixed: ["warn", "some plaintext"], none: ["bad", "plaintext"] }[row.authentication];
  return <span className={`tag ${shown[0]}`}>{shown[1]}</span>;
}

function Ready({ mesh, rows }: { mesh: Mesh; rows: Row[] }) {
  const shown = new Set(rows.map((row) => keyOf(row.resource)));
  const waiting = mesh.pods.filter((pod) => shown.has(keyOf(pod.owner)) && pod.row.status !== "Running").length;
  return waiting > 0 ? <span className="bad">{waiting} not ready</span> : <>all ready</>;
}

/** Whether the parts of the mesh are there, by their own pods and by what they tell us. */
function ControlPlane({ look }: { look: Look }) {
  const pods = look.mesh.pods.filter((pod) => isSystem(pod.owner.namespace));
  const down = pods.filter((pod) => pod.row.status !== "Running").map((pod) => pod.owner.name);
  const trouble = [
    ...(look.destinationAnswers ? [] : ["destination-service does not answer"]),
    ...(look.workloadsCurrent ? [] : ["the list of workloads may be old"]),
    ...(look.metricsUnavailable ? [look.metricsUnavailable] : []),
    ...down.map((name) => `${name} is not ready`),
  ];
  const healthy = trouble.length === 0;
  return (
    <Tile label="Control plane" value={healthy ? "healthy" : "in trouble"} tone={healthy ? "good" : "bad"}
      note={healthy ? <Link href="/namespaces/linkerd">{pods.length} pods ready</Link> : <span className="bad">{trouble.join("; ")}</span>} />
  );
}

/** When the first of the sidecars' certificates expires, and whether any should have been renewed by now. */
function Certificates({ certificates: { sidecars, told, next, late }, at }: { certificates: Told; at: Date | null }) {
  if (!next) return <Tile label="Certificates" value={NONE} note={sidecars > 0 ? "no sidecar tells" : "no sidecars"} />;
  const seconds = (Date.parse(next.expiresAt) - (at ?? new Date()).getTime()) / 1000;
  const expired = seconds <= 0;
  return (
    <Tile label="Certificates" value={left(seconds)} tone={expired ? "bad" : late.length > 0 ? "warn" : ""}
      note={late.length > 0
        ? <span className="bad" title={late.map((leaf) => `${leaf.namespace}/${leaf.name}`).join(", ")}>{late.length} not renewed, {late[0]?.name} first</span>
        : `until the first of ${told} expires`} />
  );
}

function Nobody({ namespace }: { namespace: string }) {
  return namespace ? (
    <>No workloads in {namespace}. <Link href="/">Look at the whole mesh</Link></>
  ) : (
    <>No applications yet. Start one with <code>linkerd run</code>, or inject a Deployment with <code>linkerd inject</code>.</>
  );
}
