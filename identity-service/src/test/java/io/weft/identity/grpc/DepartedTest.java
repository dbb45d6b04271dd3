package io.weft.identity.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DepartedTest {
    @Test
    void answerToACallerWhoHasLeftGoesNowhereRatherThanThrow() {
        Left call = new Left();
        ServerCall.Listener<CertifyRequest> listener = ServerCalls.<CertifyRequest, CertifyResponse>asyncUnaryCall(
                        (request, out) -> {
                            Departed.isNoError(out);
                            out.onNext(CertifyResponse.getDefaultInstance());
                            out.onCompleted();
                        })
                .startCall(call, new Metadata());
        listener.onMessage(CertifyRequest.getDefaultInstance());
        listener.onCancel();
        listener.onHalfClose();

        assertThat(call.closed).as("what it closed with").isPresent();
    }

    /** A call whose caller is gone. */
    private static final class Left extends ServerCall<CertifyRequest, CertifyResponse> {
        Optional<Status> closed = Optional.empty();

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(CertifyResponse message) {}

        @Override
        public void close(Status status, Metadata trailers) {
            closed = Optional.of(status);
        }

        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public MethodDescriptor<CertifyRequest, CertifyResponse> getMethodDescriptor() {
            return IdentityGrpc.getCertifyMethod();
        }
    }
}
