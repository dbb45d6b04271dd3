package io.weft.destination.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.destination.answers.Watch;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.profiles.ProfileQuestion;
import java.util.Locale;
import java.util.Optional;

/**
 * Endpoints and profiles. Threading: called by gRPC; streams go on elsewhere.
 *
 * @see "control-plane, 5 and 6"
 */
public final class DestinationApi implements BindableService {
    private final MeshIndex index;
    private final String clusterDomain;
    private final Calls calls;
    private final QueuedStreams streams;
    private final SharedUpdates updates;
    private final ProfileTranslator profiles;

    public DestinationApi(MeshIndex index, ApiSettings settings, Calls calls, QueuedStreams streams) {
        EndpointTranslator endpoints = new EndpointTranslator(settings.meshedHttp2());
        this.index = index;
        this.clusterDomain = settings.clusterDomain();
        this.updates = new SharedUpdates(endpoints);
        this.profiles = new ProfileTranslator(endpoints);
        this.calls = calls;
        this.streams = streams;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return EncodedDestination.bind(this::get, this::getProfile);
    }

    private void get(GetDestination request, StreamObserver<EncodedUpdate> caller) {
        calls.answer(caller, () -> {
            EndpointQuestion question = endpointQuestion(request.getPath(), clusterDomain);
            Optional<String> node =
                    ContextToken.parse(request.getContextToken()).node();
            Watch<EndpointSnapshot> watch = index.endpoints().watch(question);
            streams.serve(
                    question.service().toString(),
                    watch.latest(),
                    new EndpointUpdates(node, updates),
                    caller,
                    watch::close);
        });
    }

    private void getProfile(GetDestination request, StreamObserver<DestinationProfile> caller) {
        calls.answer(
                caller,
                () -> calls.watch(
                        index.profiles(),
                        profileQuestion(
                                request.getPath(),
                                ContextToken.parse(request.getContextToken()).namespace(),
                                clusterDomain),
                        profiles::toMessage,
                        caller));
    }

    static EndpointQuestion endpointQuestion(String path, String clusterDomain) {
        return switch (Target.parse(path, clusterDomain)) {
            case Target.Service(var service, int port) -> new EndpointQuestion(service, port, Optional.empty());
            case Target.Instance(var service, String instance, int port) ->
                new EndpointQuestion(service, port, Optional.of(instance));
            case Target.Address address ->
                throw Refused.argument(
                        "'" + Refused.shown(path) + "' is an address; only names of services have endpoints");
            case Target.Host host ->
                throw Refused.argument(
                        "'" + Refused.shown(path) + "' is not of the form service.namespace.svc." + clusterDomain);
        };
    }

    static ProfileQuestion profileQuestion(String path, Optional<String> client, String clusterDomain) {
        return switch (Target.parse(path, clusterDomain)) {
            case Target.Address(var address, int port) -> new ProfileQuestion.ByAddress(address, port, client);
            case Target.Service(var service, int port) -> new ProfileQuestion.ByService(service, port, client);
            case Target.Instance(var service, String instance, int port) ->
                new ProfileQuestion.ByInstance(service, instance, port, client);
            case Target.Host(String name, int port) ->
                new ProfileQuestion.ByHost(name.toLowerCase(Locale.ROOT), port, client);
        };
    }
}
