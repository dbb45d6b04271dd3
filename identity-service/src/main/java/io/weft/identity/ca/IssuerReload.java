package io.weft.identity.ca;

import io.weft.core.Latest;
import io.weft.identity.ca.IssuerState.Loaded;
import io.weft.identity.ca.IssuerState.NotLoaded;
import io.weft.identity.pem.PemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final AuthorityListener listener;
    private final Latest<Optional<TrustAnchors>> anchors = new Latest<>(Optional.empty());
    private Optional<Issuer> early = Optional.empty(); // whose time is still to come
    private volatile IssuerState state = new NotLoaded("the issuer has not been read yet");

    public IssuerReload(Clock clock, AuthorityListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Takes what is good of the files' new text; empty: the file is not there. */
    public void update(Optional<String> bundle, Optional<String> certificate, Optional<String> key) {
        early = Optional.empty();
        bundle.ifPresent(this::updateAnchors);
        Optional<TrustAnchors> current = anchors.get();
        if (current.isEmpty()) {
            skip("ca-bundle.crt is missing or unusable");
        } else if (certificate.isEmpty() || key.isEmpty()) {
            skip("the issuer's " + (certificate.isEmpty() ? "certificate" : "key") + " is missing");
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
            listener.updateSkipped("the bundle of trust anchors is not used: " + e.getMessage());
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
                skip("its certificate is not valid before " + from.get() + "; it is used from then on");
            } else {
                skip("its certificate does not chain to an anchor in ca-bundle.crt, or its time is over");
            }
        } catch (PemException e) {
            skip(String.valueOf(e.getMessage()));
        }
    }

    private boolean isTrustedNow(Issuer issuer) {
        return issuer.trustedUntil(clock.instant()).isPresent();
    }

    private void use(Issuer issuer, TrustAnchors current) {
        boolean replaces = state instanceof Loaded;
        state = new Loaded(issuer, current);
        listener.issuerUsed(issuer.certificate(), replaces);
        log.info(
                "issuer {} is used, valid until {}",
                issuer.certificate().getSubjectX500Principal(),
                issuer.certificate().getNotAfter().toInstant());
    }

    private boolean isSame(Issuer read) {
        return state instanceof Loaded loaded && loaded.issuer().chain().equals(read.chain());
    }

    private void skip(String reason) {
        listener.updateSkipped(reason);
        if (state instanceof Loaded) {
            log.warn("the issuer is not replaced, the old one keeps signing: {}", reason);
        } else {
            state = new NotLoaded(reason);
            log.warn("no issuer yet, nothing can be certified: {}", reason);
        }
    }

    /** How long the issuer's certificate lasts: negative if it has expired, empty before the first. */
    public Optional<Duration> timeLeft() {
        Instant now = clock.instant();
        return state instanceof Loaded loaded
                ? Optional.of(Duration.between(
                        now, loaded.issuer().certificate().getNotAfter().toInstant()))
                : Optional.empty();
    }

    /** The issuer that counts now. */
    public IssuerStatus status() {
        return switch (state) {
            case NotLoaded none -> new IssuerStatus(List.of(), Optional.empty(), Optional.of(none.reason()));
            case Loaded loaded ->
                new IssuerStatus(loaded.issuer().chain(), loaded.issuer().trustedUntil(clock.instant()), problem());
        };
    }
}
