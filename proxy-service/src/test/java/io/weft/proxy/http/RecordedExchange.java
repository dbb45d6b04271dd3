package io.weft.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.errors.ProxyFault;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An exchange of a {@link RecordedStream}. */
public final class RecordedExchange extends Exchange {
    private final Function<Exchange, Boolean> again;
    private Predicate<@Nullable Http2Headers> unwelcome = trailers -> false;
    private @Nullable Consumer<Exchange> elsewhere;
    private boolean holding;

    /** Why it ended before it was whole; empty if it did not. */
    String broken = "";

    private RecordedExchange(RecordedStream client, RequestHead head, boolean end, Function<Exchange, Boolean> again) {
        super(client, head, end);
        this.again = again;
    }

    /** Of a GET. */
    public static RequestHead head(Version version) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .authority("web")
                .path("/");
        headers.set("host", "web");
        return new RequestHead(headers, version, false);
    }

    /** Not to be sent a second time. */
    public static RecordedExchange once(RecordedStream client, RequestHead head) {
        return new RecordedExchange(client, head, true, exchange -> false);
    }

    /** {@code again} sends it a second time. */
    static RecordedExchange twice(RecordedStream client, RequestHead head, Consumer<Exchange> again) {
        return new RecordedExchange(client, head, true, exchange -> {
            again.accept(exchange);
            return true;
        });
    }

    /** Whose body is still to come. */
    static RecordedExchange begun(RecordedStream client, RequestHead head) {
        return new RecordedExchange(client, head, false, exchange -> false);
    }

    /** With a body of {@code bytes} that is there already. */
    static RecordedExchange withBody(RecordedStream client, RequestHead head, int bytes, Consumer<Exchange> again) {
        RecordedExchange made = new RecordedExchange(client, head, false, exchange -> {
            again.accept(exchange);
            return true;
        });
        made.requestData(Unpooled.wrappedBuffer(new byte[bytes]), true);
        return made;
    }

    /** Whose response is kept back until {@code unwelcome} has seen the end; what is unwelcome is taken back. */
    static RecordedExchange holding(
            RecordedStream client, RequestHead head, Predicate<@Nullable Http2Headers> unwelcome) {
        RecordedExchange made = once(client, head);
        made.holding = true;
        made.unwelcome = unwelcome;
        return made;
    }

    /** Which {@code elsewhere} sends a second time instead of what we would answer ourselves. */
    static RecordedExchange persistent(RecordedStream client, RequestHead head, Consumer<Exchange> elsewhere) {
        RecordedExchange made = once(client, head);
        made.elsewhere = elsewhere;
        return made;
    }

    @Override
    protected boolean holds(Http2Headers response) {
        return holding;
    }

    @Override
    protected boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        return unwelcome.test(trailers) && takeBack();
    }

    @Override
    protected boolean declines(ProxyFault fault, String error) {
        Consumer<Exchange> next = elsewhere;
        elsewhere = null;
        if (next == null || !takeBack()) {
            return false;
        }
        next.accept(this);
        return true;
    }

    @Override
    protected boolean sendAgain() {
        return again.apply(this);
    }

    @Override
    protected void onResponse(Http2Headers response) {}

    @Override
    protected void onFirstData() {}

    @Override
    protected void onEnd(@Nullable Http2Headers trailers) {}

    @Override
    protected void onBroken(@Nullable ProxyFault fault, String reason) {
        broken = reason;
    }

    @Override
    protected boolean informs() {
        return true;
    }
}
