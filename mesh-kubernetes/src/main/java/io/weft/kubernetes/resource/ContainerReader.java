package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Container.HttpProbe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the containers of a pod. */
final class ContainerReader {
    private static final String ROOT_PATH = "/";

    private ContainerReader() {}

    static Container read(Field container, boolean init) {
        container.object();
        return new Container(
                Names.label(container.get("name")),
                init,
                container.get("ports").items(ContainerReader::port),
                literals(container.get("env")),
                probes(container));
    }

    private static Container.Port port(Field port) {
        port.object();
        return new Container.Port(
                port.get("name").ifPresent().map(Names::port).orElse(""),
                port.get("containerPort").portNumber(),
                port.get("protocol").constantOr(Protocol.TCP, Protocol.values(), Protocol::name),
                port.get("hostPort").ifPresent().map(Field::portNumber));
    }

    /** The last of several variables with one name counts, as in a process's environment. */
    private static Map<String, String> literals(Field env) {
        Map<String, String> literals = new HashMap<>();
        for (Field variable : env.items()) {
            String name = variable.get("name").string();
            if (!variable.get("valueFrom").isPresent()) {
                literals.put(name, variable.get("value").stringOr(""));
            }
        }
        return literals;
    }

    private static List<HttpProbe> probes(Field container) {
        return Stream.of("livenessProbe", "readinessProbe", "startupProbe")
                .map(container::get)
                .flatMap(probe -> httpGet(probe).stream())
                .toList();
    }

    private static Optional<HttpProbe> httpGet(Field probe) {
        return probe.get("httpGet")
                .ifPresent()
                .map(get -> new HttpProbe(get.get("path").stringOr(ROOT_PATH), PortRefReader.read(get.get("port"))));
    }
}
