package io.weft.proxy.route;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.netty.util.AsciiString;
import io.weft.api.grpcroute.GrpcFailureInjector;
import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.PathModifier;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httproute.ResponseHeaderModifier;
import io.weft.api.httptypes.Headers;
import io.weft.api.httptypes.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Filters on the wire and ours. Pure. */
public final class FilterTranslator {
    private static final int MOVED_PERMANENTLY = 301;
    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\xff\\t]*");

    private FilterTranslator() {}

    public static HttpFilter fail(HttpFailureInjector message) {
        check(message.getStatus() >= 100 && message.getStatus() <= 999, "an injected failure that is no HTTP status");
        return new HttpFilter.Fail(
                message.getStatus(), message.getMessage(), ratio(message.hasRatio(), message.getRatio()));
    }

    public static HttpFilter fail(GrpcFailureInjector message) {
        return new HttpFilter.FailCall(
                message.getCode(), message.getMessage(), ratio(message.hasRatio(), message.getRatio()));
    }

    private static Ratio ratio(boolean set, io.weft.api.httproute.Ratio message) {
        if (!set) {
            return Ratio.ALL;
        }
        check(message.getDenominator() != 0, "a ratio without denominator");
        return new Ratio(
                Integer.toUnsignedLong(message.getNumerator()), Integer.toUnsignedLong(message.getDenominator()));
    }

    public static HttpFilter redirect(RequestRedirect message) {
        int status = message.getStatus() == 0 ? MOVED_PERMANENTLY : message.getStatus();
        check(status >= 300 && status <= 399, "a redirect whose status is none of a redirect");
        check(message.getPort() >= 0 && message.getPort() <= MAX_PORT, "a redirect to no port");
        return new HttpFilter.Redirect(
                message.hasScheme() ? scheme(message.getScheme()) : Optional.empty(),
                message.getHost().isEmpty() ? Optional.empty() : Optional.of(visible(message.getHost())),
                path(message.getPath()),
                message.getPort(),
                status);
    }

    private static Optional<String> scheme(Scheme message) {
        return switch (message.getTypeCase()) {
            case REGISTERED -> {
                check(message.getRegistered() != Scheme.Registered.UNRECOGNIZED, "a scheme of an unknown number");
                yield Optional.of(message.getRegistered().name().toLowerCase(Locale.ROOT));
            }
            case UNREGISTERED -> {
                check(SCHEME.matcher(message.getUnregistered()).matches(), "a scheme that cannot be one");
                yield Optional.of(message.getUnregistered());
            }
            case TYPE_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<HttpFilter.PathChange> path(PathModifier message) {
        return switch (message.getReplaceCase()) {
            case FULL -> Optional.of(new HttpFilter.PathChange.Full(visible(message.getFull())));
            case PREFIX -> Optional.of(new HttpFilter.PathChange.Prefix(visible(message.getPrefix())));
            case REPLACE_NOT_SET -> Optional.empty();
        };
    }

    /** It becomes part of a header. */
    private static String visible(String text) {
        check(VISIBLE.matcher(text).matches(), "a redirect to what cannot be part of a URI");
        return text;
    }

    public static HttpFilter editRequest(RequestHeaderModifier message) {
        return new HttpFilter.EditRequest(edit(message.getAdd(), message.getSet(), message.getRemoveList()));
    }

    public static HttpFilter editResponse(ResponseHeaderModifier message) {
        return new HttpFilter.EditResponse(edit(message.getAdd(), message.getSet(), message.getRemoveList()));
    }

    private static HeaderEdit edit(Headers add, Headers set, List<String> remove) {
        return new HeaderEdit(
                headers(add),
                headers(set),
                remove.stream().map(FilterTranslator::name).toList());
    }

    private static List<HeaderEdit.Header> headers(Headers message) {
        return message.getHeadersList().stream()
                .map(header -> new HeaderEdit.Header(
                        name(header.getName()), value(header.getValue().toString(StandardCharsets.ISO_8859_1))))
                .toList();
    }

    private static AsciiString name(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        check(NAME.matcher(lower).matches(), "a header that cannot be one");
        return AsciiString.of(lower);
    }

    /** With a line's end in it, it would be two headers. */
    private static AsciiString value(String value) {
        check(VALUE.matcher(value).matches(), "a header's value that cannot be one");
        return new AsciiString(value);
    }
}
