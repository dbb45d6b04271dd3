package io.weft.cli.run;

import io.weft.cli.machine.Workload;
import java.util.concurrent.CompletableFuture;

/** A workload that was started, as far as {@link Running} deals with it. */
interface Started extends AutoCloseable {
    /** Completes with the application's exit code, 128 + n after a signal. */
    CompletableFuture<Integer> end();

    /** Passes a signal on to the application. */
    void signal(int number);

    /** Withdraws and removes it. */
    @Override
    void close();

    static Started of(Workload workload) {
        return new Started() {
            @Override
            public CompletableFuture<Integer> end() {
                return workload.end();
            }

            @Override
            public void signal(int number) {
                workload.signal(number);
            }

            @Override
            public void close() {
                workload.close();
            }
        };
    }
}
