package io.weft.ingress.edge;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.weft.ingress.certificates.HostCertificates;
import io.weft.ingress.certificates.TlsContexts;
import io.weft.ingress.manifests.Manifests;
import io.weft.ingress.rules.IngressReading;
import io.weft.ingress.rules.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** An edge on free ports, whose one rule leads to a port of the loopback device. */
final class OpenEdge implements AutoCloseable {
    private static final SslContext FALLBACK = TlsContexts.selfSigned("fallback", Clock.systemUTC());
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              namespace: shop
              name: shop
              annotations: {ingress.kubernetes.io/customHeaders: "X-Custom: set"}
            spec:
              rules:
              - host: app.example.com
                http:
                  paths:
                  - {path: /gone, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}
                  - {path: /shut, pathType: Prefix, backend: {service: {name: shut, port: {number: 80}}}}
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {name: web}}}}
            """;
    private static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 127.0.0.1, ports: [{name: web, port: PORT MORE}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: shut}
            spec: {clusterIP: 127.0.0.2, ports: [{port: 80}]}
            """;

    final HostCertificates certificates = new HostCertificates(FALLBACK);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Edge edge;

    OpenEdge(int backend, String appProtocol) {
        this(backend, appProtocol, Duration.ofSeconds(5), "");
    }

    /** @param more fields of the Ingress */
    OpenEdge(int backend, String appProtocol, Duration answer, String more) {
        EdgeSettings settings =
                new EdgeSettings(0, 0, Duration.ofSeconds(30), Duration.ofSeconds(2), answer, 50, false);
        edge = new Edge(settings, FALLBACK, certificates, registry);
        edge.follow(
                IngressReading.read(Manifests.all(Ingress.class, INGRESS + more))
                        .routes(),
                Targets.of(Manifests.all(
                        Service.class,
                        SERVICES.replace("PORT", String.valueOf(backend))
                                .replace("MORE", appProtocol.isEmpty() ? "" : ", appProtocol: " + appProtocol))));
        edge.open();
    }

    int httpPort() {
        return edge.httpPort();
    }

    int httpsPort() {
        return edge.httpsPort();
    }

    InetSocketAddress http() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.httpPort());
    }

    /** A client that asks for the rule's host. */
    HttpClient client(HttpProtocol protocol) {
        return HttpClient.newConnection()
                .remoteAddress(this::http)
                .protocol(protocol)
                .disableRetry(true)
                .headers(headers -> headers.set("Host", "app.example.com"));
    }

    /** Sends these bytes on a connection of its own, and reads to its end. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.httpPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Requests so far, by service and answer. */
    Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        for (Counter counter : registry.find("ingress.requests").counters()) {
            String what =
                    counter.getId().getTag("service") + " " + counter.getId().getTag("status_code");
            counted.merge(what, counter.count(), Double::sum);
        }
        return counted;
    }

    @Override
    public void close() {
        edge.close(Duration.ofMillis(500));
    }
}
