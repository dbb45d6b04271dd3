import { useEffect, useState } from "react";
import { query, useAnswer } from "./answers";
import type { History, Look, Name } from "./model";

export type Connection = "connecting" | "live" | "lost";

const SILENCE_MILLIS = 12_000;
const AGAIN_MILLIS = 3000;

/** The newest look at the mesh; what was seen last stays while the connection is lost. None while the page is hidden. */
export function useMesh(): { look: Look | null; connection: Connection; at: Date | null } {
  const [look, setLook] = useState<Look | null>(null);
  const [connection, setConnection] = useState<Connection>("connecting");
  const [at, setAt] = useState<Date | null>(null);
  useEffect(() => {
    let source: EventSource | null = null;
    let again = 0;
    let silence = 0;
    const close = () => {
      source?.close();
      source = null;
      clearTimeout(again);
      clearTimeout(silence);
    };
    const lost = () => {
      setConnection("lost");
      close();
      again = window.setTimeout(open, AGAIN_MILLIS);
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
        setLook(JSON.parse(event.data) as Look);
        setAt(new Date());
        setConnection("live");
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

/** How a workload did; asked for anew with every look. */
export function useHistory(name: Name, at: Date | null): History | null {
  const asked = query({ namespace: name.namespace, resource_type: name.type, resource_name: name.name });
  return useAnswer<History>(`/api/history?${asked}`, at).answer;
}
