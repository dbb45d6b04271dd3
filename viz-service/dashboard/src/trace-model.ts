import { useEffect, useState } from "react";

/** What the server tells of traces, and questions to it. */

export interface Teller {
  namespace: string;
  name: string;
}

export interface Summary {
  traceId: string;
  name: string;
  start: string;
  durationMicros: number;
  status: number | null;
  failed: boolean;
  spans: number;
  workloads: Teller[];
}

export interface Span {
  spanId: string;
  parentId: string | null;
  depth: number;
  workload: Teller;
  service: string;
  name: string;
  kind: string;
  startMicros: number;
  durationMicros: number;
  status: number | null;
  failed: boolean;
  attributes: Record<string, string>;
}

export interface Found {
  traces: Summary[];
  spansKept: number;
}

export interface Whole {
  traceId: string;
  start: string;
  durationMicros: number;
  failed: boolean;
  spans: Span[];
}

/** As in the address; "" is whatever. */
export interface Question {
  namespace: string;
  workload: string;
  path: string;
  min_duration: string;
  since: string;
  status: string;
  errors: string;
}

const NAMES: (keyof Question)[] = ["namespace", "workload", "path", "min_duration", "since", "status", "errors"];

export function questionOf(search: string): Question {
  const given = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name)?.trim() ?? ""])) as unknown as Question;
}

/** With its question mark; "" if everything is wanted. */
export function queryOf(question: Question): string {
  const asked = new URLSearchParams(NAMES.filter((name) => question[name]).map((name) => [name, question[name]]));
  return asked.size > 0 ? `?${asked}` : "";
}

/** Where a span stands on a time line of that width: wide enough to be seen, and never beyond the end. */
export function barOf(span: Pick<Span, "startMicros" | "durationMicros">, total: number, width: number): { x: number; width: number } {
  const scale = width / Math.max(1, total);
  const wide = Math.min(width, Math.max(width / 250, span.durationMicros * scale));
  return { x: Math.min(span.startMicros * scale, width - wide), width: wide };
}

export type Tone = "good" | "warn" | "bad";

/** As everywhere else: what is the caller's fault was refused and did not fail, whichever side of it tells. */
export function toneOf({ failed, status }: { failed: boolean; status: number | null }): Tone {
  if (status !== null && status >= 400 && status < 500) return "warn";
  return failed ? "bad" : "good";
}

/** Whether its first span was caused by one that is not told, or not yet. */
export const isBeheaded = ({ spans }: Pick<Whole, "spans">): boolean => spans[0]?.parentId !== null && spans.length > 0;

interface Answer<T> {
  answer: T | null;
  /** Why there is none, for people; "gone" for 404. */
  refusal: string;
  at: Date | null;
}

export const useSearch = (question: Question): Answer<Found> => useAnswer<Found>(`/api/traces${queryOf(question)}`, question);

const AGAIN_MILLIS = 5000;

/** Asked again while spans may still come. */
export function useTrace(id: string): Answer<Whole> {
  const [turn, setTurn] = useState({});
  const told = useAnswer<Whole>(`/api/traces/${encodeURIComponent(id)}`, turn);
  useEffect(() => {
    const timer = window.setTimeout(() => isYoung(told.answer) && setTurn({}), AGAIN_MILLIS);
    return () => clearTimeout(timer);
  }, [told]);
  return told;
}

/** Sidecars send their spans every ten seconds. */
const isYoung = (trace: Whole | null): boolean => trace !== null && Date.now() - Date.parse(trace.start) < 30_000;

const nobody = (address: string) => ({ address, answer: null, refusal: "No answer from viz-service. Search again.", at: null });

/** Asks once for each `asked`, which is another object if the same is asked again. */
function useAnswer<T>(address: string, asked: unknown): Answer<T> {
  const [state, setState] = useState<Answer<T> & { address: string }>({ address, answer: null, refusal: "", at: null });
  useEffect(() => {
    const stop = new AbortController();
    const refuse = (refusal: string) => setState({ address, answer: null, refusal, at: null });
    fetch(address, { signal: stop.signal })
      .then(async (response) => {
        const said: unknown = await response.json();
        if (response.ok) setState({ address, answer: said as T, refusal: "", at: new Date() });
        else refuse(response.status === 404 ? "gone" : (said as { error?: string }).error || `viz-service answers ${response.status}.`);
      })
      .catch(() => stop.signal.aborted || setState((last) => (last.address === address && last.answer ? last : nobody(address))));
    return () => stop.abort();
  }, [address, asked]);
  return state;
}
