package io.weft.proxy.app;

import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.inbound.ServedProfiles.ServedProfile;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.RequestFacts;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The profile of one service, as its server's sidecar uses it. Threading: any thread. */
final class InboundProfile implements ServedProfile {
    private final String service;
    private final Watch<Profile> watch;
    private final Latest.Subscription subscription;
    private final Ticker ticker;
    private volatile List<Route> routes = List.of();
    private volatile long used;
    private volatile boolean forgotten;

    /** @param service {@code name:port}, as its clients' sidecars say it */
    InboundProfile(String service, Watch<Profile> watch, Ticker ticker) {
        this.service = service;
        this.watch = watch;
        this.ticker = ticker;
        this.used = ticker.nanoTime();
        this.subscription = watch.latest().subscribe(Runnable::run, this::heard);
    }

    private record Route(Condition condition, Labels labels, List<ResponseClass> classes) implements ServedRoute {
        @Override
        public Outcome judged(Outcome byStatus) {
            return ResponseClass.judge(classes, byStatus);
        }
    }

    private void heard(Watched<Profile> heard) {
        if (heard instanceof Watched.Present<Profile>(Profile profile)) {
            List<ProfileRoutes.Route> said =
                    profile.name().isEmpty() ? List.of() : profile.routes().routes();
            Stream<Route> rest =
                    said.isEmpty() ? Stream.empty() : Stream.of(new Route(HttpMatch.all(), labels(), List.of()));
            routes = Stream.concat(said.stream().map(this::route), rest).toList();
        }
    }

    private Route route(ProfileRoutes.Route route) {
        Labels labels = labels();
        for (Map.Entry<String, String> label : new TreeMap<>(route.labels()).entrySet()) {
            labels = labels.and("rt_" + label.getKey(), label.getValue());
        }
        return new Route(route.condition(), labels, route.classes());
    }

    private Labels labels() {
        return Labels.of("direction", "inbound", "dst", service);
    }

    @Override
    public @Nullable ServedRoute route(RequestHead head) {
        used = ticker.nanoTime();
        List<Route> now = routes;
        if (now.isEmpty()) {
            return null;
        }
        RequestFacts facts = new RequestFacts(head);
        for (Route route : now) {
            if (route.condition().matches(facts)) {
                return route;
            }
        }
        return null;
    }

    @Override
    public boolean isForgotten() {
        return forgotten;
    }

    /** Whether nobody has used it for that long; then it is closed. */
    boolean closeIfIdle(long nanos) {
        forgotten = ticker.nanoTime() - used > nanos;
        if (forgotten) {
            subscription.cancel();
            watch.close();
        }
        return forgotten;
    }
}
