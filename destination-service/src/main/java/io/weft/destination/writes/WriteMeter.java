package io.weft.destination.writes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Counts writes by what became of them: {@code …_succeeded_total}, {@code …_failed_total}, {@code …_timeout_total}, and how long
 * they took: {@code …_duration_seconds}.
 *
 * <p>Threading: safe from any thread.
 */
final class WriteMeter {
    private final Counter succeeded;
    private final Counter failed;
    private final Counter timeout;
    private final Timer duration;

    /** @param what for instance {@code resource.status.patch} */
    WriteMeter(MeterRegistry registry, String what) {
        succeeded = Counter.builder(what + ".succeeded")
                .description("Writes to the cluster that were taken")
                .register(registry);
        failed = Counter.builder(what + ".failed")
                .description("Writes to the cluster that were refused")
                .register(registry);
        timeout = Counter.builder(what + ".timeout")
                .description("Writes to the cluster that were not answered in time")
                .register(registry);
        duration = Timer.builder(what + ".duration")
                .description("How long writes to the cluster take")
                .register(registry);
    }

    /**
     * Does it. What finds that there is nothing to write is not counted.
     *
     * @throws KubernetesClientException what {@code write} threw
     */
    void timed(BooleanSupplier write) {
        Timer.Sample sample = Timer.start();
        try {
            if (write.getAsBoolean()) {
                succeeded.increment();
                sample.stop(duration);
            }
        } catch (KubernetesClientException refused) {
            (isTimeout(refused) ? timeout : failed).increment();
            throw refused;
        }
    }

    private static boolean isTimeout(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .anyMatch(each -> each instanceof TimeoutException || each instanceof HttpTimeoutException);
    }
}
