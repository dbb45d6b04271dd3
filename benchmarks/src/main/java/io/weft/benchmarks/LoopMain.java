package io.weft.benchmarks;

import java.net.URI;

/** {@code LoopMain URL SECONDS CONNECTIONS}: asks a gRPC server as fast as it answers, and prints what it found as one line. */
public final class LoopMain {
    private LoopMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(URI.create(arguments[0]));
        System.out.println(loop.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .text());
    }
}
