package io.weft.proxy.control;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gRPC channel whose answers the test gives, call by call. For one thread. */
public final class ScriptedChannel extends Channel {
    /** A watch, for tests to which it does not matter of what. */
    static final MethodDescriptor<StringValue, StringValue> METHOD =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName("test/Watch")
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private final List<Call<?, ?>> calls = new ArrayList<>();

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        Call<Q, R> call = new Call<>();
        calls.add(call);
        return call;
    }

    @Override
    public String authority() {
        return "scripted";
    }

    /** How often a call was opened. */
    public int opened() {
        return calls.size();
    }

    @SuppressWarnings("unchecked") // the test knows what it asked
    public <R> Call<?, R> last() {
        return (Call<?, R>) calls.getLast();
    }

    /** One call. */
    public static final class Call<Q, R> extends ClientCall<Q, R> {
        private @Nullable Listener<R> listener;
        private @Nullable Q request;
        private boolean cancelled;
        private int wanted;

        @Override
        public void start(Listener<R> callListener, Metadata headers) {
            listener = callListener;
        }

        @Override
        public void request(int messages) {
            wanted += messages;
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            cancelled = true;
        }

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {
            request = message;
        }

        /** The server begins to answer. */
        public void greet() {
            started().onHeaders(new Metadata());
        }

        /** The server says something; only what was asked for arrives. */
        public void answer(R message) {
            if (wanted < 1) {
                throw new IllegalStateException("nobody asked for another message");
            }
            wanted--;
            started().onMessage(message);
        }

        /** The server ends the call. */
        public void end(Status status) {
            started().onClose(status, new Metadata());
        }

        public @Nullable Q request() {
            return request;
        }

        public boolean cancelled() {
            return cancelled;
        }

        private Listener<R> started() {
            if (listener == null) {
                throw new IllegalStateException("the call was not started");
            }
            return listener;
        }
    }
}
