package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is done to requests or answers on their way. */
public sealed interface RouteFilter {
    record RequestHeaders(HeaderChange change) implements RouteFilter {}

    record ResponseHeaders(HeaderChange change) implements RouteFilter {}

    /**
     * The client is told to go elsewhere; whatever is empty stays as it asked.
     *
     * @param status 300 to 399
     */
    record Redirect(
            Optional<String> scheme, Optional<String> hostname, Optional<NewPath> path, OptionalInt port, int status)
            implements RouteFilter {}

    /** Something the mesh cannot do: a route with it is left out, a backend with it fails. */
    record Unsupported(String type) implements RouteFilter {}

    /** Names count without their case; added first, then set, then removed. */
    record HeaderChange(List<Header> add, List<Header> set, List<String> remove) {
        public HeaderChange {
            add = List.copyOf(add);
            set = List.copyOf(set);
            remove = List.copyOf(remove);
        }
    }

    record Header(String name, String value) {}

    /** Where to instead of the path asked for. */
    sealed interface NewPath {
        /** This path. */
        record Full(String path) implements NewPath {}

        /** The same, this in the place of the prefix that matched. */
        record Prefix(String prefix) implements NewPath {}
    }
}
