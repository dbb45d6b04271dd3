package io.weft.destination.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.ClientCalls;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;
import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.Server;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is started on one machine, with a folder of manifests. Each test has a namespace of its own. */
class DestinationApplicationTest {
    private static final int DEADLINE_S = 60;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: NS}
            spec:
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080}]
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: NS
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
              conditions: [{type: Ready, status: "READY"}]
            """;
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: NS}
            spec:
              podSelector: {matchLabels: {app: web}}
              port: 8080
            """;

    @TempDir
    private static Path directory;

    private static RunningService service;

    @BeforeAll
    static void start() throws Exception {
        service = new RunningService(directory).awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void manifestsThatComeChangeAndGoReachWhoeverWatches() throws Exception {
        service.write("service.flow.web.yaml", SERVICE.replace("NS", "flow"));
        Iterator<Update> endpoints = endpoints(service, "flow");
        assertThat(endpoints.next().getNoEndpoints().getExists()).isTrue();

        service.write("pod.flow.web-1.yaml", pod("flow", true));
        assertThat(endpoints.next().getAdd().getAddrsList())
                .singleElement()
                .satisfies(endpoint -> assertThat(
                                endpoint.getTlsIdentity().getDnsLikeIdentity().getName())
                        .isEqualTo("web.flow.serviceaccount.identity.linkerd.cluster.local"));
        service.write("pod.flow.web-1.yaml", pod("flow", false));
        assertThat(endpoints.next().getRemove().getAddrsCount()).isEqualTo(1);
        service.write("pod.flow.web-1.yaml", pod("flow", true));
        assertThat(endpoints.next().getAdd().getAddrsCount()).isEqualTo(1);
        service.delete("pod.flow.web-1.yaml");
        assertThat(endpoints.next().getRemove().getAddrsCount()).isEqualTo(1);
    }

    @Test
    void policiesReachThePortsTheyGuardAndUnreadableOnesDeny() throws Exception {
        service.write("pod.guard.web-1.yaml", pod("guard", true));
        awaitWorkload("guard");
        Iterator<Server> port = InboundServerPoliciesGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .watchPort(PortSpec.newBuilder()
                        .setWorkload("{\"ns\":\"guard\",\"pod\":\"web-1\"}\n")
                        .setPort(8080)
                        .build());
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);

        String server = SERVER.replace("NS", "guard");
        service.write("policy.yaml", server);
        Server guarded = port.next();
        assertThat(guarded.getLabelsOrThrow("name")).isEqualTo("web");
        assertThat(guarded.getAuthorizationsCount()).isZero();
        service.write("policy.yaml", server + "  accessPolicy: all-unauthenticated\n");
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);
        service.write("broken.yaml", server.replace("8080", "none at all").replace("name: web", "name: new"));
        assertThat(port.next().getAuthorizationsCount()).isZero();
        service.delete("broken.yaml");
        assertThat(port.next().getAuthorizationsCount()).isEqualTo(1);
    }

    @Test
    void workloadsAndOutboundPoliciesAnswerToo() throws Exception {
        service.write("service.all.web.yaml", SERVICE.replace("NS", "all"));
        service.write("pod.all.web-1.yaml", pod("all", true));
        Workload workload = awaitWorkload("all");
        assertThat(workload.getOwnerName()).isEqualTo("web");
        assertThat(workload.getAdmin().getPort()).isEqualTo(4191);
        endpoints(service, "all").next();

        OutboundPolicy policy = outbound(service, "all").orElseThrow();
        assertThat(policy.getMetadata().getResource().getName()).isEqualTo("web");
    }

    @Test
    void changeReachesAWatchingStreamWithinASecondOfCounting(@TempDir Path other) throws Exception {
        try (RunningService quick = new RunningService(other).awaitReady()) {
            quick.write("service.quick.web.yaml", SERVICE.replace("NS", "quick"));
            Iterator<Update> endpoints = endpoints(quick, "quick");
            endpoints.next();
            List<Long> millis = new ArrayList<>();
            for (boolean ready : new boolean[] {true, false, true, false, true}) {
                quick.write("pod.quick.web-1.yaml", pod("quick", ready));
                endpoints.next();
                long received = System.nanoTime();
                Long told = quick.told.podsAtNanos.poll(DEADLINE_S, SECONDS);
                assertThat(told).as("the feed told of the pod").isNotNull();
                millis.add(NANOSECONDS.toMillis(received - told));
            }

            assertThat(millis.stream().sorted().toList().get(2))
                    .as("median of %s", millis)
                    .isLessThan(1000);
        }
    }

    @Test
    void reflectionIsOff() {
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                        service.channel,
                        ServerReflectionGrpc.getServerReflectionInfoMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_S, SECONDS),
                        ServerReflectionRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void streamsAndQuestionsAreCounted() throws Exception {
        assertThat(service.http("/metrics").body())
                .contains("service_cache_size{cluster=\"local\",group=\"\"} ")
                .contains("destination_questions{index=\"endpoints\"} ")
                .contains("feed_loaded 1.0")
                .contains("grpc_server_started_total");
    }

    @Test
    void streamsEndWithOkWhenTheServiceStops(@TempDir Path other) throws Exception {
        try (RunningService stopping = new RunningService(other).awaitReady()) {
            stopping.write("service.shop.web.yaml", SERVICE.replace("NS", "shop"));
            Iterator<Update> endpoints = endpoints(stopping, "shop");
            endpoints.next();

            Thread stop = Thread.ofPlatform().start(stopping::stop);
            assertThat(endpoints.hasNext()).isFalse();
            stop.join();
        }
    }

    private static String pod(String namespace, boolean ready) {
        return POD.replace("NS", namespace).replace("READY", ready ? "True" : "False");
    }

    /** Waits until the service is known: a file comes to rest before it counts. */
    private static Iterator<Update> endpoints(RunningService asked, String namespace) throws InterruptedException {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (outbound(asked, namespace).isEmpty()) {
            assertThat(System.nanoTime()).as("the service never came").isLessThan(deadline);
            Thread.sleep(20);
        }
        return DestinationGrpc.newBlockingStub(asked.channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .get(GetDestination.newBuilder()
                        .setPath("web." + namespace + ".svc.cluster.local:80")
                        .build());
    }

    private static Optional<OutboundPolicy> outbound(RunningService asked, String namespace) {
        try {
            return Optional.of(OutboundPoliciesGrpc.newBlockingStub(asked.channel)
                    .withDeadlineAfter(DEADLINE_S, SECONDS)
                    .get(TrafficSpec.newBuilder()
                            .setSourceWorkload(namespace + ":web-1")
                            .setAuthority("web." + namespace + ".svc.cluster.local:80")
                            .build()));
        } catch (StatusRuntimeException refusal) {
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            return Optional.empty();
        }
    }

    /** Waits until the namespace's pod is known. */
    private static Workload awaitWorkload(String namespace) {
        Iterator<WorkloadsUpdate> updates = WorkloadsGrpc.newBlockingStub(service.channel)
                .withDeadlineAfter(DEADLINE_S, SECONDS)
                .watch(WatchRequest.getDefaultInstance());
        while (true) {
            for (Workload workload : updates.next().getApplyList()) {
                if (workload.getId().getNamespace().equals(namespace)) {
                    return workload;
                }
            }
        }
    }
}
