import type { Name } from "./model";

/** Events as `linkerd tap -o json` prints them, and requests made of them. Pure. */

export interface Header {
  name: string;
  valueStr?: string;
  /** Bytes that are no text, in base 64. */
  valueBin?: string;
}

export interface End {
  ip: string;
  port: number;
  metadata: Record<string, string>;
}

interface Id {
  base: number;
  stream: number;
}

export interface TapEvent {
  source: End;
  destination: End;
  routeMeta: Record<string, string>;
  proxyDirection: "INBOUND" | "OUTBOUND" | "UNKNOWN";
  requestInitEvent?: { id: Id; method: string; scheme: string; authority: string; path: string; headers: Header[] };
  responseInitEvent?: { id: Id; sinceRequestInit: string; httpStatus: number; headers: Header[] };
  responseEndEvent?: {
    id: Id;
    sinceRequestInit: string;
    sinceResponseInit: string;
    responseBytes: number;
    trailers: Header[];
    grpcStatusCode?: number;
    resetErrorCode?: number;
  };
}

export interface Answer {
  status: number;
  headers: Header[];
  /** After the request began. */
  afterMicros: number;
}

export interface Ended {
  tookMicros: number;
  bytes: number;
  trailers: Header[];
  grpcStatus: number | null;
  reset: number | null;
}

/** A request as one of its two sides tells of it. */
export interface Tapped {
  /** Counted from 1 in the order in which they began. */
  number: number;
  /** When it was heard of. */
  at: Date;
  side: TapEvent["proxyDirection"];
  source: End;
  destination: End;
  route: Record<string, string>;
  method: string;
  scheme: string;
  authority: string;
  path: string;
  headers: Header[];
  answer: Answer | null;
  ended: Ended | null;
}

export type Outcome = "open" | "good" | "refused" | "failed";

/** Unknown, DeadlineExceeded, Internal, Unavailable, DataLoss. */
const FAILURES = new Set([2, 4, 13, 14, 15]);

export function outcomeOf({ answer, ended }: Pick<Tapped, "answer" | "ended">): Outcome {
  const status = answer?.status ?? 0;
  const grpcStatus = ended?.grpcStatus ?? 0;
  if ((ended && ended.reset !== null) || status >= 500 || FAILURES.has(grpcStatus)) return "failed";
  if (status >= 400 || grpcStatus !== 0) return "refused";
  return ended ? "good" : "open";
}

const OWNERS = ["deployment", "statefulset", "daemonset", "cronjob", "k8s_job", "replicaset", "replicationcontroller", "pod"];

/** The workload at an end; its type is empty if all that is known is an address. */
export function ownerOf({ ip, metadata }: End): Name {
  const type = OWNERS.find((each) => metadata[each]);
  return type
    ? { namespace: metadata.namespace ?? "", type: type === "k8s_job" ? "job" : type, name: metadata[type] ?? "" }
    : { namespace: "", type: "", name: ip || "unknown" };
}

export const addressOf = ({ ip, port }: End): string => `${ip.includes(":") ? `[${ip}]` : ip}:${port}`;

/** Of a ServiceProfile; of a policy, which the receiver's side names among the receiver's labels. "": none of a manifest. */
export function routeOf({ route, destination: { metadata } }: Pick<Tapped, "route" | "destination">): string {
  const ofPolicy = [route, metadata].find((labels) => labels.route_name && labels.route_kind !== "default");
  return route.route ?? ofPolicy?.route_name ?? "";
}

/** The trace that a request belongs to, by its headers; "" if they do not say. */
export function traceOf(headers: Header[]): string {
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.valueStr ?? "";
  const found = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(value("traceparent"))?.[1] ?? value("x-b3-traceid").padStart(32, "0");
  return /^0+$/.test(found) ? "" : found;
}

/** Of protobuf's `0.001234000s`. */
export const microsOf = (duration: string): number => Math.round(Number.parseFloat(duration) * 1e6) || 0;

const streamOf = (event: TapEvent, { base, stream }: Id): string =>
  `${event.proxyDirection} ${addressOf(event.source)} ${addressOf(event.destination)} ${base} ${stream}`;

/** The newest requests that were told of; older ones are forgotten. */
export class TapLog {
  private readonly requests = new Map<number, Tapped>();
  private readonly open = new Map<string, number>();
  private seen = 0;

  constructor(private readonly most: number) {}

  /** Every request as it ends goes to `ended`. */
  add(event: TapEvent, at: Date, ended: (request: Tapped) => void = () => {}): void {
    const { requestInitEvent: begin, responseInitEvent: answer, responseEndEvent: end } = event;
    if (begin) this.begin(event, begin, at);
    if (answer) {
      this.change(streamOf(event, answer.id), {
        answer: { status: answer.httpStatus, headers: answer.headers, afterMicros: microsOf(answer.sinceRequestInit) },
      });
    }
    if (end) {
      const stream = streamOf(event, end.id);
      const request = this.change(stream, {
        ended: {
          tookMicros: microsOf(end.sinceRequestInit),
          bytes: end.responseBytes,
          trailers: end.trailers,
          grpcStatus: end.grpcStatusCode ?? null,
          reset: end.resetErrorCode ?? null,
        },
      });
      this.open.delete(stream);
      if (request) ended(request);
    }
  }

  private begin(event: TapEvent, { id, ...said }: NonNullable<TapEvent["requestInitEvent"]>, at: Date): void {
    this.seen++;
    const { source, destination, routeMeta: route, proxyDirection: side } = event;
    this.requests.set(this.seen, { ...said, number: this.seen, at, side, source, destination, route, answer: null, ended: null });
    this.open.set(streamOf(event, id), this.seen);
    if (this.requests.size > this.most) forgetFirst(this.requests);
    if (this.open.size > this.most) forgetFirst(this.open);
  }

  private change(stream: string, more: Partial<Tapped>): Tapped | null {
    const number = this.open.get(stream);
    const request = number === undefined ? undefined : this.requests.get(number);
    if (!request) return null;
    const changed = { ...request, ...more };
    this.requests.set(request.number, changed);
    return changed;
  }

  newestFirst(): Tapped[] {
    return [...this.requests.values()].reverse();
  }

  find(number: number): Tapped | undefined {
    return this.requests.get(number);
  }

  /** How many began since the start. */
  count(): number {
    return this.seen;
  }
}

function forgetFirst<K>(map: Map<K, unknown>): void {
  const first = map.keys().next();
  if (!first.done) map.delete(first.value);
}
