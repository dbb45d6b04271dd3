"use strict";

const POLL_MILLIS = 2000;
const NONE = "–";

const element = (name, text, className = "", title = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  if (title) made.title = title;
  return made;
};

const cell = (text, className = "", title = "") =>
  element("td", text, text === NONE ? `${className} quiet` : className, title);

const tag = (text, good) => {
  const td = cell("");
  td.append(element("span", text, `tag ${good ? "good" : "bad"}`));
  return td;
};

/** Every cell knows its column's title: a narrow page shows it there. */
const fill = (table, rows) => {
  const titles = [...document.querySelectorAll(`#${table} th`)].map((th) => th.textContent);
  const lines = rows.map((cells) => {
    cells.forEach((td, column) => { td.dataset.title = titles[column]; });
    const tr = document.createElement("tr");
    tr.append(...cells);
    return tr;
  });
  if (lines.length === 0) {
    const nothing = cell("nothing yet", "quiet nothing");
    nothing.colSpan = titles.length;
    lines.push(document.createElement("tr"));
    lines[0].append(nothing);
  }
  document.querySelector(`#${table} tbody`).replaceChildren(...lines);
};

const show = (id, text, className = "") => {
  const place = document.getElementById(id);
  place.textContent = text;
  place.className = className;
};

const percent = (share) => (share === null ? NONE : `${(share * 100).toFixed(2)} %`);
const perSecond = (count, seconds) => (seconds > 0 ? Number(count) / seconds : 0);
const rate = (count, seconds) => perSecond(count, seconds).toFixed(1);
const millis = (value, any) => (any ? `${value} ms` : NONE);
const bytes = (rate) => {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} MB/s`;
  if (rate >= 1e3) return `${(rate / 1e3).toFixed(1)} kB/s`;
  return `${rate.toFixed(0)} B/s`;
};
const doubtful = (share) => (share !== null && share < 0.99 ? "bad" : "");

const name = (end) => (end.namespace ? `${end.namespace}/${end.name}` : end.name);
const brief = (identity) => identity.split(".").slice(0, 2).join(".") || NONE;

const requests = ({ stats }) => (stats ? Number(stats.successCount) + Number(stats.failureCount) : 0);
const successes = ({ stats }) => (stats ? Number(stats.successCount) : 0);

const statRow = (row) => {
  const { resource, meshedPodCount, runningPodCount, stats, tcpStats, observedSeconds } = row;
  const total = requests(row);
  const success = total ? successes(row) / total : null;
  const meshed = Number(meshedPodCount) > 0;
  return [
    cell(name(resource)),
    cell(`${meshedPodCount}/${runningPodCount}`, "number"),
    cell(percent(success), `number ${doubtful(success)}`),
    cell(total ? rate(total, observedSeconds) : NONE, "number"),
    cell(millis(stats?.latencyMsP50, total), "number"),
    cell(millis(stats?.latencyMsP95, total), "number"),
    cell(millis(stats?.latencyMsP99, total), "number"),
    cell(meshed ? tcpStats.openConnections : NONE, "number"),
    cell(meshed ? bytes(perSecond(tcpStats.readBytesTotal, observedSeconds)) : NONE, "number"),
    cell(meshed ? bytes(perSecond(tcpStats.writeBytesTotal, observedSeconds)) : NONE, "number"),
  ];
};

const edgeRow = (edge) => {
  const any = Number(edge.requests) > 0;
  return [
    cell(name(edge.src)),
    cell(name(edge.dst)),
    edge.secured ? tag("mutual TLS", true) : tag(edge.noIdentityMsg.replaceAll("_", " "), false),
    cell(brief(edge.clientId), "", edge.clientId),
    cell(brief(edge.serverId), "", edge.serverId),
    cell(percent(edge.successRate), `number ${doubtful(edge.successRate)}`),
    cell(any ? rate(edge.requests, edge.observedSeconds) : NONE, "number"),
    cell(millis(edge.latencyMsP50, any), "number"),
    cell(millis(edge.latencyMsP95, any), "number"),
    cell(millis(edge.latencyMsP99, any), "number"),
  ];
};

const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0);

const summarize = (rows, edges) => {
  const total = sum(rows, requests);
  const success = total ? sum(rows, successes) / total : null;
  show("meshed", `${sum(rows, (row) => Number(row.meshedPodCount))} / ${sum(rows, (row) => Number(row.runningPodCount))}`);
  show("secured", `${edges.filter((edge) => edge.secured).length} / ${edges.length}`);
  show("rate", sum(rows, (row) => perSecond(requests(row), row.observedSeconds)).toFixed(1));
  show("success", percent(success), doubtful(success));
};

const ask = async (path) => {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer.ok;
};

const refresh = async () => {
  try {
    const [stat, { edges }] = await Promise.all([
      ask("api/stat?resource_type=deployment&all_namespaces=true&tcp_stats=true&window=1m"),
      ask("api/edges?window=1m"),
    ]);
    const { rows } = stat.statTables[0].podGroup;
    summarize(rows, edges);
    fill("edges", edges.map(edgeRow));
    fill("stat", rows.map(statRow));
    show("status", `live, at ${new Date().toLocaleTimeString()}`, "live");
  } catch (failure) {
    show("status", `no answer: ${failure.message}`, "bad");
  }
};

const poll = async () => {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MILLIS);
};

document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
poll();
