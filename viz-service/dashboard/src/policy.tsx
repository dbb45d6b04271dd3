import { DefaultDenySection } from "./deny";
import { saysAll, useWords } from "./filter";
import { brief, rate } from "./format";
import { type Decision, isSystem, type Look, type Mesh, type Name, perSecond, same } from "./model";
import { Filter, NameLink, Section, ServerName, Tile, visible } from "./parts";
import { byWhat, inForce, portOf } from "./policy-model";
import { Link } from "./router";
import { type Column, Table } from "./table";

/** Which calls were let in and which were turned away, and by what; and what a default lets in. */
export function PolicyPage({ look: { mesh }, at }: { look: Look; at: Date | null }) {
  const [words, setWords] = useWords();
  const wanted = (text: string) => saysAll(text, words);
  const mine = mesh.decisions.filter((decision) => happened(decision) && wanted(wordsOf(decision)));
  const applications = mine.filter((decision) => visible(decision.workload.namespace, ""));
  const system = mine.filter((decision) => isSystem(decision.workload.namespace));
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
        <Tile label="Let in by a default" value={sum(byDefault)} tone={byDefault.length > 0 ? "warn" : ""} note="no Server says so: lost if the default became deny" />
      </dl>
      <Filter label="Workload, client, Server or rule" value={words} onChange={setWords} />
      <Section title="Turned away" note={`The last ${mesh.windowSeconds} seconds.`}>
        <Table label="Denied" rows={denied} id={id} columns={without("Decision")} empty={<span className="calm">Nobody was turned away.</span>} />
      </Section>
      <DefaultDenySection at={at} wanted={wanted} />
      <Section title="Let in" note={`The last ${mesh.windowSeconds} seconds.`}>
        <Table label="Allowed" rows={allowed} id={id} columns={without("Decision")} empty="Nobody asked." />
      </Section>
      <Section title="The mesh's own parts">
        <Table label="Decisions of the control plane" rows={system} id={id} columns={decisionColumns()} empty="Nobody asked." />
      </Section>
    </>
  );
}

/** Of one workload: what is in force, who was turned away, and who was let in. */
export function PolicyOfWorkload({ mesh, name }: { mesh: Mesh; name: Name }) {
  const decisions = mesh.decisions.filter((decision) => happened(decision) && same(decision.workload, name));
  const columns = without("Workload", "Decision");
  const denied = decisions.filter((decision) => !decision.allowed);
  return (
    <Section title="Policy" note={<>What is in force, as far as who came in the last minute has met it. <Link href={`/policy?q=${encodeURIComponent(`${name.namespace}/${name.name}`)}`}>What a deny by default would change</Link></>}>
      <Table label="Policies in force" rows={inForce(decisions)} id={(force) => `${force.port} ${force.server}`} empty="Nobody asked in the last minute, so no policy was met."
        columns={[
          { title: "Port", by: (force) => Number(force.port), cell: (force) => force.port },
          { title: "Server", by: (force) => force.server, cell: ({ server }) => <Server server={server} /> },
          { title: "Let in by", cell: (force) => force.authorizations.map((authorization) => byWhat({ server: force.server, authorization })).join(", ") || "nothing" },
          { title: "Let in", number: true, by: (force) => force.allowed, cell: (force) => force.allowed.toLocaleString("en") },
          { title: "Turned away", number: true, by: (force) => force.denied, cell: (force) => <span className={force.denied > 0 ? "bad" : "quiet"}>{force.denied.toLocaleString("en")}</span> },
        ]} />
      <h3>Who was turned away</h3>
      <Table label="Denied" rows={denied} id={id} columns={columns} empty={<span className="calm">Nobody was turned away.</span>} />
      {decisions.length > denied.length && (
        <>
          <h3>Who was let in</h3>
          <Table label="Decisions" rows={decisions.filter((decision) => decision.allowed)} id={id} columns={columns} empty="" />
        </>
      )}
    </Section>
  );
}

/** A share of one, when the rest of it was in an earlier window, is told as none. */
const happened = ({ count }: Decision): boolean => Number(count) > 0;

const wordsOf = ({ workload, clientId, server, authorization }: Decision): string =>
  `${workload.namespace}/${workload.name} ${brief(clientId) || "plaintext"} ${server} ${authorization}`;

const id = ({ count: _, observedSeconds: __, ...rest }: Decision): string => JSON.stringify(rest);
const sum = (decisions: Decision[]): string =>
  decisions.reduce((all, decision) => all + Number(decision.count), 0).toLocaleString("en");

const without = (...titles: string[]): Column<Decision>[] => decisionColumns().filter(({ title }) => !titles.includes(title));

/** `default/POLICY` where there is none. */
function Server({ server }: { server: string }) {
  const [kind = "", ...name] = server.split("/");
  return server ? <ServerName kind={kind} name={name.join("/")} /> : <>–</>;
}


function decisionColumns(): Column<Decision>[] {
  return [
    {
      title: "Client",
      by: (decision) => decision.clientId,
      cell: ({ clientId, tls }) =>
        clientId ? <span title={clientId}>{brief(clientId)}</span> : <span className="tag warn">{tls ? "TLS, no identity" : "plaintext"}</span>,
    },
    { title: "Workload", by: (decision) => decision.workload.name, cell: (decision) => <NameLink name={decision.workload} /> },
    { title: "Port", by: (decision) => decision.target, cell: (decision) => portOf(decision.target) },
    { title: "Server", by: (decision) => decision.server, cell: (decision) => <Server server={decision.server} /> },
    {
      title: "Decision",
      by: (decision) => (decision.allowed ? 1 : 0),
      cell: (decision) => <span className={`tag ${decision.allowed ? "good" : "bad"}`}>{decision.allowed ? "let in" : "turned away"}</span>,
    },
    { title: "By", by: (decision) => decision.authorization, cell: (decision) => byWhat(decision) },
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
