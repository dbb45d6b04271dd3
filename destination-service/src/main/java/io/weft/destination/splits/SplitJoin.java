package io.weft.destination.splits;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.profiles.OverrideJoin;
import io.weft.destination.profiles.ProfileIndex;
import io.weft.destination.routes.RouteIndex;
import io.weft.destination.routes.SplitIndex;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.BackendRef;
import io.weft.kubernetes.resource.ServiceProfile;
import io.weft.kubernetes.resource.TrafficSplit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every split there is, those that count for nothing as well. Of routes, rules with several Services as backends. Pure, apart
 * from the indexes it looks things up in.
 *
 * @see "crds, 14; wire-behaviour, 1.1"
 */
public final class SplitJoin {
    private static final Set<String> OF_REQUESTS = Set.of("HTTPRoute", "GRPCRoute");
    private static final Pattern WITH_PORT = Pattern.compile("(.+):(\\d{1,5})");
    private static final Comparator<Split> ORDER = Comparator.<Split, String>comparing(
                    split -> split.service().toString())
            .thenComparing(Split::kind)
            .thenComparing(Split::namespace)
            .thenComparing(Split::name)
            .thenComparingInt(Split::rule);

    private final ProfileIndex profiles;
    private final SplitIndex splits;
    private final RouteIndex routes;

    public SplitJoin(ProfileIndex profiles, SplitIndex splits, RouteIndex routes) {
        this.profiles = profiles;
        this.splits = splits;
        this.routes = routes;
    }

    public List<Split> join() {
        return Stream.of(
                        splits.all().map(this::ofSplit),
                        profiles.all().flatMap(this::ofProfile),
                        routes.ofServices().flatMap(each -> ofRoute(each.service(), each.route())))
                .flatMap(each -> each)
                .sorted(ORDER)
                .toList();
    }

    private Split ofSplit(TrafficSplit split) {
        String namespace = split.metadata().namespace();
        ServiceId service = new ServiceId(namespace, split.service());
        List<Split.Leaf> leaves = split.backends().stream()
                .map(backend -> new Split.Leaf(new ServiceId(namespace, backend.service()), 0, backend.weight()))
                .toList();
        return new Split(
                split.kind().kind(),
                namespace,
                split.metadata().name(),
                0,
                1,
                service,
                leaves,
                !isSplit(service) || !splits.of(service).equals(Optional.of(split)));
    }

    private Stream<Split> ofProfile(ServiceProfile profile) {
        return profiles.service(profile).filter(any -> !profile.dstOverrides().isEmpty()).stream()
                .map(service -> new Split(
                        profile.kind().kind(),
                        profile.metadata().namespace(),
                        profile.metadata().name(),
                        0,
                        1,
                        service,
                        profile.dstOverrides().stream()
                                .map(override -> leaf(override.authority(), override.weight()))
                                .toList(),
                        false));
    }

    private Stream<Split> ofRoute(ServiceId service, Route route) {
        List<Route.Rule> rules = route.rules();
        return IntStream.range(0, rules.size())
                .filter(index -> OF_REQUESTS.contains(route.kind().kind()))
                .filter(index -> isSplit(rules.get(index)))
                .mapToObj(index -> new Split(
                        route.kind().kind(),
                        route.metadata().namespace(),
                        route.metadata().name(),
                        index,
                        rules.size(),
                        service,
                        rules.get(index).backends().stream()
                                .map(SplitJoin::leaf)
                                .toList(),
                        hasProfile(service)));
    }

    private static boolean isSplit(Route.Rule rule) {
        return rule.backends().size() > 1 && rule.backends().stream().allMatch(BackendRef::isService);
    }

    private static Split.Leaf leaf(BackendRef backend) {
        return new Split.Leaf(
                new ServiceId(backend.namespace(), backend.name()),
                backend.port().orElse(0),
                backend.weight());
    }

    /** Of {@code host} or {@code host:port}. */
    private Split.Leaf leaf(String authority, long weight) {
        Matcher parts = WITH_PORT.matcher(authority);
        boolean withPort = parts.matches();
        String host = withPort ? parts.group(1) : authority;
        int port = withPort ? Integer.parseInt(parts.group(2)) : 0;
        return new Split.Leaf(profiles.service(host).orElse(new ServiceId("", host)), port, weight);
    }

    /** Whether TrafficSplits of the Service count. */
    private boolean isSplit(ServiceId service) {
        return splits.of(service).isPresent() && OverrideJoin.isSplittable(profiles.ofService(service), service);
    }

    /** Whether its clients follow a profile, so that routes count for nothing. */
    private boolean hasProfile(ServiceId service) {
        return isSplit(service)
                || profiles.ofService(service)
                        .filter(profile -> !profile.routes().isEmpty()
                                || !profile.dstOverrides().isEmpty())
                        .isPresent();
    }
}
