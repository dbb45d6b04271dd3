package io.weft.ingress.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.weft.ingress.edge.Edge;
import io.weft.ingress.manifests.Manifests;
import io.weft.ingress.manifests.Patience;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

@EnableKubernetesMockClient(crud = true)
class IngressApplicationTest {
    private static final String OBJECTS = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: linkerd-http}
            spec: {controller: linkerd.io/ingress-controller}
            """;
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {namespace: shop, name: web}
            spec:
              ingressClassName: linkerd-http
              defaultBackend: {service: {name: web, port: {number: PORT}}}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 127.0.0.1, ports: [{port: PORT}]}
            """;

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesClient cluster;

    private final HttpClient http = HttpClient.newHttpClient();
    private int management;

    @SuppressWarnings("NullAway.Init") // before each
    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() {
        management = FreePorts.take();
        context = run("--management.server.port=" + management);
    }

    @AfterEach
    void stop() {
        context.close();
        http.close();
    }

    @Test
    void requestsPassByTheClustersRulesAndAreCounted() throws Exception {
        Patience.eventually(
                "it is ready", () -> management("/actuator/health/readiness").contains("\"UP\""));
        // The backend is the service's own page of health.
        cluster.resource(Manifests.read(IngressClass.class, OBJECTS)).create();
        cluster.resource(Manifests.read(Ingress.class, INGRESS.replace("PORT", String.valueOf(management))))
                .create();
        cluster.resource(Manifests.read(Service.class, SERVICE.replace("PORT", String.valueOf(management))))
                .create();
        int port = context.getBean(Edge.class).httpPort();

        Patience.eventually(
                "the rule is followed",
                () -> get(port, "/actuator/health/liveness").contains("\"UP\""));
        assertThat(management("/metrics").lines())
                .anyMatch(line -> line.startsWith("ingress_requests_total{")
                        && line.contains("ingress=\"web\"")
                        && line.contains("status_code=\"200\""));
    }

    @ParameterizedTest
    @CsvSource({
        "--mesh.ingress.connections=0, mesh.ingress.connections",
        "--mesh.ingress.response-timeout=0s, mesh.ingress.response-timeout",
        "--mesh.ingres.connections=1, mesh.ingres.connections",
    })
    void whatItCannotRunWithIsRefusedByName(String setting, String named) {
        assertThatThrownBy(() -> run("--management.server.port=0", setting).close())
                .rootCause()
                .hasMessageContaining(named);
    }

    private String management(String path) {
        return get(management, path);
    }

    private String get(int port, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ConfigurableApplicationContext run(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--mesh.ingress.http-port=0",
                                "--mesh.ingress.https-port=0",
                                "--mesh.ingress.lame-duck=0s"),
                        Stream.of(arguments))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(IngressApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(KubernetesClient.class, () -> cluster, bean -> bean.setDestroyMethodName("")))
                .run(all);
    }
}
