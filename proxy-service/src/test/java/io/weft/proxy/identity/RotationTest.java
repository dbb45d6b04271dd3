package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.TestLoop;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final WorkloadIdentity NAME = new WorkloadIdentity("web.shop.example");

    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority next = TestAuthority.create();
    private Leaf leaf = authority.leaf(NAME.name());
    private final TestLoop time = new TestLoop();
    private final CertificateStore store = new CertificateStore();
    private final List<CompletableFuture<Credentials>> attempts = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> reminders = new ArrayList<>();
    private final Latest<TrustBundle> trust = new Latest<>(TrustBundle.ofEnvironment(authority.anchors()));
    private Rotation rotation = rotation(Duration.ofSeconds(10));

    private Rotation rotation(Duration leastWait) {
        return new Rotation(
                new ProxyConfig.Identity(
                        Path.of("/absent"),
                        authority.anchors(),
                        Path.of("/absent/token"),
                        NAME,
                        new ControlPlane(new Authority("localhost.", 8080), Optional.empty()),
                        leastWait,
                        Duration.ofHours(24)),
                this::attempt,
                store,
                time.loop(),
                time,
                trust,
                new Listener(),
                reminders::add);
    }

    @Test
    void firstCertificateIsAskedForAtOnceAndStored() {
        start();
        certified(Duration.ofHours(24));

        assertThat(attempts).hasSize(1);
        assertThat(store.latest().get()).map(Credentials::expires).contains(in(Duration.ofHours(24)));
        assertThat(heard)
                .containsExactly(
                        "refreshed true",
                        "expires " + in(Duration.ofHours(24)),
                        "next " + in(Duration.ofHours(24).multipliedBy(7).dividedBy(10)));
    }

    @Test
    void certificateIsRenewedAfterSeventyPercentOfItsLife() {
        start();
        certified(Duration.ofSeconds(100));

        time.advance(Duration.ofMillis(69_999));
        assertThat(attempts).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(attempts).hasSize(2);
        certified(Duration.ofSeconds(200));

        assertThat(store.latest().get()).map(Credentials::expires).contains(in(Duration.ofSeconds(200)));
    }

    @Test
    void renewalIsNeverSoonerThanTheLeastWait() {
        start();
        certified(Duration.ofSeconds(5));

        assertThat(heard).contains("next " + in(Duration.ofSeconds(10)));
    }

    @Test
    void renewalIsNeverLaterThanTheGreatestWait() {
        start();
        certified(Duration.ofDays(365));

        assertThat(heard).contains("next " + in(Duration.ofHours(24)));
    }

    @Test
    void failureBeforeTheFirstCertificateIsFollowedByAnotherTryTenSecondsLater() {
        start();
        failed();

        time.advance(Duration.ofMillis(9_999));
        assertThat(attempts).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(attempts).hasSize(2);
        assertThat(heard).containsExactly("refreshed false", "next " + time.instant());
    }

    @Test
    void failedRenewalIsTriedAgainAfterAShareOfWhatRemainsAndTheOldCertificateStays() {
        start();
        certified(Duration.ofSeconds(1000));
        Instant expiry = in(Duration.ofSeconds(1000));
        time.advance(Duration.ofSeconds(700));
        failed();

        time.advance(Duration.ofSeconds(209));
        assertThat(attempts).hasSize(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(attempts).hasSize(3); // 70 % of the 300 s that remained
        assertThat(store.latest().get()).map(Credentials::expires).contains(expiry);
    }

    @Test
    void expiredCertificateIsTriedAgainAfterTheLeastWait() {
        start();
        certified(Duration.ofSeconds(20));
        time.advance(Duration.ofSeconds(14));
        time.advance(Duration.ofSeconds(10));
        failed();

        time.advance(Duration.ofSeconds(10));
        assertThat(attempts).hasSize(3);
    }

    /** Nor is the identity service asked as often as it can answer. */
    @Test
    void withoutALeastWaitAnExpiredCertificateIsAskedForOnceASecond() {
        rotation = rotation(Duration.ZERO);
        start();
        certified(Duration.ofSeconds(20));
        time.advance(Duration.ofSeconds(20));
        failed();

        time.advance(Duration.ofMillis(999));
        assertThat(attempts).hasSize(2);
        time.advance(Duration.ofMillis(1));
        assertThat(attempts).hasSize(3);
    }

    @Test
    void everyFifteenSecondsWithoutACertificateAreLogged() {
        start();
        time.advance(Duration.ofSeconds(14));
        assertThat(reminders).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(reminders).hasSize(1);
        failed();
        time.advance(Duration.ofSeconds(15));
        assertThat(reminders).hasSize(2).last().asString().contains("no luck").contains(NAME.name());

        certified(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(60));
        assertThat(reminders).hasSize(2);
    }

    @Test
    void stoppedRotationAsksNoMore() {
        start();
        certified(Duration.ofSeconds(100));
        rotation.stop();
        time.advance(Duration.ofMinutes(10));

        assertThat(attempts).hasSize(1);
    }

    @Test
    void certificateThatLostItsAnchorIsReplacedAtOnceAndAskedForUntilThereIsOne() {
        start();
        certified(Duration.ofHours(24));

        trust.set(TrustBundle.ofEnvironment(Stream.concat(next.anchors().stream(), authority.anchors().stream())
                .toList()));
        time.run();
        assertThat(attempts).as("still believed").hasSize(1);
        trust.set(TrustBundle.ofEnvironment(next.anchors()));
        time.run();
        assertThat(attempts).as("not believed").hasSize(2);
        failed();
        time.advance(Duration.ofSeconds(10));
        assertThat(attempts).as("the least wait later").hasSize(3);

        leaf = next.leaf(NAME.name());
        certified(Duration.ofSeconds(100));
        time.advance(Duration.ofSeconds(69));
        assertThat(attempts).as("believed again").hasSize(3);
    }

    private CompletableFuture<Credentials> attempt() {
        CompletableFuture<Credentials> attempt = new CompletableFuture<>();
        attempts.add(attempt);
        return attempt;
    }

    private void start() {
        rotation.start();
        time.run();
    }

    private void certified(Duration life) {
        attempts.getLast().complete(new Credentials(leaf.key(), leaf.chain(), in(life)));
        time.run();
    }

    private void failed() {
        attempts.getLast().completeExceptionally(new CertifyException("no luck"));
        time.run();
    }

    private Instant in(Duration time) {
        return this.time.instant().plus(time);
    }

    private final class Listener implements IdentityListener {
        @Override
        public void refreshed(boolean ok) {
            heard.add("refreshed " + ok);
        }

        @Override
        public void expires(Instant when) {
            heard.add("expires " + when);
        }

        @Override
        public void nextRefresh(Instant when) {
            heard.add("next " + when);
        }

        @Override
        public void trusts(TrustBundle bundle) {}
    }
}
