import type { ReactNode } from "react";
import type { Said } from "./answers";
import { brief, bytes, millis, percent, rate, words } from "./format";
import { type Edge, type Golden, goldenOfEdge, health, isSystem, type Mesh, type Name, namespacesOf, perSecond, same, total } from "./model";
import { hrefOf, Link } from "./router";
import type { Column } from "./table";

export function NameLink({ name }: { name: Name }) {
  if (!name.type) return <span className="quiet">{name.name}</span>;
  return (
    <Link href={hrefOf(name)}>
      <span className="quiet">{name.namespace}/</span>
      {name.name}
    </Link>
  );
}

export function Success({ value }: { value: number | null }) {
  return <span className={`success ${health(value)}`}>{percent(value)}</span>;
}

export function Security({ edge }: { edge: Edge }) {
  if (!edge.secured) return <span className="tag bad">{words(edge.noIdentityMsg)}</span>;
  return (
    <span className="tag good" title={`client ${edge.clientId}\nserver ${edge.serverId}`}>
      mutual TLS
    </span>
  );
}

export function Tile({ label, value, note, tone = "" }: { label: string; value: ReactNode; note?: ReactNode; tone?: string }) {
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd className={tone}>{value}</dd>
      {note && <dd className="note">{note}</dd>}
    </div>
  );
}

export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <p>{note}</p>}
      </header>
      {children}
    </section>
  );
}

/** A way to look at one namespace alone; `href` of "" is of all applications. */
export function NamespaceChips({ mesh, chosen, href }: { mesh: Mesh; chosen: string; href: (namespace: string) => string }) {
  return (
    <nav className="chips" aria-label="Namespaces">
      <Link href={href("")} aria-current={chosen === "" ? "page" : undefined}>all applications</Link>
      {namespacesOf(mesh).map(({ name, rows }) => (
        <Link key={name} href={href(name)} aria-current={chosen === name ? "page" : undefined}>
          <i className={`dot ${health(total(rows).success)}`} aria-hidden="true" />
          {name}
        </Link>
      ))}
    </nav>
  );
}

/** Narrows a table while one types. */
export function Filter({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <form className="search" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        {label}
        <input name="q" value={value} placeholder="filter" autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      </label>
    </form>
  );
}

/** Why a table is not of this moment, if it is not. */
export function Refusal({ said }: { said: Said<unknown> }) {
  return (
    said.refusal !== "" && (
      <p className="banner" role="alert">
        {said.refusal}
      </p>
    )
  );
}

/** A Server, or the default policy where there is none. */
export function ServerName({ kind, name }: { kind: string; name: string }) {
  return kind === "default" ? <span className="quiet">none: {name} by default</span> : <>{name}</>;
}

/** The five columns that every table of requests ends with. */
export function goldenColumns<T>(golden: (row: T) => Golden): Column<T>[] {
  const latency = (title: string, of: (golden: Golden) => number): Column<T> => ({
    title,
    number: true,
    by: (row) => of(golden(row)),
    cell: (row) => millis(of(golden(row)), golden(row).requests > 0),
  });
  return [
    { title: "Success", number: true, by: (row) => golden(row).success ?? 2, cell: (row) => <Success value={golden(row).success} /> },
    { title: "RPS", number: true, by: (row) => golden(row).rps, cell: (row) => (golden(row).requests > 0 ? rate(golden(row).rps) : "–") },
    latency("P50", (each) => each.p50),
    latency("P95", (each) => each.p95),
    latency("P99", (each) => each.p99),
  ];
}

export function edgeColumns(other: "src" | "dst"): Column<Edge>[] {
  return [
    { title: other === "src" ? "From" : "To", by: (edge) => edge[other].name, cell: (edge) => <NameLink name={edge[other]} /> },
    { title: "Secured", by: (edge) => (edge.secured ? 1 : 0), cell: (edge) => <Security edge={edge} /> },
    {
      title: "Identity",
      cell: (edge) => {
        const identity = other === "src" ? edge.clientId : edge.serverId;
        return <span title={identity}>{brief(identity) || "–"}</span>;
      },
    },
    ...goldenColumns(goldenOfEdge),
    { title: "Open connections", number: true, by: (edge) => Number(edge.tcpStats.openConnections), cell: (edge) => edge.tcpStats.openConnections },
  ];
}

/** Of the edges of one workload. */
export function tcpColumns(of: Name): Column<Edge>[] {
  const other = (edge: Edge) => (same(edge.src, of) ? edge.dst : edge.src);
  const column = (title: string, count: (edge: Edge) => string): Column<Edge> => ({
    title,
    number: true,
    by: (edge) => perSecond(count(edge), edge.observedSeconds),
    cell: (edge) => bytes(perSecond(count(edge), edge.observedSeconds)),
  });
  return [
    { title: "Other end", by: (edge) => other(edge).name, cell: (edge) => <NameLink name={other(edge)} /> },
    { title: "Direction", by: (edge) => (same(edge.src, of) ? 1 : 0), cell: (edge) => (same(edge.src, of) ? "outbound" : "inbound") },
    { title: "Secured", by: (edge) => (edge.secured ? 1 : 0), cell: (edge) => <Security edge={edge} /> },
    { title: "Open", number: true, by: (edge) => Number(edge.tcpStats.openConnections), cell: (edge) => edge.tcpStats.openConnections },
    column("Read", (edge) => edge.tcpStats.readBytesTotal),
    column("Written", (edge) => edge.tcpStats.writeBytesTotal),
  ];
}

export const visible = (namespace: string, chosen: string): boolean =>
  chosen === "" ? !isSystem(namespace) : namespace === chosen;
