"use strict";

const WINDOW_SECONDS = 60;
const POLL_MILLIS = 2000;

const cell = (text, className = "", title = "") => {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  if (title) td.title = title;
  return td;
};

const fill = (table, rows) => {
  const body = document.querySelector(`#${table} tbody`);
  body.replaceChildren(...rows.map((cells) => {
    const tr = document.createElement("tr");
    tr.append(...cells);
    return tr;
  }));
};

const none = "---";
const percent = (share) => (share === null ? none : `${(share * 100).toFixed(2)} %`);
const rate = (count) => (Number(count) / WINDOW_SECONDS).toFixed(1);
const millis = (value, any) => (any ? `${value} ms` : none);
const amount = (perSecond) => {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(1)}M`;
  if (perSecond >= 1e3) return `${(perSecond / 1e3).toFixed(1)}k`;
  return perSecond.toFixed(0);
};

const statRow = ({ resource, meshedPodCount, runningPodCount, stats, tcpStats }) => {
  const total = stats ? Number(stats.successCount) + Number(stats.failureCount) : 0;
  const success = total ? Number(stats.successCount) / total : null;
  return [
    cell(resource.namespace),
    cell(resource.name),
    cell(`${meshedPodCount}/${runningPodCount}`, "number"),
    cell(percent(success), `number ${success !== null && success < 0.99 ? "bad" : ""}`),
    cell(total ? rate(total) : none, "number"),
    cell(millis(stats?.latencyMsP50, total), "number"),
    cell(millis(stats?.latencyMsP95, total), "number"),
    cell(millis(stats?.latencyMsP99, total), "number"),
    cell(tcpStats.openConnections, "number"),
    cell(amount(Number(tcpStats.readBytesTotal) / WINDOW_SECONDS), "number"),
    cell(amount(Number(tcpStats.writeBytesTotal) / WINDOW_SECONDS), "number"),
  ];
};

const name = (end) => (end.namespace ? `${end.namespace}/${end.name}` : end.name);
const brief = (identity) => identity.split(".").slice(0, 2).join(".") || none;

const edgeRow = (edge) => {
  const any = Number(edge.requests) > 0;
  return [
    cell(name(edge.src)),
    cell(name(edge.dst)),
    cell(edge.secured ? "√" : edge.noIdentityMsg, edge.secured ? "good" : "bad"),
    cell(brief(edge.clientId), "identity", edge.clientId),
    cell(brief(edge.serverId), "identity", edge.serverId),
    cell(percent(edge.successRate), "number"),
    cell(any ? rate(edge.requests) : none, "number"),
    cell(millis(edge.latencyMsP50, any), "number"),
    cell(millis(edge.latencyMsP95, any), "number"),
    cell(millis(edge.latencyMsP99, any), "number"),
  ];
};

const ask = async (path) => {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer.ok;
};

const refresh = async () => {
  const status = document.querySelector("#status");
  try {
    const [stat, edges] = await Promise.all([
      ask("api/stat?resource_type=deployment&all_namespaces=true&tcp_stats=true&window=1m"),
      ask("api/edges?window=1m"),
    ]);
    fill("stat", stat.statTables[0].podGroup.rows.map(statRow));
    fill("edges", edges.edges.map(edgeRow));
    status.textContent = `at ${new Date().toLocaleTimeString()}`;
    status.className = "";
  } catch (failure) {
    status.textContent = `no answer: ${failure.message}`;
    status.className = "bad";
  }
};

const poll = async () => {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MILLIS);
};

poll();
