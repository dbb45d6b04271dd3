package io.weft.proxy.trace.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose spans they are.
 *
 * @param attributes texts by name
 * @see "proxy-behaviour, 12: resource"
 */
public record Resource(Map<String, String> attributes) {
    private static final Logger log = LoggerFactory.getLogger(Resource.class);

    public Resource {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Puts together what is said in several places; the later place wins.
     *
     * @param host the weakest; empty if it has no name
     * @param labels file with a {@code name="value"} a line, as the kubelet writes it; without it they are missing
     * @param extra lines of {@code name=value}
     * @param environment of the same form, the strongest
     */
    public static Resource of(
            String host, Optional<String> serviceName, Optional<Path> labels, String extra, String environment) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!host.isEmpty()) {
            all.put("host.name", host);
        }
        serviceName.ifPresent(name -> all.put("service.name", name));
        read(labels.map(Resource::lines).orElse(""), all);
        read(extra, all);
        read(environment, all);
        return new Resource(all);
    }

    private static String lines(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            log.warn("spans go without the labels in {}: {}", file, e.toString());
            return "";
        }
    }

    private static void read(String lines, Map<String, String> into) {
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                into.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        });
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
