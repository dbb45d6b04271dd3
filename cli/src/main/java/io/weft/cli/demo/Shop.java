package io.weft.cli.demo;

import io.weft.cli.machine.HttpProbe;
import io.weft.cli.machine.Program;
import io.weft.cli.machine.User;
import io.weft.cli.machine.WorkloadSpec;
import io.weft.core.WorkloadIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The example's workloads, and who must be seen talking to whom.
 *
 * @param controlPlaneNamespace part of every identity
 */
record Shop(String controlPlaneNamespace) {
    static final String NAMESPACE = "shop";
    static final int GENERATOR_PORT = 8090;
    static final int GRPC = 9000;

    private static final String TRUST_DOMAIN = "cluster.local";
    private static final String PROGRAM = "examples";
    private static final User NOBODY = new User(65534, 65534);
    private static final int HTTP = 8080;

    /** Those that answer, with a Service each. */
    List<WorkloadSpec> servers() {
        return List.of(
                meshed("catalog", GRPC),
                meshed("votes", GRPC),
                meshed("web", HTTP, "--catalog", "catalog:" + GRPC, "--votes", "votes:" + GRPC)
                        .withReadiness(new HttpProbe("/healthz", HTTP)));
    }

    /** The traffic: in the mesh and from outside of it. */
    List<WorkloadSpec> generators() {
        String web = "http://web:" + HTTP;
        return List.of(generator("load", web), generator("caller", web).withInjected(false));
    }

    /** Each must be seen, with requests. The way from web to votes carries a gRPC stream beside its unary calls. */
    List<ExpectedEdge> edges() {
        return List.of(
                secured("load", "web"),
                secured("web", "catalog"),
                secured("web", "votes"),
                ExpectedEdge.plaintext(name("caller"), name("web")));
    }

    /** What each meshed workload must prove. */
    Map<String, String> identities() {
        return Map.of(
                name("load"), identity("load"),
                name("web"), identity("web"),
                name("catalog"), identity("catalog"),
                name("votes"), identity("votes"));
    }

    private ExpectedEdge secured(String client, String server) {
        return ExpectedEdge.secured(name(client), name(server), identity(client), identity(server));
    }

    private String identity(String account) {
        return WorkloadIdentity.of(account, NAMESPACE, controlPlaneNamespace, TRUST_DOMAIN)
                .name();
    }

    private static String name(String workload) {
        return NAMESPACE + "/" + workload;
    }

    private static WorkloadSpec generator(String name, String target) {
        return workload(name, GENERATOR_PORT, "--target", target)
                .withReadiness(new HttpProbe("/healthz", GENERATOR_PORT));
    }

    private static WorkloadSpec meshed(String name, int port, String... options) {
        return workload(name, port, options).withService(name);
    }

    private static WorkloadSpec workload(String name, int port, String... options) {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(List.of(options));
        Program program = new Program.Dist(PROGRAM, arguments, NOBODY, Map.of(), List.of());
        return WorkloadSpec.of(NAMESPACE, name, name, List.of(port), program);
    }
}
