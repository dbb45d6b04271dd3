package io.weft.proxy.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * The parameters of a target's query, all of them: separated by {@code &} alone, decoded, and as they stand where they are not
 * encoded rightly. Whoever judges by them must not miss what a server sees.
 *
 * @param pieces {@code name=value}, encoded
 */
record QueryParameters(List<String> pieces) {
    private static final QueryParameters NONE = new QueryParameters(List.of());

    static QueryParameters of(String target) {
        int fragment = target.indexOf('#');
        String whole = fragment < 0 ? target : target.substring(0, fragment);
        int query = whole.indexOf('?');
        return query < 0
                ? NONE
                : new QueryParameters(Arrays.asList(whole.substring(query + 1).split("&", -1)));
    }

    /** The values of the parameter of that name, in order. */
    List<String> values(String name) {
        return pieces.stream()
                .map(Parameter::of)
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    private record Parameter(String name, String value) {
        static Parameter of(String piece) {
            int equals = piece.indexOf('=');
            return equals < 0
                    ? new Parameter(decoded(piece), "")
                    : new Parameter(decoded(piece.substring(0, equals)), decoded(piece.substring(equals + 1)));
        }

        private static String decoded(String text) {
            try {
                return QueryStringDecoder.decodeComponent(text, UTF_8);
            } catch (IllegalArgumentException stray) { // a percent sign that encodes nothing
                return text;
            }
        }
    }
}
