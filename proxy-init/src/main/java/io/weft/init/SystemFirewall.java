package io.weft.init;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the programs that {@code PATH} leads to. */
final class SystemFirewall implements Firewall {
    private static final Path IPV6 = Path.of("/proc/net/if_inet6");
    private static final Path CLOSE_WAIT = Path.of("/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_close_wait");

    @Override
    public Outcome run(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // These programs print little before they have read everything, so neither side waits for the other.
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            } catch (IOException closedEarly) {
                // The exit code tells whether the input was needed.
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor() == 0, output);
        } catch (IOException absent) {
            return new Outcome(false, String.valueOf(absent.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InitException("interrupted while running '" + command[0] + "'", e);
        }
    }

    @Override
    public boolean hasIpv6() {
        return Files.exists(IPV6);
    }

    @Override
    public void closeWait(int seconds) {
        try {
            Files.writeString(CLOSE_WAIT, Integer.toString(seconds));
        } catch (IOException e) {
            throw new InitException("close-wait cannot be set; this needs a privileged container: " + e, e);
        }
    }
}
