package io.weft.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A port of a pod, reached through the API server; what arrives there comes from the pod itself, past its sidecar. */
final class ForwardedPort implements AutoCloseable {
    private final LocalPortForward forward;
    private final HttpClient http = HttpClient.newHttpClient();

    private ForwardedPort(LocalPortForward forward) {
        this.forward = forward;
    }

    static ForwardedPort to(KubernetesClient client, Pod pod, int port) {
        return new ForwardedPort(client.pods().resource(pod).portForward(port));
    }

    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    String text(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + forward.getLocalPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        http.close();
        forward.close();
    }
}
