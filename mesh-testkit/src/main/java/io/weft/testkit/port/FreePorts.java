package io.weft.testkit.port;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * TCP ports at which nobody listens and that are handed out once: not again by this process, nor by another test process
 * of this machine as long as this one lives.
 *
 * <p>A port that the kernel chose for a socket since closed is neither: the kernel may choose it again, for the next who
 * asks or for a connection. So these lie below the ports it chooses from, and whoever takes one holds the UDP port of the
 * same number, which the kernel gives back when the process ends.
 */
public final class FreePorts {
    /** Below what Linux chooses from (32768) and what Kubernetes gives to Services (30000). */
    private static final FreePorts ALL = new FreePorts(20_000, 10_000);

    private final int first;
    private final int count;
    private final Queue<DatagramSocket> claims = new ConcurrentLinkedQueue<>();

    FreePorts(int first, int count) {
        this.first = first;
        this.count = count;
    }

    /**
     * One of them, from 20000 to 29999, for as long as this process lives.
     *
     * @throws IllegalStateException if there is none
     */
    public static int take() {
        return ALL.any();
    }

    int any() {
        int start = ThreadLocalRandom.current().nextInt(count);
        return IntStream.range(start, start + count)
                .map(at -> first + at % count)
                .filter(this::claim)
                .filter(FreePorts::isSilent)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port of " + count + " from " + first));
    }

    /** Before the port is tried: to try what another has taken would be in its way. */
    private boolean claim(int port) {
        try {
            return claims.add(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
        } catch (SocketException anothers) {
            return false;
        }
    }

    private static boolean isSilent(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
