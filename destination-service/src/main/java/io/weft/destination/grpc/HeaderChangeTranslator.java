package io.weft.destination.grpc;

import com.google.protobuf.ByteString;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.httproute.ResponseHeaderModifier;
import io.weft.api.httptypes.Headers;
import io.weft.kubernetes.resource.RouteFilter.Header;
import io.weft.kubernetes.resource.RouteFilter.HeaderChange;
import java.util.List;

/** Changes of headers. Pure. */
final class HeaderChangeTranslator {
    private HeaderChangeTranslator() {}

    static RequestHeaderModifier ofRequest(HeaderChange change) {
        return RequestHeaderModifier.newBuilder()
                .setAdd(headers(change.add()))
                .setSet(headers(change.set()))
                .addAllRemove(change.remove())
                .build();
    }

    static ResponseHeaderModifier ofResponse(HeaderChange change) {
        return ResponseHeaderModifier.newBuilder()
                .setAdd(headers(change.add()))
                .setSet(headers(change.set()))
                .addAllRemove(change.remove())
                .build();
    }

    private static Headers headers(List<Header> headers) {
        Headers.Builder message = Headers.newBuilder();
        headers.forEach(header -> message.addHeaders(
                Headers.Header.newBuilder().setName(header.name()).setValue(ByteString.copyFromUtf8(header.value()))));
        return message.build();
    }
}
