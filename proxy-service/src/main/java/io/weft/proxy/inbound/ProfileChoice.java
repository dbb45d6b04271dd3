package io.weft.proxy.inbound;

import io.netty.util.AsciiString;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.inbound.ServedProfiles.ServedProfile;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import org.jspecify.annotations.Nullable;

/**
 * Which profile's route each request of one connection takes. Requests seldom change the service they name, so the last is
 * remembered.
 *
 * <p>Threading: the connection's event loop.
 */
final class ProfileChoice {
    /** By whom a client's sidecar has routed the request. */
    private static final AsciiString CANONICAL = AsciiString.cached("l5d-dst-canonical");

    private final ServedProfiles profiles;
    private @Nullable CharSequence name;
    private @Nullable ServedProfile profile; // of that name

    ProfileChoice(ServedProfiles profiles) {
        this.profiles = profiles;
    }

    /** Null: none that is known. */
    @Nullable
    ServedRoute of(RequestHead head) {
        CharSequence canonical = head.headers().get(CANONICAL);
        CharSequence wanted = canonical == null ? head.headers().authority() : canonical;
        if (wanted == null) {
            return null;
        }
        ServedProfile known = profile;
        if (known == null || !AsciiString.contentEquals(name, wanted) || known.isForgotten()) {
            name = wanted;
            known = profiles.of(wanted.toString());
            profile = known;
        }
        return known == null ? null : known.route(head);
    }
}
