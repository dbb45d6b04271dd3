package io.weft.proxy.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /env.json}: what the proxy was started with, for clients on this machine; {@code ?NAME&NAME2} asks for some of it. What is named
 * like a secret is not told.
 *
 * @see "proxy-behaviour, section 9"
 */
record EnvironmentEndpoint(Map<String, String> environment) {
    private static final String OURS = "LINKERD2_PROXY_"; // names secrets, and holds none
    private static final Pattern SECRET =
            Pattern.compile("TOKEN|SECRET|PASSW|PASSPHRASE|KEY|CREDENTIAL|AUTH", Pattern.CASE_INSENSITIVE);
    private static final List<String> ACCEPTABLE = List.of("application/json", "application/*", "*/*");

    AdminAnswer answer(AdminRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return AdminAnswer.useInstead("GET");
        }
        if (!request.local()) {
            return AdminAnswer.remote();
        }
        if (!takesJson(request.accept())) {
            return AdminAnswer.refused(HttpResponseStatus.NOT_ACCEPTABLE, "there is only application/json\n");
        }
        if (request.query().contains("=")) {
            return AdminAnswer.refused(HttpResponseStatus.BAD_REQUEST, "ask for names: ?NAME&NAME2\n");
        }
        Collection<String> names = request.query().isEmpty()
                ? new TreeSet<>(environment.keySet())
                : List.of(request.query().split("&", -1));
        return AdminAnswer.json(names.stream()
                .distinct()
                .map(name -> JsonText.quote(name) + ":" + value(name))
                .collect(Collectors.joining(",", "{", "}\n")));
    }

    private String value(String name) {
        String value = environment.get(name);
        if (value == null) {
            return "null";
        }
        boolean secret = !name.startsWith(OURS) && SECRET.matcher(name).find();
        return JsonText.quote(secret ? "<redacted>" : value);
    }

    private static boolean takesJson(String accept) {
        return accept.isEmpty()
                || Stream.of(accept.split(",", -1))
                        .map(range -> range.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                        .anyMatch(ACCEPTABLE::contains);
    }
}
