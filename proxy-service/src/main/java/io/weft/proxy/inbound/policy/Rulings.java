package io.weft.proxy.inbound.policy;

import io.weft.core.policy.Peer;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.route.RequestFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says to one peer: each route is judged when a request first takes it, so that the requests after it cost no
 * more than finding their route. The same verdict is the same object each time.
 *
 * <p>Threading: one event loop.
 *
 * @see "proxy-behaviour, 7: inbound policy enforcement"
 */
public final class Rulings {
    private static final Verdict INVALID = new Verdict.Invalid();
    private static final Verdict NO_ROUTE = new Verdict.NoRoute();

    private final ServerPolicy policy;
    private final Peer peer;
    private final boolean valid;
    private final int catchAll; // the first route that looks at nothing; -1: there is none
    private final @Nullable Verdict[] verdicts; // by route, as far as they were taken

    public Rulings(ServerPolicy policy, Peer peer) {
        this.policy = policy;
        this.peer = peer;
        this.valid = !policy.equals(ServerPolicyTranslator.INVALID);
        this.catchAll = catchAll(policy.routes());
        this.verdicts = new @Nullable Verdict[policy.routes().size()];
    }

    /** These if they are of that policy, new ones otherwise. */
    @SuppressWarnings(
            "ReferenceEquality") // asked for each request; an equal policy that came anew is only judged once more
    public Rulings under(ServerPolicy current) {
        return current == policy ? this : new Rulings(current, peer);
    }

    public ServerPolicy policy() {
        return policy;
    }

    /** Judges one request. */
    public Verdict request(RequestHead head) {
        if (!valid) {
            return INVALID;
        }
        return catchAll == 0 ? verdict(0) : both(new RequestFacts(head));
    }

    /** What the server may take for another path has to be permitted there, too. */
    private Verdict both(RequestFacts facts) {
        Verdict asWritten = find(facts);
        RequestFacts loose = asWritten instanceof Verdict.Permit ? facts.loosely() : null;
        Verdict asRead = loose == null ? asWritten : find(loose);
        return asRead instanceof Verdict.Permit ? asWritten : asRead;
    }

    private Verdict find(RequestFacts facts) {
        List<InboundRoute> routes = policy.routes();
        for (int i = 0; i < routes.size(); i++) {
            if (i == catchAll || routes.get(i).match().matches(facts)) {
                return verdict(i);
            }
        }
        return NO_ROUTE;
    }

    /** The first route that takes every request, or -1. */
    private static int catchAll(List<InboundRoute> routes) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).takesAll()) {
                return i;
            }
        }
        return -1;
    }

    private Verdict verdict(int route) {
        Verdict known = verdicts[route];
        if (known == null) {
            known = Authorizer.request(policy, policy.routes().get(route), peer);
            verdicts[route] = known;
        }
        return known;
    }
}
