package io.weft.benchmarks;

import java.io.IOException;
import java.util.List;

/** Runs inside a sidecar's sandbox in the proxy's place: starts the executable beside it, and ends with it. */
public final class PeerMain {
    static final String FILE = "peer";

    private PeerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // The kernel ends the child with the thread that made it: this one, which waits.
        Process peer = new ProcessBuilder(List.of("setpriv", "--pdeathsig", "KILL", "/opt/weft/" + FILE))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(peer::destroy));
        System.exit(peer.waitFor());
    }
}
