package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.destination.DestinationGrpc.DestinationImplBase;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;
import io.weft.destination.answers.Watch;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.profiles.ProfileQuestion;
import io.weft.destination.profiles.ProfileSnapshot;
import java.util.Optional;

/**
 * Endpoints and profiles. Threading: called by gRPC; streams go on elsewhere.
 *
 * @see "control-plane, 5 and 6"
 */
public final class DestinationApi extends DestinationImplBase {
    private final MeshIndex index;
    private final Readiness readiness;
    private final String clusterDomain;
    private final Streams streams;

    /** @param clusterDomain of service names */
    public DestinationApi(MeshIndex index, String clusterDomain, Streams streams) {
        this.index = index;
        this.readiness = new Readiness(index);
        this.clusterDomain = clusterDomain;
        this.streams = streams;
    }

    @Override
    public void get(GetDestination request, StreamObserver<Update> caller) {
        streams.open("Destination/Get", caller, () -> {
            readiness.check();
            Watch<EndpointSnapshot> watch = index.endpoints().watch(endpointQuestion(request));
            return new Streams.Source<>(watch, EndpointTeller::new);
        });
    }

    @Override
    public void getProfile(GetDestination request, StreamObserver<DestinationProfile> caller) {
        streams.open("Destination/GetProfile", caller, () -> {
            readiness.check();
            Watch<ProfileSnapshot> watch = index.profiles().watch(profileQuestion(request));
            return Streams.Source.replacing(watch, ProfileTranslator::toMessage);
        });
    }

    private EndpointQuestion endpointQuestion(GetDestination request) {
        Optional<String> node = ContextToken.parse(request.getContextToken()).node();
        return switch (Target.parse(request.getPath(), clusterDomain)) {
            case Target.Service(var service, int port) ->
                new EndpointQuestion(service, port, Optional.empty(), node);
            case Target.Instance(var service, String instance, int port) ->
                new EndpointQuestion(service, port, Optional.of(instance), node);
            case Target.Address address ->
                throw Refused.argument("Get takes names, not addresses such as " + address.address().getHostAddress());
            case Target.Host host ->
                throw Refused.argument(
                        "'" + host.name() + "' is not of the form service.namespace.svc." + clusterDomain);
        };
    }

    private ProfileQuestion profileQuestion(GetDestination request) {
        return switch (Target.parse(request.getPath(), clusterDomain)) {
            case Target.Address(var address, int port) -> new ProfileQuestion.ByAddress(address, port);
            case Target.Service(var service, int port) -> new ProfileQuestion.ByService(service, port);
            case Target.Instance(var service, String instance, int port) ->
                new ProfileQuestion.ByInstance(service, instance, port);
            case Target.Host(String name, int port) -> new ProfileQuestion.ByHost(name, port);
        };
    }
}
