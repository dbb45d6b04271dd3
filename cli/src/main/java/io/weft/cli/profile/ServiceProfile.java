package io.weft.cli.profile;

import io.weft.cli.machine.MachineException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A profile of a Service, to be printed.
 *
 * @param domain what the names of Services end with
 */
public record ServiceProfile(String service, String namespace, String domain) {
    private static final String NAME = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

    /** Refuses what names no Service, by {@link MachineException}. */
    public ServiceProfile {
        name("service", service);
        name("namespace", namespace);
    }

    private static void name(String what, String given) {
        if (!given.matches(NAME)) {
            throw new MachineException("'" + given + "' is no name of a " + what);
        }
    }

    /** The Service's, which is the profile's name. */
    String host() {
        return service + "." + namespace + ".svc." + domain;
    }

    /** With these routes, in that order. */
    public ObjectNode with(List<ProfileRoute> routes) {
        ObjectNode profile = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "linkerd.io/v1alpha2")
                .put("kind", "ServiceProfile");
        profile.putObject("metadata").put("name", host()).put("namespace", namespace);
        ArrayNode list = profile.putObject("spec").putArray("routes");
        routes.forEach(route -> list.add(route.json()));
        return profile;
    }
}
