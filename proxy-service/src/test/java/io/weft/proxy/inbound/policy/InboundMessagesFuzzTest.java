package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.weft.api.inbound.Server;

/** Whatever a control plane says about who may come in is a policy, if only one that admits nobody; nothing throws. */
class InboundMessagesFuzzTest {
    @FuzzTest
    void aServerIsReadOrAdmitsNobody(byte[] bytes) {
        try {
            Server message = Server.parseFrom(bytes);
            assertThat(new ServerPolicyTranslator(warning -> assertThat(warning).isNotEmpty()).translate(8080, message))
                    .isNotNull();
        } catch (InvalidProtocolBufferException noMessage) {
            assertThat(noMessage).isNotNull(); // gRPC ends the stream
        }
    }
}
