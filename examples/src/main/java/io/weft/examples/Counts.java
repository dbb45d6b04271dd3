package io.weft.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a generator saw. Thread-safe. */
final class Counts {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong ok = new AtomicLong();
    private final AtomicLong madeFailures = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();
    private final AtomicReference<String> lastUnexpected = new AtomicReference<>("");

    void sent() {
        sent.incrementAndGet();
    }

    void ended(Outcome outcome) {
        switch (outcome) {
            case Outcome.Ok() -> ok.incrementAndGet();
            case Outcome.MadeFailure() -> madeFailures.incrementAndGet();
            case Outcome.Unexpected(String why) -> {
                lastUnexpected.set(why);
                unexpected.incrementAndGet();
            }
        }
    }

    long unanswered() {
        return sent.get() - ok.get() - madeFailures.get() - unexpected.get();
    }

    /** {@code started}: whether the target ever answered. */
    Map<String, Object> members(boolean started) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("started", started);
        members.put("sent", sent.get());
        members.put("ok", ok.get());
        members.put("madeFailures", madeFailures.get());
        members.put("unexpectedFailures", unexpected.get());
        members.put("unanswered", Math.max(0, unanswered()));
        members.put("lastUnexpected", lastUnexpected.get());
        return members;
    }
}
