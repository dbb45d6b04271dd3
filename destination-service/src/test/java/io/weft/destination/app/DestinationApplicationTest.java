package io.weft.destination.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;
import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.Server;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started on one machine, with a folder of manifests. */
class DestinationApplicationTest {
    private static final int DEADLINE_S = 30;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              clusterIP: 10.96.0.10
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080}]
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web-1
              labels: {app: web, linkerd.io/control-plane-ns: linkerd}
              ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web}]
            spec:
              nodeName: the-host
              serviceAccountName: web
              containers:
              - name: web
                ports: [{containerPort: 8080}]
              - name: linkerd-proxy
                env:
                - {name: LINKERD2_PROXY_INBOUND_LISTEN_ADDR, value: "0.0.0.0:4143"}
                - {name: LINKERD2_PROXY_ADMIN_LISTEN_ADDR, value: "0.0.0.0:4191"}
            status:
              phase: Running
              podIP: 10.42.0.7
              podIPs: [{ip: 10.42.0.7}]
              conditions: [{type: Ready, status: "%s"}]
            """;
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              port: 8080
            """;

    @TempDir
    private Path directory;

    private Path manifests;
    private ConfigurableApplicationContext context;
    private ManagedChannel channel;
    private int management;

    @BeforeEach
    void start() throws IOException {
        manifests = Files.createDirectory(directory.resolve("manifests"));
        Path state = Files.createDirectory(directory.resolve("run"));
        write("service.shop.web.yaml", SERVICE);
        write("pod.shop.web-1.yaml", POD.formatted("True"));
        management = freePort();
        context = SpringApplication.run(
                DestinationApplication.class,
                "--mesh.feed.folder.path=" + manifests,
                "--mesh.feed.folder.state=" + state,
                "--management.server.port=" + management,
                "--spring.grpc.server.port=0");
        channel = ManagedChannelBuilder.forAddress(
                        "localhost", context.getEnvironment().getRequiredProperty("local.grpc.server.port", int.class))
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        context.close();
    }

    @Test
    void manifestsThatComeChangeAndGoReachWhoeverWatches() throws Exception {
        awaitReady();
        Iterator<Update> endpoints = get("web.shop.svc.cluster.local:80");
        assertThat(endpoints.next().getAdd().getAddrsList())
                .singleElement()
                .satisfies(endpoint -> assertThat(
                                endpoint.getTlsIdentity().getDnsLikeIdentity().getName())
                        .isEqualTo("web.shop.serviceaccount.identity.linkerd.cluster.local"));

        write("pod.shop.web-1.yaml", POD.formatted("False"));
        assertThat(endpoints.next().getRemove().getAddrsCount()).isEqualTo(1);
        write("pod.shop.web-1.yaml", POD.formatted("True"));
        assertThat(endpoints.next().getAdd().getAddrsCount()).isEqualTo(1);
        Files.delete(manifests.resolve("pod.shop.web-1.yaml"));
        assertThat(endpoints.next().getRemove().getAddrsCount()).isEqualTo(1);
    }

    @Test
    void policiesReachThePortsTheyGuardAndUnreadableOnesDeny() throws Exception {
        awaitReady();
        Iterator<Server> port = InboundServerPoliciesGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .watchPort(PortSpec.newBuilder()
                        .setWorkload("{\"ns\":\"shop\",\"pod\":\"web-1\"}\n")
                        .setPort(8080)
                        .build());
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);

        write("policy.yaml", SERVER);
        Server guarded = port.next();
        assertThat(guarded.getLabelsOrThrow("name")).isEqualTo("web");
        assertThat(guarded.getAuthorizationsCount()).isZero();
        write("policy.yaml", SERVER + "  accessPolicy: all-unauthenticated\n");
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);
        write("broken.yaml", SERVER.replace("port: 8080", "port: none at all").replace("name: web", "name: new"));
        assertThat(port.next().getAuthorizationsCount()).isZero();
        Files.delete(manifests.resolve("broken.yaml"));
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);
    }

    @Test
    void allFourApisAnswer() throws Exception {
        awaitReady();
        DestinationProfile profile = DestinationGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .getProfile(GetDestination.newBuilder().setPath("10.96.0.10:80").build())
                .next();
        assertThat(profile.getFullyQualifiedName()).isEqualTo("web.shop.svc.cluster.local");

        OutboundPolicy policy = OutboundPoliciesGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .get(TrafficSpec.newBuilder()
                        .setSourceWorkload("shop:web-1")
                        .setAuthority("web.shop.svc.cluster.local:80")
                        .build());
        assertThat(policy.getMetadata().getResource().getName()).isEqualTo("web");

        WorkloadsUpdate workloads = WorkloadsGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .watch(WatchRequest.getDefaultInstance())
                .next();
        assertThat(workloads.getApply(0).getOwnerName()).isEqualTo("web");
        assertThat(workloads.getApply(0).getAdmin().getPort()).isEqualTo(4191);
    }

    @Test
    void streamsAndQuestionsAreCounted() throws Exception {
        awaitReady();
        get("web.shop.svc.cluster.local:80").next();

        assertThat(http("/metrics"))
                .contains("endpoints_subscribers 1.0")
                .contains("endpoints_updates_total 1.0")
                .contains("endpoint_updates_queue_overflow_total 0.0")
                .contains("destination_questions{index=\"endpoints\"} 1.0")
                .contains("grpc_server_started_total");
    }

    @Test
    void streamsEndWithOkWhenTheServiceStops() throws Exception {
        awaitReady();
        Iterator<Update> endpoints = get("web.shop.svc.cluster.local:80");
        endpoints.next();

        Thread closing = Thread.ofPlatform().start(context::close);
        assertThat(endpoints.hasNext()).isFalse();
        closing.join();
    }

    private Iterator<Update> get(String path) {
        return DestinationGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .get(GetDestination.newBuilder().setPath(path).build());
    }

    /** A file comes to rest before it counts; until then every call says so. */
    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (!http("/actuator/health/readiness").contains("\"status\":\"UP\"")) {
            assertThat(System.nanoTime()).as("not ready in time").isLessThan(deadline);
            try {
                get("web.shop.svc.cluster.local:80").next();
            } catch (StatusRuntimeException early) {
                assertThat(early.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            }
            Thread.sleep(20);
        }
    }

    private String http(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void write(String file, String text) throws IOException {
        Path aside = Files.writeString(manifests.resolve("." + file), text);
        Files.move(aside, manifests.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
