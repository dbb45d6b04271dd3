package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** The server behind all pairs: nginx with one worker, and for gRPC one of grpc-java. */
public final class Application {
    private Application() {}

    static List<String> command(Work work, Protocol protocol, int port) {
        return protocol == Protocol.GRPC ? Jvm.command(EchoMain.class, Integer.toString(port)) : command(work, port);
    }

    /** The command that serves the pages of all scenarios on every address. */
    public static List<String> command(Work work, int port) {
        Path large = work.write("64k", "0123456789abcdef".repeat(Scenario.LARGE / 16));
        return Nginx.command(work, "application-" + port, """
                open_file_cache max=10; sendfile on; tcp_nopush on; default_type text/plain;
                server { listen %d; location / { return 200 "%s"; } location = /64k { alias %s; } }
                """.formatted(port, "0123456789".repeat(10), large));
    }
}
