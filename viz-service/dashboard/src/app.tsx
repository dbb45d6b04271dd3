import { useEffect, useRef } from "react";
import { CanaryPage } from "./canary";
import { ErrorsPage } from "./errors";
import { type Connection, useMesh } from "./live";
import { MeshPage } from "./mesh";
import { isSystem, type Look } from "./model";
import { PolicyPage } from "./policy";
import { RoutesOfPage, RoutesPage } from "./routes";
import { go, Link, type Place, placeOf, usePath } from "./router";
import { TapPage } from "./tap";
import { TopPage } from "./top";
import { TracePage } from "./trace";
import { TracesPage } from "./traces";
import { WorkloadPage } from "./workload";

const KEYS: Record<string, string> = { m: "/", r: "/routes", a: "/tap", o: "/top", e: "/errors", p: "/policy", c: "/canary", t: "/traces" };

export function App() {
  const { look, connection, at } = useMesh();
  const path = usePath();
  const place = placeOf(path);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${titleOf(place)} · Weft`;
  }, [path]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const to = KEYS[event.key];
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (to && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) go(to);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  const failing = look?.mesh.failures.some(({ refused, direction, workload }) => !refused && direction === "inbound" && !isSystem(workload.namespace)) ?? false;
  const denied = look?.mesh.decisions.some((decision) => !decision.allowed) ?? false;
  return (
    <>
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <header className="bar">
        <Link href="/" className="brand">
          <img src="/icon.svg" alt="" width={26} height={26} /> Weft
        </Link>
        <nav aria-label="Pages">
          <Tab href="/" on={place.page === "mesh" || place.page === "workload"} text="Mesh" hint="m" />
          <Tab href="/routes" on={place.page === "routes"} text="Routes" hint="r" />
          <Tab href="/tap" on={place.page === "tap"} text="Tap" hint="a" />
          <Tab href="/top" on={place.page === "top"} text="Top" hint="o" />
          <Tab href="/errors" on={place.page === "errors"} text="Errors" hint="e" alert={failing} />
          <Tab href="/policy" on={place.page === "policy"} text="Policy" hint="p" alert={denied} />
          <Tab href="/canary" on={place.page === "canary"} text="Canary" hint="c" />
          <Tab href="/traces" on={place.page === "traces" || place.page === "trace"} text="Traces" hint="t" />
        </nav>
        <Status connection={connection} at={at} />
      </header>
      <main id="main" ref={main} tabIndex={-1} className={isOld(connection) ? "old" : ""}>
        <Trouble connection={connection} at={look && at} />
        {look && connection === "live" && <Young look={look} at={at} />}
        {look ? <Content place={place} look={look} at={at} /> : <p className="nothing">{isOld(connection) ? "Nothing to show yet." : "Looking at the mesh…"}</p>}
      </main>
    </>
  );
}

const isOld = (connection: Connection): boolean => connection !== "live" && connection !== "connecting";

/** Why what is shown is not of this moment. `at`: of which it is; null if nothing is shown. */
function Trouble({ connection, at }: { connection: Connection; at: Date | null }) {
  const what = {
    connecting: "",
    live: "",
    starting: "viz-service was just started, and waits for destination-service to say which workloads there are",
    lost: "No answer from viz-service. Trying again every two seconds",
    "signed-out": "viz-service does not know this browser any more: sign in again with linkerd viz dashboard",
  }[connection];
  if (!what) return null;
  return (
    <p className="banner" role="alert">
      {what}.{at && <> This is what was seen at {at.toLocaleTimeString()}.</>}
    </p>
  );
}

/** Figures of a whole minute need one. */
function Young({ look: { watchingSince, mesh }, at }: { look: Look; at: Date | null }) {
  const since = watchingSince === null ? null : new Date(watchingSince);
  if (!since || !at || at.getTime() - since.getTime() >= mesh.windowSeconds * 1000) return null;
  return (
    <p className="hint" role="status">
      viz-service has watched since {since.toLocaleTimeString()}: charts begin there, and figures are of less than {mesh.windowSeconds} seconds.
    </p>
  );
}

function Content({ place, look, at }: { place: Place; look: Look; at: Date | null }) {
  switch (place.page) {
    case "mesh":
      return <MeshPage look={look} namespace={place.namespace} at={at} />;
    case "workload":
      return <WorkloadPage look={look} name={place.name} at={at} />;
    case "routes":
      return place.name ? <RoutesOfPage look={look} name={place.name} at={at} /> : <RoutesPage look={look} namespace={place.namespace} at={at} />;
    case "tap":
      return <TapPage look={look} />;
    case "top":
      return <TopPage look={look} />;
    case "errors":
      return <ErrorsPage look={look} />;
    case "policy":
      return <PolicyPage look={look} at={at} />;
    case "canary":
      return <CanaryPage look={look} at={at} />;
    case "traces":
      return <TracesPage look={look} />;
    case "trace":
      return <TracePage look={look} id={place.id} />;
  }
}

function titleOf(place: Place): string {
  switch (place.page) {
    case "mesh":
      return place.namespace || "Mesh";
    case "workload":
      return place.name.name;
    case "routes":
      return `Routes ${place.name?.name ?? place.namespace}`.trim();
    case "tap":
      return "Tap";
    case "top":
      return "Top";
    case "errors":
      return "Errors";
    case "policy":
      return "Policy";
    case "canary":
      return "Canary";
    case "traces":
      return "Traces";
    case "trace":
      return `Trace ${place.id.slice(0, 8)}`;
  }
}

function Tab({ href, on, text, hint, alert = false }: { href: string; on: boolean; text: string; hint: string; alert?: boolean }) {
  return (
    <Link href={href} aria-current={on ? "page" : undefined} aria-keyshortcuts={hint} title={`Key: ${hint}`}>
      {text}
      {alert && <i className="dot bad" role="img" aria-label="something to see" />}
    </Link>
  );
}

function Status({ connection, at }: { connection: Connection; at: Date | null }) {
  const text = { connecting: "connecting", live: "live", starting: "starting", lost: "no answer", "signed-out": "signed out" }[connection];
  return (
    <p className={`status ${connection === "live" || connection === "connecting" ? connection : "lost"}`}>
      <span role="status">{text}</span>
      {at && <time dateTime={at.toISOString()}>{at.toLocaleTimeString()}</time>}
    </p>
  );
}
