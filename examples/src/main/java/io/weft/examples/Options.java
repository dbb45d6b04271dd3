package io.weft.examples;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --name value} pairs; what is not given comes from {@code EXAMPLE_NAME} in the environment. */
final class Options {
    /** What the caller wrote cannot be used; the message says why. */
    static final class InvalidException extends RuntimeException {
        InvalidException(String message) {
            super(message);
        }
    }

    private final Map<String, String> given;
    private final Map<String, String> environment;

    private Options(Map<String, String> given, Map<String, String> environment) {
        this.given = given;
        this.environment = environment;
    }

    static Options parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new InvalidException("expected --option value, got " + args[i]);
            }
            given.put(args[i].substring(2), args[i + 1]);
        }
        return new Options(given, Map.copyOf(environment));
    }

    int port(int otherwise) {
        double port = number("port", otherwise, 0, 65_535);
        return (int) port;
    }

    double number(String name, double otherwise, double least, double most) {
        String text = value(name);
        if (text == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new InvalidException("--" + name + " must be from " + least + " to " + most + ", not " + text);
    }

    /** {@code host:port}. */
    String target(String name) {
        String text = required(name);
        if (!text.matches("[^:/]+:\\d{1,5}")) {
            throw new InvalidException("--" + name + " must be HOST:PORT, not " + text);
        }
        return text;
    }

    URI address(String name) {
        String text = required(name);
        if (!text.matches("http://[^/]+/?")) {
            throw new InvalidException("--" + name + " must be http://HOST:PORT, not " + text);
        }
        return URI.create(text);
    }

    private String required(String name) {
        String text = value(name);
        if (text == null) {
            throw new InvalidException("--" + name + " is missing");
        }
        return text;
    }

    private @Nullable String value(String name) {
        String text = given.get(name);
        return text != null
                ? text
                : environment.get("EXAMPLE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
