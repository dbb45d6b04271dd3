package io.weft.init;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What {@code network-validator} is asked to do: see whether what leaves this network namespace arrives at the sidecar's port.
 * It listens there, connects to an address where nobody is, and must read there what it says here.
 *
 * @param connect where nobody is
 * @param listen where redirected connections arrive
 * @param timeout for all of it
 * @param debug whether every step is said, and not only how it ended
 * @see "injection, 6.7"
 */
record ValidatorOptions(
        InetSocketAddress connect, InetSocketAddress listen, Duration timeout, boolean debug, LogFormat format) {
    /** @throws UnusableException naming the option that cannot be used */
    static ValidatorOptions read(List<String> words) {
        Arguments given = Arguments.read(
                words, Set.of("connect-addr", "listen-addr", "timeout", "log-level", "log-format"), Set.of());
        return new ValidatorOptions(
                given.as("connect-addr", given.text("connect-addr", "1.1.1.1:20001"), ValidatorOptions::address),
                given.as("listen-addr", given.text("listen-addr", "0.0.0.0:4140"), ValidatorOptions::address),
                given.as("timeout", given.text("timeout", "10s"), Arguments::duration),
                Stream.of("debug", "trace").anyMatch(given.text("log-level", "info")::equals),
                LogFormat.of(given.text("log-format", "plain")));
    }

    /**
     * Does it.
     *
     * @param token what is said, without a line's end
     * @param say told in a line what was done
     * @throws InitException if something else answers, or nothing does in time
     */
    void run(String token, Consumer<String> say) {
        long end = System.nanoTime() + timeout.toNanos();
        try (ServerSocket here = new ServerSocket()) {
            here.bind(listen);
            TokenServer.start(here, token);
            step(say, "listens at " + text(listen));
            String heard = heard(end, token.length(), say);
            if (!heard.equals(token)) {
                throw InitException.notRedirected("somebody else answers at " + text(connect)
                        + ": connections that leave are not redirected to " + listen.getPort());
            }
        } catch (IOException failed) {
            throw InitException.notRedirected("nothing was heard from " + text(connect) + " within "
                    + timeout.toMillis() + " ms: connections that leave are not redirected to " + listen.getPort()
                    + " (" + failed + ")");
        }
        say.accept(format.line("info", "connections that leave are redirected to " + listen.getPort()));
    }

    private String heard(long end, int length, Consumer<String> say) throws IOException {
        try (Socket there = new Socket()) {
            there.connect(connect, left(end));
            step(say, "is connected to " + text(connect));
            return TokenServer.read(there, length, () -> left(end));
        }
    }

    private void step(Consumer<String> say, String what) {
        if (debug) {
            say.accept(format.line("debug", what));
        }
    }

    /** Milliseconds; at least one, since 0 would be for ever. */
    private static int left(long end) {
        return (int) Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis());
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[(.*)]$", "$1");
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("no address and port, as 1.1.1.1:20001 is", malformed);
        }
    }
}
