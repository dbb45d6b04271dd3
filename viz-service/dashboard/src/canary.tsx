import { useAnswer } from "./answers";
import { type Canaries, compare, type Compared, type Split } from "./canary-model";
import { saysAll, useWords } from "./filter";
import { percent } from "./format";
import { keyOf, type Look } from "./model";
import { Filter, goldenColumns, Refusal, Tile } from "./parts";
import { Link, routesHrefOf } from "./router";
import { type Column, Table } from "./table";

/** Every split, the weight of each leaf against what was sent to it, and how it does there. */
export function CanaryPage({ look, at }: { look: Look; at: Date | null }) {
  const said = useAnswer<Canaries>("/api/canaries", at);
  const [words, setWords] = useWords();
  const all = (said.answer?.splits ?? []).map((split) => ({ split, leaves: compare(split) }));
  const shown = all.filter(({ split }) => saysAll(`${split.kind} ${split.namespace}/${split.name} ${split.service.namespace}/${split.service.name}`, words));
  const active = all.filter(({ split }) => !split.overridden);
  const strays = active.filter(({ leaves }) => leaves.some((leaf) => leaf.deviates));
  const worse = active.filter(({ leaves }) => leaves.some((leaf) => leaf.worse !== ""));
  return (
    <>
      <h1>Canary</h1>
      <dl className="tiles">
        <Tile label="Splits" value={active.length} note={all.length > active.length ? `${all.length - active.length} overridden` : "in effect"} />
        <Tile label="Other share than weight" value={strays.length} tone={strays.length > 0 ? "warn" : "good"} note="beyond what chance makes of it" />
        <Tile label="With a worse leaf" value={worse.length} tone={worse.length > 0 ? "bad" : "good"} note="fails more, or is slower" />
      </dl>
      <Refusal said={said} />
      {said.answer && !said.answer.splitsCurrent && (
        <p className="banner" role="alert">
          destination-service does not tell which splits there are: weights may be old.
        </p>
      )}
      {all.length > 1 && <Filter label="Service, object or kind" value={words} onChange={setWords} />}
      {said.answer && all.length === 0 && <NoSplit />}
      {shown.map(({ split, leaves }) => (
        <OneSplit key={`${split.kind} ${split.namespace}/${split.name} ${split.rule} ${keyOf(split.service)}`} split={split} leaves={leaves} seconds={look.mesh.windowSeconds} />
      ))}
    </>
  );
}

function NoSplit() {
  return (
    <p className="nothing">
      No traffic is split. A <code>TrafficSplit</code>, or an <code>HTTPRoute</code> or <code>GRPCRoute</code> with several <code>backendRefs</code>, would be shown here.
    </p>
  );
}

function OneSplit({ split, leaves, seconds }: { split: Split; leaves: Compared[]; seconds: number }) {
  const rule = split.rules > 1 ? `, rule ${split.rule + 1} of ${split.rules}` : "";
  return (
    <section aria-label={`${split.kind} ${split.namespace}/${split.name}${rule} of ${split.service.name}`} className={`canary ${split.overridden ? "overridden" : ""}`}>
      <header>
        <h2>
          <Link href={routesHrefOf(split.service)}>
            <span className="quiet">{split.service.namespace}/</span>
            {split.service.name}
          </Link>
        </h2>
        <p>
          by {split.kind} {split.namespace}/{split.name}
          {rule} · the last {seconds} seconds
        </p>
        {split.overridden && <span className="tag warn">overridden: another object says what happens</span>}
        {split.unsure && !split.overridden && <span className="tag warn">shares cannot be compared: {split.unsure}</span>}
      </header>
      <Shares leaves={leaves} />
      <Table label={`Leaves of ${split.name}${rule}`} rows={leaves} id={(leaf) => `${keyOf(leaf.leaf)}:${leaf.port}`} columns={columns} empty="It leads nowhere." />
    </section>
  );
}

/** The weights above, what was sent below. */
function Shares({ leaves }: { leaves: Compared[] }) {
  const sent = leaves.some((leaf) => leaf.share !== null);
  return (
    <div className="shares">
      <Bar label="weight" parts={leaves.map((leaf) => leaf.weight)} />
      {sent && <Bar label="sent" parts={leaves.map((leaf) => leaf.share ?? 0)} />}
    </div>
  );
}

function Bar({ label, parts }: { label: string; parts: number[] }) {
  let x = 0;
  return (
    <>
      <span className="quiet">{label}</span>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={`${label}: ${parts.map((part) => percent(part)).join(", ")}`}>
        {parts.map((part, index) => {
          const from = x;
          x += part * 1000;
          return <rect key={index} className={`leaf-${index % 4}`} x={from} width={Math.max(0, part * 1000 - 2)} height={10} />;
        })}
      </svg>
    </>
  );
}

const columns: Column<Compared>[] = [
  {
    title: "Leaf",
    by: ({ leaf }) => leaf.name,
    cell: ({ leaf, port, place }) => (
      <>
        <i className={`swatch leaf-${place % 4}`} aria-hidden="true" />
        {leaf.type === "service" ? <Link href={routesHrefOf(leaf)}>{leaf.name}</Link> : leaf.name}
        {port > 0 && <span className="quiet">:{port}</span>}
      </>
    ),
  },
  { title: "Weight", number: true, by: ({ weight }) => weight, cell: ({ weight }) => share(weight) },
  {
    title: "Sent",
    number: true,
    by: ({ share: sent }) => sent ?? -1,
    cell: ({ share: sent, deviates }) => (sent === null ? "–" : deviates ? <span className="tag warn">{share(sent)}</span> : share(sent)),
  },
  ...goldenColumns((leaf: Compared) => leaf.golden),
  {
    title: "Compared",
    by: ({ worse, deviates }) => worse || (deviates ? "!" : ""),
    cell: ({ worse, deviates, share: sent, golden }) =>
      worse ? (
        <span className="tag bad">{worse} than the others</span>
      ) : deviates ? (
        <span className="tag warn">not as weighted</span>
      ) : (
        <span className="quiet">{sent !== null ? "as it should be" : golden.requests > 0 ? "not compared" : "nothing sent"}</span>
      ),
  },
];

const share = (value: number): string => `${(value * 100).toFixed(1)}%`;
