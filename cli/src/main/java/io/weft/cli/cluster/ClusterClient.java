package io.weft.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.weft.cli.machine.AdminApi;
import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.NamedSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks the API server. */
public final class ClusterClient implements Cluster {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int PAGE = 250;
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final KubernetesClient client;

    ClusterClient(Config config) {
        config.setRequestTimeout(TIMEOUT_MILLIS);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setRequestRetryBackoffLimit(0);
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public String version() {
        return read("/version")
                .orElseThrow(() -> new MachineException("what answers is no API server"))
                .path("gitVersion")
                .asString("");
    }

    @Override
    public String currentNamespace() {
        String namespace = client.getConfiguration().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    @Override
    public Optional<ClusterObject> get(ClusterKind kind, String namespace, String name) {
        return read(kind.path(namespace) + "/" + name).map(ClusterObject::new);
    }

    @Override
    public List<ClusterObject> list(ClusterKind kind, String namespace, String selector) {
        String query = "?limit=" + PAGE + (selector.isEmpty() ? "" : "&labelSelector=" + encoded(selector));
        List<ClusterObject> all = new ArrayList<>();
        String next = "";
        do {
            String page = query + (next.isEmpty() ? "" : "&continue=" + encoded(next));
            JsonNode answer = read(kind.path(namespace) + page).orElse(JSON.nullNode());
            answer.path("items").forEach(item -> all.add(new ClusterObject(item)));
            next = answer.at("/metadata/continue").asString("");
        } while (!next.isEmpty());
        return all;
    }

    @Override
    public boolean may(Action action, String namespace) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes.put("verb", action.verb()).put("group", action.group()).put("resource", action.resource());
        if (!namespace.isEmpty()) {
            attributes.put("namespace", namespace);
        }
        return ask(REVIEWS, "POST", review.toString())
                .map(answer -> answer.at("/status/allowed").asBoolean(false))
                .orElse(false);
    }

    @Override
    public String fetch(ClusterObject pod, int port, String path) {
        try (LocalPortForward forward =
                client.pods().inNamespace(pod.namespace()).withName(pod.name()).portForward(port)) {
            URI address = URI.create("http://127.0.0.1:" + forward.getLocalPort() + path);
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream answer = connection.getInputStream()) {
                return new String(answer.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw refused(connection, e);
            } finally {
                connection.disconnect();
            }
        } catch (IOException | KubernetesClientException e) {
            throw new MachineException("port " + port + " of pod " + pod.title() + " does not answer: " + e, e);
        }
    }

    /** What a service says of a question that it does not answer is better than what the connection says. */
    private static IOException refused(HttpURLConnection connection, IOException failure) throws IOException {
        try (InputStream answer = connection.getErrorStream()) {
            String why = answer == null ? "" : error(new String(answer.readAllBytes(), UTF_8));
            if (!why.isEmpty()) {
                throw new MachineException(why, failure);
            }
        }
        return failure;
    }

    private static String error(String body) {
        try {
            return JSON.readTree(body).path("error").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    @Override
    public void post(String path, byte[] body, AnswerReader answer) {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceAll("/+$", "") + path)
                .post("application/octet-stream", body)
                .forStreaming()
                .build();
        try {
            HttpResponse<InputStream> response =
                    client.getHttpClient().sendAsync(request, InputStream.class).get();
            try (InputStream in = response.body()) {
                answer.read(response.code(), in);
            }
        } catch (IOException e) {
            throw new MachineException("the cluster does not answer any more: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new MachineException("the cluster cannot be asked: " + MachineException.describe(cause), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    @Override
    public String token(String namespace, String account, String audience, int seconds) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        request.putObject("spec")
                .put("expirationSeconds", seconds)
                .putArray("audiences")
                .add(audience);
        return ask(ClusterKind.SERVICE_ACCOUNT.path(namespace) + "/" + account + "/token", "POST", request.toString())
                .map(answer -> answer.at("/status/token").asString(""))
                .orElseThrow(() -> new MachineException("there is no service account " + namespace + "/" + account));
    }

    @Override
    public Forward forward(ClusterObject pod, int port, InetAddress address, int local) {
        LocalPortForward forward =
                client.pods().inNamespace(pod.namespace()).withName(pod.name()).portForward(port, address, local);
        return new Forward() {
            @Override
            public int port() {
                return forward.getLocalPort();
            }

            @Override
            public void close() {
                try {
                    forward.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public InNamespace.Response ask(ClusterObject pod, String path, Door door) {
        try (LocalPortForward forward =
                client.pods().inNamespace(pod.namespace()).withName(pod.name()).portForward(door.port())) {
            return AdminApi.ask(
                    URI.create("https://127.0.0.1:" + forward.getLocalPort() + path),
                    NamedSockets.trusting(door.trusted().getBytes(UTF_8), door.name()),
                    door.token());
        } catch (IOException | GeneralSecurityException | KubernetesClientException e) {
            throw new MachineException("port " + door.port() + " of pod " + pod.title() + " does not answer: " + e, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<JsonNode> read(String path) {
        return ask(path, "GET", null);
    }

    private Optional<JsonNode> ask(String path, String method, @Nullable String body) {
        try {
            return Optional.ofNullable(client.raw(path, method, body)).map(JSON::readTree);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw new MachineException("the cluster cannot be asked: " + reason(e), e);
        }
    }

    private String reason(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        if (causes(e).noneMatch(IOException.class::isInstance)) {
            return MachineException.describe(causes(e).skip(1).findFirst().orElse(e));
        }
        String details = causes(e)
                .filter(IOException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .map(message -> " (" + message + ")")
                .orElse("");
        return client.getMasterUrl() + " does not answer" + details
                + ": is its API server up, and is it the cluster you mean (--kubeconfig, --context)?";
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
