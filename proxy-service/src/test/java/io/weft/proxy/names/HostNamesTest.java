package io.weft.proxy.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Future;
import io.weft.core.Ticker;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.names.NameLookup.Answer;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-behaviour, 12: TTL. */
class HostNamesTest {
    private static final String NAME = "api.example.com";

    private final TestLoop time = new TestLoop();
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final List<String> asked = new ArrayList<>();
    private Future<Answer> answer = found(60, "192.0.2.1");
    private final HostNames names = new HostNames(
            time.loop(),
            name -> {
                asked.add(name);
                return answer;
            },
            registry,
            new Random(1));

    @Test
    void oneLookupServesAllWhoWatchAName() {
        Watch<HostAddresses> one = names.watch(NAME);
        Watch<HostAddresses> other = names.watch(NAME);
        time.run();

        assertThat(List.of(addresses(one), addresses(other))).containsOnly(List.of("192.0.2.1"));
        assertThat(asked).containsExactly(NAME);
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "1, 5", "0, 5", "86400, 3600"})
    void aNameIsLookedUpAgainWhenItsAnswerHasGrownOld(int ttl, int seconds) {
        answer = found(ttl, "192.0.2.1");
        Watch<HostAddresses> watch = names.watch(NAME);
        time.run();
        answer = found(60, "192.0.2.2", "192.0.2.3");
        time.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(asked).hasSize(1);
        time.advance(Duration.ofMillis(1));
        time.run();

        assertThat(addresses(watch)).containsExactly("192.0.2.2", "192.0.2.3");
    }

    @Test
    void whatWasFoundLastStaysWhileNobodyCanSay() {
        answer = found(5, "192.0.2.1");
        Watch<HostAddresses> watch = names.watch(NAME);
        time.run();
        answer = failed(new IOException("timed out"));
        time.advance(Duration.ofMinutes(10));

        assertThat(addresses(watch)).containsExactly("192.0.2.1");
        assertThat(watch.current()).isFalse();

        answer = found(60, "192.0.2.9");
        time.advance(Duration.ofMinutes(2));
        assertThat(addresses(watch)).containsExactly("192.0.2.9");
        assertThat(watch.current()).isTrue();
    }

    @Test
    void aNameThatIsNotFoundSaysWhyAndIsTriedAgainSoon() {
        answer = failed(new NoSuchHostException(NAME));
        Watch<HostAddresses> watch = names.watch(NAME);
        time.run();
        assertThat(watch.latest().get())
                .isEqualTo(new Watched.Present<>(new HostAddresses(
                        List.of(), "cannot resolve api.example.com: there is no host of that name: api.example.com")));

        answer = found(60, "192.0.2.1");
        time.advance(Duration.ofSeconds(2));
        assertThat(addresses(watch)).containsExactly("192.0.2.1");
    }

    @Test
    void failuresAreTriedAgainAtGrowingIntervals() {
        answer = failed(new IOException("timed out"));
        names.watch(NAME);
        time.advance(Duration.ofMinutes(5));

        assertThat(asked).hasSizeBetween(8, 12);
    }

    @Test
    void nothingIsAskedOnceNobodyWatches() {
        answer = found(5, "192.0.2.1");
        Watch<HostAddresses> watch = names.watch(NAME);
        time.run();
        watch.close();
        watch.close();
        time.advance(Duration.ofMinutes(1));

        assertThat(asked).hasSize(1);
    }

    /** Or a name that is watched now and then would leave a timer behind each time, for as long as its answer holds. */
    @Test
    void noTimerIsLeftOnceNobodyWatches() {
        Watch<HostAddresses> watch = names.watch(NAME);
        time.run();
        watch.close();
        time.run();

        assertThat(time.waits()).isFalse();
    }

    @Test
    void whatWasFoundForSomebodyWhoLeftCountsWhileNobodyCanSay() {
        Watch<HostAddresses> before = names.watch(NAME);
        time.run();
        before.close();
        answer = failed(new IOException("timed out"));
        Watch<HostAddresses> after = names.watch(NAME);
        time.run();

        assertThat(addresses(after)).containsExactly("192.0.2.1");
    }

    @Test
    void lookupsAreCountedByWhatCameOfThem() {
        names.watch("a.example.com");
        time.run();
        answer = failed(new NoSuchHostException(NAME));
        names.watch("b.example.com");
        time.run();
        answer = failed(new IOException("timed out"));
        names.watch("c.example.com");
        time.run();

        assertThat(new Exposition(registry).text())
                .contains("outbound_external_dns_resolutions_total{record_type=\"A\",result=\"ok\"} 1")
                .contains("outbound_external_dns_resolutions_total{record_type=\"A\",result=\"not_found\"} 1")
                .contains("outbound_external_dns_resolutions_total{record_type=\"A\",result=\"error\"} 1");
    }

    private Future<Answer> found(int ttl, String... addresses) {
        return time.loop()
                .newSucceededFuture(new Answer(
                        Stream.of(addresses).map(InetAddress::ofLiteral).toList(), Duration.ofSeconds(ttl)));
    }

    private Future<Answer> failed(Exception cause) {
        return time.loop().newFailedFuture(cause);
    }

    private static List<String> addresses(Watch<HostAddresses> watch) {
        return watch.latest().get() instanceof Watched.Present<HostAddresses>(HostAddresses known)
                ? known.addresses().stream().map(InetAddress::getHostAddress).toList()
                : List.of("pending");
    }
}
