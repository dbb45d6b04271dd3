package io.weft.identity.ca;

import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenException;
import io.weft.identity.token.TokenException.Fault;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestIssuer;
import io.weft.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A certifier with a clock to move; its tokens read {@code namespace/account}. */
final class Authority {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    static final byte[] TOKEN = bytes("shop/web");

    final ManualClock clock = new ManualClock(NOW);
    final TestAuthority anchors = TestAuthority.create(KeyKind.P256, NOW);
    final Reloads reloads = new Reloads();
    final IssuerReload issuers = new IssuerReload(clock, reloads);
    final Certifier certifier = new Certifier(
            issuers,
            Authority::review,
            new IdentityNaming("linkerd", "cluster.local"),
            new LeafTerms(Duration.ofHours(24), Duration.ofSeconds(20)),
            clock);

    /** Puts {@code issuer} in place, under this authority's anchor. */
    Authority with(TestIssuer issuer) {
        return with(Pem.of(anchors.anchors()), issuer);
    }

    Authority with(String bundle, TestIssuer issuer) {
        issuers.update(Optional.of(bundle), Optional.of(Pem.of(issuer.chain())), Optional.of(Pem.of(issuer.key())));
        return this;
    }

    Certified certify(byte[] csr) {
        return certifier.certify(WEB, TOKEN, csr);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ServiceAccount review(byte[] token) throws TokenException {
        String text = new String(token, StandardCharsets.UTF_8);
        for (Fault fault : Fault.values()) {
            if (text.equals(fault.name())) {
                throw new TokenException(fault, "as the test wants it");
            }
        }
        String[] parts = text.split("/", -1);
        return new ServiceAccount(parts[0], parts[1]);
    }

    /** Counts what became of the files. */
    static final class Reloads implements ReloadMeter {
        int loaded;
        int skipped;

        @Nullable
        Supplier<@Nullable Duration> ttl;

        @Override
        public void loaded() {
            loaded++;
        }

        @Override
        public void skipped() {
            skipped++;
        }

        @Override
        public void watch(Supplier<@Nullable Duration> issuerTtl) {
            ttl = issuerTtl;
        }

        @Nullable
        Duration ttl() {
            return ttl == null ? null : ttl.get();
        }
    }
}
