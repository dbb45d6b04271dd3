package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.kubernetes.resource.Route.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads HTTPRoutes of both groups, GRPCRoutes, TLSRoutes and TCPRoutes. What only other parents have is not looked at.
 *
 * @see "crds, 11.1 and 11.2"
 */
final class RouteReader implements KindReader {
    private static final Pattern HOSTNAME = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private final ResourceKind kind;
    private final Function<Field, RouteMatch> match;
    private final RouteMatch all;

    private RouteReader(ResourceKind kind, Function<Field, RouteMatch> match, RouteMatch all) {
        this.kind = kind;
        this.match = match;
        this.all = all;
    }

    /** Of HTTPRoutes of one of the groups. */
    static RouteReader http(ResourceKind kind) {
        return new RouteReader(kind, RouteMatchReader::http, RouteMatch.Http.ALL);
    }

    static RouteReader grpc() {
        return new RouteReader(ResourceKind.GRPC_ROUTE, RouteMatchReader::grpc, RouteMatch.Grpc.ALL);
    }

    /** Of routes of connections: TLSRoutes or TCPRoutes. */
    static RouteReader connections(ResourceKind kind) {
        return new RouteReader(kind, none -> RouteMatch.Connection.ALL, RouteMatch.Connection.ALL);
    }

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("parentRefs", "hostnames", "rules", "useDefaultGateways");
        boolean ofConnections = all instanceof RouteMatch.Connection;
        spec.get("rules")
                .require(!ofConnections || spec.get("rules").items().size() == 1, "exactly one rule is required");
        List<ParentRef> parents = spec.get("parentRefs").items(parent -> parent(parent, metadata.namespace()));
        List<Rule> rules = spec.get("rules").items(rule -> rule(rule, metadata.namespace()));
        boolean ours =
                !ofConnections && parents.stream().anyMatch(parent -> parent.isService() || parent.isEgressNetwork());
        boolean perhaps =
                !ofConnections && parents.stream().anyMatch(ParentRef::isGateway); // or a Service, by its name alone
        return new Route(
                metadata,
                kind,
                parents,
                spec.get("hostnames").items(RouteReader::hostname),
                rules.isEmpty() ? List.of(everything()) : rules,
                said(ours, perhaps, () -> retries(metadata), Retries.NONE),
                said(ours, perhaps, () -> TrafficAnnotations.timeouts(metadata), Timeouts.NONE),
                StatusReader.parents(root, parent -> parent(parent, metadata.namespace())));
    }

    /** Of a route that is another mesh's, annotations may mean something else: they are no reason to refuse it. */
    private static <T> T said(boolean ours, boolean perhaps, Supplier<T> annotations, T nothing) {
        if (!ours && !perhaps) {
            return nothing;
        }
        try {
            return annotations.get();
        } catch (ResourceException meansNothing) {
            if (ours) {
                throw meansNothing;
            }
            return nothing;
        }
    }

    /** What is said of the other protocol is nothing to this route. */
    private Retries retries(Metadata metadata) {
        Retries all = TrafficAnnotations.retries(metadata);
        return kind == ResourceKind.GRPC_ROUTE
                ? new Retries(List.of(), all.codes(), all.limit(), all.timeout())
                : new Retries(all.statuses(), Set.of(), all.limit(), all.timeout());
    }

    private Rule everything() {
        return new Rule(List.of(all), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private ParentRef parent(Field parent, String namespace) {
        parent.objectOf("group", "kind", "namespace", "name", "sectionName", "port");
        Field group = parent.get("group");
        ParentRef ref = new ParentRef(
                group.isPresent() ? group.string() : kind.group(),
                parent.get("kind").stringOr("Gateway"),
                parent.get("namespace").ifPresent().map(Names::label).orElse(namespace),
                Names.subdomain(parent.get("name")),
                parent.get("sectionName").ifPresent().map(Names::subdomain),
                port(parent.get("port")));
        parent.get("port")
                .require(!ref.isEgressNetwork() || ref.port().isPresent(), "the port of an EgressNetwork is required");
        return ref;
    }

    private Rule rule(Field rule, String namespace) {
        rule.objectOf("name", "matches", "filters", "backendRefs", "timeouts", "retry", "sessionPersistence");
        List<RouteMatch> matches = rule.get("matches").items(match);
        Field timeouts = rule.get("timeouts");
        timeouts.ifPresent().ifPresent(present -> present.objectOf("request", "backendRequest"));
        Optional<Duration> request = duration(timeouts.get("request"));
        Optional<Duration> backend = duration(timeouts.get("backendRequest"));
        timeouts.get("backendRequest")
                .require(
                        request.isEmpty() || backend.isEmpty() || backend.get().compareTo(request.get()) <= 0,
                        "at most the time-out of the request is allowed");
        return new Rule(
                matches.isEmpty() ? List.of(all) : matches,
                rule.get("filters").items(filter -> RouteFilterReader.read(filter, kind)),
                rule.get("backendRefs").items(ref -> BackendRefReader.read(ref, kind, namespace)),
                request,
                backend);
    }

    /** Zero is none. */
    private static Optional<Duration> duration(Field field) {
        return field.ifPresent()
                .map(present -> GoDuration.parse(present.string())
                        .orElseThrow(() -> present.refuse("a duration like 500ms, 5s or 1m30s is allowed")))
                .filter(each -> !each.isZero());
    }

    static OptionalInt port(Field port) {
        return port.isPresent() ? OptionalInt.of(port.portNumber()) : OptionalInt.empty();
    }

    static String hostname(Field field) {
        return field.string(HOSTNAME, "a host name, with '*.' in front if need be, is required");
    }
}
