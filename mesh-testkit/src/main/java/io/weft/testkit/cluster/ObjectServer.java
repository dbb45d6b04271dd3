package io.weft.testkit.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps objects by their paths, as an API server does for who gets, creates, replaces, merges and deletes them one by one: a
 * version that is not the newest is a conflict, and a status is written through {@code /status} alone. Lists and watches
 * nothing. Plain HTTP on a free port of the loopback device.
 *
 * <p>Threading: safe from any thread.
 */
public final class ObjectServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String STATUS = "/status";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> objects = new TreeMap<>(); // guarded by this
    private final List<Write> writes = new ArrayList<>(); // guarded by this
    private final Map<String, Integer> reads = new TreeMap<>(); // guarded by this
    private final Map<String, Runnable> afterReads = new TreeMap<>(); // guarded by this
    private Predicate<Write> refused = write -> false; // guarded by this
    private int version; // guarded by this

    public ObjectServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * A request to change something that was fulfilled.
     *
     * @param query behind the path, without its question mark; may be empty
     */
    public record Write(String method, String path, String query, String body) {}

    private record Answer(int status, String body) {
        static Answer failure(int status) {
            return new Answer(status, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":" + status + "}");
        }
    }

    /** Where clients reach it. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts an object there, whatever was there before; nobody counts this. */
    public synchronized ObjectServer put(String path, String json) {
        store(path, (ObjectNode) JSON.readTree(json));
        return this;
    }

    /** What is there now. */
    public synchronized Optional<JsonNode> get(String path) {
        return Optional.ofNullable(objects.get(path)).map(JsonNode::deepCopy);
    }

    /** Everything below a path, by path. */
    public synchronized List<JsonNode> below(String path) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path))
                .map(entry -> (JsonNode) entry.getValue().deepCopy())
                .toList();
    }

    /** From now on these are answered with 403. */
    public synchronized void refuse(Predicate<Write> which) {
        refused = which;
    }

    /** What was written so far, oldest first. */
    public synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Does that once, right after somebody has been told what is at a path. */
    public synchronized void once(String path, Runnable then) {
        afterReads.put(path, then);
    }

    /** How often somebody asked for a path. */
    public synchronized int reads(String path) {
        return reads.getOrDefault(path, 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            Write request = new Write(exchange.getRequestMethod(), path, query, body);
            boolean merges = "application/merge-patch+json"
                    .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            Answer answer = request.method().equals("PATCH") && !merges ? Answer.failure(415) : answer(request);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(Write request) {
        if (request.method().equals("GET")) {
            reads.merge(request.path(), 1, Integer::sum);
            Answer found = get(request.path())
                    .map(object -> new Answer(200, object.toString()))
                    .orElse(Answer.failure(404));
            Optional.ofNullable(afterReads.remove(request.path())).ifPresent(Runnable::run);
            return found;
        }
        if (refused.test(request)) {
            return Answer.failure(403);
        }
        Answer answer = write(request);
        if (answer.status() < 300) {
            writes.add(request);
        }
        return answer;
    }

    private Answer write(Write request) {
        if (request.method().equals("POST")) {
            return create(request.path(), (ObjectNode) JSON.readTree(request.body()));
        }
        boolean status = request.path().endsWith(STATUS);
        String path = status ? request.path().substring(0, request.path().length() - STATUS.length()) : request.path();
        ObjectNode before = objects.get(path);
        if (before == null) {
            return Answer.failure(404);
        }
        if (request.method().equals("DELETE")) {
            objects.remove(path);
            return new Answer(200, before.toString());
        }
        ObjectNode sent = (ObjectNode) JSON.readTree(request.body());
        String based = sent.path("metadata").path("resourceVersion").asString("");
        if (!based.isEmpty() && !based.equals(versionOf(before))) {
            return Answer.failure(409);
        }
        ObjectNode after = before.deepCopy();
        ObjectNode changed = request.method().equals("PUT") ? sent : merged(before.deepCopy(), sent);
        if (status) {
            after.set("status", changed.path("status"));
        } else {
            after = changed;
            after.set("status", before.path("status"));
        }
        return new Answer(200, store(path, after).toString());
    }

    private Answer create(String collection, ObjectNode object) {
        String path = collection + "/" + object.path("metadata").path("name").asString();
        if (objects.containsKey(path)) {
            return Answer.failure(409);
        }
        ((ObjectNode) object.path("metadata")).put("uid", "uid-of-" + path);
        return new Answer(201, store(path, object).toString());
    }

    private ObjectNode store(String path, ObjectNode object) {
        if (object.path("status").isMissingNode()) {
            object.remove("status");
        }
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.put("resourceVersion", String.valueOf(++version));
        }
        objects.put(path, object);
        return object;
    }

    private static String versionOf(ObjectNode object) {
        return object.path("metadata").path("resourceVersion").asString("");
    }

    /** RFC 7396. */
    private static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value instanceof ObjectNode object) {
                ObjectNode below =
                        target.path(entry.getKey()) instanceof ObjectNode there ? there : JSON.createObjectNode();
                target.set(entry.getKey(), merged(below, object));
            } else {
                target.set(entry.getKey(), value);
            }
        });
        return target;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
