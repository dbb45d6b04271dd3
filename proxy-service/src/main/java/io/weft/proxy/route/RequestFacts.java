package io.weft.proxy.route;

import io.weft.core.Authority;
import io.weft.proxy.http.RequestHead;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What routes look at in one request; each fact is worked out when it is first asked for. One event loop. */
public final class RequestFacts {
    private final RequestHead head;
    private @Nullable String path;
    private @Nullable String host;
    private @Nullable QueryParameters query;

    public RequestFacts(RequestHead head) {
        this.head = head;
    }

    String method() {
        return head.method();
    }

    /** Without query. */
    public String path() {
        if (path == null) {
            path = head.path();
        }
        return path;
    }

    /** The host of the authority, lower case, without port; empty if there is none. */
    String host() {
        if (host == null) {
            CharSequence authority = head.headers().authority();
            host = authority == null ? "" : host(authority.toString());
        }
        return host;
    }

    private static String host(String authority) {
        return Authority.parse(authority, 80)
                .map(Authority::host)
                .orElse(authority)
                .toLowerCase(Locale.ROOT);
    }

    List<CharSequence> headers(String name) {
        return head.headers().getAll(name);
    }

    List<String> parameters(String name) {
        if (query == null) {
            CharSequence target = head.headers().path();
            query = QueryParameters.of(target == null ? "/" : target.toString());
        }
        return query.values(name);
    }
}
