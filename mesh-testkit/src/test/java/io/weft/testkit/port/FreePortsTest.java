package io.weft.testkit.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Twenty of forty: without the claims some would be handed out twice. */
    @Test
    void twoWhoTakeFromTheSamePortsNeverGetTheSameOne() {
        int first = FreePorts.take();
        FreePorts one = new FreePorts(first, 40);
        FreePorts other = new FreePorts(first, 40);
        assertThat(IntStream.range(0, 10).flatMap(_ -> IntStream.of(one.any(), other.any())))
                .doesNotHaveDuplicates()
                .doesNotContain(first)
                .hasSize(20);
    }

    @Test
    void onePortIsTakenOnce() {
        FreePorts only = new FreePorts(FreePorts.take(), 1);
        assertThatThrownBy(only::any).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("no free port");
    }

    @Test
    void portCanBeListenedAtByWhoTookIt() throws IOException {
        int port = FreePorts.take();
        try (ServerSocket listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(listening.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void portAtWhichSomebodyListensIsNotFree() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FreePorts only = new FreePorts(listening.getLocalPort(), 1);
            assertThatThrownBy(only::any).isInstanceOf(IllegalStateException.class);
        }
    }
}
