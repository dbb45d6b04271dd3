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
public abstract class Exchange implements RequestListener, ResponseListener {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** Names the client to the application; only the proxy beside it writes it, into the head. */
    public static final AsciiString CLIENT_ID = AsciiString.cached("l5d-client-id");

    private final ServerStream server;
    private final RequestHead head;
    private final RequestBody body;
    private final Onlookers onlookers = new Onlookers();
    private @Nullable ClientConnection connection; // null until it is started
    private @Nullable ClientStream client;
    private @Nullable InFlight place; // null while it takes none
    private int attempts;
    private @Nullable HeldResponse held; // until it is known what follows
    private boolean again;
    private boolean responseStarted;
    private boolean over;
    private boolean abandoned;

    /** {@code end}: the head is the whole request. */
    protected Exchange(ServerStream server, RequestHead head, boolean end) {
        this.server = server;
        this.head = head;
        this.body = new RequestBody(server, end);
    }

    /** Told before the response's head leaves; may change it. */
    protected abstract void onResponse(Http2Headers response);

    /** Told of the first response data, or of the end if there is none. At most once. */
    protected abstract void onFirstData();

    /** Told when the response is out, whole. {@code trailers} is null without trailers. At most one end is told. */
    protected abstract void onEnd(@Nullable Http2Headers trailers);

    /**
     * Told when the exchange broke.
     *
     * @param fault what we answered; null where the endpoint or the client ended the stream
     * @param error as the metrics' label of that name says it
     */
    protected abstract void onBroken(@Nullable ProxyFault fault, String error);

    /** Whether the client may be told what went wrong. */
    protected abstract boolean informs();

    /** Sends a request that nobody has looked at once more. False: there is no way to. */
    protected abstract boolean sendAgain();

    /** Somebody looks at it from now on; null: nobody does any more. */
    protected final void tapped(@Nullable TappedRequest request) {
        onlookers.show(request);
    }

    /** Shows a request that is answered here and went nowhere; null unless somebody looks. */
    protected @Nullable TappedRequest tapUnsent() {
        return null;
    }

    /** It goes no further here, though the exchange may. */
    protected final void tapReset(long errorCode) {
        onlookers.reset(errorCode);
    }

    /** How many bytes of a request's body are kept so that it can be sent again. */
    protected int replayLimit() {
        return Replay.LIMIT_BYTES;
    }

    /** Told of every piece of the request's body. */
    protected void onRequestFrame(int bytes) {}

    /** Told of every piece of the response's body, and, without bytes, of its head. */
    protected void onResponseFrame(int bytes) {}

    /** Told when the application has sent all of its request, unless the head was all. */
    protected void onRequestEnd() {}

    /** Told of a response's head as it comes, whatever becomes of it. */
    protected void onResponseHead(Http2Headers response) {}

    /** Whether the head of a response that has just come is kept back until it is known what follows it; asked once. */
    protected boolean holds(Http2Headers response) {
        return false;
    }

