package io.weft.proxy.outbound.discover;

import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.GetDestination;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.Watch;

/** Asks which replicas stand behind a name. */
final class DestinationClient {
    private final ControlChannel channel;
    private final String context;
    private final EndpointSetTranslator fold;

    DestinationClient(ControlChannel channel, String context, EndpointTranslator translator) {
        this.channel = channel;
        this.context = context;
        this.fold = new EndpointSetTranslator(translator);
    }

    Watch<EndpointSet> watch(String path) {
        return channel.watch(DestinationGrpc.getGetMethod(), question(path), fold, Refusals.OF_THE_QUESTION);
    }

    GetDestination question(String path) {
        return GetDestination.newBuilder()
                .setPath(path)
                .setContextToken(context)
                .build();
    }
}
