package io.weft.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.ManifestFolder;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** cli, 7: authz. */
class PoliciesCommandTest {
    private final Printed printed = new Printed();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeManifests() throws IOException {
        try (InputStream manifests = Objects.requireNonNull(getClass().getResourceAsStream("policies.yaml"))) {
            Files.copy(manifests, folder.resolve("policies.yaml"));
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new PoliciesCommand(
                        printed.console(),
                        (place, namespace) ->
                                new PolicyRows(new ManifestFolder(folder).read().resources(), namespace)))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/web", "deploy", "po/web-1", "ns/shop"})
    void everyPolicyOfItsServersAndTheirRoutesIsARow(String resource) {
        assertThat(run("-n", "shop", resource)).isZero();

        Golden.check(getClass(), "authz." + resource.replace('/', '-') + ".txt", printed.out());
    }

    @Test
    void clusterIsReadAsTheFolderIs() throws IOException {
        FakeCluster cluster = new FakeCluster().apply(Files.readString(folder.resolve("policies.yaml")));

        new CommandLine(new PoliciesCommand(
                        printed.console(),
                        (place, namespace) -> new PolicyRows(
                                new ClusterPolicies(cluster, printed.console()::note).of(namespace), namespace)))
                .execute("-n", "shop", "deploy/web");

        Golden.check(getClass(), "authz.deploy-web.txt", printed.out());
    }

    @Test
    void policyThatTheMeshCannotReadIsNamed() {
        FakeCluster cluster = new FakeCluster()
                .apply("{apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: odd, namespace: shop}}");

        assertThat(new ClusterPolicies(cluster, printed.console()::note).of("shop"))
                .isEmpty();
        assertThat(printed.err()).startsWith("Server shop/odd cannot be read: ");
    }

    @Test
    void whatNoServerSelectsHasNone() {
        assertThat(run("-n", "shop", "deploy/votes")).isZero();

        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("No policies found.");
    }
}
