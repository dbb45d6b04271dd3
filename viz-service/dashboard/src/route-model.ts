import { type Golden, keyOf, type Name, perSecond } from "./model";

/** What the server tells of routes, and what a table shows of it. */

interface Stats {
  successCount: string;
  failureCount: string;
  latencyMsP50: string;
  latencyMsP95: string;
  latencyMsP99: string;
  actualSuccessCount: string;
  actualFailureCount: string;
}

/** Of `/api/routes`. */
export interface Routes {
  ok: {
    routes: {
      resource: string;
      namespace: string;
      rows: {
        route: string;
        kind: string;
        authority: string;
        stats: Stats;
        retries: string;
        timeouts: string;
        observedSeconds: number;
      }[];
    }[];
  };
}

/** Of `/api/stat-inbound`. */
export interface Inbound {
  ok: { rows: { resource: Name; server: Name; port: string; route: Name; stats: Stats; observedSeconds: number }[] };
}

/** A route by which requests went to a Service. */
export interface Route {
  /** Who sent them, or who got them. */
  subject: Name;
  service: Name;
  /** "" is everything that took no other. */
  route: string;
  kind: string;
  /** As the applications saw it. */
  golden: Golden;
  /** Each try; null if tries are not counted. */
  tries: { rps: number; success: number } | null;
  retries: number;
  timeouts: number;
}

const REST = "[DEFAULT]";

export function routesOf(answer: Routes): Route[] {
  return answer.ok.routes.flatMap(({ resource, namespace, rows }) => {
    const cut = resource.indexOf("/");
    const subject = { namespace, type: resource.slice(0, cut), name: resource.slice(cut + 1) };
    return rows.map((row) => ({
      subject,
      service: serviceOf(row.authority),
      route: row.route === REST ? "" : row.route,
      kind: row.kind,
      golden: goldenOf(row.stats, row.observedSeconds),
      tries: triesOf(row.stats, row.observedSeconds),
      retries: Number(row.retries),
      timeouts: Number(row.timeouts),
    }));
  });
}

export function goldenOf(stats: Stats, observedSeconds: number): Golden {
  const requests = Number(stats.successCount) + Number(stats.failureCount);
  return {
    requests,
    rps: perSecond(requests, observedSeconds),
    success: requests > 0 ? Number(stats.successCount) / requests : null,
    p50: Number(stats.latencyMsP50),
    p95: Number(stats.latencyMsP95),
    p99: Number(stats.latencyMsP99),
  };
}

function triesOf(stats: Stats, observedSeconds: number): Route["tries"] {
  const all = Number(stats.actualSuccessCount) + Number(stats.actualFailureCount);
  return all > 0 ? { rps: perSecond(all, observedSeconds), success: Number(stats.actualSuccessCount) / all } : null;
}

/** `web.shop.svc.cluster.local` is shop's web. */
function serviceOf(authority: string): Name {
  const [name = "", namespace = ""] = authority.split(".");
  return { namespace, type: "service", name };
}

export const idOf = (route: Route): string => [keyOf(route.subject), keyOf(route.service), route.kind, route.route].join(" ");
