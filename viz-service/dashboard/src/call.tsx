import { type KeyboardEvent, useEffect, useRef } from "react";
import { bytes, millis, NONE, percent, rate } from "./format";
import { type Edge, goldenOfEdge, health, perSecond } from "./model";
import { NameLink, Security } from "./parts";
import { Link } from "./router";
import { Said } from "./said";
import { tapQueryOf } from "./tap-question";

/** All that is told of who calls whom, of one pair. */
export function Call({ edge, close }: { edge: Edge; close(): void }) {
  const { src, dst, tcpStats: tcp, observedSeconds } = edge;
  const { requests, rps, success, p50, p95, p99 } = goldenOfEdge(edge);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => region.current?.focus(), [src.name, dst.name]);
  const press = (event: KeyboardEvent) => event.key === "Escape" && close();
  const asked = { namespace: src.namespace, resource: `${src.type}/${src.name}`, to: `${dst.type}/${dst.name}`, to_namespace: dst.namespace };
  return (
    <div ref={region} tabIndex={-1} className="call" role="group" aria-label="Call" onKeyDown={press}>
      <header>
        <h3>
          <NameLink name={src} /> <span className="quiet">calls</span> <NameLink name={dst} />
        </h3>
        <Security edge={edge} />
        {src.type && <Link href={`/tap${tapQueryOf(asked)}`}>Tap it</Link>}
        <button type="button" className="more" onClick={close} aria-keyshortcuts="Escape">Close</button>
      </header>
      <dl className="facts">
        <Said name="Success"><span className={`success ${health(success)}`}>{percent(success)}</span></Said>
        <Said name="Requests">{requests > 0 ? `${rate(rps)}/s` : NONE}</Said>
        <Said name="P50">{millis(p50, requests > 0)}</Said>
        <Said name="P95">{millis(p95, requests > 0)}</Said>
        <Said name="P99">{millis(p99, requests > 0)}</Said>
        <Said name="Open connections">{tcp.openConnections}</Said>
        <Said name="Read">{bytes(perSecond(tcp.readBytesTotal, observedSeconds))}</Said>
        <Said name="Written">{bytes(perSecond(tcp.writeBytesTotal, observedSeconds))}</Said>
        <Said name="Client proved">{edge.clientId || "nothing"}</Said>
        <Said name="Server proved">{edge.serverId || "nothing"}</Said>
      </dl>
    </div>
  );
}
