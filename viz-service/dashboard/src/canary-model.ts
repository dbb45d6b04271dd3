import { type Golden, type Name } from "./model";
import { goldenOf } from "./route-model";

/** What the server tells of splits, and what is worth a look. */

/** Of `/api/canaries`. */
export interface Canaries {
  splitsCurrent: boolean;
  splits: Split[];
}

export interface Split {
  kind: string;
  namespace: string;
  name: string;
  rule: number;
  rules: number;
  service: Name;
  overridden: boolean;
  /** Why shares cannot be compared; "" if they can. */
  unsure: string;
  leaves: Leaf[];
}

export interface Leaf {
  leaf: Name;
  port: number;
  /** From 0 to 1. */
  weight: number;
  stats: Parameters<typeof goldenOf>[0];
  observedSeconds: number;
}

/** A leaf beside the others. */
export interface Compared {
  /** Among the leaves, from 0. */
  place: number;
  leaf: Name;
  port: number;
  weight: number;
  golden: Golden;
  /** From 0 to 1; null while nothing is sent. */
  share: number | null;
  /** The share is not what chance makes of the weight. */
  deviates: boolean;
  /** In what it is worse than the others together; "" if in nothing. */
  worse: string;
}

/** Beyond that many standard deviations it is no chance: once in about 16,000 looks. */
const SIGMAS = 4;
/** Less than that makes no difference, however sure it is. */
const LEAST_SHARE = 0.02;
const LEAST_SUCCESS = 0.01;
/** Fewer requests say nothing. */
const FEWEST = 20;
const SLOWER = 2;
const LEAST_SLOWER_MILLIS = 20;

export function compare({ leaves, unsure }: Split): Compared[] {
  const all = leaves.map((leaf) => ({ ...leaf, golden: goldenOf(leaf.stats, leaf.observedSeconds) }));
  const total = all.reduce((sum, { golden }) => sum + golden.requests, 0);
  return all.map(({ leaf, port, weight, golden }, place) => {
    const share = total > 0 && !unsure ? golden.requests / total : null;
    const others = all.filter((_, other) => other !== place).map((other) => other.golden);
    return { place, leaf, port, weight, golden, share, deviates: share !== null && deviates(share, weight, total), worse: worse(golden, others) };
  });
}

/** Each request is a draw: how far its share may stray from the weight depends on how many there were. */
function deviates(share: number, weight: number, total: number): boolean {
  const strays = Math.abs(share - weight);
  if (weight === 0) return share > 0;
  return total >= FEWEST && strays > LEAST_SHARE && strays > SIGMAS * Math.sqrt((weight * (1 - weight)) / total);
}

function worse(golden: Golden, others: Golden[]): string {
  const asked = others.reduce((sum, other) => sum + other.requests, 0);
  if (golden.success === null || golden.requests < FEWEST || asked < FEWEST) return "";
  const successes = others.reduce((sum, other) => sum + other.requests * (other.success ?? 0), 0);
  const found = [
    ...(fails(golden.success, golden.requests, successes / asked, asked) ? ["fails more"] : []),
    ...(isSlower(golden, others) ? ["slower"] : []),
  ];
  return found.join(", ");
}

/** Whether two shares of successes differ by more than chance. */
function fails(own: number, requests: number, theirs: number, asked: number): boolean {
  const pooled = (own * requests + theirs * asked) / (requests + asked);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / requests + 1 / asked));
  return theirs - own > LEAST_SUCCESS && theirs - own > SIGMAS * deviation;
}

/** Latencies are read off coarse histograms: only a plain difference counts. */
function isSlower(golden: Golden, others: Golden[]): boolean {
  const slowest = Math.max(...others.filter((other) => other.requests >= FEWEST).map((other) => other.p95), 0);
  return slowest > 0 && golden.p95 > slowest * SLOWER && golden.p95 - slowest >= LEAST_SLOWER_MILLIS;
}
