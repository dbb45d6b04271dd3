package io.weft.benchmarks.plane;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weft.benchmarks.BenchmarkException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an API server as informers ask for: discovery, lists, and watches from a version on, of four kinds. It keeps every
 * event, for a run is short.
 *
 * <p>Threading: safe from any thread; each watch has a thread of its own.
 */
final class ApiServer implements AutoCloseable {
    /** Stands for an object's version until it is stored. */
    static final String VERSION = "@version@";

    private static final Pattern FROM = Pattern.compile("(?:^|&)resourceVersion=(\\d+)");
    private static final int NO_WEBSOCKETS = 503; // the client then watches by plain HTTP
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Kind, Map<String, String>> objects = new EnumMap<>(Kind.class); // guarded by this
    private final Map<Kind, List<Event>> events = new EnumMap<>(Kind.class); // guarded by this
    private final HttpServer server;
    private long version = 1; // guarded by this

    /** What is served. */
    enum Kind {
        NODE("/api/v1", "nodes", "Node", false),
        SERVICE("/api/v1", "services", "Service", true),
        POD("/api/v1", "pods", "Pod", true),
        SLICE("/apis/discovery.k8s.io/v1", "endpointslices", "EndpointSlice", true);

        private final String root;
        private final String plural;
        private final String text;
        private final boolean namespaced;

        Kind(String root, String plural, String text, boolean namespaced) {
            this.root = root;
            this.plural = plural;
            this.text = text;
            this.namespaced = namespaced;
        }

        private String apiVersion() {
            return root.replaceFirst("/apis?/", "");
        }
    }

    private record Event(long version, String line) {}

    ApiServer() {
        for (Kind kind : Kind.values()) {
            objects.put(kind, new TreeMap<>());
            events.put(kind, new ArrayList<>());
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new BenchmarkException("no port for an API server", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What {@code KUBECONFIG} names. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: bench
                contexts: [{name: bench, context: {cluster: bench, user: bench}}]
                clusters: [{name: bench, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: bench, user: {}}]
                """.formatted(server.getAddress().getPort());
    }

    /** An object as JSON, with {@link #VERSION} in the place of its version; one that says nothing new is no event. */
    synchronized void put(Kind kind, String name, String object) {
        String before = stored(kind).put(name, object);
        if (!object.equals(before)) {
            tell(kind, before == null ? "ADDED" : "MODIFIED", object);
        }
    }

    synchronized void delete(Kind kind, String name) {
        String before = stored(kind).remove(name);
        if (before != null) {
            tell(kind, "DELETED", before);
        }
    }

    private Map<String, String> stored(Kind kind) {
        return objects.computeIfAbsent(kind, _ -> new TreeMap<>());
    }

    private List<Event> told(Kind kind) {
        return events.computeIfAbsent(kind, _ -> new ArrayList<>());
    }

    private void tell(Kind kind, String type, String object) {
        version++;
        told(kind).add(new Event(version, event(type, versioned(object, version))));
        notifyAll();
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    private static String versioned(String object, long version) {
        return object.replace(VERSION, Long.toString(version));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        for (Kind kind : Kind.values()) {
            if (path.equals(kind.root + "/" + kind.plural)) {
                serve(exchange, kind, query);
                return;
            }
        }
        discover(exchange, path);
    }

    private void serve(HttpExchange exchange, Kind kind, String query) throws IOException {
        if (!query.contains("watch=true")) {
            send(exchange, OK, list(kind));
        } else if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            send(exchange, NO_WEBSOCKETS, "{\"kind\":\"Status\",\"code\":503}");
        } else {
            watch(exchange, kind, query);
        }
    }

    private static void discover(HttpExchange exchange, String path) throws IOException {
        List<String> resources = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind.root.equals(path)) {
                resources.add("{\"name\":\"%s\",\"kind\":\"%s\",\"namespaced\":%s}"
                        .formatted(kind.plural, kind.text, kind.namespaced));
            }
        }
        if (resources.isEmpty()) {
            send(exchange, NOT_FOUND, "{\"kind\":\"Status\",\"code\":404}");
        } else {
            send(exchange, OK, "{\"kind\":\"APIResourceList\",\"resources\":[" + String.join(",", resources) + "]}");
        }
    }

    private synchronized String list(Kind kind) {
        StringBuilder items = new StringBuilder();
        for (String object : stored(kind).values()) {
            items.append(items.isEmpty() ? "" : ",").append(versioned(object, version));
        }
        return "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":["
                        .formatted(kind.text, kind.apiVersion(), version)
                + items
                + "]}";
    }

    private void watch(HttpExchange exchange, Kind kind, String query) throws IOException {
        Matcher from = FROM.matcher(query);
        long seen = from.find() ? Long.parseLong(from.group(1)) : 0;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(OK, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bookmark(kind, seen).getBytes(StandardCharsets.UTF_8)); // the client waits for a first line
            out.flush();
            while (true) {
                StringBuilder lines = new StringBuilder();
                for (Event event : next(kind, seen)) {
                    lines.append(event.line());
                    seen = event.version();
                }
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static String bookmark(Kind kind, long seen) {
        return event(
                "BOOKMARK",
                "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"resourceVersion\":\"%d\"}}"
                        .formatted(kind.apiVersion(), kind.text, seen));
    }

    /** Waits for what is new since; at least one. */
    private synchronized List<Event> next(Kind kind, long seen) throws InterruptedException {
        while (true) {
            List<Event> all = told(kind);
            int from = all.size();
            while (from > 0 && all.get(from - 1).version() > seen) {
                from--;
            }
            if (from < all.size()) {
                return List.copyOf(all.subList(from, all.size()));
            }
            wait();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
