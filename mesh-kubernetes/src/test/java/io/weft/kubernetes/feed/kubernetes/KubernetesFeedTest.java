package io.weft.kubernetes.feed.kubernetes;

import static io.weft.kubernetes.feed.Manifests.server;
import static io.weft.kubernetes.feed.Manifests.service;
import static io.weft.kubernetes.feed.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.kubernetes.feed.FeedStatus.ToleratedField;
import io.weft.kubernetes.feed.Manifests;
import io.weft.kubernetes.feed.Recorder;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What befalls only a feed that has an API server before it. */
class KubernetesFeedTest {
    private static final String LATER_SERVICE = "Service shop/later";

    private final FakeApiServer server = new FakeApiServer();
    private final KubernetesClient client = FakeApiServer.client(server.uri());
    private final AtomicLong aheadNanos = new AtomicLong();
    private final KubernetesFeed feed = new KubernetesFeed(client, () -> System.nanoTime() + aheadNanos.get());
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        feed.close();
        client.close();
        server.close();
    }

    private void start() {
        feed.start(recorder);
        eventually("the first state", () -> feed.status().loaded());
    }

    @Test
    void aKindThatIsNotServedIsWaitedFor() {
        server.absent(ResourceKind.SERVER, true);
        server.apply(server("shop", "web"));
        server.apply(service("shop", "web", "ports: [{port: 80}]"));
        start();
        assertThat(recorder.standing()).containsExactly("Service shop/web");
        eventually("nothing to be amiss", () -> feed.status().away().isEmpty());

        server.absent(ResourceKind.SERVER, false);
        aheadNanos.addAndGet(10_000_000_000L);
        eventually("the Server", () -> recorder.standing().equals(List.of("Server shop/web", "Service shop/web")));
    }

    @Test
    void aKindThatIsServedNoLongerKeepsWhatItHeld() {
        server.apply(server("shop", "web"));
        start();
        server.absent(ResourceKind.SERVER, true);
        server.expire();
        eventually("its absence", () -> feed.status().away().isPresent());

        assertThat(recorder.standing()).containsExactly("Server shop/web");
    }

    @Test
    void nothingIsToldWhileAKindMayNotBeSeen() {
        server.forbidden(ResourceKind.SERVER, true);
        server.apply(service("shop", "web", "ports: [{port: 80}]"));
        feed.start(recorder);
        eventually(
                "the reason",
                () -> feed.status()
                        .away()
                        .filter(away -> away.reason().contains("servers of policy.linkerd.io")
                                && away.reason().contains("403"))
                        .isPresent());
        assertThat(recorder.drain()).isEmpty();

        server.forbidden(ResourceKind.SERVER, false);
        eventually("the first state", () -> feed.status().loaded());
        assertThat(recorder.standing()).containsExactly("Service shop/web");
    }

    @Test
    void nothingIsToldBeforeTheServerAnswers() {
        server.goAway();
        feed.start(recorder);
        eventually(
                "the reason",
                () -> feed.status()
                        .away()
                        .filter(away -> away.reason().startsWith("it does not say what it serves"))
                        .isPresent());
        assertThat(feed.status().loaded()).isFalse();

        server.comeBack();
        aheadNanos.addAndGet(1_000_000_000L);
        eventually("the first state", () -> feed.status().loaded());
        assertThat(recorder.drain()).containsExactly("reset");
    }

    @Test
    void aWatchThatExpiredIsListedAgainAndOnlyWhatDiffersIsTold() {
        server.apply(server("shop", "same"));
        server.apply(server("shop", "old"));
        start();
        recorder.drain();
        server.goAway();
        server.delete("Server", "shop", "old");
        server.apply(server("shop", "new"));
        server.expire();
        server.comeBack();

        eventually("the new state", () -> recorder.standing().equals(List.of("Server shop/new", "Server shop/same")));
        assertThat(recorder.drain()).containsExactlyInAnyOrder("apply Server shop/new", "delete Server shop/old");
    }

    @Test
    void aRouteOrLimitThatCannotBeReadIsLeftOutAndDeniesNobody() {
        server.apply(Manifests.route("policy.linkerd.io/v1beta3", "HTTPRoute", "shop", "web")
                .replace("port: 80", "port: 0"));
        server.apply("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: HTTPLocalRateLimitPolicy
                metadata: {namespace: shop, name: calm}
                spec:
                  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
                  total: {requestsPerSecond: 1}
                  identity: {requestsPerSecond: 2}
                """);
        start();

        assertThat(recorder.standing()).isEmpty();
        assertThat(feed.status().refused())
                .extracting(RefusedDocument::field)
                .containsExactlyInAnyOrder("spec.rules[0].backendRefs[0].port", "spec.identity");
    }

    @Test
    void aFieldOfANewerSchemaIsToleratedAndNamed() {
        server.apply(server("shop", "web") + "  colour: green\n");
        start();

        assertThat(recorder.standing()).containsExactly("Server shop/web");
        assertThat(feed.status().tolerated()).containsExactly(new ToleratedField("Server shop/web", "spec.colour"));

        server.apply(server("shop", "web"));
        eventually("the field to go", () -> feed.status().tolerated().isEmpty());
    }

    private void tellLate(String type, String held) {
        server.tellLate(type, held);
        server.apply(service("shop", "later", "ports: [{port: 80}]"));
        server.apply(server("shop", "later"));
        eventually(
                "what came after it",
                () -> recorder.standing().containsAll(List.of("Server shop/later", LATER_SERVICE)));
    }

    @Test
    void aVersionOlderThanTheOneThatIsKnownIsNotTaken() {
        server.apply(server("shop", "web", "deny"));
        start();
        String past = server.held(server("shop", "web"));
        server.apply(server("shop", "web", "audit"));
        eventually("the newer version", () -> accessPolicy().equals(AccessPolicy.AUDIT));
        recorder.drain();

        tellLate("MODIFIED", past);
        assertThat(accessPolicy()).isEqualTo(AccessPolicy.AUDIT);
        assertThat(recorder.drain()).doesNotContain("apply Server shop/web");
    }

    private AccessPolicy accessPolicy() {
        return recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy();
    }

    @Test
    void whatWentDoesNotComeBackThroughAnOlderEvent() {
        server.apply(server("shop", "web"));
        start();
        String past = server.held(server("shop", "web"));
        server.delete("Server", "shop", "web");
        eventuallyStanding();

        tellLate("MODIFIED", past);
        assertThat(recorder.standing()).containsExactly("Server shop/later", LATER_SERVICE);
    }

    @Test
    void theEndOfAnObjectIsNotThatOfTheOneMadeAfterIt() {
        server.apply(server("shop", "web"));
        start();
        String past = server.held(server("shop", "web"));
        server.delete("Server", "shop", "web");
        eventuallyStanding();
        server.apply(server("shop", "web"));
        eventuallyStanding("Server shop/web");

        tellLate("DELETED", past);
        assertThat(recorder.standing()).containsExactly("Server shop/later", "Server shop/web", LATER_SERVICE);
    }

    @Test
    void aServerThatWasRestoredFromABackupIsBelieved() {
        server.apply(server("shop", "web", "deny"));
        server.apply(server("shop", "gone"));
        FakeApiServer.Backup backup = server.backup();
        start();
        server.delete("Server", "shop", "gone");
        server.apply(server("shop", "web", "audit"));
        server.apply(server("shop", "new"));
        eventuallyStanding("Server shop/new", "Server shop/web");

        server.restore(backup);
        eventually("the look again", () -> {
            aheadNanos.addAndGet(1_000_000_000L);
            return recorder.standing().equals(List.of("Server shop/gone", "Server shop/web"));
        });
        eventually("the older version", () -> accessPolicy().equals(AccessPolicy.DENY));
    }

    private void eventuallyStanding(String... ids) {
        eventually(
                "what stands to be " + List.of(ids), () -> recorder.standing().equals(List.of(ids)));
    }
}
