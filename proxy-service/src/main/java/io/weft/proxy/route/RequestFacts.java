package io.weft.proxy.route;

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

    private RequestFacts(RequestHead head, String path) {
        this.head = head;
        this.path = path;
    }

    /** The same of a server that reads the path more loosely than it is written; null if that makes no difference. */
    public @Nullable RequestFacts loosely() {
        String written = path();
        String loose = LoosePath.of(written);
        return loose.equals(written) ? null : new RequestFacts(head, loose);
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

    /** However its port is written, or left out behind its colon, and with or without the dot of a whole name. */
    private static String host(String authority) {
        int end = authority.length();
        while (end > 0 && authority.charAt(end - 1) >= '0' && authority.charAt(end - 1) <= '9') {
            end--;
        }
        String named = end > 0 && authority.charAt(end - 1) == ':' ? authority.substring(0, end - 1) : authority;
        String name = named.endsWith(".") ? named.substring(0, named.length() - 1) : named;
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return (bracketed ? name.substring(1, name.length() - 1) : name).toLowerCase(Locale.ROOT);
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
