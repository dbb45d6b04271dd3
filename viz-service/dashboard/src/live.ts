import { useEffect, useState } from "react";
import { query, useAnswer } from "./answers";
import type { History, Look, Name } from "./model";

/**
 * `lost`: viz-service does not answer. `starting`: it does, but does not know the workloads yet. `signed-out`: it answers whoever
 * signed in, and forgot us with its last process.
 */
export type Connection = "connecting" | "live" | "starting" | "lost" | "signed-out";

const SILENCE_MILLIS = 12_000;
const AGAIN_MILLIS = 2000;

/** The newest look at the mesh; what was seen last stays while there is no better one. None while the page is hidden. */
export function useMesh(): { look: Look | null; connection: Connection; at: Date | null } {
  const [look, setLook] = useState<Look | null>(null);
  const [connection, setConnection] = useState<Connection>("connecting");
  const [at, setAt] = useState<Date | null>(null);
  useEffect(() => {
    let source: EventSource | null = null;
    let again = 0;
    let silence = 0;
    let asking = new AbortController();
    const close = () => {
      source?.close();
      source = null;
      clearTimeout(again);
      clearTimeout(silence);
      asking.abort();
    };
    const lost = () => {
      close();
      again = window.setTimeout(open, AGAIN_MILLIS);
      setConnection((was) => (was === "signed-out" ? was : "lost"));
      asking = new AbortController();
      const { signal } = asking;
      // An event source does not tell why it was refused.
      void whyLost(signal).then((why) => signal.aborted || setConnection(why));
    };
    // The browser's own second try gives up on an answer that is no stream; ours does not.
    const open = () => {
      close();
      source = new EventSource("/api/live");
      silence = window.setTimeout(lost, SILENCE_MILLIS);
      source.onerror = lost;
      source.onmessage = (event: MessageEvent<string>) => {
        clearTimeout(silence);
        silence = window.setTimeout(lost, SILENCE_MILLIS);
        const next = JSON.parse(event.data) as Look;
        setConnection(next.workloadsKnown ? "live" : "starting");
        setLook((last) => newest(last, next));
        if (next.workloadsKnown) setAt(new Date());
      };
    };
    const watch = () => (document.hidden ? close() : open());
    watch();
    document.addEventListener("visibilitychange", watch);
    return () => {
      close();
      document.removeEventListener("visibilitychange", watch);
    };
  }, []);
  return { look, connection, at };
}

/** A look of before the workloads were known is nothing to replace one by. */
export const newest = (last: Look | null, next: Look): Look | null => (next.workloadsKnown ? next : last);

async function whyLost(signal: AbortSignal): Promise<Connection> {
  try {
    return (await fetch("/api/tap", { signal, cache: "no-store" })).status === 401 ? "signed-out" : "lost";
  } catch {
    return "lost";
  }
}

/** How a workload did; asked for anew with every look. */
export function useHistory(name: Name, at: Date | null): History | null {
  const asked = query({ namespace: name.namespace, resource_type: name.type, resource_name: name.name });
  return useAnswer<History>(`/api/history?${asked}`, at).answer;
}
