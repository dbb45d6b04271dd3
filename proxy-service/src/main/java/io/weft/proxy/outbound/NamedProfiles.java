package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.weft.core.Authority;
import io.weft.core.ExternalHost;
import io.weft.proxy.outbound.discover.Discovery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of the hosts that requests to one address outside name, each asked for once somebody names it. Of more than
 * {@value #MOST} hosts at one address the one that was named longest ago is asked for again.
 *
 * <p>Threading: one event loop.
 */
final class NamedProfiles {
    static final int MOST = 64;

    private final EventLoop loop;
    private final int port;
    private final Discovery discovery;
    private final Budgets budgets;
    private final SequencedMap<String, NamedProfile> byName = new LinkedHashMap<>(4, 0.75f, true);

    /** @param port of the address; that of names which say none */
    NamedProfiles(EventLoop loop, int port, Discovery discovery, Budgets budgets) {
        this.loop = loop;
        this.port = port;
        this.discovery = discovery;
        this.budgets = budgets;
    }

    /** Null if {@code authority} is not the name of a host. */
    @Nullable
    NamedProfile of(String authority) {
        NamedProfile known = byName.get(authority);
        return known == null ? host(authority).map(name -> ask(authority, name)).orElse(null) : known;
    }

    private Optional<Authority> host(String authority) {
        return Authority.parse(authority, port)
                .flatMap(said ->
                        ExternalHost.parse(said.host(), false).map(host -> new Authority(host.name(), said.port())));
    }

    private NamedProfile ask(String authority, Authority name) {
        if (byName.size() >= MOST) {
            byName.pollFirstEntry().getValue().close();
        }
        NamedProfile asked = new NamedProfile(loop, name, discovery.profile(name), budgets);
        byName.put(authority, asked);
        return asked;
    }

    /** Whether they are what the control plane says now. */
    boolean current() {
        return byName.values().stream().allMatch(NamedProfile::current);
    }

    void close() {
        List.copyOf(byName.values()).forEach(NamedProfile::close);
        byName.clear();
    }
}
