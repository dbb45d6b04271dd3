import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { TapEvent } from "./tap-model";
import { type TapQuestion, tapBodyOf } from "./tap-question";

/** The admin token: in this page's memory, and nowhere else. */
let token = "";
const changed = new Set<() => void>();

export function giveToken(text: string): void {
  token = text.trim();
  changed.forEach((tell) => tell());
}

const subscribe = (tell: () => void) => {
  changed.add(tell);
  return () => changed.delete(tell);
};

export const useToken = (): string => useSyncExternalStore(subscribe, () => token);

/** `away`: the stream broke, and is asked for again. */
export type TapState = "stopped" | "asking" | "open" | "away";

export interface Refusal {
  /** The token is not the mesh's. */
  token: boolean;
  text: string;
}

export interface Tap {
  state: TapState;
  refusal: Refusal | null;
  start(question: TapQuestion): void;
  stop(): void;
}

const SILENCE_MILLIS = 10_000; // an empty line comes every three seconds
const AGAIN_MILLIS = 3000;

/** One tap, open from start to stop while the page can be seen. `headers`: whether they are wanted. */
export function useTap(headers: boolean, take: (event: TapEvent) => void): Tap {
  const [state, setState] = useState<TapState>("stopped");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [question, setQuestion] = useState<TapQuestion | null>(null);
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    if (!question) return;
    let stop = new AbortController();
    let again = 0;
    const open = async () => {
      stop = new AbortController();
      const { signal } = stop;
      setState("asking");
      try {
        const refused = await read(tapBodyOf(question, headers), signal, () => setState("open"), (event) => taker.current(event));
        if (signal.aborted) return;
        if (refused) {
          setRefusal(refused);
          setQuestion(null);
          setState("stopped");
          return;
        }
      } catch {
        if (signal.aborted) return;
      }
      setState("away");
      again = window.setTimeout(open, AGAIN_MILLIS);
    };
    const close = () => {
      clearTimeout(again);
      stop.abort();
    };
    const watch = () => {
      close();
      if (!document.hidden) void open();
    };
    watch();
    document.addEventListener("visibilitychange", watch);
    return () => {
      close();
      document.removeEventListener("visibilitychange", watch);
    };
  }, [question, headers]);
  const start = useCallback((asked: TapQuestion) => {
    const spelt = /^[\w.~+/-]+=*$/.test(token);
    setRefusal(spelt ? null : { token: true, text: "Give the token: letters and digits, in one line." });
    if (spelt) setQuestion({ ...asked });
  }, []);
  const stop = useCallback(() => {
    setQuestion(null);
    setState("stopped");
  }, []);
  return { state, refusal, start, stop };
}

/** Reads until the stream ends; answers why it never began, or null. Fails if it breaks, or is silent. */
async function read(body: string, signal: AbortSignal, opened: () => void, take: (event: TapEvent) => void): Promise<Refusal | null> {
  const silent = new AbortController();
  let silence = window.setTimeout(() => silent.abort(), SILENCE_MILLIS);
  const response = await fetch("/api/v1/tap", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body,
    cache: "no-store",
    signal: AbortSignal.any([signal, silent.signal]),
  });
  try {
    if (!response.ok || !response.body) return await refusalOf(response);
    opened();
    const lines = new Lines();
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(silence);
      silence = window.setTimeout(() => silent.abort(), SILENCE_MILLIS);
      lines.take(piece.value).forEach((line) => take(JSON.parse(line) as TapEvent));
    }
    return null;
  } finally {
    clearTimeout(silence);
  }
}

async function refusalOf(response: Response): Promise<Refusal | null> {
  if (response.status === 401) {
    return { token: true, text: "viz-service does not know this token. Each linkerd up makes another one: look into run/admin-token again." };
  }
  if (response.status >= 500 && response.status !== 501) return null; // it is away: worth another try
  const said = (await response.json().catch(() => ({}))) as { error?: string };
  return { token: response.status === 403, text: said.error || `viz-service answers ${response.status}.` };
}

/** Cuts bytes into lines that are not empty. */
export class Lines {
  private readonly decoder = new TextDecoder();
  private rest = "";

  take(bytes: Uint8Array): string[] {
    const parts = (this.rest + this.decoder.decode(bytes, { stream: true })).split("\n");
    this.rest = parts.pop() ?? "";
    return parts.filter((part) => part.trim() !== "");
  }
}

/** Whether this page's server shows requests as they pass; null until it has said so. */
export function useTapHere(): boolean | null {
  const [here, setHere] = useState<boolean | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch("/api/tap", { signal: stop.signal })
      .then((answer) => answer.json())
      .then((answer: { here?: boolean }) => setHere(answer.here === true))
      .catch(() => {}); // the connection's state is shown already
    return () => stop.abort();
  }, []);
  return here;
}

/** Draws again at most every `millis` while `on`, and once when it ends. */
export function useBeat(on: boolean, millis: number): void {
  const [, setBeat] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = window.setInterval(() => setBeat((beat) => beat + 1), millis);
    return () => clearInterval(timer);
  }, [on, millis]);
}
