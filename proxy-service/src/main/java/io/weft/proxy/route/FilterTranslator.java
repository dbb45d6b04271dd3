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
import java.util.Set;
import java.util.regex.Pattern;

/** Filters on the wire and ours. Pure. */
public final class FilterTranslator {
    private static final int MOVED_PERMANENTLY = 301;
    private static final int MAX_PORT = 65_535;
    private static final Set<AsciiString> FRAMING =
            Set.of(AsciiString.of("content-length"), AsciiString.of("transfer-encoding"));
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]+");
    private static final Pattern PATH = Pattern.compile("(?:/[^\\x00-\\x20\\x7f]*)?");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\xff\\t]*");

    private FilterTranslator() {}

    public static HttpFilter fail(HttpFailureInjector message) {
        check(message.getStatus() >= 200 && message.getStatus() <= 999, "an injected failure that is no final status");
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
                message.hasScheme() ? Optional.of(scheme(message.getScheme())) : Optional.empty(),
                message.getHost().isEmpty()
                        ? Optional.empty()
                        : Optional.of(written(HOST, message.getHost(), "a redirect to no host")),
                message.hasPath() ? Optional.of(path(message.getPath())) : Optional.empty(),
                message.getPort(),
                status);
    }

    private static String scheme(Scheme message) {
        check(message.getRegistered() != Scheme.Registered.UNRECOGNIZED, "a scheme of an unknown number");
        return switch (message.getTypeCase()) {
            case REGISTERED -> message.getRegistered().name().toLowerCase(Locale.ROOT);
            case UNREGISTERED -> written(SCHEME, message.getUnregistered(), "a scheme that is none");
            case TYPE_NOT_SET -> throw new InvalidPolicyException("a redirect to a scheme without name");
        };
    }

    private static HttpFilter.PathChange path(PathModifier message) {
        return switch (message.getReplaceCase()) {
            case FULL -> new HttpFilter.PathChange.Full(written(PATH, message.getFull(), "a path that is none"));
            case PREFIX ->
                new HttpFilter.PathChange.Prefix(written(PATH, message.getPrefix(), "a prefix that is none"));
            case REPLACE_NOT_SET ->
                throw new InvalidPolicyException("a path is replaced in a way this version does not know");
        };
    }

    /** With a line's end in it, {@code Location} would be two headers; not begun as it must, it would lead elsewhere. */
    private static String written(Pattern form, String text, String otherwise) {
        check(form.matcher(text).matches(), otherwise);
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
                        written(header.getName()), value(header.getValue().toString(StandardCharsets.ISO_8859_1))))
                .toList();
    }

    /** What says where a message ends is nobody's to write but who sends it. */
    private static AsciiString written(String name) {
        AsciiString lower = name(name);
        check(!FRAMING.contains(lower), "a header that says where a message ends");
        return lower;
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
