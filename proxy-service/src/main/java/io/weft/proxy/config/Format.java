package io.weft.proxy.config;

import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param allowed what is allowed, for the error message
 * @param emptyIsUnset whether an empty value counts as none; otherwise the reader judges it
 * @param shown whether a wrong value may be repeated in a message
 * @param reader throws {@link IllegalArgumentException} on anything else
 */
record Format<T>(String allowed, boolean emptyIsUnset, boolean shown, Function<String, T> reader) {
    static <T> Format<T> of(String allowed, Function<String, T> reader) {
        return new Format<>(allowed, false, true, reader);
    }

    Format<T> orEmpty() {
        return new Format<>(allowed, true, shown, reader);
    }

    Format<T> hidden() {
        return new Format<>(allowed, emptyIsUnset, false, reader);
    }

    T read(String text) {
        return reader.apply(text);
    }
}
