import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { bytesOf, grpcName, micros } from "./format";
import type { Look } from "./model";
import { Section } from "./parts";
import { TapDetail } from "./tap-detail";
import { completed, TapForm } from "./tap-form";
import { type Outcome, outcomeOf, ownerOf, type TapEvent, type Tapped, TapLog } from "./tap-model";
import { tapQueryOf, tapQuestionOf } from "./tap-question";
import { useBeat, useTap, useTapHere } from "./tap-stream";

const MOST = 300;
const DRAWN_MILLIS = 300;

/** Requests as they pass, the newest first; one of them in detail. */
export function TapPage({ look }: { look: Look }) {
  const here = useTapHere();
  const log = useRef(new TapLog(MOST));
  const [question, setQuestion] = useState(() => completed(tapQuestionOf(location.search), look));
  const [find, setFind] = useState(() => new URLSearchParams(location.search).get("find") ?? "");
  const [bad, setBad] = useState(() => new URLSearchParams(location.search).get("only") === "bad");
  const [held, setHeld] = useState<{ rows: Tapped[]; number: number } | null>(null);
  const tap = useTap(true, useCallback((event: TapEvent) => log.current.add(event, new Date()), []));
  const running = tap.state !== "stopped";
  useBeat(running, DRAWN_MILLIS);
  useEffect(() => {
    history.replaceState(null, "", `/tap${tapQueryOf(question, { find, only: bad ? "bad" : "" })}`);
  }, [question, find, bad]);
  const current = (rows: Tapped[]) => rows.map((row) => log.current.find(row.number) ?? row);
  const rows = (held ? current(held.rows) : log.current.newestFirst()).filter((row) => (!bad || isBad(row)) && isFound(row, find));
  const chosen = held ? (log.current.find(held.number) ?? held.rows.find((row) => row.number === held.number)) : undefined;
  const choose = (number: number) => setHeld((was) => ({ rows: was?.rows ?? log.current.newestFirst(), number }));
  const start = () => {
    log.current = new TapLog(MOST);
    setHeld(null);
    tap.start(question);
  };
  const leave = () => {
    if (held) document.getElementById(rowId(held.number))?.focus();
    setHeld(null);
  };
  const newer = held ? log.current.count() - (held.rows[0]?.number ?? 0) : 0;
  return (
    <>
      <h1>Tap</h1>
      <TapForm what="tap" look={look} tap={tap} here={here} question={question} change={setQuestion} start={start} />
      {here && (
        <div className={chosen ? "split" : ""}>
          <Section title="Requests" note={<Note seen={log.current.count()} held={held !== null} newer={newer} />}>
            <div className="filters">
              <label>
                Find <input value={find} placeholder="path, workload or status" spellCheck={false} onChange={(event) => setFind(event.target.value)} />
              </label>
              <label>
                <input type="checkbox" checked={bad} onChange={(event) => setBad(event.target.checked)} /> Only failed or refused
              </label>
            </div>
            {rows.length > 0 ? (
              <Requests rows={rows} chosen={held?.number ?? null} choose={choose} leave={leave} />
            ) : (
              <p className="nothing">{emptiness(running, log.current.count())}</p>
            )}
          </Section>
          {chosen && <TapDetail request={chosen} close={leave} />}
        </div>
      )}
    </>
  );
}

function emptiness(running: boolean, seen: number): string {
  if (seen > 0) return "No request that is kept is like that.";
  return running ? "Nothing has passed yet. Requests are shown as they begin." : "Nobody is looking. Start shows requests as they pass.";
}

function Note({ seen, held, newer }: { seen: number; held: boolean; newer: number }) {
  const count = (many: number) => many.toLocaleString("en");
  return (
    <>
      {count(seen)} seen, the newest {MOST} are kept.
      {held ? ` Held still while one is open: ${count(newer)} newer. Escape goes on.` : " Arrow keys and Enter open one."}
    </>
  );
}

function Requests({ rows, chosen, choose, leave }: { rows: Tapped[]; chosen: number | null; choose(number: number): void; leave(): void }) {
  const at = rows.findIndex((row) => row.number === chosen);
  const step = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    choose(row.number);
    document.getElementById(rowId(row.number))?.focus();
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const focused = rows.findIndex((row) => rowId(row.number) === document.activeElement?.id);
    const from = at >= 0 ? at : focused;
    const go: Record<string, () => void> = {
      ArrowDown: () => step(chosen === null ? focused : from + 1),
      ArrowUp: () => step(chosen === null ? focused : from - 1),
      Home: () => step(0),
      End: () => step(rows.length - 1),
      Enter: () => step(focused),
      Escape: leave,
    };
    const act = go[event.key];
    if (!act || (event.key === "Enter" && focused < 0)) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="scroll">
      <table role="grid" aria-label="Requests" className="tapped" onKeyDown={press}>
        <thead role="rowgroup">
          <tr role="row">
            {["Request", "From", "To", "Told by", "Answer", "Took", "Bytes", "At"].map((title) => (
              <th key={title} role="columnheader" scope="col" className={["Took", "Bytes", "At"].includes(title) ? "number" : ""}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={row.number} id={rowId(row.number)} role="row" tabIndex={(at >= 0 ? index === at : index === 0) ? 0 : -1}
              aria-selected={row.number === chosen} onClick={() => choose(row.number)}>
              <td role="gridcell" data-title="Request"><b>{row.method}</b> {row.path}</td>
              <td role="gridcell" data-title="From"><Peer row={row} end="source" /></td>
              <td role="gridcell" data-title="To"><Peer row={row} end="destination" /></td>
              <td role="gridcell" data-title="Told by">{row.side === "INBOUND" ? "receiver" : "sender"}</td>
              <td role="gridcell" data-title="Answer"><AnswerTag row={row} /></td>
              <td role="gridcell" data-title="Took" className="number">{row.ended ? micros(row.ended.tookMicros) : "…"}</td>
              <td role="gridcell" data-title="Bytes" className="number">{row.ended ? bytesOf(row.ended.bytes) : "…"}</td>
              <td role="gridcell" data-title="At" className="number">{row.at.toLocaleTimeString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rowId = (number: number): string => `tapped-${number}`;

function Peer({ row, end }: { row: Tapped; end: "source" | "destination" }) {
  const { namespace, name } = ownerOf(row[end]);
  return (
    <>
      {namespace && <span className="quiet">{namespace}/</span>}
      {name}
    </>
  );
}

const TONES: Record<Outcome, string> = { open: "", good: "good", refused: "warn", failed: "bad" };

function AnswerTag({ row }: { row: Tapped }) {
  const outcome = outcomeOf(row);
  const text = answerText(row);
  return text === "" ? <span className="quiet">waiting</span> : <span className={`tag ${TONES[outcome]}`}>{text}</span>;
}

function answerText({ answer, ended }: Tapped): string {
  return [
    ...(answer?.status ? [String(answer.status)] : []),
    ...(ended && ended.grpcStatus !== null ? [grpcName(String(ended.grpcStatus))] : []),
    ...(ended && ended.reset !== null ? ["broken off"] : []),
    ...(ended && !answer?.status && ended.reset === null ? ["no answer"] : []),
  ].join(" · ");
}

const isBad = (row: Tapped): boolean => ["failed", "refused"].includes(outcomeOf(row));

function isFound(row: Tapped, find: string): boolean {
  if (!find) return true;
  const said = [row.method, row.path, ownerOf(row.source).name, ownerOf(row.destination).name, answerText(row)].join(" ").toLowerCase();
  return find.toLowerCase().split(/\s+/).every((word) => said.includes(word));
}
