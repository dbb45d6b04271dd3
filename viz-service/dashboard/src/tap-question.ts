/** What is asked of tap: as an address, as the body of a question, and as a command. Pure. */
export interface TapQuestion {
  namespace: string;
  /** `TYPE/NAME`; "": the whole namespace. */
  resource: string;
  /** `TYPE/NAME`; "": whomever. */
  to: string;
  /** "": the resource's. */
  to_namespace: string;
  method: string;
  path: string;
  authority: string;
  /** "": the usual. */
  max_rps: string;
}

export const TAP_NAMES: (keyof TapQuestion)[] = ["namespace", "resource", "to", "to_namespace", "method", "path", "authority", "max_rps"];
export const USUAL_RPS = 100;

export function tapQuestionOf(search: string): TapQuestion {
  const given = new URLSearchParams(search);
  return Object.fromEntries(TAP_NAMES.map((name) => [name, given.get(name)?.trim() ?? ""])) as unknown as TapQuestion;
}

/** With its question mark; "" if nothing is asked for. */
export function tapQueryOf(question: Partial<TapQuestion>, more: Record<string, string> = {}): string {
  const all: Record<string, string> = { ...question, ...more };
  const asked = new URLSearchParams(Object.entries(all).filter(([, value]) => value));
  return asked.size > 0 ? `?${asked}` : "";
}

/** The body of `POST /api/v1/tap`. */
export function tapBodyOf(question: TapQuestion, headers: boolean): string {
  return JSON.stringify({
    namespace: question.namespace,
    resource: question.resource,
    toResource: question.to,
    toNamespace: question.to_namespace,
    maxRps: Number(question.max_rps) || 0,
    method: question.method,
    path: question.path,
    authority: question.authority,
    extract: headers,
  });
}

/** What shows the same in a terminal. */
export function commandOf(what: "tap" | "top", question: TapQuestion): string {
  const option = (name: string, value: string) => (value ? [`--${name}`, quoted(value)] : []);
  const elsewhere = question.to && question.to_namespace !== question.namespace ? question.to_namespace : "";
  return [
    `linkerd viz ${what} -n`,
    quoted(question.namespace || "default"),
    quoted(question.resource || `ns/${question.namespace || "default"}`),
    ...option("to", question.to),
    ...option("to-namespace", elsewhere),
    ...option("method", question.method),
    ...option("path", question.path),
    ...option("authority", question.authority),
    ...option("max-rps", question.max_rps),
  ].join(" ");
}

/** For a shell. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
