package io.weft.kubernetes.feed.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedScenarios;
import io.weft.kubernetes.resource.ResourceKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * As much of an API server as an informer asks for: what is served, lists, and watches from a version on. Serves the newest
 * accepted version of every kind, but those that are {@link #absent}.
 */
final class FakeApiServer implements FeedScenarios.Source {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String ADDRESS = "10.96.0.1";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<Event> log = new ArrayList<>();
    private final Set<ResourceKind> absent = new HashSet<>();
    private final Set<ResourceKind> forbidden = new HashSet<>();
    private final List<KubernetesClient> clients = new ArrayList<>();
    private int version = 1;
    private int forgottenUpTo;
    private int generation; // a watch of an earlier one ends
    private int port;
    private @Nullable HttpServer server;

    private record Event(int version, ResourceKind kind, String type, String object) {
        String line() {
            return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
        }
    }

    FakeApiServer() {
        comeBack();
    }

    synchronized URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void absent(ResourceKind kind, boolean isAbsent) {
        if (isAbsent) {
            absent.add(kind);
        } else {
            absent.remove(kind);
        }
    }

    synchronized void forbidden(ResourceKind kind, boolean isForbidden) {
        if (isForbidden) {
            forbidden.add(kind);
        } else {
            forbidden.remove(kind);
        }
    }

    /** Forgets every change so far, and ends every watch: who asks for one of them gets 410 and must list again. */
    synchronized void expire() {
        version++;
        forgottenUpTo = version;
        log.clear();
        generation++;
        notifyAll();
    }

    @Override
    public synchronized void apply(String document) {
        ObjectNode object = (ObjectNode) YAML.readTree(document);
        ResourceKind kind = kind(object);
        String key = key(kind, object);
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        ObjectNode before = objects.put(key, object);
        metadata.put("resourceVersion", String.valueOf(++version));
        metadata.put(
                "uid",
                before == null
                        ? key + "@" + version
                        : before.path("metadata").path("uid").asString());
        if (kind == ResourceKind.SERVICE && !object.path("spec").has("clusterIP")) {
            ((ObjectNode) object.path("spec")).put("clusterIP", ADDRESS);
        }
        tell(kind, before == null ? "ADDED" : "MODIFIED", object);
    }

    @Override
    public synchronized void delete(String kind, String namespace, String name) {
        ResourceKind known = Arrays.stream(ResourceKind.values())
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        ObjectNode object = Optional.ofNullable(objects.remove(key(known, namespace, name)))
                .orElseThrow()
                .deepCopy();
        ((ObjectNode) object.path("metadata")).put("resourceVersion", String.valueOf(++version));
        tell(known, "DELETED", object);
    }

    synchronized boolean holds(String kind, String namespace, String name) {
        return Arrays.stream(ResourceKind.values())
                .filter(each -> each.kind().equals(kind))
                .anyMatch(each -> objects.containsKey(key(each, namespace, name)));
    }

    /** An object as it is told of now. */
    synchronized String held(String document) {
        ObjectNode object = (ObjectNode) YAML.readTree(document);
        return Optional.ofNullable(objects.get(key(kind(object), object)))
                .orElseThrow()
                .toString();
    }

    /** Says again what was said before, or what makes no sense of an object: that it came twice, or went though nobody knew it. */
    synchronized void tellAgain(String type, String document) {
        ObjectNode object = (ObjectNode) YAML.readTree(document);
        ResourceKind kind = kind(object);
        String key = key(kind, object);
        ObjectNode held = objects.get(key);
        ((ObjectNode) object.path("metadata")).put("uid", key).put("resourceVersion", String.valueOf(version));
        version++;
        tell(kind, held == null ? "DELETED" : type, held == null ? object : held);
    }

    /** Tells of an object as if it were now what it was once, or as if that had only now gone. */
    synchronized void tellLate(String type, String held) {
        ObjectNode object = (ObjectNode) JSON.readTree(held);
        version++;
        tell(kind(object), type, object);
    }

    /** Everything there is, and how far it has come. */
    record Backup(Map<String, ObjectNode> objects, int version) {}

    synchronized Backup backup() {
        return new Backup(new TreeMap<>(objects), version);
    }

    /** All is as it was, versions too; who watches must list again. */
    synchronized void restore(Backup backup) {
        objects.clear();
        objects.putAll(backup.objects());
        version = backup.version();
        forgottenUpTo = version;
        log.clear();
        generation++;
        notifyAll();
    }

    private void tell(ResourceKind kind, String type, ObjectNode object) {
        log.add(new Event(version, kind, type, object.toString()));
        notifyAll();
    }

    /** The port is closed, and every connection with it. */
    @Override
    public synchronized void goAway() {
        generation++;
        notifyAll();
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public synchronized void comeBack() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            opened.setExecutor(threads);
            opened.createContext("/", this::answer);
            opened.start();
            port = opened.getAddress().getPort();
            server = opened;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    static KubernetesClient client(URI uri) {
        return Clients.of(new ConfigBuilder(Config.empty())
                .withMasterUrl(uri.toString())
                .withWatchReconnectInterval(50)
                .withOnlyHttpWatches(true)
                .build());
    }

    @Override
    public Feed newFeed() {
        KubernetesClient client = client(uri());
        clients.add(client);
        return new KubernetesFeed(client);
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        goAway();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        for (ResourceKind kind : ResourceKind.values()) {
            if (kind.versions().isEmpty()) {
                continue;
            }
            String root = root(kind);
            if (path.equals(root + "/" + plural(kind)) && !isAbsent(kind)) {
                serve(exchange, kind, query);
                return;
            }
        }
        discover(exchange, path);
    }

    private synchronized boolean isAbsent(ResourceKind kind) {
        return absent.contains(kind);
    }

    private void discover(HttpExchange exchange, String path) throws IOException {
        List<Map<String, Object>> resources = Arrays.stream(ResourceKind.values())
                .filter(kind -> !kind.versions().isEmpty() && !isAbsent(kind))
                .filter(kind -> root(kind).equals(path))
                .<Map<String, Object>>map(
                        kind -> Map.of("name", plural(kind), "kind", kind.kind(), "namespaced", kind.isNamespaced()))
                .toList();
        if (resources.isEmpty()) {
            send(exchange, 404, "{\"kind\":\"Status\",\"code\":404}");
        } else {
            send(exchange, 200, JSON.writeValueAsString(Map.of("kind", "APIResourceList", "resources", resources)));
        }
    }

    private void serve(HttpExchange exchange, ResourceKind kind, String query) throws IOException {
        synchronized (this) {
            if (forbidden.contains(kind)) {
                send(exchange, 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"not yours\"}");
                return;
            }
        }
        if (query.contains("watch=true")) {
            watch(exchange, kind, query);
        } else {
            send(exchange, 200, list(kind));
        }
    }

    private synchronized String list(ResourceKind kind) {
        List<ObjectNode> items = objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind.name() + "/"))
                .map(Map.Entry::getValue)
                .toList();
        return JSON.writeValueAsString(Map.of(
                "kind",
                kind.kind() + "List",
                "apiVersion",
                apiVersion(kind),
                "metadata",
                Map.of("resourceVersion", String.valueOf(version)),
                "items",
                items));
    }

    private void watch(HttpExchange exchange, ResourceKind kind, String query) throws IOException {
        int from = Arrays.stream(query.split("&"))
                .filter(each -> each.startsWith("resourceVersion="))
                .map(each -> Integer.parseInt(each.substring("resourceVersion=".length())))
                .findFirst()
                .orElse(0);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bookmark(kind, from).getBytes(StandardCharsets.UTF_8)); // the client waits for a first line
            out.flush();
            int seen = from;
            int mine = generation();
            for (List<Event> news = next(kind, seen, mine); !news.isEmpty(); news = next(kind, seen, mine)) {
                for (Event event : news) {
                    out.write(event.line().getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
                seen = news.getLast().version();
            }
        }
    }

    private static String bookmark(ResourceKind kind, int seen) {
        String object = JSON.writeValueAsString(Map.of(
                "apiVersion",
                apiVersion(kind),
                "kind",
                kind.kind(),
                "metadata",
                Map.of("resourceVersion", String.valueOf(seen))));
        return new Event(seen, kind, "BOOKMARK", object).line();
    }

    private synchronized int generation() {
        return generation;
    }

    /** What is new since; empty once the watch has ended. */
    private synchronized List<Event> next(ResourceKind kind, int seen, int mine) {
        if (seen < forgottenUpTo || seen > version) {
            return List.of(
                    new Event(
                            forgottenUpTo,
                            kind,
                            "ERROR",
                            "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":410,\"reason\":\"Expired\"}"));
        }
        try {
            while (mine == generation) {
                List<Event> news = log.stream()
                        .filter(event -> event.kind() == kind && event.version() > seen)
                        .toList();
                if (!news.isEmpty()) {
                    return news;
                }
                wait();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static ResourceKind kind(ObjectNode object) {
        return ResourceKind.of(
                        group(object.path("apiVersion").asString()),
                        object.path("kind").asString())
                .orElseThrow();
    }

    private static String key(ResourceKind kind, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return key(
                kind,
                metadata.path("namespace").asString(""),
                metadata.path("name").asString());
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    private static String apiVersion(ResourceKind kind) {
        return root(kind).replaceFirst("/apis?/", "");
    }

    private static String root(ResourceKind kind) {
        String newest = kind.versions().getLast();
        return kind.group().isEmpty() ? "/api/" + newest : "/apis/" + kind.group() + "/" + newest;
    }

    private static String plural(ResourceKind kind) {
        String name = kind.kind().toLowerCase(Locale.ROOT);
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    private static String key(ResourceKind kind, String namespace, String name) {
        return kind.name() + "/" + namespace + "/" + name;
    }
}
