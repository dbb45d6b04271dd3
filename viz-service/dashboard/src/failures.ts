import { grpcName, words } from "./format";
import { type Failure, isSystem, keyOf, type Mesh, type Name, type RouteFailure } from "./model";
import type { Question } from "./trace-model";

/** Questions about failures that can be answered from what the server tells. Pure. */

export function cause({ status, grpcStatus, error }: Pick<Failure, "status" | "grpcStatus" | "error">): string {
  const http = status ? [`HTTP ${status}`] : grpcStatus ? [] : ["no answer"];
  const grpc = grpcStatus ? [`gRPC ${grpcName(grpcStatus)}`] : [];
  return [...(error ? [words(error)] : []), ...http, ...grpc].join(" · ");
}

/** Without what the mesh's own parts tell, which is not what people come to see. */
export const ofApplications = (mesh: Mesh): Mesh => ({
  ...mesh,
  failures: mesh.failures.filter(({ workload }) => !isSystem(workload.namespace)),
  routeFailures: mesh.routeFailures.filter(({ client }) => !isSystem(client.namespace)),
});

export interface Troubled {
  name: Name;
  failed: number;
  refused: number;
}

/** Workloads that answered with failures or refusals, those with the most failures first. */
export function troubled({ failures }: Pick<Mesh, "failures">): Troubled[] {
  const all = new Map<string, Troubled>();
  for (const { workload, direction, refused, count } of failures) {
    if (direction !== "inbound") continue;
    const known = all.get(keyOf(workload)) ?? { name: workload, failed: 0, refused: 0 };
    all.set(keyOf(workload), {
      ...known,
      failed: known.failed + (refused ? 0 : Number(count)),
      refused: known.refused + (refused ? Number(count) : 0),
    });
  }
  return [...all.values()].sort((a, b) => b.failed - a.failed || b.refused - a.refused || keyOf(a.name).localeCompare(keyOf(b.name)));
}

/** Which traces are examples; fields that are empty do not matter. */
export type Wanted = Pick<Question, "namespace" | "workload" | "path" | "status">;

export const EVERYTHING: Wanted = { namespace: "", workload: "", path: "", status: "" };

export const wantedOfWorkload = ({ namespace, name }: Name): Wanted => ({ ...EVERYTHING, namespace, workload: name });

/** By the workload that answered or, if nobody knows which that is, by the caller. */
export function wantedOfFailure({ workload, status, grpcStatus }: Failure): Wanted {
  return { ...wantedOfWorkload(workload), status: grpcStatus ? "" : status };
}

export function wantedOfRoute({ client, behind, route, status, grpcStatus }: RouteFailure): Wanted {
  return { ...wantedOfWorkload(behind[0] ?? client), path: pathOf(route), status: grpcStatus ? "" : status };
}

/** What paths of a route begin with, where its name is `METHOD /path`, as those of ServiceProfiles usually are. */
export const pathOf = (route: string): string => /^[A-Z]+ (\/[\w./-]*)/.exec(route)?.[1] ?? "";
