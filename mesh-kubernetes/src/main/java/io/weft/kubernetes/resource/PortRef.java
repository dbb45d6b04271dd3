package io.weft.kubernetes.resource;

/** A port by number or by name. */
public sealed interface PortRef {
    /**
     * By number.
     *
     * @param value 1 to 65535
     */
    record Numbered(int value) implements PortRef {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    /**
     * By name.
     *
     * @param value 1 to 15 of {@code a-z0-9-}, with a letter among them
     */
    record Named(String value) implements PortRef {
        @Override
        public String toString() {
            return value;
        }
    }
}
