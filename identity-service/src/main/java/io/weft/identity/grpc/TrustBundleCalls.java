package io.weft.identity.grpc;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc.TrustBundleImplBase;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.core.Latest;
import io.weft.identity.ca.TrustAnchors;
import io.weft.service.grpc.WatchStreams;
import java.util.List;
import java.util.Optional;

/** Answers the watch on the trust bundle: the anchors of now and each later set, to verified clients only. */
public final class TrustBundleCalls extends TrustBundleImplBase {
    private final Latest<Optional<TrustAnchors>> anchors;
    private final WatchStreams streams;

    private TrustBundleCalls(Latest<Optional<TrustAnchors>> anchors, WatchStreams streams) {
        this.anchors = anchors;
        this.streams = streams;
    }

    /** The service, behind the check of its callers. */
    public static BindableService guarded(Latest<Optional<TrustAnchors>> anchors, WatchStreams streams) {
        TrustBundleCalls calls = new TrustBundleCalls(anchors, streams);
        return () -> ServerInterceptors.intercept(calls, new VerifiedClientsOnly());
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<Bundle> out) {
        streams.serve(anchors, TrustBundleCalls::messages, out);
    }

    private static List<Bundle> messages(Optional<TrustAnchors> value) {
        TrustAnchors current = value.orElseThrow(
                () -> Status.UNAVAILABLE.withDescription("no trust anchors yet").asRuntimeException());
        Bundle.Builder bundle = Bundle.newBuilder().setVersion(current.version());
        current.der().forEach(der -> bundle.addAnchors(ByteString.copyFrom(der)));
        return List.of(bundle.build());
    }
}
