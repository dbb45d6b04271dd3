package io.weft.identity.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call through only if it came over a connection that the present bundle verified.
 *
 * <p>This service never sees TLS: its sidecar ends it and speaks plaintext to us, from our own network namespace. The
 * sidecar adds {@code l5d-client-id} for a client whose certificate it verified, and strips the header from everybody else.
 * A caller that reaches our port without the sidecar could write the header itself; such a caller comes from another address,
 * so the header counts only from the loopback device or an address of this host. What remains is a process beside us in the
 * same namespace, which could as well read the bundle from its file.
 *
 * @see "wire-behaviour, 9: l5d-* headers"
 */
final class VerifiedClientsOnly implements ServerInterceptor {
    static final Metadata.Key<String> CLIENT_ID = Metadata.Key.of("l5d-client-id", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (isFromHere(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)) && namesAClient(headers)) {
            return next.startCall(call, headers);
        }
        Status refused = Status.UNAUTHENTICATED.withDescription(
                "the trust bundle is told over connections of the mesh only: call through a sidecar with a certificate");
        call.close(refused, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static boolean namesAClient(Metadata headers) {
        Iterable<String> values = headers.getAll(CLIENT_ID);
        if (values == null) {
            return false;
        }
        var each = values.iterator();
        boolean named = each.hasNext() && WorkloadIdentity.parse(each.next()).isPresent();
        return named && !each.hasNext();
    }

    static boolean isFromHere(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress address
                && address.getAddress() != null
                && isOurs(address.getAddress());
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
