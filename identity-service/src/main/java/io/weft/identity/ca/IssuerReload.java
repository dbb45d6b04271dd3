package io.weft.identity.ca;

import io.weft.core.Latest;
import io.weft.identity.ca.IssuerState.Loaded;
import io.weft.identity.ca.IssuerState.NotLoaded;
import io.weft.identity.pem.PemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which anchors and which issuer count, each time their files change.
 *
 * <p>A pair that is malformed, is no authority's or does not chain to the anchors is skipped: the old one keeps signing. One
 * whose time is still to come is used from then on.
 * Anchors are the operator's word: a bundle that can be read counts at once, even if it disowns the issuer, which then
 * refuses to certify.
 *
 * <p>Threading: {@link #update} and {@link #recheck} by one thread; everything else from any.
 */
public final class IssuerReload {
    private static final Logger log = LoggerFactory.getLogger(IssuerReload.class);

    private final Clock clock;
    private final ReloadMeter meter;
    private final Latest<Optional<TrustAnchors>> anchors = new Latest<>(Optional.empty());
    private Optional<Issuer> early = Optional.empty(); // whose time is still to come
    private volatile IssuerState state = new NotLoaded("the issuer has not been read yet");

    public IssuerReload(Clock clock, ReloadMeter meter) {
        this.clock = clock;
        this.meter = meter;
        meter.watch(this::issuerTtl);
    }

    /** Takes what is good of the files' new text; empty: the file is not there. */
    public void update(Optional<String> bundle, Optional<String> certificate, Optional<String> key) {
        early = Optional.empty();
        bundle.ifPresent(this::updateAnchors);
        Optional<TrustAnchors> current = anchors.get();
        if (current.isEmpty()) {
            skip("ca-bundle.crt is missing or unusable");
        } else if (certificate.isEmpty() || key.isEmpty()) {
            skip((certificate.isEmpty() ? "issuer.crt" : "issuer.key") + " is missing");
        } else {
            updateIssuer(certificate.get(), key.get(), current.get());
        }
    }

    /** Nothing changed but the time. */
    public void recheck() {
        Optional<TrustAnchors> current = anchors.get();
        if (current.isPresent() && early.filter(this::isTrustedNow).isPresent()) {
            use(early.get(), current.get());
            early = Optional.empty();
        }
    }

    /** The anchors that count now; empty before the first. */
    public Latest<Optional<TrustAnchors>> anchors() {
        return anchors;
    }

    IssuerState state() {
        return state;
    }

    /** Why nothing could be certified now; empty if it could. */
    public Optional<String> problem() {
        return switch (state) {
            case NotLoaded none -> Optional.of(none.reason());
            case Loaded loaded
            when loaded.issuer().trustedUntil(clock.instant()).isEmpty() ->
                Optional.of("the issuer does not chain to the trust anchors, or its time is over");
            case Loaded _ -> Optional.empty();
        };
    }

    private void updateAnchors(String pem) {
        try {
            TrustAnchors read = TrustAnchors.parse(pem);
            if (anchors.get().filter(read::equals).isEmpty()) {
                log.info("trust anchors: {} of version {}", read.certificates().size(), read.version());
            }
            anchors.set(Optional.of(read));
            if (state instanceof Loaded loaded) {
                state = new Loaded(loaded.issuer().under(read), read);
            }
        } catch (PemException e) {
            meter.skipped();
            log.warn("ca-bundle.crt is not used, what counted before still does: {}", e.getMessage());
        }
    }

    private void updateIssuer(String certificate, String key, TrustAnchors current) {
        try {
            Issuer read = Issuer.parse(certificate, key, current);
            if (isSame(read)) {
                return;
            }
            Optional<Instant> from = read.trustedFrom(clock.instant());
            if (isTrustedNow(read)) {
                use(read, current);
            } else if (from.isPresent()) {
                early = Optional.of(read);
                skip("issuer.crt is not valid before " + from.get() + "; it is used from then on");
            } else {
                skip("issuer.crt does not chain to an anchor in ca-bundle.crt, or its time is over");
            }
        } catch (PemException e) {
            skip("issuer.crt and issuer.key: " + e.getMessage());
        }
    }

    private boolean isTrustedNow(Issuer issuer) {
        return issuer.trustedUntil(clock.instant()).isPresent();
    }

    private void use(Issuer issuer, TrustAnchors current) {
        state = new Loaded(issuer, current);
        meter.loaded();
        log.info(
                "issuer {} is used, valid until {}",
                issuer.certificate().getSubjectX500Principal(),
                issuer.certificate().getNotAfter().toInstant());
    }

    private boolean isSame(Issuer read) {
        return state instanceof Loaded loaded && loaded.issuer().chain().equals(read.chain());
    }

    private void skip(String reason) {
        meter.skipped();
        if (state instanceof Loaded) {
            log.warn("the issuer is not replaced, the old one keeps signing: {}", reason);
        } else {
            state = new NotLoaded(reason);
            log.warn("no issuer yet, nothing can be certified: {}", reason);
        }
    }

    private @Nullable Duration issuerTtl() {
        Instant now = clock.instant();
        return state instanceof Loaded loaded
                ? Duration.between(
                        now, loaded.issuer().certificate().getNotAfter().toInstant())
                : null;
    }
}
