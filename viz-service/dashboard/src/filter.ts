import { useState } from "react";
import { query } from "./answers";

/** What a table is narrowed to. It is in the address, to be sent to somebody. */
export function useWords(): [string, (words: string) => void] {
  const [words, setWords] = useState(() => new URLSearchParams(location.search).get("q") ?? "");
  const narrow = (asked: string) => {
    history.replaceState(null, "", asked ? `?${query({ q: asked })}` : location.pathname);
    setWords(asked);
  };
  return [words, narrow];
}

/** Whether every word is somewhere in the text. */
export const saysAll = (text: string, words: string): boolean => {
  const lower = text.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => lower.includes(word));
};