    /**
     * Whether a response is not to be passed on, because the request is tried again: {@link #takeBack} was called.
     *
     * @param trailers what ended the response, {@code response} itself if there is no more of it; null if that is not known
     */
    protected boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        return false;
    }

    /** As {@link #declines}, where we would answer ourselves. {@code error}: as {@link #onBroken} has it. */
    protected boolean declines(ProxyFault fault, String error) {
        return false;
    }

    /** As {@link #declines}, where the endpoint would not look at the request, and not the first time. */
    protected boolean declinesRefusal(String error) {
        return false;
    }

    /** Told when its connection has become a tunnel. */
    protected void onSwitched() {}

    /** Told of an answer that is given with {@link #answer}. */
    protected void onAnswered(Http2Headers answer) {}

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
        dropHeld();
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
        return responseStarted;
    }

    /**
     * Takes a place among {@code requests} until it is over, and does {@code next}; where there is none, or {@code next} throws, it
     * fails. Before anything else.
     */
    public final void admit(InFlight requests, Runnable next) {
        if (!requests.take()) {
            fail(ProxyFault.OVERLOADED, "too many requests in flight");
            return;
        }
        place = requests;
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
        if (over || (!responseStarted && declines(fault, error))) {
            return;
        }
        ClientStream unanswered = client;
        letGo();
        if (unanswered != null) {
            unanswered.cancel(Http2Error.CANCEL.code());
        }
        onBroken(fault, error);
        if (responseStarted) {
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
    public final void responseHead(Http2Headers response, boolean end) {
        if (over) {
            return;
        }
        onResponseFrame(0);
        onResponseHead(response);
        onlookers.response(response);
        if (declines(response, end ? response : null)) {
            return;
        }
        if (!end && holds(response)) {
            held = new HeldResponse(response);
        } else {
            passHead(response, end);
        }
    }

    @Override
    public final void responseSwitched(Http2Headers response, Channel tunnel) {
        if (over) {
            tunnel.close();
            return;
        }
        onResponseFrame(0);
        onlookers.response(response);
        responseStarted = true;
        body.settle();
        onResponse(response);
        onFirstData();
        ended(null);
        onlookers.end(null);
        server.tunnel(response, tunnel);
        onSwitched();
    }

    private void passHead(Http2Headers response, boolean end) {
        responseStarted = true;
        body.settle();
        onResponse(response);
        if (end) {
            onFirstData();
            ended(response);
            onlookers.end(null);
        }
        server.respond(response, end);
    }

    private void passHeld() {
        HeldResponse response = held;
        if (response != null) {
            held = null;
            passHead(response.head(), false);
            ByteBuf first = response.take();
            if (first != null) {
                passData(first, false);
            }
        }
    }

    /** What came in one go with a piece of the body is seen before that is passed on, and nothing that came later. */
    private void passHeldAfterThisRead() {
        int attempt = attempts;
        Objects.requireNonNull(connection).channel().eventLoop().execute(() -> {
            if (attempts == attempt) {
                passHeld();
            }
        });
    }

    private void dropHeld() {
        if (held != null) {
            held.drop();
            held = null;
        }
    }

    @Override
    public final void responseData(ByteBuf data, boolean end) {
        if (over) {
            data.release();
            return;
        }
        onResponseFrame(data.readableBytes());
        if (held != null && !end && held.keep(data)) {
            passHeldAfterThisRead();
            return;
        }
        passHeld();
        passData(data, end);
    }

    private void passData(ByteBuf data, boolean end) {
        if (over) {
            data.release();
            return;
        }
        onFirstData();
        onlookers.data(data.readableBytes());
        if (end) {
            ended(null);
            onlookers.end(null);
        }
        server.responseData(data, end);
    }

    @Override
    public final void responseTrailers(Http2Headers trailers) {
        if (over || (held != null && declines(held.head(), trailers))) {
            return;
        }
        passHeld();
        if (over) {
            return;
        }
        onFirstData();
        ended(trailers);
        onlookers.end(trailers);
        server.responseTrailers(trailers);
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

    private boolean startAgain() {
        if (again || !takeBack()) {
            return false;
        }
        again = true;
        return sendAgain();
    }

    private static String reset(long errorCode) {
        Http2Error known = Http2Error.valueOf(errorCode);
        return "h2(" + (known == null ? Long.toString(errorCode) : known.name()) + ")";
    }

    /** Nothing more will happen. */
    private void conclude() {
        over = true;
        dropHeld();
        if (place != null) {
            place.give();
            place = null;
        }
    }

    private void ended(@Nullable Http2Headers trailers) {
        conclude();
        onEnd(trailers);
    }

    /** Marks the end and lets go of what waited; the client's bytes are credited so that its connection goes on. */
    private void letGo() {
        conclude();
        body.release();
    }
}
