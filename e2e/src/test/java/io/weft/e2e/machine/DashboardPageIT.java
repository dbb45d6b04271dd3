package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as people see it, in Chromium, before the demo's mesh. Pictures of every page stay in {@code target/dashboard}. */
@Tag(Machine.ALONE)
class DashboardPageIT {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMinutes(8);

    /** What the demo has not: splits, one of which is overridden, Servers, and whom they let in. */
    private static final String MORE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web-next}
            spec: {selector: {app: web}, ports: [{port: 8080}]}
            ---
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata: {namespace: shop, name: web-canary}
            spec: {service: web, backends: [{service: web, weight: 75}, {service: web-next, weight: 25}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {namespace: shop, name: storefront}
            spec:
              parentRefs: [{kind: Service, group: "", name: web, port: 8080}]
              rules: [{backendRefs: [{name: web, port: 8080}, {name: web-next, port: 8080}]}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: catalog-next}
            spec: {selector: {app: catalog}, ports: [{port: 9000}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: GRPCRoute
            metadata: {namespace: shop, name: stock}
            spec:
              parentRefs: [{kind: Service, group: "", name: catalog, port: 9000}]
              rules: [{backendRefs: [{name: catalog, port: 9000, weight: 4}, {name: catalog-next, port: 9000}]}]
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: votes}
            spec: {podSelector: {matchLabels: {app: votes}}, port: 9000}
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {namespace: shop, name: voters}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: votes}
              requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {namespace: shop, name: catalog}
            spec: {podSelector: {matchLabels: {app: catalog}}, port: 9000, accessPolicy: audit}
            """;

    /** What is looked for, and how: {@code viz-service/dashboard/browser/look.mjs}; at last viz-service is killed. */
    @Test
    void everyPageShowsTheDemoLiveAndIsFitForKeyboardsDarkNarrowScreensAndReaders(@TempDir Path folder)
            throws IOException {
        Machine.assumeFit();
        Chromium.assumeInstalled();
        Path errors = folder.resolve("stderr");
        String mesh = Files.createDirectory(folder.resolve("mesh")).toString();
        try (Command demo = Command.start(Machine.linkerd("demo", "-o", "json", "--dir", mesh), errors)) {
            Patience.until(
                    START,
                    () -> address(errors).isPresent() || !demo.isAlive(),
                    () -> "the demo tells no address; it printed:\n" + demo.output());
            Files.move(Files.writeString(folder.resolve("more.yaml"), MORE), Path.of(mesh, "manifests", "more.yaml"));

            ProcessBuilder looking =
                    Chromium.running("look.mjs", address(errors).orElseThrow());
            looking.environment().put("ADMIN_TOKEN", Files.readString(Path.of(mesh, "run", "admin-token")));
            try (Command look = Command.start(looking)) {
                Patience.until(LOOK, () -> !look.isAlive(), () -> "still looks; it printed:\n" + look.output());
                assertThat(look.exitCode()).as(look::output).isZero();
            }
            VizRestartIT.killUnderTheEyesOfSomebody(
                    address(errors).orElseThrow(), Path.of(mesh), "memory", "/workloads/shop/deployment/votes", "web");
        }
    }

    private static Optional<String> address(Path errors) {
        String prefix = "dashboard: ";
        try (Stream<String> lines = Files.lines(errors)) {
            return lines.filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
