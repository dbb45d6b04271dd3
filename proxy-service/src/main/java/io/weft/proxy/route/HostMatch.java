package io.weft.proxy.route;

/** Which hosts a route is for; names are lower case. */
public sealed interface HostMatch {
    /** {@code host}: lower case, without port. */
    boolean matches(String host);

    /** The greater, the more particular: exact before suffix, longer before shorter. */
    int rank();

    /** One name. */
    record Exact(String name) implements HostMatch {
        @Override
        public boolean matches(String host) {
            return host.equals(name);
        }

        @Override
        public int rank() {
            return Integer.MAX_VALUE;
        }
    }

    /** Every name below a domain; {@code suffix} begins with a dot. */
    record Suffix(String suffix) implements HostMatch {
        @Override
        public boolean matches(String host) {
            return host.length() > suffix.length() && host.endsWith(suffix);
        }

        @Override
        public int rank() {
            return suffix.length();
        }
    }
}
