package io.weft.proxy.config;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The environment, read through the table of variables. */
final class Values {
    private final Map<String, String> environment;

    Values(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The text of a variable that counts as set. */
    Optional<String> text(Variable<?> variable) {
        return Optional.ofNullable(environment.get(variable.name()))
                .filter(text -> !(text.isEmpty() && variable.format().emptyIsUnset()));
    }

    boolean isSet(Variable<?> variable) {
        return text(variable).isPresent();
    }

    /** What was set, if it can be read; else the default. */
    <T> Optional<T> find(Variable<T> variable) {
        return text(variable).flatMap(text -> read(variable, text)).or(() -> fallback(variable));
    }

    OptionalInt number(Variable<Integer> variable) {
        return find(variable).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** Of a variable that has a default or has been found set and sound. */
    <T> T get(Variable<T> variable) {
        return find(variable).orElseThrow(() -> new IllegalStateException(variable.name() + " was not checked"));
    }

    static <T> Optional<T> fallback(Variable<T> variable) {
        return variable.fallback().map(variable.format()::read);
    }

    private static <T> Optional<T> read(Variable<T> variable, String text) {
        try {
            return Optional.of(variable.format().read(text));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty(); // named by ProxyEnv
        }
    }
}
