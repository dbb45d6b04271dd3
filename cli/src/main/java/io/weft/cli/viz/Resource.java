package io.weft.cli.viz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a command is asked about.
 *
 * @param name empty: all of the type
 * @see "cli, 1.1"
 */
public record Resource(ResourceKind kind, String name) {
    /** What {@code all} stands for. */
    static final List<Resource> ALL =
            ResourceKind.all().stream().map(kind -> new Resource(kind, "")).toList();

    /**
     * Reads {@code TYPE}, {@code TYPE NAME…}, {@code TYPE/NAME…} or {@code all}.
     *
     * @return at least one; in the order of tables
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<Resource> parse(List<String> arguments, ResourceKind otherwise) {
        if (arguments.isEmpty()) {
            return List.of(new Resource(otherwise, ""));
        }
        String first = arguments.getFirst();
        if (arguments.stream().anyMatch(ResourceKind::isAll)) {
            return all(arguments);
        }
        List<Resource> resources = new ArrayList<>();
        if (first.contains("/")) {
            arguments.forEach(argument -> resources.add(named(argument)));
        } else {
            ResourceKind kind = ResourceKind.parse(first);
            arguments.stream().skip(1).forEach(name -> resources.add(new Resource(kind, plain(name))));
            if (resources.isEmpty()) {
                resources.add(new Resource(kind, ""));
            }
        }
        resources.sort(Comparator.comparing(Resource::kind));
        return List.copyOf(resources);
    }

    /**
     * Reads {@code TYPE}, {@code TYPE NAME} or {@code TYPE/NAME}, of what is, or owns, pods.
     *
     * @throws IllegalArgumentException saying what is wrong, also if there are several
     */
    public static Resource single(List<String> arguments) {
        Resource resource = singleOrService(arguments);
        if (!resource.kind.hasPods()) {
            throw new IllegalArgumentException("a Service has no pods of its own: give what owns them");
        }
        return resource;
    }

    /**
     * Reads {@code TYPE}, {@code TYPE NAME} or {@code TYPE/NAME}.
     *
     * @throws IllegalArgumentException saying what is wrong, also if there are several
     */
    public static Resource singleOrService(List<String> arguments) {
        if (arguments.stream().anyMatch(ResourceKind::isAll)) {
            throw new IllegalArgumentException("'all' cannot be looked at: give one resource, or ns/NAME");
        }
        List<Resource> resources = parse(arguments, ResourceKind.NAMESPACE);
        if (resources.size() > 1) {
            throw new IllegalArgumentException("give one resource: TYPE/NAME");
        }
        return noPolicy(resources.getFirst());
    }

    /**
     * Reads {@code TYPE} or {@code TYPE/NAME}, of what can send or be sent to.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Resource one(String argument) {
        return noPolicy(any(argument));
    }

    private static Resource noPolicy(Resource resource) {
        if (resource.kind.isPolicy()) {
            throw new IllegalArgumentException("a policy neither sends nor is sent to: give what it is about");
        }
        return resource;
    }

    private static Resource any(String argument) {
        int slash = argument.indexOf('/');
        return slash < 0
                ? new Resource(ResourceKind.parse(argument), "")
                : new Resource(ResourceKind.parse(argument.substring(0, slash)), plain(argument.substring(slash + 1)));
    }

    /** As viz-service is asked about it; {@code namespace} is where, empty: everywhere. */
    void addTo(Map<String, String> parameters, String namespace) {
        parameters.put("resource_type", kind.text());
        parameters.put("resource_name", name);
        parameters.put("namespace", kind == ResourceKind.NAMESPACE ? "" : namespace);
    }

    private static Resource named(String argument) {
        if (!argument.contains("/")) {
            throw new IllegalArgumentException("write TYPE/NAME each time, not '" + argument + "'");
        }
        return any(argument);
    }

    private static List<Resource> all(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("'all' stands alone");
        }
        return ALL;
    }

    private static String plain(String name) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("write TYPE, TYPE NAME or TYPE/NAME; not a name: '" + name + "'");
        }
        return name;
    }
}
