package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.telemetry.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one request to an endpoint and its response back. Subclasses rewrite heads and keep count; the relay is here.
 *
 * <p>Until {@link #start} the body waits in memory: {@link RequestBody}.
 *
 * <p>Threading: one event loop. Ownership: buffers pass through; what waits at the end of the exchange is released here.
 */
public abstract class Exchange extends ExchangeHooks implements RequestListener, ResponseListener {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** Names the client to the application; only the proxy beside it writes it, into the head. */
    public static final AsciiString CLIENT_ID = AsciiString.cached("l5d-client-id");

    private final ServerStream server;
    private final RequestHead head;
    private final RequestBody body;
    private final Onlookers onlookers = new Onlookers();
    private final ResponseRelay response;
    private @Nullable ClientConnection connection; // null until it is started
    private @Nullable ClientStream client;
    private @Nullable InFlight inFlight; // null while it takes no place there
    private int places;
    private int attempts;
    private boolean again;
    private boolean over;
    private boolean abandoned;

    /** {@code end}: the head is the whole request. */
    protected Exchange(ServerStream server, RequestHead head, boolean end) {
        this.server = server;
        this.head = head;
        this.body = new RequestBody(server, end);
        this.response = new ResponseRelay(this, server, body, onlookers);
    }

    /** Somebody looks at it from now on; null: nobody does any more. */
    protected final void tapped(@Nullable TappedRequest request) {
        onlookers.show(request);
    }

    /** It goes no further here, though the exchange may. */
    protected final void tapReset(long errorCode) {
        onlookers.reset(errorCode);
    }

    /**
     * Takes the request back from where it was sent, whatever has become of it there, so that it can be {@link #start}ed
     * anew. False: a response has begun, or what was sent is no longer here.
     */
    protected final boolean takeBack() {
        if (over || !body.whole()) {
            return false;
        }
        attempts++; // what the old stream has to say no longer counts
        ClientStream old = client;
        client = null;
        response.drop();
        body.rewind();
        if (old != null) {
            old.cancel(Http2Error.CANCEL.code());
        }
        return true;
    }

    /** Whether the client gave up. */
    protected final boolean abandoned() {
        return abandoned;
    }

    /**
     * How one ended that was broken off: whoever served a client that left with the response's head has not failed by that.
     *
     * @param status of that head, 0 if none came
     */
    protected final Outcome brokenOff(int status, String error) {
        return abandoned && status != 0 ? Outcome.left(status, head.grpc()) : Outcome.broken(status, error);
    }

    /** Whether the application has sent all of its request. */
    protected final boolean requestEnded() {
        return body.ended();
    }

    /** Whether all of the request was seen and is still here, so that it may be sent once more. */
    protected final boolean repeatable() {
        return !over && body.ended() && body.whole();
    }

    /** Whether the application has been told the response's head. */
    protected final boolean responseStarted() {
        return response.started();
    }

    /**
     * Takes a place among {@code requests} until it is over, and does {@code next}; where there is none, or {@code next} throws, it
     * fails. Before anything else.
     */
    public final void admit(InFlight requests, Runnable next) {
        places = requests.take(head.places());
        if (places == 0) {
            fail(ProxyFault.OVERLOADED, "too many requests in flight");
            return;
        }
        inFlight = requests;
        attempt(next);
    }

    /** Does {@code next}, and fails if that throws; for what is done about it later than in {@link #admit}. */
    public final void attempt(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException surprise) {
            log.warn("a request could not be begun", surprise);
            fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
    }

    /** Sends it elsewhere: where it waited, nothing will come any more. */
    public final void goElsewhere() {
        if (!over) {
            sendAgain();
        }
    }

    /** Answers in the application's place with nothing but {@code answer}; before a response has begun. */
    public final void answer(Http2Headers answer) {
        if (!over) {
            letGo();
            onAnswered(answer);
            onlookers.answer(answer, this::tapUnsent);
            server.respond(answer, true);
        }
    }

    public final RequestHead head() {
        return head;
    }

    /** Whether nothing more will happen here; a dispatcher drops such an exchange. */
    public final boolean over() {
        return over;
    }

    /** The number of its try; what waits with another is a thing of the past. */
    final int attempt() {
        return attempts;
    }

    /** Sends the request on {@code dialled}, unless {@link #over}. Call once, and once more for {@link #sendAgain}. */
    public final void start(ClientConnection dialled) {
        connection = dialled;
        try {
            open(dialled);
        } catch (RuntimeException surprise) {
            log.warn("a request could not be sent on {}", dialled.channel(), surprise);
            fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
    }

    private void open(ClientConnection dialled) {
        attempts++;
        int attempt = attempts;
        ClientStream opened = dialled.open(head, body.absent(), this);
        if (over || attempts != attempt) { // it failed, and perhaps is on its way again
            opened.cancel(Http2Error.CANCEL.code());
            return;
        }
        client = opened;
        while (attempts == attempt && body.waits()) {
            body.sendWaiting(opened, replayLimit());
        }
        if (attempts == attempt) {
            body.sendTrailers(opened);
        }
    }

    /** Answers in the application's place, or breaks off a response that has begun. */
    public final void fail(ProxyFault fault, String detail) {
        fail(fault, detail, fault.late() ? "timeout" : "unclassified");
    }

    private void fail(ProxyFault fault, String detail, String error) {
        if (over || (!response.started() && declines(fault, error))) {
            return;
        }
        letGoAndCancel();
        onBroken(fault, error);
        if (response.started()) {
            breakOff(fault, detail);
            return;
        }
        if (fault.closes()) {
            server.closeAfterResponse();
        }
        Http2Headers answer = FaultResponder.head(fault, detail, head.grpc(), informs());
        onlookers.answer(answer, this::tapUnsent);
        server.respond(answer, true);
    }

    /** gRPC has a word for it; other clients see their stream or connection end. */
    private void breakOff(ProxyFault fault, String detail) {
        if (head.grpc()) {
            Http2Headers trailers = FaultResponder.trailers(fault, detail, informs());
            onlookers.end(trailers);
            server.responseTrailers(trailers);
        } else {
            tapReset(Http2Error.INTERNAL_ERROR.code());
            server.resetResponse(Http2Error.INTERNAL_ERROR.code());
        }
    }

    @Override
    public final void requestData(ByteBuf data, boolean end) {
        onRequestFrame(data.readableBytes());
        if (end) {
            body.end();
            onRequestEnd();
        }
        if (over) {
            body.discard(data);
        } else if (client == null) {
            body.await(data);
        } else {
            body.send(client, data, end, replayLimit());
        }
    }

    @Override
    public final void requestTrailers(Http2Headers trailers) {
        trailers.remove(CLIENT_ID); // some applications read trailers as headers
        body.trailers(trailers);
        onRequestEnd();
        if (client != null) {
            client.requestTrailers(trailers);
        }
    }

    @Override
    public final void requestReset(long errorCode) {
        if (!over) {
            conclude();
            abandoned = true;
            body.release();
            tapReset(errorCode);
            onBroken(null, head.version() == Version.HTTP_2 ? reset(errorCode) : "unclassified");
            if (client != null) {
                client.cancel(errorCode);
            }
        }
    }

    /** It is not tried again: room is what there is none of. */
    @Override
    public final void requestUnread() {
        if (!over) {
            body.settle();
            fail(ProxyFault.OVERLOADED, "no room for the body of a request that waits");
        }
    }

    @Override
    public final void responseUnread() {
        if (!over) {
            letGoAndCancel();
            tapReset(Http2Error.ENHANCE_YOUR_CALM.code());
            onBroken(ProxyFault.OVERLOADED, "unclassified");
        }
        server.abandonResponse();
    }

    @Override
    public final void responseWritten(int bytes) {
        if (client != null) {
            client.responseConsumed(bytes);
        }
    }

    @Override
    public final void requestWritten(int bytes) {
        body.written(bytes);
    }

    @Override
    public final void responseHead(Http2Headers head, boolean end) {
        if (!over) {
            response.head(head, end);
        }
    }

    @Override
    public final void responseSwitched(Http2Headers head, Channel tunnel) {
        if (over) {
            tunnel.close();
        } else {
            response.switched(head, tunnel);
        }
    }

    @Override
    public final void responseData(ByteBuf data, boolean end) {
        if (over) {
            int bytes = data.readableBytes();
            data.release();
            responseWritten(bytes);
        } else {
            response.data(data, end);
        }
    }

    @Override
    public final void responseTrailers(Http2Headers trailers) {
        if (!over) {
            response.trailers(trailers);
        }
    }

    @Override
    public final void responseFailed(StreamFailure failure) {
        if (over || (failure.harmless(head) && startAgain())) {
            return;
        }
        if (failure.unprocessed() && declinesRefusal(reset(failure.errorCode()))) {
            return;
        }
        if (failure.reset() && head.version() == Version.HTTP_2) {
            letGo();
            tapReset(failure.errorCode());
            onBroken(null, reset(failure.errorCode()));
            server.resetResponse(failure.errorCode());
        } else if (failure.leaving()) {
            fail(ProxyFault.BAD_GATEWAY, failure.reason(), reset(failure.errorCode()));
        } else {
            fail(ProxyFault.BAD_GATEWAY, failure.reason());
        }
    }

    /** Does {@code next} once all that has arrived from the endpoint together was heard. */
    final void afterThisRead(Runnable next) {
        Objects.requireNonNull(connection).channel().eventLoop().execute(next);
    }

    private boolean startAgain() {
        if (again || !takeBack()) {
            return false;
        }
        again = true;
        return sendAgain();
    }

    /** For metrics: there are four billion codes, of which a peer may say any. */
    private static String reset(long errorCode) {
        Http2Error known = Http2Error.valueOf(errorCode);
        return "h2(" + (known == null ? "UNKNOWN" : known.name()) + ")";
    }

    /** Nothing more will happen. */
    private void conclude() {
        over = true;
        response.drop();
        if (inFlight != null) {
            inFlight.give(places);
            inFlight = null;
        }
    }

    /** The response is out, whole. */
    final void ended(@Nullable Http2Headers trailers) {
        conclude();
        onEnd(trailers);
    }

    /** Marks the end and lets go of what waited; the client's bytes are credited so that its connection goes on. */
    private void letGo() {
        conclude();
        body.release();
    }

    /** The same, and the endpoint need not go on. */
    private void letGoAndCancel() {
        letGo();
        if (client != null) {
            client.cancel(Http2Error.CANCEL.code());
        }
    }
}
