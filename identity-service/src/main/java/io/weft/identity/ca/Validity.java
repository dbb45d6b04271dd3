package io.weft.identity.ca;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** A span of time in which something holds; both ends belong to it. Empty if {@code until} comes before {@code from}. */
record Validity(Instant from, Instant until) {

    static Validity of(X509Certificate certificate) {
        return new Validity(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** The time that both have in common. */
    Validity and(Validity other) {
        return new Validity(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && !instant.isAfter(until);
    }

    boolean isEmpty() {
        return until.isBefore(from);
    }
}
