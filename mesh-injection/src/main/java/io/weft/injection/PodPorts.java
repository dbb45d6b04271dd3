package io.weft.injection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ports of a pod.
 *
 * @param declared TCP ports of all containers, in their order
 * @param named those with a name
 * @param probed ports that HTTP and TCP probes ask
 */
record PodPorts(List<Integer> declared, Map<String, Integer> named, List<Integer> probed) {
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    static PodPorts of(PodTemplate pod) {
        List<Integer> declared = new ArrayList<>();
        Map<String, Integer> named = new LinkedHashMap<>();
        List<Integer> probed = new ArrayList<>();
        for (ObjectNode container : pod.allContainers()) {
            Map<String, Integer> here = new LinkedHashMap<>();
            for (JsonNode port : container.path("ports")) {
                int number = port.path("containerPort").asInt(0);
                if (number >= 1
                        && number <= 65535
                        && port.path("protocol").asString("TCP").equals("TCP")) {
                    declared.add(number);
                    here.put(port.path("name").asString(""), number);
                }
            }
            here.forEach(named::putIfAbsent);
            for (String probe : PROBES) {
                for (String way : List.of("httpGet", "tcpSocket")) {
                    JsonNode port = container.path(probe).path(way).path("port");
                    number(port, here).ifPresent(probed::add);
                }
            }
        }
        named.remove("");
        return new PodPorts(declared, named, probed);
    }

    /** Whether a container has a UDP port. */
    static boolean anyUdp(PodTemplate pod) {
        return pod.allContainers().stream()
                .flatMap(container -> container.path("ports").valueStream())
                .anyMatch(port -> port.path("protocol").asString("").equals("UDP"));
    }

    /** What the proxy is told: declared and probed ports, sorted as text. */
    String inbound() {
        return Stream.concat(declared.stream(), probed.stream())
                .map(String::valueOf)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** A list of ports, ranges and names of this pod's ports, as numbers; empty if an entry is none of these. */
    Optional<String> resolve(String list) {
        List<String> resolved = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String name = entry.strip();
            Integer number = named.get(name);
            if (number != null) {
                resolved.add(number.toString());
            } else if (!name.isEmpty()) {
                try {
                    PortRange.parseList(name).forEach(range -> resolved.add(range.toString()));
                } catch (IllegalArgumentException neither) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(String.join(",", resolved));
    }

    private static Optional<Integer> number(JsonNode port, Map<String, Integer> named) {
        if (port.isIntegralNumber()) {
            return Optional.of(port.asInt(0)).filter(number -> number >= 1 && number <= 65535);
        }
        return Optional.ofNullable(named.get(port.asString("")));
    }
}
