import { brief, rate } from "./format";
import { type Decision, type Look, perSecond } from "./model";
import { NameLink, Section, Tile, visible } from "./parts";
import { type Column, Table } from "./table";
import { isSystem } from "./model";

/** Which calls were let in and which were turned away, and by what. */
export function PolicyPage({ look: { mesh } }: { look: Look }) {
  const applications = mesh.decisions.filter((decision) => visible(decision.workload.namespace, ""));
  const system = mesh.decisions.filter((decision) => isSystem(decision.workload.namespace));
  const denied = applications.filter((decision) => !decision.allowed);
  const allowed = applications.filter((decision) => decision.allowed);
  const plain = allowed.filter((decision) => decision.clientId === "");
  const byDefault = allowed.filter((decision) => decision.server.startsWith("default/"));
  return (
    <>
      <h1>Policy</h1>
      <dl className="tiles">
        <Tile label="Turned away" value={sum(denied)} tone={denied.length > 0 ? "bad" : ""} note={`${denied.length} kinds of calls`} />
        <Tile label="Let in" value={sum(allowed)} note="requests and connections" />
        <Tile label="Let in without identity" value={sum(plain)} tone={plain.length > 0 ? "warn" : ""} note="would fail if identity were required" />
        <Tile label="Let in by a default" value={sum(byDefault)} note="no Server says so: lost if the default became deny" />
      </dl>
      <Section title="Turned away" note={`The last ${mesh.windowSeconds} seconds.`}>
        <Table label="Denied" rows={denied} id={id} columns={decisionColumns()} empty={<span className="calm">Nobody was turned away.</span>} />
      </Section>
      <Section title="Let in">
        <Table label="Allowed" rows={allowed} id={id} columns={decisionColumns()} empty="Nobody asked." />
      </Section>
      <Section title="The mesh's own parts">
        <Table label="Decisions of the control plane" rows={system} id={id} columns={decisionColumns()} empty="Nobody asked." />
      </Section>
    </>
  );
}

const id = ({ count: _, observedSeconds: __, ...rest }: Decision): string => JSON.stringify(rest);
const sum = (decisions: Decision[]): string =>
  decisions.reduce((all, decision) => all + Number(decision.count), 0).toLocaleString("en");

export function decisionColumns(): Column<Decision>[] {
  return [
    {
      title: "Client",
      by: (decision) => decision.clientId,
      cell: ({ clientId, tls }) =>
        clientId ? <span title={clientId}>{brief(clientId)}</span> : <span className="tag warn">{tls ? "TLS, no identity" : "plaintext"}</span>,
    },
    { title: "Workload", by: (decision) => decision.workload.name, cell: (decision) => <NameLink name={decision.workload} /> },
    { title: "Port", by: (decision) => decision.target, cell: (decision) => decision.target.split(":").at(-1) },
    { title: "Server", by: (decision) => decision.server, cell: (decision) => decision.server || "–" },
    {
      title: "Decision",
      by: (decision) => (decision.allowed ? 1 : 0),
      cell: (decision) => <span className={`tag ${decision.allowed ? "good" : "bad"}`}>{decision.allowed ? "let in" : "turned away"}</span>,
    },
    { title: "By", by: (decision) => decision.authorization, cell: (decision) => decision.authorization || "no authorization matched" },
    { title: "What", by: (decision) => (decision.requests ? 1 : 0), cell: (decision) => (decision.requests ? "requests" : "connections") },
    { title: "Count", number: true, by: (decision) => Number(decision.count), cell: (decision) => decision.count },
    {
      title: "Per second",
      number: true,
      by: (decision) => perSecond(decision.count, decision.observedSeconds),
      cell: (decision) => rate(perSecond(decision.count, decision.observedSeconds)),
    },
  ];
}
