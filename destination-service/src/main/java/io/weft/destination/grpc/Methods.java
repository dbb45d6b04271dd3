package io.weft.destination.grpc;

import io.weft.api.httptypes.HttpMethod;
import java.util.Arrays;

/** HTTP methods as messages: those with a number by it, others by name. Pure. */
final class Methods {
    private Methods() {}

    static HttpMethod toMessage(String name) {
        return Arrays.stream(HttpMethod.Registered.values())
                .filter(known -> known != HttpMethod.Registered.UNRECOGNIZED
                        && known.name().equals(name))
                .findFirst()
                .map(known -> HttpMethod.newBuilder().setRegistered(known).build())
                .orElseGet(() -> HttpMethod.newBuilder().setUnregistered(name).build());
    }
}
