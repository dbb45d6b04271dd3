import { type Decision, keyOf, type Name } from "./model";

/** What the server tells of defaults, and what would keep their callers. */

export interface Caller {
  /** "" proved nothing. */
  clientId: string;
  tls: boolean;
  workloads: Name[];
  count: string;
  openConnections: string;
  observedSeconds: number;
}

/** A port that lets its callers in because nothing says otherwise. */
export interface DefaultPort {
  workload: Name;
  port: string;
  policy: string;
  /** Whose accessPolicy that is; "" is the workload's default. */
  server: string;
  protocol: "http" | "opaque" | "unknown";
  callers: Caller[];
  matchLabels: Record<string, string>;
  alsoSelected: Name[];
}

/** Of `/api/default-deny`. */
export interface DefaultDeny {
  ok: { ports: DefaultPort[] };
}

export const idOf = (port: DefaultPort): string => [keyOf(port.workload), port.port, port.server, port.policy].join(" ");

/** What lets them in, in words. */
export const ruleOf = ({ server, policy }: DefaultPort): string =>
  server ? `accessPolicy ${policy} of Server ${server}` : `default policy ${policy}: no Server is about the port`;

const named = (port: DefaultPort): Caller[] => port.callers.filter((caller) => caller.clientId !== "");

/** Whether a manifest can keep some of them: who proved nothing cannot be named, and a Server has to select the pods. */
export const isKeepable = (port: DefaultPort): boolean =>
  named(port).length > 0 && (port.server !== "" || Object.keys(port.matchLabels).length > 0);

/** What keeps those callers that proved who they are, to be read before it is applied. */
export function manifestOf(port: DefaultPort): string {
  const { namespace, name } = port.workload;
  const server = port.server || `${name}-${port.port}`;
  const callers = `${server}-callers`;
  return [...(port.server ? [] : [serverOf(port, server)]), authenticationOf(port, callers), authorizationOf(namespace, server, callers)].join("---\n");
}

function serverOf(port: DefaultPort, name: string): string {
  return lines(
    "apiVersion: policy.linkerd.io/v1beta3",
    "kind: Server",
    ...metadata(port.workload.namespace, name),
    "spec:",
    "  podSelector:",
    "    matchLabels:",
    ...Object.entries(port.matchLabels).map(([label, value]) => `      ${text(label)}: ${text(value)}`),
    `  port: ${port.port}`,
    ...(port.protocol === "opaque" ? ["  proxyProtocol: opaque"] : []),
    ...(port.protocol === "unknown" ? ["  # no request was seen: add \"proxyProtocol: opaque\" if it does not speak HTTP"] : []),
  );
}

function authenticationOf(port: DefaultPort, name: string): string {
  return lines(
    "apiVersion: policy.linkerd.io/v1alpha1",
    "kind: MeshTLSAuthentication",
    ...metadata(port.workload.namespace, name),
    "spec:",
    "  identities:",
    ...[...new Set(named(port).map((caller) => caller.clientId))].sort().map((identity) => `    - ${text(identity)}`),
  );
}

function authorizationOf(namespace: string, server: string, callers: string): string {
  return lines(
    "apiVersion: policy.linkerd.io/v1alpha1",
    "kind: AuthorizationPolicy",
    ...metadata(namespace, callers),
    "spec:",
    "  targetRef:",
    "    group: policy.linkerd.io",
    "    kind: Server",
    `    name: ${text(server)}`,
    "  requiredAuthenticationRefs:",
    "    - group: policy.linkerd.io",
    "      kind: MeshTLSAuthentication",
    `      name: ${text(callers)}`,
  );
}

const lines = (...all: string[]): string => `${all.join("\n")}\n`;

const metadata = (namespace: string, name: string): string[] => ["metadata:", `  namespace: ${text(namespace)}`, `  name: ${text(name)}`];

/** A value that YAML might take for something else than text is quoted. */
const text = (value: string): string => (/^[a-z][a-z0-9./-]*$/i.test(value) && !/^(true|false|yes|no|on|off|y|n|null)$/i.test(value) ? value : JSON.stringify(value));

/** What is in force at one port, as far as the last minute's callers met it. */
export interface Force {
  port: string;
  server: string;
  authorizations: string[];
  allowed: number;
  denied: number;
}

export function inForce(decisions: Decision[]): Force[] {
  const found = new Map<string, Force>();
  for (const { target, server, authorization, allowed, count } of decisions) {
    const port = portOf(target);
    const key = `${port} ${server}`;
    const force = found.get(key) ?? { port, server, authorizations: [], allowed: 0, denied: 0 };
    found.set(key, force);
    if (authorization && !force.authorizations.includes(authorization)) force.authorizations.push(authorization);
    if (allowed) force.allowed += Number(count);
    else force.denied += Number(count);
  }
  return [...found.values()].sort((a, b) => Number(a.port) - Number(b.port) || a.server.localeCompare(b.server));
}

export const portOf = (target: string): string => target.slice(target.lastIndexOf(":") + 1);

/** What let them in, in words: the default's name alone does not say whose default that is. */
export function byWhat({ server, authorization }: Pick<Decision, "server" | "authorization">): string {
  if (!authorization) return "no authorization matched";
  if (!authorization.startsWith("default/")) return authorization;
  return `${server.startsWith("default/") ? "default policy" : "accessPolicy"} ${authorization.slice("default/".length)}`;
}
