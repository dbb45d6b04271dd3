package io.weft.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.weft.testkit.cluster.ObjectServer;
import io.weft.testkit.time.ManualTicker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeaderLeaseTest {
    private static final LeaderLease.Name NAME =
            new LeaderLease.Name("linkerd", "policy-controller-write", "linkerd-destination");
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/linkerd/leases";
    private static final String PATH = LEASES + "/policy-controller-write";
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/linkerd/deployments/linkerd-destination";
    private static final LeaseTerms SHORT =
            new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(50));

    private final ObjectServer server = new ObjectServer();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        server.close();
    }

    @Test
    void firstLeadsAndTheLeaseSaysForHowLongAndWhoseItIs() {
        server.put(DEPLOYMENT, """
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "linkerd-destination", "namespace": "linkerd", "uid": "17"}}""");
        LeaderLease first = replica("first", LeaseTerms.USUAL);
        await(first::leads);

        JsonNode lease = server.get(PATH).orElseThrow();
        assertThat(lease.path("spec").path("holderIdentity").asString()).isEqualTo("first");
        assertThat(lease.path("spec").path("leaseDurationSeconds").asInt()).isEqualTo(30);
        assertThat(lease.path("metadata")
                        .path("ownerReferences")
                        .get(0)
                        .path("uid")
                        .asString())
                .isEqualTo("17");
        await(() -> told.get() == 1);
    }

    /** Whatever the elector was about just then. */
    @RepeatedTest(20)
    void leaseIsGivenBackBeforeItIsClosed() {
        LeaderLease first = replica("first", LeaseTerms.USUAL);
        await(first::leads);
        first.close();
        assertThat(server.get(PATH)
                        .orElseThrow()
                        .path("spec")
                        .path("holderIdentity")
                        .asString())
                .isEmpty();
    }

    @Test
    void secondLeadsAtOnceWhenTheFirstLetsGo() {
        LeaderLease first = replica("first", LeaseTerms.USUAL);
        await(first::leads);
        first.close();
        assertThat(first.leads()).isFalse();

        await(replica("second", LeaseTerms.USUAL)::leads);
    }

    @Test
    void secondLeadsOnceTheLeaseOfADeadFirstIsOverAndNeverBothDo() {
        LeaderLease first = replica("first", SHORT);
        await(first::leads);
        LeaderLease second = replica("second", SHORT);
        server.refuse(write -> write.body().contains("\"first\""));

        await(() -> {
            boolean one = first.leads();
            boolean other = second.leads();
            assertThat(one && other).isFalse();
            return other;
        });
    }

    @Test
    void whoLostTheLeaseAsksForItAgain() {
        LeaderLease first = replica("first", SHORT);
        await(first::leads);
        server.refuse(write -> true);
        await(() -> !first.leads());
        server.refuse(write -> false);

        await(() -> first.leads() && told.get() == 2);
    }

    @Test
    void leaseThatCannotBeReadIsAskedForUntilItCan() {
        server.put(
                PATH,
                "{\"apiVersion\": \"coordination.k8s.io/v1\", \"kind\": \"Lease\", \"spec\": {\"holderIdentity\": \"x\"}}");
        LeaderLease first = replica("first", SHORT);
        await(() -> server.reads(PATH) > 2);
        server.put(PATH, """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                 "metadata": {"namespace": "linkerd", "name": "policy-controller-write"},
                 "spec": {"holderIdentity": "", "leaseDurationSeconds": 1, "acquireTime": "2026-01-01T00:00:00.000000Z",
                          "renewTime": "2026-01-01T00:00:00.000000Z"}}""");

        await(first::leads);
    }

    @Test
    void leaseOfOneWhoseClockIsBehindIsNotTakenForItsDate() {
        server.put(PATH, heldByX("2026-01-01T00:00:00.000000Z"));
        LeaderLease patient =
                replica("first", new LeaseTerms(Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMillis(50)));
        await(() -> server.reads(PATH) > 2);

        assertThat(patient.leads()).isFalse();
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void leaseOfOneWhoRenewsItNoMoreIsTakenWhateverItsDate() {
        server.put(PATH, heldByX("2126-01-01T00:00:00.000000Z"));

        await(replica("first", SHORT)::leads);
    }

    @Test
    void leaseIsAsOldAsWeHaveSeenIt() {
        ManualTicker ticker = new ManualTicker();
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        Sightings sightings = new Sightings(ticker, Clock.fixed(now, ZoneOffset.UTC));
        LeaderElectionRecord lease = LeaderElectionRecord.builder()
                .holderIdentity("x")
                .leaseDuration(Duration.ofSeconds(30))
                .acquireTime(ZonedDateTime.parse("2020-01-01T00:00:00Z"))
                .renewTime(ZonedDateTime.parse("2020-01-01T00:00:00Z"))
                .build();

        assertThat(sightings.dated(lease).getRenewTime().toInstant()).isEqualTo(now);
        ticker.advance(Duration.ofSeconds(9));
        assertThat(sightings.dated(lease).getRenewTime().toInstant()).isEqualTo(now.minusSeconds(9));
        LeaderElectionRecord renewed = lease.toBuilder()
                .renewTime(ZonedDateTime.parse("2020-01-01T00:00:09Z"))
                .build();
        assertThat(sightings.dated(renewed).getRenewTime().toInstant()).isEqualTo(now);
    }

    private static String heldByX(String renewed) {
        return """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                 "metadata": {"namespace": "linkerd", "name": "policy-controller-write"},
                 "spec": {"holderIdentity": "x", "leaseDurationSeconds": 3, "leaseTransitions": 1,
                          "acquireTime": "%s", "renewTime": "%s"}}""".formatted(renewed, renewed);
    }

    @Test
    void replicaThatStoodStillDoesNotLeadWhenItGoesOn() {
        ManualTicker ticker = new ManualTicker();
        Tenure tenure = new Tenure(ticker, Duration.ofSeconds(10), told::incrementAndGet);
        tenure.begin(tenure.now());
        ticker.advance(Duration.ofSeconds(9));
        assertThat(tenure.leads()).isTrue();

        ticker.advance(Duration.ofSeconds(1));
        assertThat(tenure.leads()).isFalse();
        tenure.begin(tenure.now());
        assertThat(told).as("it learns that it leads again").hasValue(2);
    }

    private LeaderLease replica(String holder, LeaseTerms terms) {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl(server.url()).build())
                .build();
        LeaderLease lease = new LeaderLease(client, NAME, holder, terms, told::incrementAndGet);
        opened.add(client);
        opened.add(lease);
        lease.start();
        return lease;
    }

    /** Only real I/O is waited for. */
    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
