package io.weft.proxy.telemetry;

import java.util.function.DoubleSupplier;

/** A value asked for at scrape time. Never evicted. */
final class Computed extends Series {
    private final DoubleSupplier value;

    Computed(DoubleSupplier value) {
        this.value = value;
    }

    @Override
    long activity() {
        return 0;
    }

    @Override
    boolean rebase(long seen) {
        return false;
    }

    @Override
    boolean isPinned() {
        return true;
    }

    @Override
    void write(Meter meter, Labels labels, SampleWriter out) {
        out.sample(meter, "", labels, value.getAsDouble());
    }
}
