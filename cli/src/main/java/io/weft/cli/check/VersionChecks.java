package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import java.util.List;

/**
 * Whether all parts are of the same release. Nobody is asked over the network: the newest release is the expected one.
 *
 * @see "cli, 4: linkerd-version, control-plane-version; brief-vs-linkerd, 1.12"
 */
final class VersionChecks {
    private final ClusterMesh mesh;
    private final Releases releases;

    /**
     * What is compared.
     *
     * @param cli of this command
     * @param expected what everything should be
     */
    record Releases(String cli, String expected) {}

    VersionChecks(ClusterMesh mesh, Releases releases) {
        this.mesh = mesh;
        this.releases = releases;
    }

    CheckGroup cli() {
        return new CheckGroup(
                "linkerd-version",
                List.of(new Check(
                        "cli is up-to-date",
                        "l5d-version-cli",
                        Weight.WARNING,
                        () -> differing("this command", releases.cli(), releases.expected()))));
    }

    CheckGroup controlPlane() {
        return new CheckGroup(
                "control-plane-version",
                List.of(
                        new Check(
                                        "can retrieve the control plane version",
                                        "l5d-version-control",
                                        Weight.FATAL,
                                        () -> installed().isEmpty()
                                                ? List.of(
                                                        "the values in ConfigMap linkerd-config tell no linkerdVersion")
                                                : List.of())
                                .withRetries(),
                        new Check(
                                "control plane is up-to-date",
                                "l5d-version-control",
                                Weight.WARNING,
                                () -> differing("the control plane", installed(), releases.expected())),
                        new Check(
                                "control plane and cli versions match",
                                "l5d-version-control",
                                Weight.WARNING,
                                () -> differing("the control plane", installed(), releases.cli()))));
    }

    private String installed() {
        return mesh.values().path("linkerdVersion").asString("");
    }

    private static List<String> differing(String what, String is, String shouldBe) {
        return is.equals(shouldBe) ? List.of() : List.of(what + " is " + is + ", not " + shouldBe);
    }
}
