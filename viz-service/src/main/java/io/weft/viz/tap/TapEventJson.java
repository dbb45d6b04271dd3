package io.weft.viz.tap;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as {@code linkerd tap -o json} prints it, and the page reads it; absent where it does not apply.
 *
 * @see "cli, 9.4"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TapEventJson(
        End source,
        End destination,
        Map<String, String> routeMeta,
        String proxyDirection,
        @Nullable RequestInit requestInitEvent,
        @Nullable ResponseInit responseInitEvent,
        @Nullable ResponseEnd responseEndEvent) {

    /** Who sends or receives. {@code ip} is empty if it is not known. */
    record End(String ip, int port, Map<String, String> metadata) {}

    /** Which request; of one sidecar, one at a time. */
    record Id(long base, long stream) {}

    /** Its value is text, or bytes in base 64. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Header(
            String name,
            @Nullable String valueStr,
            @Nullable String valueBin) {}

    /** It began. */
    record RequestInit(Id id, String method, String scheme, String authority, String path, List<Header> headers) {}

    /** Its answer began. */
    record ResponseInit(Id id, String sinceRequestInit, int httpStatus, List<Header> headers) {}

    /** It ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResponseEnd(
            Id id,
            String sinceRequestInit,
            String sinceResponseInit,
            long responseBytes,
            List<Header> trailers,
            @Nullable Integer grpcStatusCode,
            @Nullable Long resetErrorCode) {}
}
