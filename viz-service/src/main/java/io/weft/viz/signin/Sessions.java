package io.weft.viz.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may see the page until when. A code opens one session, once; both are forgotten with the process. Only digests of them are
 * kept, so that looking one up tells nothing of the others.
 *
 * <p>Threading: safe from any thread.
 */
public final class Sessions {
    static final Duration CODE_LIFE = Duration.ofMinutes(5);
    static final Duration LIFE = Duration.ofHours(1);

    private static final int MOST = 1_000;
    private static final int BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> codes = new LinkedHashMap<>(); // digest -> end; guarded by this
    private final Map<String, Instant> sessions = new LinkedHashMap<>(); // digest -> end; guarded by this

    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A code for somebody who may. */
    synchronized String admit() {
        return issue(codes, CODE_LIFE);
    }

    /** A session for a code that has not been used. */
    synchronized Optional<String> open(String code) {
        Instant end = codes.remove(digest(code));
        return end != null && clock.instant().isBefore(end) ? Optional.of(issue(sessions, LIFE)) : Optional.empty();
    }

    synchronized boolean isOpen(String session) {
        Instant end = sessions.get(digest(session));
        return end != null && clock.instant().isBefore(end);
    }

    /** Where there is no room for another, the oldest is forgotten. */
    private String issue(Map<String, Instant> among, Duration life) {
        Instant now = clock.instant();
        among.values().removeIf(end -> !now.isBefore(end));
        if (among.size() >= MOST) {
            among.remove(among.keySet().iterator().next());
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        among.put(digest(secret), now.plus(life));
        return secret;
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
