package io.weft.proxy.route;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Changes headers, in this order; a {@code host} that is set is also the authority.
 *
 * @param add beside those there are
 * @param set in place of those there are
 * @param remove names, lower case
 */
public record HeaderEdit(List<Header> add, List<Header> set, List<AsciiString> remove) {
    private static final AsciiString HOST = AsciiString.cached("host");

    /** {@code name}: lower case. */
    public record Header(AsciiString name, AsciiString value) {}

    public HeaderEdit {
        add = List.copyOf(add);
        set = List.copyOf(set);
        remove = List.copyOf(remove);
    }

    public void apply(Http2Headers headers) {
        add.forEach(header -> headers.add(header.name(), header.value()));
        for (Header header : set) {
            if (header.name().equals(HOST) && headers.authority() != null) {
                headers.authority(header.value());
            }
            if (!header.name().equals(HOST) || headers.contains(HOST) || headers.authority() == null) {
                headers.set(header.name(), header.value());
            }
        }
        remove.forEach(headers::remove);
    }
}
