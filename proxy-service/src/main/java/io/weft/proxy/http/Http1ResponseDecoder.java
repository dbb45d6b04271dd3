package io.weft.proxy.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Decodes what a server says on a connection of one request at a time, and knows whether it has said more than it was asked:
 * a body behind a head that has none, or the beginning of an answer to nobody.
 *
 * <p>Threading: event loop only.
 */
final class Http1ResponseDecoder extends HttpResponseDecoder {
    private HttpMethod asked = HttpMethod.GET;
    private boolean begun; // a head, of which the end has not come

    Http1ResponseDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** What comes now answers a request of this {@code method}. */
    void expect(HttpMethod method) {
        asked = method;
    }

    /** Whether something has come behind what was told of last. Asked when all that has been read was decoded. */
    boolean holdsMore() {
        return begun || actualReadableBytes() > 0;
    }

    @Override
    protected HttpMessage createMessage(String[] statusLine) {
        begun = true;
        return super.createMessage(statusLine);
    }

    /** Asked once, at the end of a head. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        begun = false;
        return super.isContentAlwaysEmpty(answer)
                || isBodiless(((HttpResponse) answer).status().code());
    }

    private boolean isBodiless(int status) {
        return asked.equals(HttpMethod.HEAD) || (asked.equals(HttpMethod.CONNECT) && status / 100 == 2);
    }
}
