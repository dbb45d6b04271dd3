package io.weft.identity.ca;

import io.weft.identity.ca.IssuerState.Loaded;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leaves for a port of our own, which clients verify with the mesh's trust anchors. They prove a server's name and nobody's
 * identity: a client cannot use one. One key for as long as the process lives; a new leaf when the issuer changes or a third of
 * the time is left.
 *
 * <p>Threading: safe from any thread.
 */
public final class ServerLeaves {
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final IssuerReload issuers;
    private final List<String> names;
    private final Duration skew;
    private final Clock clock;
    private final KeyPair pair = NewKeys.p256();
    private final LeafSigner signer = new LeafSigner();
    private Optional<Made> made = Optional.empty(); // guarded by this

    /**
     * Signs nothing yet.
     *
     * @param names DNS names of the port, at least one
     * @param skew how far clocks may be apart
     */
    public ServerLeaves(IssuerReload issuers, List<String> names, Duration skew, Clock clock) {
        this.issuers = issuers;
        this.names = List.copyOf(names);
        this.skew = skew;
        this.clock = clock;
    }

    private record Made(Issuer issuer, List<X509Certificate> chain, Instant renewAt) {}

    public PrivateKey key() {
        return pair.getPrivate();
    }

    /** A leaf and what leads to the anchors; empty while nothing can be signed. */
    public synchronized Optional<List<X509Certificate>> current() {
        Instant now = clock.instant();
        if (!(issuers.state() instanceof Loaded loaded)) {
            return Optional.empty();
        }
        Optional<Instant> limit = loaded.issuer().trustedUntil(now);
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        if (made.filter(last -> last.issuer().equals(loaded.issuer()) && now.isBefore(last.renewAt()))
                .isEmpty()) {
            made = Optional.of(make(loaded, now, limit.get()));
        }
        return made.map(Made::chain);
    }

    private Made make(Loaded loaded, Instant now, Instant limit) {
        Validity validity = new LeafTerms(LIFETIME, skew).at(now, limit);
        X509Certificate leaf = signer.signServer(loaded.issuer(), pair.getPublic(), names, validity);
        Duration left = Duration.between(now, validity.until());
        return new Made(
                loaded.issuer(),
                Stream.concat(Stream.of(leaf), loaded.intermediates().stream()).toList(),
                now.plus(left.multipliedBy(2).dividedBy(3)));
    }
}
