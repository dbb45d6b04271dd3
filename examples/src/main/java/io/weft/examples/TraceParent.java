package io.weft.examples;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the header {@code traceparent} from a request to the calls it causes: all an application has to do for its requests
 * to be one trace. What is in it is the sidecars' business.
 */
final class TraceParent implements ClientInterceptor {
    static final String HEADER = "traceparent";

    private static final Metadata.Key<String> KEY = Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> CURRENT = Context.key(HEADER);

    /** Calls that {@code work} makes on this thread belong to the request that came with {@code header}; null: to none. */
    static <T> T during(@Nullable String header, Supplier<T> work) {
        if (header == null) {
            return work.get();
        }
        Context request = Context.current().withValue(CURRENT, header);
        Context before = request.attach();
        try {
            return work.get();
        } finally {
            request.detach(before);
        }
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        String header = CURRENT.get();
        ClientCall<Q, R> call = next.newCall(method, options);
        return header == null ? call : new Marked<>(call, header);
    }

    private static final class Marked<Q, R> extends SimpleForwardingClientCall<Q, R> {
        private final String header;

        Marked(ClientCall<Q, R> call, String header) {
            super(call);
            this.header = header;
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            headers.put(KEY, header);
            super.start(listener, headers);
        }
    }
}
