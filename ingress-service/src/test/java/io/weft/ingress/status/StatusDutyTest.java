package io.weft.ingress.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.weft.ingress.feed.Heard;
import io.weft.ingress.manifests.Manifests;
import io.weft.ingress.manifests.Patience;
import io.weft.ingress.rules.RouteTable;
import io.weft.ingress.rules.Targets;
import io.weft.service.cluster.LeaderLease;
import io.weft.service.cluster.LeaseTerms;
import io.weft.testkit.cluster.ObjectServer;
import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusDutyTest {
    private static final String PATH = "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web";
    private static final String INGRESS = """
            {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"namespace": "shop", "name": "web"},
             "spec": {}, "status": {"loadBalancer": {"ingress": [%s]}}}
            """;
    private static final String BALANCED =
            "{type: LoadBalancer, clusterIP: 10.96.0.9}\nstatus: {loadBalancer: {ingress: [%s]}}";
    private static final String ONE = "{\"ip\":\"203.0.113.5\"}";

    private final ObjectServer server = new ObjectServer().put(PATH, INGRESS.formatted(""));
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(server.url()).build())
            .build();
    private final ManualTicker ticker = new ManualTicker();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: LoadBalancer, clusterIP: 10.96.0.9} | []",
                "{type: ClusterIP, clusterIP: 10.96.0.9} | [{\"ip\":\"10.96.0.9\"}]",
                "{type: NodePort, clusterIP: 10.96.0.9} | [{\"ip\":\"10.96.0.9\"}]",
                "{type: NodePort, clusterIP: 10.96.0.9, externalIPs: [203.0.113.1]} | [{\"ip\":\"203.0.113.1\"}]",
            })
    void statusHasTheAddressesOfTheService(String spec, String expected) {
        duty(true).hearAndLook(heard("", spec));

        assertThat(written()).isEqualTo(expected);
    }

    @Test
    void whatTheBalancerSaysStandsInTheStatus() {
        duty(true).hearAndLook(heard("", BALANCED.formatted("{ip: 203.0.113.5}, {hostname: lb.example.com}")));

        assertThat(written()).isEqualTo("[{\"ip\":\"203.0.113.5\"},{\"hostname\":\"lb.example.com\"}]");
    }

    @Test
    void whoDoesNotLeadWritesNothing() {
        duty(false).hearAndLook(heard("", BALANCED.formatted("{ip: 203.0.113.5}")));

        assertThat(server.writes()).isEmpty();
    }

    @Test
    void whatStandsThereAlreadyIsNotWritten() {
        duty(true).hearAndLook(heard(ONE, BALANCED.formatted("{ip: 203.0.113.5}")));

        assertThat(server.writes()).isEmpty();
    }

    @Test
    void whoQuarrelsWithSomebodyElseWritesOnceInTenSeconds() {
        Looking duty = duty(true);
        Heard contested = heard("{\"ip\":\"192.0.2.1\"}", BALANCED.formatted("{ip: 203.0.113.5}"));
        for (int i = 0; i < 50; i++) {
            duty.hearAndLook(contested);
        }
        int atOnce = server.writes().size();
        ticker.advance(Duration.ofSeconds(10));
        duty.hearAndLook(contested);

        assertThat(List.of(atOnce, server.writes().size())).containsExactly(1, 2);
    }

    @Test
    void failureIsLeftToTheNextLook() {
        server.refuse(write -> true);
        Looking duty = duty(true);
        Heard wanting = heard("", BALANCED.formatted("{ip: 203.0.113.5}"));
        duty.hearAndLook(wanting);
        server.refuse(write -> false);
        ticker.advance(Duration.ofSeconds(10));
        duty.hearAndLook(wanting);

        assertThat(written()).isEqualTo("[" + ONE + "]");
    }

    /** By the lease itself. */
    @Test
    void ofTwoReplicasTheLeaderWrites() {
        LeaderLease lease = new LeaderLease(
                client,
                new LeaderLease.Name("linkerd", "linkerd-ingress-write", "linkerd-ingress"),
                "first",
                LeaseTerms.USUAL,
                () -> {});
        try (StatusDuty duty = new StatusDuty("linkerd", "linkerd-ingress", lease::leads, new StatusWriter(client));
                lease) {
            duty.hear(heard("", BALANCED.formatted("{ip: 203.0.113.5}")));
            duty.start();
            lease.start();
            Patience.eventually("the lease is held", lease::leads);
            duty.wake();
            Patience.eventually("the status is written", () -> written().equals("[" + ONE + "]"));
        }
        assertThat(server.writes())
                .filteredOn(write -> write.path().endsWith("/status"))
                .hasSize(1);
    }

    private String written() {
        return server.get(PATH).orElseThrow().at("/status/loadBalancer/ingress").toString();
    }

    private Looking duty(boolean leads) {
        StatusWriter writer = new StatusWriter(client);
        return new Looking(new StatusDuty("linkerd", "linkerd-ingress", () -> leads, writer::write, ticker));
    }

    /** Not started: looks when the test says so. */
    private record Looking(StatusDuty duty) {
        void hearAndLook(Heard heard) {
            duty.hear(heard);
            duty.look();
        }
    }

    private static Heard heard(String status, String spec) {
        return new Heard(
                RouteTable.empty(),
                Targets.empty(),
                List.of(Manifests.read(Ingress.class, INGRESS.formatted(status))),
                List.of(Manifests.read(
                        Service.class,
                        "apiVersion: v1\nkind: Service\nmetadata: {namespace: linkerd, name: linkerd-ingress}\nspec: "
                                + spec)));
    }
}
