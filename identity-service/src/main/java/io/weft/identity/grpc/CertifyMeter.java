package io.weft.identity.grpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.ca.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** {@code identity_certifications_total}, label {@code outcome}: {@code issued} or the refusal. All are there from the start. */
public final class CertifyMeter {
    private final Counter issued;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    public CertifyMeter(MeterRegistry registry) {
        issued = counter(registry, "issued");
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, counter(registry, refusal.name().toLowerCase(Locale.ROOT)));
        }
    }

    void issued() {
        issued.increment();
    }

    void refused(Refusal refusal) {
        Counter counter = refused.get(refusal);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("identity.certifications")
                .description("Requests to certify, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }
}
