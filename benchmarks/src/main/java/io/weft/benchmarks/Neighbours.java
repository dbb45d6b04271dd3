package io.weft.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Starts the pairs of a protocol that are no mesh, all between the same two workloads. One thread.
 *
 * @param server where the application is, at this port
 */
record Neighbours(Work work, Namespace client, Namespace server, int application) {
    Pair direct(Protocol protocol) {
        String origin = protocol.scheme() + "://" + server.address() + ":" + application;
        return new Pair(Mesh.DIRECT, protocol, client, origin, List.of(), List.of(), OptionalDouble.empty());
    }

    Pair pair(Mesh mesh, Protocol protocol, Sides sides) {
        String name = mesh.key() + "-" + protocol.text();
        Process near = start(name + "-client", client, sides.client(work, server.address()));
        Process far = start(name + "-server", server, sides.server(work, server.address(), application));
        Answers.await(client, sides.origin() + protocol.question());
        return new Pair(mesh, protocol, client, sides.origin(), family(near), family(far), OptionalDouble.empty());
    }

    private Process start(String name, Namespace namespace, List<String> command) {
        return work.start(name, namespace.entering(command));
    }

    /** A process with its children: nginx has a master and a worker. */
    private static List<Long> family(Process process) {
        List<Long> family = new ArrayList<>(List.of(process.pid()));
        process.descendants().map(ProcessHandle::pid).forEach(family::add);
        return family;
    }
}
