package io.weft.proxy.route;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;

/** Heads of requests. */
public final class Requests {
    private Requests() {}

    /** {@code headers}: name, value, name, value…. */
    public static RequestHead head(String method, String authority, String target, String... headers) {
        Http2Headers all = new DefaultHttp2Headers()
                .method(method)
                .scheme("http")
                .authority(authority)
                .path(target);
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new RequestHead(all, Version.HTTP_2, false);
    }

    static RequestFacts facts(String method, String authority, String target, String... headers) {
        return new RequestFacts(head(method, authority, target, headers));
    }
}
