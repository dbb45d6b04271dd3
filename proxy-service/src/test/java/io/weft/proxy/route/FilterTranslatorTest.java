package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.PathModifier;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httproute.ResponseHeaderModifier;
import io.weft.api.httptypes.Headers;
import io.weft.api.httptypes.Scheme;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-api, 4: RequestRedirect. */
class FilterTranslatorTest {
    @Test
    void aRedirectIsReadAsItIs() {
        RequestRedirect message = RequestRedirect.newBuilder()
                .setScheme(Scheme.newBuilder().setRegistered(Scheme.Registered.HTTPS))
                .setHost("shop.example")
                .setPath(PathModifier.newBuilder().setPrefix("/new"))
                .setPort(8443)
                .setStatus(308)
                .build();

        assertThat(FilterTranslator.redirect(message))
                .isEqualTo(new HttpFilter.Redirect(
                        Optional.of("https"),
                        Optional.of("shop.example"),
                        Optional.of(new HttpFilter.PathChange.Prefix("/new")),
                        8443,
                        308));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a%20b?c=d", "/caf\u00e9"})
    void pathsMayBeAnythingThatFitsALine(String path) {
        RequestRedirect message = RequestRedirect.newBuilder()
                .setPath(PathModifier.newBuilder().setFull(path))
                .build();

        assertThat(FilterTranslator.redirect(message))
                .extracting(filter -> ((HttpFilter.Redirect) filter).path())
                .isEqualTo(Optional.of(new HttpFilter.PathChange.Full(path)));
    }

    /** A body that is longer than its head says is read as another message. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding"})
    void whereAMessageEndsIsNotForAFilterToSay(String name) {
        Headers headers = Headers.newBuilder()
                .addHeaders(Headers.Header.newBuilder().setName(name).setValue(ByteString.copyFromUtf8("0")))
                .build();

        assertThatThrownBy(() -> FilterTranslator.editRequest(
                        RequestHeaderModifier.newBuilder().setSet(headers).build()))
                .isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(() -> FilterTranslator.editResponse(
                        ResponseHeaderModifier.newBuilder().setAdd(headers).build()))
                .isInstanceOf(InvalidPolicyException.class);
        assertThat(FilterTranslator.editRequest(
                        RequestHeaderModifier.newBuilder().addRemove(name).build()))
                .isInstanceOf(HttpFilter.EditRequest.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 101, 199, 1000})
    void anInjectedFailureIsAFinalAnswer(int status) {
        assertThatThrownBy(() -> FilterTranslator.fail(
                        HttpFailureInjector.newBuilder().setStatus(status).build()))
                .isInstanceOf(InvalidPolicyException.class);
    }

    private static Stream<Consumer<RequestRedirect.Builder>> mistakes() {
        return Stream.of(
                redirect -> redirect.setHost("evil\r\nSet-Cookie: a=b"),
                redirect -> redirect.setHost("evil/path"),
                redirect -> redirect.getPathBuilder().setFull("/a\r\nSet-Cookie: a=b"),
                redirect -> redirect.getPathBuilder().setFull("/a b"),
                redirect -> redirect.getPathBuilder().setFull(".evil.example/"),
                redirect -> redirect.getPathBuilder().setPrefix(".evil.example"),
                redirect -> redirect.getPathBuilder().setPrefix("/a\nb"),
                redirect -> redirect.getPathBuilder().clearReplace(),
                redirect -> redirect.getSchemeBuilder().clearType(),
                redirect -> redirect.getSchemeBuilder().setRegisteredValue(99),
                redirect -> redirect.getSchemeBuilder().setUnregistered(""),
                redirect -> redirect.getSchemeBuilder().setUnregistered("http://evil.example/"),
                redirect -> redirect.setStatus(200),
                redirect -> redirect.setPort(65_536));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aRedirectThatCannotBeFollowedIsNone(Consumer<RequestRedirect.Builder> mistake) {
        RequestRedirect.Builder message = RequestRedirect.newBuilder();
        mistake.accept(message);

        assertThatThrownBy(() -> FilterTranslator.redirect(message.build())).isInstanceOf(InvalidPolicyException.class);
    }
}
