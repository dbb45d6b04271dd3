package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.tls.TlsStatus;
import io.weft.testkit.time.ManualTicker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever knocks at every port, or asks for a thousand names, does not fill what is scraped. */
class LabelLimiterTest {
    private final ManualTicker ticker = new ManualTicker();
    private final LabelLimiter labels = new LabelLimiter(port -> port == 8080, ticker);

    @Test
    void aHundredPortsAreToldApartBesideTheDeclaredOnes() {
        List<Integer> scanned =
                IntStream.rangeClosed(1, 1_000).mapToObj(this::told).toList();

        assertThat(scanned.subList(0, 100))
                .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(scanned.subList(100, 1_000)).containsOnly(0);
        assertThat(List.of(told(8080), told(7), told(9))).containsExactly(8080, 7, 9);
    }

    @Test
    void aScanHidesNobodyForLongerThanATurn() {
        IntStream.rangeClosed(1, 1_000).forEach(this::told);
        ticker.advance(LabelLimiter.TURN);

        assertThat(List.of(told(9_000), told(7))).containsExactly(9_000, 7);
    }

    @Test
    void aHundredServerNamesAreToldApart() {
        List<TlsStatus> told = IntStream.range(0, 102)
                .mapToObj(i -> labels.told(new TlsStatus.Passthru("name" + i)))
                .toList();

        assertThat(List.of(told.get(99), told.get(100), told.get(101), labels.told(new TlsStatus.Passthru("name3"))))
                .containsExactly(
                        new TlsStatus.Passthru("name99"),
                        new TlsStatus.Passthru(""),
                        new TlsStatus.Passthru(""),
                        new TlsStatus.Passthru("name3"));
    }

    @Test
    void aNameThatIsNoneIsNotTold() {
        assertThat(List.of("a\"b", "a\\b", "a\nb", "a\u00e4b"))
                .extracting(name -> labels.told(new TlsStatus.Passthru(name)))
                .containsOnly(new TlsStatus.Passthru(""));
    }

    @Test
    void otherTlsIsToldAsItIs() {
        TlsStatus none = new TlsStatus.None(TlsStatus.Reason.LOOPBACK);

        assertThat(labels.told(none)).isSameAs(none);
    }

    private int told(int port) {
        return labels.told(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .getPort();
    }
}
