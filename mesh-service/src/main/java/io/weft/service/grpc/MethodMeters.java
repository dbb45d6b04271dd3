package io.weft.service.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of every method called so far. Threading: safe from any thread. */
final class MethodMeters {
    private final MeterRegistry registry;
    private final Map<String, Meters> byMethod = new ConcurrentHashMap<>();

    MethodMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    Meters of(MethodDescriptor<?, ?> method) {
        return byMethod.computeIfAbsent(method.getFullMethodName(), _ -> new Meters(registry, tags(method)));
    }

    private static Tags tags(MethodDescriptor<?, ?> method) {
        return Tags.of(
                "grpc_service", Objects.requireNonNullElse(method.getServiceName(), ""),
                "grpc_method", Objects.requireNonNullElse(method.getBareMethodName(), ""),
                "grpc_type", method.getType().name().toLowerCase(Locale.ROOT));
    }

    /** The meters of one method. */
    static final class Meters {
        private final MeterRegistry registry;
        private final Tags tags;
        private final Counter started;
        private final Counter received;
        private final Counter sent;
        private final Timer handling;
        private final Map<Status.Code, Counter> handled = new ConcurrentHashMap<>();

        Meters(MeterRegistry registry, Tags tags) {
            this.registry = registry;
            this.tags = tags;
            started = counter("grpc.server.started", "Calls that were begun", tags);
            received = counter("grpc.server.msg.received", "Messages that callers sent", tags);
            sent = counter("grpc.server.msg.sent", "Messages that callers were sent", tags);
            handling = Timer.builder("grpc.server.handling")
                    .description("How long calls lasted")
                    .tags(tags)
                    .register(registry);
        }

        private Counter counter(String name, String description, Tags labels) {
            return Counter.builder(name).description(description).tags(labels).register(registry);
        }

        Counter started() {
            return started;
        }

        Counter received() {
            return received;
        }

        Counter sent() {
            return sent;
        }

        /** @param nanos how long the call took; for a stream, how long it lasted */
        void handled(Status.Code code, long nanos) {
            handled.computeIfAbsent(
                            code,
                            c -> counter(
                                    "grpc.server.handled",
                                    "Calls that ended, by their code",
                                    tags.and("grpc_code", codeName(c))))
                    .increment();
            handling.record(nanos, TimeUnit.NANOSECONDS);
        }

        /** {@code FAILED_PRECONDITION} as {@code FailedPrecondition}; OK stays. */
        static String codeName(Status.Code code) {
            if (code == Status.Code.OK) {
                return code.name();
            }
            StringBuilder name = new StringBuilder();
            for (String word : code.name().split("_", -1)) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            return name.toString();
        }
    }
}
