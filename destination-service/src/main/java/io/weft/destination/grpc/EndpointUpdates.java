package io.weft.destination.grpc;

import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.endpoints.EndpointView;
import io.weft.service.grpc.WatchTranslator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says replicas to one client: first all there are, then what came, changed and went. What it says is made once for all
 * clients that are told the same; of its own it has only what it said last.
 *
 * <p>Threading: one call at a time.
 *
 * @see "wire-behaviour, 1.5 and 1.7"
 */
final class EndpointUpdates implements WatchTranslator<EndpointSnapshot, EncodedUpdate> {
    private final Optional<String> clientNode;
    private final SharedUpdates shared;
    private @Nullable EndpointView told; // null until something was said

    /**
     * For one stream.
     *
     * @param clientNode where the client is, if it says so
     * @param shared with the other streams
     */
    EndpointUpdates(Optional<String> clientNode, SharedUpdates shared) {
        this.clientNode = clientNode;
        this.shared = shared;
    }

    /** @throws io.grpc.StatusRuntimeException at first, if there is no service to speak of */
    @Override
    public List<EncodedUpdate> translate(EndpointSnapshot snapshot) {
        EndpointView before = told;
        return switch (snapshot) {
            case EndpointSnapshot.Present present -> {
                EndpointView now = present.seenFrom(clientNode);
                told = now;
                yield before == null
                        ? shared.first(present.service(), now)
                        : shared.between(present.service(), before, now);
            }
            case EndpointSnapshot.Absent() -> {
                if (before == null) {
                    throw Refused.notFound("no such service");
                }
                yield nothingLeft(before);
            }
            case EndpointSnapshot.ExternalName() -> {
                if (before == null) {
                    throw Refused.argument("the service is of type ExternalName and has no endpoints of its own");
                }
                yield nothingLeft(before);
            }
        };
    }

    private List<EncodedUpdate> nothingLeft(EndpointView before) {
        told = EndpointView.NONE;
        return SharedUpdates.gone(before.endpoints().keySet());
    }
}
