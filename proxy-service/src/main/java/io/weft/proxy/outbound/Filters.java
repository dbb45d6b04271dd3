package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.Redirects;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Does to one request's head what filters say. Pure but for the draws.
 *
 * @see "wire-behaviour, 10: redirect, injected failures"
 */
record Filters(RandomGenerator random, boolean informs) {
    private static final AsciiString LOCATION = AsciiString.cached("location");
    private static final int NOT_FOUND = 5;
    private static final int FAILED_PRECONDITION = 9;

    /** What follows from the filters of a rule or a backend. */
    sealed interface Verdict {
        /** The request goes on, changed as it is. */
        record Pass() implements Verdict {}

        /** This is its answer. */
        record Answer(Http2Headers head) implements Verdict {}

        /** It fails. */
        record Refuse(ProxyFault fault) implements Verdict {}
    }

    /** {@code matched}: the condition that led to the rule. */
    Verdict apply(List<HttpFilter> filters, Condition matched, RequestHead head) {
        for (HttpFilter filter : filters) {
            Verdict verdict = apply(filter, matched, head);
            if (!(verdict instanceof Verdict.Pass)) {
                return verdict;
            }
        }
        return new Verdict.Pass();
    }

    private Verdict apply(HttpFilter filter, Condition matched, RequestHead head) {
        return switch (filter) {
            case HttpFilter.EditRequest(var edit) -> {
                edit.apply(head.headers());
                yield new Verdict.Pass();
            }
            case HttpFilter.EditResponse edit -> new Verdict.Pass();
            case HttpFilter.Unknown unknown -> new Verdict.Refuse(ProxyFault.UNEXPECTED);
            case HttpFilter.Fail fail ->
                fail.share().draw(random)
                        ? new Verdict.Answer(answer(fail.status(), FAILED_PRECONDITION, fail.message(), head.grpc()))
                        : new Verdict.Pass();
            case HttpFilter.FailCall fail ->
                fail.share().draw(random)
                        ? new Verdict.Answer(answer(200, fail.code(), fail.message(), true))
                        : new Verdict.Pass();
            case HttpFilter.Redirect redirect -> redirect(redirect, matched, head);
        };
    }

    private Verdict redirect(HttpFilter.Redirect redirect, Condition matched, RequestHead head) {
        Optional<String> location;
        try {
            location = Redirects.location(redirect, matched, head);
        } catch (IllegalArgumentException noPrefix) {
            return new Verdict.Refuse(ProxyFault.UNEXPECTED);
        }
        if (location.isEmpty()) {
            return new Verdict.Pass();
        }
        Http2Headers answer = answer(redirect.status(), NOT_FOUND, "", head.grpc());
        if (!head.grpc()) {
            answer.set(LOCATION, location.get());
        }
        return new Verdict.Answer(answer);
    }

    private Http2Headers answer(int status, int grpcStatus, String message, boolean grpc) {
        Http2Headers head = new DefaultHttp2Headers(false);
        head.status(AsciiString.of(Integer.toString(grpc ? 200 : status)));
        FaultResponder.finish(head, grpc ? grpcStatus : -1, informs ? message : "");
        return head;
    }

    /** Changes a response's head as {@code filters} say. */
    static void edit(List<HttpFilter> filters, Http2Headers response) {
        for (HttpFilter filter : filters) {
            if (filter instanceof HttpFilter.EditResponse(var edit)) {
                edit.apply(response);
            }
        }
    }
}
