package io.weft.proxy.tap;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Ticker;
import io.weft.proxy.tap.TapEvent.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request that somebody looks at, told of as it goes.
 *
 * <p>Threading: the request's event loop. What is told is a copy.
 */
public final class TappedRequest {
    private static final int UNKNOWN = 2; // gRPC's code
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    private final List<Stream> streams;
    private final Parties parties;
    private final boolean http2;
    private final boolean grpc;
    private final Ticker ticker;
    private final long started;
    private long responded;
    private boolean responding;
    private boolean over;
    private long bytes;
    private @Nullable CharSequence status;

    /** One observer's name for it. */
    record Stream(TapWatch watch, TapEvent.StreamId id) {}

    private TappedRequest(List<Stream> streams, Parties parties, Arrival arrival, Ticker ticker) {
        this.streams = streams;
        this.parties = parties;
        this.http2 = arrival.http2();
        this.grpc = arrival.grpc();
        this.ticker = ticker;
        this.started = arrival.nanos();
    }

    static TappedRequest begin(List<Stream> streams, Parties parties, Arrival arrival, Ticker ticker) {
        TappedRequest request = new TappedRequest(streams, parties, arrival, ticker);
        Http2Headers head = arrival.head();
        for (Stream stream : streams) {
            stream.watch()
                    .tell(new TapEvent.RequestInit(
                            stream.id(),
                            parties,
                            text(head.method()),
                            head.scheme() == null ? "http" : text(head.scheme()),
                            text(head.authority()),
                            text(head.path()),
                            request.headers(stream, head)));
        }
        return request;
    }

    /** Its answer's head. */
    public void response(Http2Headers head) {
        if (responding || over) {
            return;
        }
        responding = true;
        responded = ticker.nanoTime();
        status = head.get(GRPC_STATUS);
        int code = number(head.status());
        for (Stream stream : streams) {
            stream.watch()
                    .tell(new TapEvent.ResponseInit(
                            stream.id(), parties, responded - started, code, headers(stream, head)));
        }
    }

    /** More of its answer. */
    public void data(int length) {
        bytes += length;
    }

    /** All of its answer. {@code trailers} is null without trailers. */
    public void end(@Nullable Http2Headers trailers) {
        CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
        CharSequence said = last == null ? status : last;
        boolean ends = grpc && said != null;
        end(ends ? OptionalInt.of(number(said)) : OptionalInt.empty(), OptionalLong.empty(), trailers);
    }

    /** It was broken off. */
    public void reset(long errorCode) {
        end(OptionalInt.empty(), OptionalLong.of(errorCode), null);
    }

    private void end(OptionalInt grpcStatus, OptionalLong reset, @Nullable Http2Headers trailers) {
        if (over) {
            return;
        }
        over = true;
        long now = ticker.nanoTime();
        OptionalLong sinceResponse = responding ? OptionalLong.of(now - responded) : OptionalLong.empty();
        for (Stream stream : streams) {
            Optional<List<Header>> copied = trailers == null ? Optional.empty() : headers(stream, trailers);
            stream.watch()
                    .tell(new TapEvent.ResponseEnd(
                            stream.id(), parties, now - started, sinceResponse, bytes, grpcStatus, reset, copied));
        }
    }

    private Optional<List<Header>> headers(Stream stream, Http2Headers head) {
        if (!stream.watch().headers()) {
            return Optional.empty();
        }
        List<Header> copies = new ArrayList<>(head.size());
        for (Map.Entry<CharSequence, CharSequence> header : head) {
            String name = header.getKey().toString();
            if (http2 || !name.startsWith(":")) {
                copies.add(new Header(name, header.getValue().toString()));
            }
        }
        return Optional.of(List.copyOf(copies));
    }

    private static String text(@Nullable CharSequence value) {
        return value == null ? "" : value.toString();
    }

    /** 0 where nothing is said. */
    private static int number(@Nullable CharSequence text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.toString());
        } catch (NumberFormatException malformed) {
            return UNKNOWN;
        }
    }
}
