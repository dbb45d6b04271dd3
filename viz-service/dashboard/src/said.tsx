import type { ReactNode } from "react";

/** A pair in a list of what somebody says. */
export function Said({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
