package io.weft.cli.demo;

import static io.weft.cli.demo.Edges.as;
import static io.weft.cli.demo.Edges.good;
import static io.weft.cli.demo.Edges.identity;
import static io.weft.cli.demo.Edges.quiet;
import static io.weft.cli.demo.Edges.unmeshed;
import static io.weft.cli.demo.Edges.unsecured;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.viz.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final Counts FINE = new Counts(true, 1000, 950, 50, 0, 0, "");
    private static final String VIZ = "viz";
    private static final Edge WEB_CATALOG = good("shop/web", "shop/catalog");
    private static final Edge VIZ_DESTINATION = good("linkerd-viz/viz", "linkerd/linkerd-destination");
    private static final String IDENTITY = "identity";
    private static final Edge DESTINATION_IDENTITY = good("linkerd/linkerd-destination", "linkerd/linkerd-identity");
    private static final Edge CALLER = unmeshed("shop/web", "not_provided_by_remote");

    private final Shop shop = new Shop("linkerd");
    private final SequencedMap<String, Edge> edges = new LinkedHashMap<>();

    VerdictTest() {
        edges.put("caller", CALLER);
        edges.put("load", good("shop/load", "shop/web"));
        edges.put("catalog", WEB_CATALOG);
        edges.put("votes", good("shop/web", "shop/votes"));
        edges.put(VIZ, VIZ_DESTINATION);
        edges.put(IDENTITY, DESTINATION_IDENTITY);
    }

    @Test
    void allIsWellWhenEveryEdgeIsAsExpected() {
        assertThat(complaints(FINE)).isEmpty();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                of("catalog", null, "shop/web -> shop/catalog: expected requests, secured", "seen: no traffic"),
                of("votes", null, "shop/web -> shop/votes: expected", "seen: no traffic"),
                of("load", null, "shop/load -> shop/web: expected", "seen: no traffic"),
                of("caller", null, "shop/caller -> shop/web: expected requests, not secured", "seen: no traffic"),
                of(
                        "catalog",
                        unsecured(WEB_CATALOG, "not_confirmed_by_server"),
                        identity("shop/catalog"),
                        "seen: not secured (not_confirmed_by_server), server identity none"),
                of(
                        "catalog",
                        as(WEB_CATALOG, identity("shop/votes"), identity("shop/catalog")),
                        "seen: client identity votes.shop"),
                of(
                        "catalog",
                        as(WEB_CATALOG, identity("shop/web"), identity("shop/votes")),
                        "seen: server identity votes.shop"),
                of("catalog", quiet(WEB_CATALOG, true), "seen: no requests"),
                of("caller", good("shop/caller", "shop/web"), "seen: secured, client identity caller.shop"),
                of("caller", unmeshed("shop/web", "no_client_certificate"), "shop/caller -> shop/web", "no traffic"),
                of(VIZ, unsecured(VIZ_DESTINATION, "disabled"), "linkerd-viz/viz -> linkerd/linkerd-destination"),
                of(VIZ, null, "linkerd-viz/viz -> linkerd/linkerd-destination: expected requests", "no traffic"),
                of(VIZ, quiet(VIZ_DESTINATION, true), "expected requests, secured", "seen: no requests"),
                of(IDENTITY, unsecured(DESTINATION_IDENTITY, "disabled"), "an open stream or requests", "(disabled)"),
                of(IDENTITY, quiet(DESTINATION_IDENTITY, false), "an open stream or requests", "seen: no requests"),
                of(
                        VIZ,
                        as(VIZ_DESTINATION, identity("linkerd-viz/viz"), identity("linkerd/linkerd-identity")),
                        "server identity linkerd-identity.linkerd"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneEdgeThatIsNotAsExpectedIsTheOneComplaint(String name, @Nullable Edge instead, List<String> words) {
        if (instead == null) {
            edges.remove(name);
        } else {
            edges.put(name, instead);
        }

        assertThat(complaints(FINE))
                .singleElement()
                .satisfies(complaint -> assertThat(complaint).contains(words));
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                harmless(
                        "a stream that nobody has to open is open, no request ended",
                        edges -> edges.put(IDENTITY, quiet(DESTINATION_IDENTITY, true))),
                harmless("nor has it to be there", edges -> edges.remove(IDENTITY)),
                harmless(
                        "a sidecar without a certificate yet asks for one",
                        edges -> edges.put("new", unmeshed("linkerd/linkerd-identity", "no_client_certificate"))),
                harmless(
                        "somebody else's workload talks plaintext to one of its own",
                        edges -> edges.put("other", unsecured(good("mine/a", "mine/b"), "disabled"))));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatIsNobodysFaultIsNoComplaint(String what, Consumer<Map<String, Edge>> change) {
        change.accept(edges);

        assertThat(complaints(FINE)).as(what).isEmpty();
    }

    @Test
    void failureNobodyMadeIsAComplaintWithItsWords() {
        assertThat(complaints(new Counts(true, 1000, 948, 50, 2, 0, "GET /api/items: 502 x")))
                .containsExactly("the traffic: expected no failures but those made; seen: 2 of 1000, the last:"
                        + " GET /api/items: 502 x");
    }

    @Test
    void requestThatWasNeverAnsweredHasFailed() {
        assertThat(complaints(new Counts(true, 10, 9, 0, 0, 1, "").atTheEnd()))
                .containsExactly(
                        "the traffic: expected no failures but those made; seen: 1 of 10, the last: no answer");
    }

    @Test
    void trafficThatNeverBeganIsAComplaint() {
        assertThat(complaints(new Counts(false, 0, 0, 0, 0, 0, ""))).hasSize(1);
    }

    private List<String> complaints(Counts counts) {
        Map<String, String> identities = new HashMap<>(shop.identities());
        for (String name : List.of("linkerd-viz/viz", "linkerd/linkerd-destination", "linkerd/linkerd-identity")) {
            identities.put(name, identity(name));
        }
        List<NamedEdge> seen = new ArrayList<>();
        edges.values().forEach(edge -> seen.add(NamedEdge.of(edge, shop.edges().getLast())));
        List<ExpectedEdge> required = new ArrayList<>(shop.edges());
        required.addAll(ControlPlaneEdges.of("linkerd", identities));
        return new Verdict(required, identities).complaints(seen, counts);
    }

    private static Arguments of(String name, @Nullable Edge instead, String... words) {
        return Arguments.of(name, instead, List.of(words));
    }

    private static Arguments harmless(String what, Consumer<Map<String, Edge>> change) {
        return Arguments.of(what, change);
    }
}
