/** Figures as people read them. */
export const NONE = "–";

export const percent = (share: number | null): string => {
  if (share === null) return NONE;
  // Never rounded up to all: one failure in a million is not none.
  const shown = share < 1 && share > 0.9999 ? 0.9999 : share;
  return `${(shown * 100).toFixed(shown === 1 ? 0 : 2)}%`;
};

export const rate = (value: number): string => {
  if (value === 0) return "0";
  if (value >= 10_000) return `${(value / 1000).toFixed(1)}k`;
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

export const millis = (value: number, any = true): string => {
  if (!any) return NONE;
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`;
};

export const micros = (value: number): string => {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} s`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(value >= 1e5 ? 0 : 1)} ms`;
  return `${value} µs`;
};

export const bytes = (value: number): string => {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} GB/s`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} MB/s`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(1)} kB/s`;
  return `${value.toFixed(0)} B/s`;
};

/** A time to come, in the largest unit of which there are two. */
export const left = (seconds: number): string => {
  if (seconds <= 0) return "expired";
  const [size, unit] = ([[86_400, "d"], [3600, "h"], [60, "min"], [1, "s"]] as const).find(([size]) => seconds >= 2 * size) ?? [1, "s"];
  return `${Math.floor(seconds / size)} ${unit}`;
};

/** A time that has passed. */
export const ago = (seconds: number): string => `${seconds} s ago`;

/** The same to half a minute. */
export const about = (seconds: number): string => (seconds >= 90 ? `${Math.round(seconds / 30) / 2} min ago` : ago(seconds));

/** So many of them, all in all. */
export const bytesOf = (value: number): string => bytes(value).replace("/s", "");

/** `web.shop` of a whole identity. */
export const brief = (identity: string): string => identity.split(".").slice(0, 2).join(".");

export const words = (reason: string): string => reason.replaceAll("_", " ");

const GRPC = [
  "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
  "DATA_LOSS", "UNAUTHENTICATED",
];

export const grpcName = (status: string): string => GRPC[Number(status)] ?? status;
