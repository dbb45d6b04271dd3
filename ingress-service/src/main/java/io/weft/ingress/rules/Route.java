package io.weft.ingress.rules;

import io.weft.ingress.headers.HeaderField;
import java.util.List;

/**
 * What happens to a request that a rule matches.
 *
 * @param headers set on the request
 */
public record Route(IngressId ingress, BackendRef backend, List<HeaderField> headers) {
    public Route {
        headers = List.copyOf(headers);
    }
}
