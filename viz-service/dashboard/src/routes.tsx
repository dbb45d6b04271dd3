import { query, type Said, useAnswer } from "./answers";
import { saysAll, useWords } from "./filter";
import { percent, rate } from "./format";
import { health, type Look, type Name } from "./model";
import { Filter, goldenColumns, NamespaceChips, Refusal, Section, ServerName, Success, Tile, visible } from "./parts";
import { goldenOf, idOf, type Inbound, type Route, type Routes, routesOf } from "./route-model";
import { Link, routesHrefOf } from "./router";
import { type Column, Table } from "./table";

/** Every Service's routes, as those who call it saw them. */
export function RoutesPage({ look, namespace, at }: { look: Look; namespace: string; at: Date | null }) {
  const said = useAnswer<Routes>(`/api/routes?${query({ resource_type: "service" })}`, at);
  const all = said.answer ? routesOf(said.answer) : [];
  const [words, setWords] = useWords();
  const routes = all.filter((route) => visible(route.service.namespace, namespace));
  const shown = routes.filter((route) => saysAll(wordsOf(route), words));
  const failing = routes.filter((route) => ["bad", "warn"].includes(health(route.golden.success)));
  const sum = (of: (route: Route) => number) => routes.reduce((total, route) => total + of(route), 0);
  return (
    <>
      <h1>Routes</h1>
      <NamespaceChips mesh={look.mesh} chosen={namespace} href={(of) => `/routes${of && `/${encodeURIComponent(of)}`}${words && `?${query({ q: words })}`}`} />
      <dl className="tiles">
        <Tile label="Routes in use" value={routes.length} note={`of ${new Set(routes.map((route) => route.service.namespace + route.service.name)).size} Services`} />
        <Tile label="Below 99%" value={failing.length} tone={failing.length > 0 ? "bad" : "good"} note="as the callers saw it" />
        <Tile label="Retries" value={sum((route) => route.retries).toLocaleString("en")} note="tries beyond the first" />
        <Tile label="Time-outs" value={sum((route) => route.timeouts).toLocaleString("en")} note="counted as failures" />
      </dl>
      <Section title="By Service" note={`The last ${look.mesh.windowSeconds} seconds, told by the sidecars of those who call.`}>
        <Filter label="Service, route or kind" value={words} onChange={setWords} />
        <RouteTable label="Routes" said={said} routes={shown} first={["service"]}
          empty={routes.length > 0 ? "No route is like that." : "No meshed client called a Service in the last minute."} />
      </Section>
    </>
  );
}

const wordsOf = ({ service, subject, route, kind }: Route): string =>
  `${service.namespace}/${service.name} ${subject.name} ${route || "everything else"} ${kind}`;

/** The routes of one Service, or those of a workload. */
export function RoutesOfPage({ look, name, at }: { look: Look; name: Name; at: Date | null }) {
  return (
    <>
      <p className="path">
        <Link href="/routes">Routes</Link> / <Link href={`/routes/${encodeURIComponent(name.namespace)}`}>{name.namespace}</Link> / {name.type}
      </p>
      <h1>{name.name}</h1>
      {name.type === "service" ? <OfService look={look} name={name} at={at} /> : <RoutesOfWorkload name={name} at={at} />}
    </>
  );
}

function OfService({ look, name, at }: { look: Look; name: Name; at: Date | null }) {
  const { namespace, type } = name;
  const said = useAnswer<Routes>(`/api/routes?${query({ namespace, resource_type: type, resource_name: name.name })}`, at);
  const kinds = [...new Set(look.mesh.workloads.map((row) => row.resource.type))].sort();
  return (
    <>
      <Section title="Its routes" note="Of all its callers together.">
        <RouteTable label="Routes" said={said} routes={said.answer ? routesOf(said.answer) : []} first={[]}
          empty="No meshed client called it in the last minute." />
      </Section>
      {said.answer && said.answer.ok.routes.length > 0 && (
        <Section title="By caller">
          {kinds.map((kind) => (
            <Callers key={kind} kind={kind} name={name} at={at} />
          ))}
        </Section>
      )}
    </>
  );
}

function Callers({ kind, name, at }: { kind: string; name: Name; at: Date | null }) {
  const asked = { resource_type: kind, to_type: "service", to_namespace: name.namespace, to_name: name.name };
  const said = useAnswer<Routes>(`/api/routes?${query(asked)}`, at);
  const routes = said.answer ? routesOf(said.answer) : [];
  return routes.length > 0 && <RouteTable label={`Routes of each ${kind}`} said={said} routes={routes} first={["subject"]} empty="" />;
}

