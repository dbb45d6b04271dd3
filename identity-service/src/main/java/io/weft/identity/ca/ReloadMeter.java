package io.weft.identity.ca;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of the issuer's files. */
public interface ReloadMeter {
    /** A new issuer counts. */
    void loaded();

    /** What was read is not used. */
    void skipped();

    /** Gives the way to ask how long the issuer's certificate lasts: negative if it has expired, null before the first. */
    void watch(Supplier<@Nullable Duration> issuerTtl);
}
