import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";
import type { Name } from "./model";

export type Place =
  | { page: "mesh"; namespace: string }
  | { page: "workload"; name: Name }
  | { page: "routes"; namespace: string; name: Name | null }
  | { page: "canary" }
  | { page: "tap" }
  | { page: "top" }
  | { page: "errors" }
  | { page: "policy" }
  | { page: "traces" }
  | { page: "trace"; id: string };

/** Every place has an address of its own, which can be sent to somebody. */
export function placeOf(path: string): Place {
  const [first = "", ...rest] = path.split("/").filter(Boolean).map(decode);
  const [namespace = "", type = "", name = ""] = rest;
  if (first === "workloads" && name) return { page: "workload", name: { namespace, type, name } };
  if (first === "traces") return namespace ? { page: "trace", id: namespace } : { page: "traces" };
  if (first === "routes") return { page: first, namespace, name: name ? { namespace, type, name } : null };
  if (first === "tap" || first === "top" || first === "errors" || first === "policy" || first === "canary") return { page: first };
  return { page: "mesh", namespace: first === "namespaces" ? namespace : "" };
}

export const hrefOf = ({ namespace, type, name }: Name): string =>
  `/workloads/${[namespace, type, name].map(encodeURIComponent).join("/")}`;

export const routesHrefOf = ({ namespace, type, name }: Name): string =>
  `/routes/${[namespace, type, name].map(encodeURIComponent).join("/")}`;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function go(href: string): void {
  history.pushState(null, "", href);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
};

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

/** A link that stays on the page, unless another tab is wanted. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(href);
    }
  };
  return <a href={href} onClick={follow} {...rest} />;
}
