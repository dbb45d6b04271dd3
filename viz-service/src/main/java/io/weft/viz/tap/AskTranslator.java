package io.weft.viz.tap;

import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.api.viztap.TapByResourceRequest.Match;

/** A page's question in the aggregated API's words, so that both are read, and bounded, by the same code. Pure. */
final class AskTranslator {
    private AskTranslator() {}

    /**
     * As a TapByResourceRequest.
     *
     * @throws TapException if it names no resource that there could be
     */
    static byte[] request(TapAsk ask) {
        TapByResourceRequest.Builder request = TapByResourceRequest.newBuilder()
                .setTarget(ResourceSelection.newBuilder()
                        .setResource(resource(ask.target(), ask.namespace()))
                        .setLabelSelector(ask.labelSelector()))
                .setMatch(Match.newBuilder().setAll(matches(ask)))
                .setMaxRps(ask.maxRps());
        if (ask.extract()) {
            request.setExtract(TapByResourceRequest.Extract.newBuilder()
                    .setHttp(TapByResourceRequest.Extract.Http.newBuilder()
                            .setHeaders(TapByResourceRequest.Extract.Http.Headers.getDefaultInstance())));
        }
        return request.build().toByteArray();
    }

    private static Match.Seq.Builder matches(TapAsk ask) {
        Match.Seq.Builder matches = Match.Seq.newBuilder();
        if (!ask.toResource().isEmpty()) {
            String namespace = ask.toNamespace().isEmpty() ? ask.namespace() : ask.toNamespace();
            matches.addMatches(Match.newBuilder()
                    .setDestinations(ResourceSelection.newBuilder()
                            .setResource(resource(TapAsk.Resource.of(ask.toResource()), namespace))));
        }
        http(matches, ask.scheme(), Match.Http.newBuilder().setScheme(ask.scheme()));
        http(matches, ask.method(), Match.Http.newBuilder().setMethod(ask.method()));
        http(matches, ask.authority(), Match.Http.newBuilder().setAuthority(ask.authority()));
        http(matches, ask.path(), Match.Http.newBuilder().setPath(ask.path()));
        return matches;
    }

    private static void http(Match.Seq.Builder matches, String asked, Match.Http.Builder http) {
        if (!asked.isEmpty()) {
            matches.addMatches(Match.newBuilder().setHttp(http));
        }
    }

    private static Resource resource(TapAsk.Resource resource, String namespace) {
        boolean whole = resource.kind().equals("namespace");
        return Resource.newBuilder()
                .setNamespace(whole ? "" : namespace)
                .setType(resource.kind())
                .setName(whole && resource.name().isEmpty() ? namespace : resource.name())
                .build();
    }
}
