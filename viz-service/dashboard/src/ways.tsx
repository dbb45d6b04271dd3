import type { Name } from "./model";
import { Link } from "./router";
import { tapQueryOf } from "./tap-question";

/** From a workload to its requests. */
export function Ways({ name: { namespace, type, name }, meshed }: { name: Name; meshed: boolean }) {
  if (!meshed) return null;
  const asked = tapQueryOf({ namespace, resource: `${type}/${name}` });
  const traced = tapQueryOf({}, { namespace, workload: name });
  return (
    <nav className="chips" aria-label={`Requests of ${name}`}>
      <Link href={`/tap${asked}`}>Tap</Link>
      <Link href={`/top${asked}`}>Top</Link>
      <Link href={`/errors${traced}`}>Examples of errors</Link>
      <Link href={`/traces${traced}`}>Traces</Link>
    </nav>
  );
}
