package io.weft.proxy.inbound;

import io.weft.core.Ticker;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Decides what metrics tell apart of what strangers choose: the ports that the workload declares, and of other ports and of server
 * names {@value #MOST} each. Dozens of series are made for a port, so whoever knocked at all of them would fill every scrape. The
 * rest is told as port 0 and as a server without a name.
 *
 * <p>After ten minutes others have their turn, so that a scan hides nobody for longer.
 *
 * <p>Threading: any thread.
 */
final class LabelLimiter {
    static final int MOST = 100;
    static final Duration TURN = Duration.ofMinutes(10);

    private final IntPredicate declared;
    private final Few<Integer> ports;
    private final Few<String> names;

    LabelLimiter(IntPredicate declared, Ticker ticker) {
        this.declared = declared;
        this.ports = new Few<>(ticker);
        this.names = new Few<>(ticker);
    }

    InetSocketAddress told(InetSocketAddress target) {
        int port = target.getPort();
        return declared.test(port) || ports.admits(port) ? target : new InetSocketAddress(target.getAddress(), 0);
    }

    TlsStatus told(TlsStatus tls) {
        return tls instanceof TlsStatus.Passthru(String name) && !(isLegible(name) && names.admits(name))
                ? new TlsStatus.Passthru("")
                : tls;
    }

    /** What is not would be written with {@code _} in its place, and two such names as one series twice. */
    private static boolean isLegible(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    /** The first of a turn. */
    private static final class Few<T> {
        private final Ticker ticker;
        private final Set<T> admitted = new HashSet<>(); // guarded by this
        private long begun; // guarded by this; when the turn did

        Few(Ticker ticker) {
            this.ticker = ticker;
        }

        synchronized boolean admits(T value) {
            if (admitted.contains(value)) {
                return true;
            }
            if (admitted.size() == MOST && ticker.nanoTime() - begun >= TURN.toNanos()) {
                admitted.clear();
            }
            if (admitted.isEmpty()) {
                begun = ticker.nanoTime();
            }
            return admitted.size() < MOST && admitted.add(value);
        }
    }
}
