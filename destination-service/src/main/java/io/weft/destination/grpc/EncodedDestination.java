package io.weft.destination.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.ServerStreamingMethod;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The service {@code Destination}, whose {@code Get} sends messages that are encoded already. Stateless. */
final class EncodedDestination {
    private static final MethodDescriptor<GetDestination, EncodedUpdate> GET = DestinationGrpc.getGetMethod().toBuilder(
                    DestinationGrpc.getGetMethod().getRequestMarshaller(), new AsItIs())
            .build();

    private EncodedDestination() {}

    static ServerServiceDefinition bind(
            ServerStreamingMethod<GetDestination, EncodedUpdate> get,
            ServerStreamingMethod<GetDestination, DestinationProfile> getProfile) {
        ServiceDescriptor generated = DestinationGrpc.getServiceDescriptor();
        ServiceDescriptor ours = ServiceDescriptor.newBuilder(generated.getName())
                .setSchemaDescriptor(generated.getSchemaDescriptor())
                .addMethod(GET)
                .addMethod(DestinationGrpc.getGetProfileMethod())
                .build();
        return ServerServiceDefinition.builder(ours)
                .addMethod(GET, ServerCalls.asyncServerStreamingCall(get))
                .addMethod(DestinationGrpc.getGetProfileMethod(), ServerCalls.asyncServerStreamingCall(getProfile))
                .build();
    }

    private static final class AsItIs implements MethodDescriptor.Marshaller<EncodedUpdate> {
        @Override
        public InputStream stream(EncodedUpdate update) {
            return update.stream();
        }

        @Override
        public EncodedUpdate parse(InputStream encoded) {
            try {
                return EncodedUpdate.read(encoded);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
