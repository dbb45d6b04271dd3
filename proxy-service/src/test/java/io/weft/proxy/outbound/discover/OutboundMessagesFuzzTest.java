package io.weft.proxy.outbound.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.Update;
import io.weft.api.outbound.OutboundPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whatever a control plane says about where requests go is understood, or warned of; no message makes us throw. */
class OutboundMessagesFuzzTest {
    private static final EndpointTranslator ENDPOINTS =
            new EndpointTranslator(Set.of(), OutboundMessagesFuzzTest::warned);

    @FuzzTest
    void aPolicyIsReadOrRefusesRequests(byte[] bytes) {
        try {
            OutboundPolicy message = OutboundPolicy.parseFrom(bytes);
            assertThat(new OutboundPolicyTranslator(ENDPOINTS, Duration.ofSeconds(10)).translate(message))
                    .isNotNull();
        } catch (InvalidProtocolBufferException noMessage) {
            assertThat(noMessage).isNotNull(); // gRPC ends the stream
        }
    }

    @FuzzTest
    void aProfileIsReadAsFarAsItCanBe(byte[] bytes) {
        try {
            DestinationProfile message = DestinationProfile.parseFrom(bytes);
            assertThat(ProfileTranslator.read(message, OutboundMessagesFuzzTest::warned)
                            .routes()
                            .size())
                    .isLessThanOrEqualTo(message.getRoutesCount());
        } catch (InvalidProtocolBufferException noMessage) {
            assertThat(noMessage).isNotNull(); // gRPC ends the stream
        }
    }

    @FuzzTest
    void endpointsAreTakenAsFarAsTheyAreLegible(byte[] bytes) {
        try {
            Update message = Update.parseFrom(bytes);
            EndpointSetTranslator translator = new EndpointSetTranslator(ENDPOINTS);
            Optional<EndpointSet> first = translator.next(Optional.empty(), true, message);
            assertThat(translator.next(first, false, message)).isNotNull();
        } catch (InvalidProtocolBufferException noMessage) {
            assertThat(noMessage).isNotNull(); // gRPC ends the stream
        }
    }

    private static void warned(String warning) {
        assertThat(warning).isNotEmpty();
    }
}
