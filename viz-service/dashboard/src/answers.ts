import { useEffect, useState } from "react";

/** What the server said to one question; the last answer stays until the next. */
export interface Said<T> {
  answer: T | null;
  /** Why there is no newer answer; "" if there is. */
  refusal: string;
}

/** Asks again with every look at the mesh, so that all of a page is of about the same moment. */
export function useAnswer<T>(path: string, at: Date | null): Said<T> {
  const [said, setSaid] = useState<Said<T> & { path: string }>({ path, answer: null, refusal: "" });
  useEffect(() => {
    const stop = new AbortController();
    ask<T>(path, stop.signal).then(
      (answer) => setSaid({ path, answer, refusal: "" }),
      (failure: unknown) => {
        if (!stop.signal.aborted) {
          setSaid((last) => ({ path, answer: last.path === path ? last.answer : null, refusal: String((failure as Error).message) }));
        }
      },
    );
    return () => stop.abort();
  }, [path, at]);
  return said.path === path ? said : { answer: null, refusal: "" };
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
