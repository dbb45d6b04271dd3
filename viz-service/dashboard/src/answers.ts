import { useEffect, useRef, useState } from "react";

/** What the server said to one question; the last answer stays until the next. */
export interface Said<T> {
  answer: T | null;
  /** Why there is no newer answer; "" if there is. */
  refusal: string;
}

/** Asks again with every look at the mesh, so that all of a page is of about the same moment; not before it was answered. */
export function useAnswer<T>(path: string, at: Date | null): Said<T> {
  const [said, setSaid] = useState<Said<T> & { path: string }>({ path, answer: null, refusal: "" });
  const asking = useRef<{ path: string; stop: AbortController } | null>(null);
  useEffect(() => {
    if (asking.current?.path === path) return; // a new question instead of a late answer would never be answered
    asking.current?.stop.abort();
    const mine = { path, stop: new AbortController() };
    asking.current = mine;
    void ask<T>(path, mine.stop.signal)
      .then(
        (answer) => setSaid({ path, answer, refusal: "" }),
        (failure: unknown) => mine.stop.signal.aborted || setSaid((last) => refused(path, last.path === path ? last.answer : null, failure)),
      )
      .finally(() => {
        if (asking.current === mine) asking.current = null;
      });
  }, [path, at]);
  useEffect(() => () => asking.current?.stop.abort(), []);
  return said.path === path ? said : { answer: null, refusal: "" };
}

/** That nobody answers is told of the whole page already. */
export function refused<T>(path: string, last: T | null, failure: unknown): Said<T> & { path: string } {
  return { path, answer: last, refusal: failure instanceof TypeError ? "" : String((failure as Error).message) };
}

async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal });
  if (answer.ok) return (await answer.json()) as T;
  const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new Error(error ?? `viz-service answers ${answer.status}`);
}

/** The query of a question; what is empty is left out. */
export const query = (asked: Record<string, string>): string =>
  new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "")).toString();