/** What a workload is sent, what it sends, and what its own sidecars make of what comes. */
export function RoutesOfWorkload({ name, at }: { name: Name; at: Date | null }) {
  const asked = { namespace: name.namespace, resource_type: name.type, resource_name: name.name };
  const to = useAnswer<Routes>(`/api/routes?${query(asked)}`, at);
  const from = useAnswer<Routes>(`/api/routes?${query({ ...asked, to_type: "service", to_all_namespaces: "true" })}`, at);
  const inbound = useAnswer<Inbound>(`/api/stat-inbound?${query(asked)}`, at);
  return (
    <>
      <Section title="Routes to it" note="Of the Services that lead to it, as those who call saw them: tries and all.">
        <RouteTable label="Routes to it" said={to} routes={to.answer ? routesOf(to.answer) : []} first={["service"]}
          empty="No meshed client called it through a Service in the last minute." />
      </Section>
      <Section title="Routes from it" note="By which it called others.">
        <RouteTable label="Routes from it" said={from} routes={from.answer ? routesOf(from.answer) : []} first={["service"]}
          empty="It called no Service in the last minute." />
      </Section>
      <Section title="Routes as answered" note="By Server and port, as its own sidecars tell: clients without one are in it.">
        <Refusal said={inbound} />
        <Table label="Routes as answered" rows={inbound.answer?.ok.rows ?? []} id={(row) => [row.server.name, row.port, row.route.type, row.route.name].join(" ")}
          columns={[
            { title: "Route", by: (row) => row.route.name, cell: ({ route }) => <RouteName kind={route.type} route={route.type === "default" ? "" : route.name} /> },
            { title: "Port", by: (row) => Number(row.port), cell: (row) => row.port },
            { title: "Server", by: (row) => row.server.name, cell: (row) => <ServerName kind={row.server.type} name={row.server.name} /> },
            ...goldenColumns((row: Inbound["ok"]["rows"][number]) => goldenOf(row.stats, row.observedSeconds)),
          ]}
          empty={inbound.answer ? "It answered nothing in the last minute." : "Asking…"} />
      </Section>
    </>
  );
}

interface TableProps {
  label: string;
  said: Said<Routes>;
  routes: Route[];
  first: ("service" | "subject")[];
  empty: string;
}

function RouteTable({ label, said, routes, first, empty }: TableProps) {
  return (
    <>
      <Refusal said={said} />
      <Table label={label} rows={routes} id={idOf} columns={routeColumns(first)} empty={said.answer ? empty : "Asking…"} />
    </>
  );
}

function routeColumns(first: TableProps["first"]): Column<Route>[] {
  return [
    ...first.map((which): Column<Route> => ({
      title: which === "service" ? "Service" : "Caller",
      by: (route) => route[which].name,
      cell: (route) => (
        <Link href={routesHrefOf(route[which])}>
          <span className="quiet">{route[which].namespace}/</span>
          {route[which].name}
        </Link>
      ),
    })),
    { title: "Route", by: (route) => route.route, cell: (route) => <RouteName kind={route.kind} route={route.route} /> },
    ...goldenColumns((route: Route) => route.golden),
    { title: "Retries", number: true, by: (route) => route.retries, cell: (route) => <Trouble count={route.retries} /> },
    { title: "Time-outs", number: true, by: (route) => route.timeouts, cell: (route) => <Trouble count={route.timeouts} bad /> },
    {
      title: "Success of tries",
      number: true,
      by: (route) => route.tries?.success ?? 2,
      cell: ({ tries, golden }) => (tries ? <Tries success={tries.success} effective={golden.success} /> : "–"),
    },
    { title: "Tries/s", number: true, by: (route) => route.tries?.rps ?? 0, cell: ({ tries }) => (tries ? rate(tries.rps) : "–") },
  ];
}

/** Stands out where it differs from what the applications saw. */
function Tries({ success, effective }: { success: number; effective: number | null }) {
  return effective !== null && Math.abs(success - effective) >= 0.0001 ? <Success value={success} /> : <span className="quiet">{percent(success)}</span>;
}

function Trouble({ count, bad = false }: { count: number; bad?: boolean }) {
  if (count === 0) return <span className="quiet">0</span>;
  return <span className={`tag ${bad ? "bad" : "warn"}`}>{count.toLocaleString("en")}</span>;
}

function RouteName({ kind, route }: { kind: string; route: string }) {
  if (!route) return <span className="quiet">everything else</span>;
  return (
    <>
      {route} <small className="quiet">{kind}</small>
    </>
  );
}
