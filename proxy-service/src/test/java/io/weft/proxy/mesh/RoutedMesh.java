package io.weft.proxy.mesh;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Two HTTP/1 applications behind two proxies, and a policy whose routes a test says. */
final class RoutedMesh implements AutoCloseable {
    static final Backend WEB = backend("web");
    static final Backend OTHER = backend("other");
    static final ResourceRef ROUTE = ResourceRef.of("gateway.networking.k8s.io", "HTTPRoute", "test", "route");

    final ScriptedApp web;
    final ScriptedApp other;
    final TwoProxies proxies;

    /** What each answers to a head. */
    RoutedMesh(UnaryOperator<String> web, UnaryOperator<String> other) throws Exception {
        this.web = new ScriptedApp(web);
        this.other = new ScriptedApp(other);
        proxies = new TwoProxies(this.web.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
        proxies.direct = true;
        Endpoint first = proxies.meshed(io.weft.core.ProtocolHint.HTTP2, true);
        Endpoint second = new Endpoint(
                new InetSocketAddress(first.address().getAddress(), this.other.port()),
                first.weight(),
                first.tls(),
                first.hint(),
                first.transportPort(),
                first.labels());
        proxies.discovery.others.put(path("other"), new Latest<>(present(second)));
    }

    /** A profile whose one route is of every GET. {@code budget}: what its retries are paid from; empty: there are none. */
    static Watched<Profile> profile(Optional<BudgetTerms> budget) {
        ProfileRoutes.Route gets = new ProfileRoutes.Route(
                new Condition.Method("GET"),
                List.of(),
                Map.of("route", "GET /"),
                budget.isPresent(),
                Duration.ZERO,
                Optional.empty());
        ProfileRoutes routes = new ProfileRoutes(ResourceRef.ofDefault("profile"), List.of(gets), budget, List.of());
        return new Watched.Present<>(new Profile(false, "web.test", Optional.empty(), routes));
    }

    private static Watched<EndpointSet> present(Endpoint endpoint) {
        return new Watched.Present<>(new EndpointSet(true, List.of(endpoint)));
    }

    private static String path(String name) {
        return name + ".test:80";
    }

    static Backend backend(String name) {
        return new Backend.Balance(
                ResourceRef.of("core", "Service", "test", name).withPort(80),
                path(name),
                Duration.ofMillis(30),
                Duration.ofSeconds(10));
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String status(int status) {
        return "HTTP/1.1 " + status + " Said\r\nContent-Length: 0\r\n\r\n";
    }

    /** Both backends, drawn by weight. */
    static Distribution split(int web, int other) {
        return new Distribution(
                true,
                List.of(new Distribution.Share(WEB, List.of(), web), new Distribution.Share(OTHER, List.of(), other)));
    }

    /** Both backends, the first that takes requests. */
    static Distribution firstAvailable() {
        return new Distribution(
                false, List.of(new Distribution.Share(WEB, List.of(), 1), new Distribution.Share(OTHER, List.of(), 1)));
    }

    static Rule rule(Timeouts timeouts, Optional<Retry> retry, HttpFilter... filters) {
        return rule(WEB, timeouts, retry, filters);
    }

    static Rule rule(Backend backend, Timeouts timeouts, Optional<Retry> retry, HttpFilter... filters) {
        return new Rule(ROUTE, List.of(filters), Distribution.to(backend), timeouts, retry, true, Optional.empty());
    }

    /** Every request follows {@code rule}. */
    void follow(Rule rule) {
        follow(new HttpRoutes(false, List.of(new Case(HttpMatch.all(), rule)), Optional.empty()));
    }

    void follow(Rule rule, FailureAccrual accrual) {
        follow(new HttpRoutes(false, List.of(new Case(HttpMatch.all(), rule)), Optional.of(accrual)));
    }

    void follow(HttpRoutes routes) {
        ResourceRef parent = WEB.ref();
        proxies.policy(new ClientPolicy(
                parent,
                new ClientPolicy.Protocol.Detect(Duration.ofSeconds(5)),
                routes,
                new ClientPolicy.Route(parent, WEB)));
    }

    Socket connect() throws Exception {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(10_000);
        return client;
    }

    /** A head, and the body it says. */
    static String exchange(Socket client, String request) throws Exception {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = ScriptedApp.until(client.getInputStream(), "\r\n\r\n");
        String marker = "content-length: ";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(marker);
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + marker.length(), head.indexOf('\r', at)));
        return head + new String(client.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** On a connection of its own. */
    String get(String target, String... headers) throws Exception {
        try (Socket client = connect()) {
            return exchange(client, "GET " + target + " HTTP/1.1\r\nHost: web\r\n" + String.join("", headers) + "\r\n");
        }
    }

    @Override
    public void close() throws Exception {
        proxies.close();
        web.close();
        other.close();
    }
}
