package io.weft.identity.mint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code identity_mints_total}, label {@code outcome}: {@code minted}, {@code failed} (by a surprise) or the refusal. All are
 * there from the start.
 */
public final class MintMeter {
    private final Counter minted;
    private final Counter failed;
    private final Map<MintRefusal.Reason, Counter> refused = new EnumMap<>(MintRefusal.Reason.class);

    public MintMeter(MeterRegistry registry) {
        minted = counter(registry, "minted");
        failed = counter(registry, "failed");
        for (MintRefusal.Reason reason : MintRefusal.Reason.values()) {
            refused.put(reason, counter(registry, reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    void minted() {
        minted.increment();
    }

    void failed() {
        failed.increment();
    }

    void refused(MintRefusal.Reason reason) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("identity.mints")
                .description("Requests for a token, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }
}
