package io.weft.proxy.trace.export;

import io.weft.proxy.trace.TracedHead;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The server a request names: {@code X-Forwarded-Host} before its authority. */
record Host(String name, OptionalInt port) {
    private static final int DIGITS = 5;

    static Optional<Host> of(TracedHead head) {
        CharSequence text = head.forwardedHost() == null ? head.authority() : head.forwardedHost();
        return Optional.ofNullable(text).map(Object::toString).map(Host::parse);
    }

    private static @Nullable Host parse(String text) {
        String host = text.substring(text.lastIndexOf('@') + 1);
        int colon = host.lastIndexOf(':');
        String port = colon < 0 ? "" : host.substring(colon + 1);
        boolean numeric = !port.isEmpty()
                && port.length() <= DIGITS
                && port.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!numeric || host.indexOf(']') > colon) {
            return host.isEmpty() ? null : new Host(host, OptionalInt.empty());
        }
        return new Host(host.substring(0, colon), OptionalInt.of(Integer.parseInt(port)));
    }
}
