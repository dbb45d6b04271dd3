package io.weft.service.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Authorization: Bearer TOKEN}. One header, one token. */
final class BearerToken {
    private static final Pattern HEADER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private BearerToken() {}

    static Optional<String> of(List<String> headers) {
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = HEADER.matcher(headers.getFirst().strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
