package io.weft.ingress.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's head asks for. What two servers might read differently is refused.
 *
 * @param authority as the client wrote it
 * @param host in lower case, without port and final dot
 * @param path without a query
 * @param target path and query, as they go on
 * @param chunked whether a body follows whose length is not known
 * @param hasBody whether a body follows at all
 */
record RequestHead(String authority, String host, String path, String target, boolean chunked, boolean hasBody) {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(.*)");
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern TARGET = Pattern.compile("/[\\x21\\x22\\x24-\\x7e]*");
    /** A segment that leads up or nowhere, in whatever spelling: the backend might follow it out of the rule's path. */
    private static final Pattern DOTS = Pattern.compile("(?i)(?:/|\\\\|%2f|%5c)(?:\\.|%2e){1,2}(?:;|/|\\\\|%2f|%5c|$)");

    /** @throws RefusedException if the head is not clear */
    static RequestHead of(String uri, HttpHeaders headers) {
        Matcher absolute = ABSOLUTE.matcher(uri);
        boolean isAbsolute = absolute.matches();
        String authority = isAbsolute ? absolute.group(1) : single(headers);
        if (isAbsolute
                && headers.contains(HttpHeaderNames.HOST)
                && !single(headers).equalsIgnoreCase(authority)) {
            throw refused("two hosts are named");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw refused("the host is none");
        }
        String target = isAbsolute ? slashed(absolute.group(2)) : uri;
        if (!TARGET.matcher(target).matches()) {
            throw refused("the target is no path");
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (DOTS.matcher(path).find()) {
            throw refused("the path has segments of dots");
        }
        return framed(authority, host(parts.group(1)), path, target, headers);
    }

    private static RequestHead framed(String authority, String host, String path, String target, HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        boolean chunked = !codings.isEmpty();
        if (chunked && (codings.size() > 1 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()))) {
            throw refused("the transfer coding is not chunked alone");
        }
        if (lengths.size() > 1 || (chunked && !lengths.isEmpty())) {
            throw refused("the body has more than one length");
        }
        boolean hasBody = chunked || (!lengths.isEmpty() && !lengths.getFirst().equals("0"));
        return new RequestHead(authority, host, path, target, chunked, hasBody);
    }

    private static String single(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            throw refused("one host must be named");
        }
        return hosts.getFirst();
    }

    private static String slashed(String rest) {
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static String host(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static RefusedException refused(String why) {
        return new RefusedException(Refusal.malformed(why));
    }
}
