package io.weft.proxy.app;

import io.weft.core.Authority;
import io.weft.core.Ticker;
import io.weft.proxy.inbound.ServedProfiles;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.telemetry.Labels;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control plane for the profiles of the names that requests are for, and forgets those that nobody has asked for
 * a while. Whoever may send requests here may name anything, so there are {@value #MOST} at most, and {@value #MOST_NEW} new
 * ones in ten seconds; requests of others are counted without.
 *
 * <p>Threading: any thread, behind one lock, which is taken when a connection names a service for the first time.
 */
final class InboundProfiles implements ServedProfiles {
    static final int MOST = 100;
    static final int MOST_NEW = 10;
    /** How often to {@link #tidy}. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int HTTP = 80;

    private final Discovery discovery;
    private final Duration idle;
    private final Ticker ticker;
    private final Map<String, InboundProfile> byName = new HashMap<>(); // guarded by this
    private int fresh; // since the last tidying; guarded by this

    /** {@code idle}: how long a profile is kept that nobody uses. */
    InboundProfiles(Discovery discovery, Duration idle, Ticker ticker) {
        this.idle = idle;
        this.discovery = discovery;
        this.ticker = ticker;
    }

    @Override
    public synchronized @Nullable ServedProfile of(String name) {
        InboundProfile known = byName.get(name);
        if (known != null) {
            return known;
        }
        Optional<Authority> service = service(name);
        if (service.isEmpty()) {
            return ServedProfile.NONE;
        }
        return byName.size() >= MOST || fresh >= MOST_NEW ? null : ask(name, service.get());
    }

    private InboundProfile ask(String name, Authority service) {
        InboundProfile asked = new InboundProfile(service.toString(), discovery.profile(service), ticker);
        fresh++;
        byName.put(name, asked);
        return asked;
    }

    /** Services have names with dots; addresses are none. */
    private static Optional<Authority> service(String name) {
        return name.length() > Labels.MOST_CHARACTERS
                ? Optional.empty()
                : Authority.parse(name, HTTP).filter(said -> said.host().contains(".svc."));
    }

    /** Closes what nobody has used for the idle time, and lets new names in. */
    synchronized void tidy() {
        fresh = 0;
        byName.values().removeIf(profile -> profile.closeIfIdle(idle.toNanos()));
    }
}
