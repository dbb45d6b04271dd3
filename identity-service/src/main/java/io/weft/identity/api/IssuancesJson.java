package io.weft.identity.api;

import io.weft.identity.ca.Issuance;
import io.weft.identity.ca.RecentIssuances;
import java.time.Instant;
import java.util.List;

/**
 * The last leaves issued by this process.
 *
 * @param total since it started
 * @param recent the newest first, 200 at most
 */
record IssuancesJson(long total, List<IssuanceJson> recent) {

    /**
     * One leaf.
     *
     * @param serial in decimal digits
     */
    record IssuanceJson(String identity, String serial, Instant issuedAt, Instant validUntil) {
        static IssuanceJson of(Issuance issuance) {
            return new IssuanceJson(
                    issuance.identity(), issuance.serial().toString(), issuance.issuedAt(), issuance.validUntil());
        }
    }

    static IssuancesJson of(RecentIssuances.Snapshot snapshot) {
        return new IssuancesJson(
                snapshot.total(),
                snapshot.latest().stream().map(IssuanceJson::of).toList());
    }
}
