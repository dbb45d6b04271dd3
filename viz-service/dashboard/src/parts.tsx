import type { ReactNode } from "react";
import { brief, millis, percent, rate, words } from "./format";
import { type Edge, type Golden, goldenOfEdge, health, isSystem, type Name } from "./model";
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

export const visible = (namespace: string, chosen: string): boolean =>
  chosen === "" ? !isSystem(namespace) : namespace === chosen;
