/** What the server tells (64-bit numbers are strings), and questions that can be answered from it. */

export interface Name {
  namespace: string;
  type: string;
  name: string;
}

export interface Tcp {
  openConnections: string;
  readBytesTotal: string;
  writeBytesTotal: string;
}

export interface Row {
  resource: Name;
  status: string;
  meshedPodCount: string;
  runningPodCount: string;
  stats: { successCount: string; failureCount: string; latencyMsP50: string; latencyMsP95: string; latencyMsP99: string } | null;
  tcpStats: Tcp | null;
  authentication: "mtls" | "mixed" | "none" | null;
  observedSeconds: number;
}

export interface Edge {
  src: Name;
  dst: Name;
  clientId: string;
  serverId: string;
  noIdentityMsg: string;
  secured: boolean;
  requests: string;
  successRate: number | null;
  latencyMsP50: string;
  latencyMsP95: string;
  latencyMsP99: string;
  tcpStats: Tcp;
  observedSeconds: number;
}

export interface Failure {
  workload: Name;
  direction: "inbound" | "outbound";
  peer: Name;
  status: string;
  grpcStatus: string;
  error: string;
  refused: boolean;
  count: string;
  observedSeconds: number;
}

/** What one client sent by one route of one Service, and failed or was refused for one cause. */
export interface RouteFailure {
  client: Name;
  service: Name;
  /** "default": of no manifest. */
  routeKind: string;
  route: string;
  status: string;
  grpcStatus: string;
  error: string;
  refused: boolean;
  count: string;
  requests: string;
  observedSeconds: number;
  behind: Name[];
}

export interface Decision {
  workload: Name;
  clientId: string;
  tls: boolean;
  target: string;
  server: string;
  authorization: string;
  requests: boolean;
  allowed: boolean;
  count: string;
  observedSeconds: number;
}

export interface Mesh {
  windowSeconds: number;
  workloads: Row[];
  pods: { owner: Name; row: Row }[];
  edges: Edge[];
  failures: Failure[];
  routeFailures: RouteFailure[];
  decisions: Decision[];
}

/** Whether sidecars' certificates are renewed in time. */
export interface Certificates {
  sidecars: number;
  /** How many of them say when theirs expires. */
  told: number;
  next: Leaf | null;
  /** Those that should have been renewed long ago. */
  late: Leaf[];
}

export interface Leaf {
  namespace: string;
  name: string;
  expiresAt: string;
}

export interface Look {
  destinationAnswers: boolean;
  /** false: viz-service was just started, and an empty mesh says nothing. */
  workloadsKnown: boolean;
  certificates: Certificates;
  workloadsCurrent: boolean;
  /** Before that nothing is known; null if a Prometheus remembers. */
  watchingSince: string | null;
  /** Why nothing is told of what happened; null if it is. */
  metricsUnavailable: string | null;
  mesh: Mesh;
}

export interface Point {
  rps: number;
  successRate: number | null;
  latencyMsP50: number;
  latencyMsP95: number;
  latencyMsP99: number;
  readBytesPerSecond: number;
  writeBytesPerSecond: number;
}

export interface History {
  stepSeconds: number;
  points: (Point | null)[];
}

/** Requests, whoever tells of them. */
export interface Golden {
  requests: number;
  rps: number;
  success: number | null;
  p50: number;
  p95: number;
  p99: number;
}

export const keyOf = (name: Name): string => `${name.namespace}/${name.type}/${name.name}`;
export const same = (a: Name, b: Name): boolean => keyOf(a) === keyOf(b);
export const perSecond = (count: string | number, seconds: number): number => (seconds > 0 ? Number(count) / seconds : 0);

export function goldenOfRow({ stats, observedSeconds }: Row): Golden {
  const successes = Number(stats?.successCount ?? 0);
  const requests = successes + Number(stats?.failureCount ?? 0);
  return {
    requests,
    rps: perSecond(requests, observedSeconds),
    success: requests > 0 ? successes / requests : null,
    p50: Number(stats?.latencyMsP50 ?? 0),
    p95: Number(stats?.latencyMsP95 ?? 0),
    p99: Number(stats?.latencyMsP99 ?? 0),
  };
}

export function goldenOfEdge(edge: Edge): Golden {
  return {
    requests: Number(edge.requests),
    rps: perSecond(edge.requests, edge.observedSeconds),
    success: edge.successRate,
    p50: Number(edge.latencyMsP50),
    p95: Number(edge.latencyMsP95),
    p99: Number(edge.latencyMsP99),
  };
}

/** All of some rows' requests as one; latencies cannot be added up. */
export function total(rows: Row[]): { rps: number; success: number | null } {
  const all = rows.map(goldenOfRow);
  const requests = all.reduce((sum, each) => sum + each.requests, 0);
  const successes = all.reduce((sum, each) => sum + each.requests * (each.success ?? 0), 0);
  return { rps: all.reduce((sum, each) => sum + each.rps, 0), success: requests > 0 ? successes / requests : null };
}

export interface Namespace {
  name: string;
  rows: Row[];
  secured: number;
  edges: number;
}

/** Applications' first; an edge counts where it ends. */
export function namespacesOf({ workloads, edges }: Pick<Mesh, "workloads" | "edges">): Namespace[] {
  const names = [...new Set(workloads.map((row) => row.resource.namespace))].sort(
    (a, b) => Number(isSystem(a)) - Number(isSystem(b)) || a.localeCompare(b),
  );
  return names.map((name) => {
    const into = edges.filter((edge) => edge.dst.namespace === name);
    const rows = workloads.filter((row) => row.resource.namespace === name);
    return { name, rows, secured: into.filter((edge) => edge.secured).length, edges: into.length };
  });
}

export type Health = "good" | "warn" | "bad" | "idle";

/** 99 % and more is good, less than 95 % is bad; nothing at all is neither. */
export function health(success: number | null): Health {
  if (success === null) return "idle";
  if (success >= 0.99) return "good";
  return success >= 0.95 ? "warn" : "bad";
}

/** The parts of the mesh itself, which are not what people come to see. */
export const isSystem = (namespace: string): boolean => namespace === "linkerd" || namespace.startsWith("linkerd-");
