package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.tap.TappedRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Exchange} tells those who rewrite its heads and keep count of it, and what it asks of them.
 *
 * <p>Threading: one event loop.
 */
abstract class ExchangeHooks {
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

    /** Shows a request that is answered here and went nowhere; null unless somebody looks. */
    protected @Nullable TappedRequest tapUnsent() {
        return null;
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
     * Whether a response is not to be passed on, because the request is tried again: {@link Exchange#takeBack} was called.
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

    /** Told of an answer that is given with {@link Exchange#answer}. */
    protected void onAnswered(Http2Headers answer) {}
}
