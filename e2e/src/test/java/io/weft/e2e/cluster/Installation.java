package io.weft.e2e.cluster;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a mesh comes into a cluster, and goes. */
enum Installation {
    COMMANDS {
        @Override
        void install(SharedMesh mesh) {
            mesh.apply(mesh.linkerd("install", "--crds").out());
            mesh.apply(mesh.linkerd("install").out());
        }

        @Override
        void uninstall(SharedMesh mesh) {
            mesh.delete(mesh.linkerd("uninstall").out());
        }
    },

    /** With an ingress of its own. */
    INGRESS {
        @Override
        void install(SharedMesh mesh) {
            mesh.apply(mesh.linkerd("install", "--crds").out());
            mesh.apply(mesh.linkerd("install", "--set", "ingress.enabled=true").out());
        }

        @Override
        void uninstall(SharedMesh mesh) {
            mesh.delete(mesh.linkerd("uninstall").out());
        }
    },

    /** Three of everything; on a cluster that need not have three nodes. Brings its definitions by itself. */
    HIGHLY_AVAILABLE {
        @Override
        void install(SharedMesh mesh) {
            mesh.apply(mesh.linkerd("install", "--ha", "--set", "enablePodAntiAffinity=false")
                    .out());
        }

        @Override
        void uninstall(SharedMesh mesh) {
            mesh.delete(mesh.linkerd("uninstall").out());
        }
    },

    /** By Helm itself, as in {@code helm/README.md}: with the issuer's PEMs, and nothing else. */
    HELM {
        @Override
        void install(SharedMesh mesh) {
            TestIssuer issuer = TestAuthority.create().issuerP256();
            try {
                Path folder = Files.createTempDirectory("weft-e2e-helm");
                Path certificate = Pem.write(folder.resolve("issuer.crt"), Pem.of(issuer.chain()));
                Path key = Pem.writePrivate(folder.resolve("issuer.key"), Pem.of(issuer.key()));
                helm("linkerd-crds", "linkerd-crds").createNamespace().call();
                helm("linkerd-control-plane", "linkerd")
                        .setFile("identity.issuer.tls.crtPEM", certificate)
                        .setFile("identity.issuer.tls.keyPEM", key)
                        .call();
                for (Path each : List.of(certificate, key, folder)) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void uninstall(SharedMesh mesh) {
            for (String release : List.of("linkerd", "linkerd-crds")) {
                String said = Helm.uninstall(release)
                        .withNamespace(SharedMesh.CONTROL_PLANE)
                        .withKubeConfig(kubeconfig())
                        .call();
                System.out.println(said);
            }
            mesh.client.namespaces().withName(SharedMesh.CONTROL_PLANE).delete();
        }
    };

    /** Applies everything, and waits for nothing. */
    abstract void install(SharedMesh mesh);

    /** Asks for everything to be deleted, and waits for nothing. */
    abstract void uninstall(SharedMesh mesh);

    private static InstallCommand helm(String chart, String release) {
        Path charts = Path.of(System.getProperty("weft.dist", "../dist")).resolveSibling("helm");
        return new Helm(charts.resolve(chart))
                .install()
                .withName(release)
                .withNamespace(SharedMesh.CONTROL_PLANE)
                .withKubeConfig(kubeconfig());
    }

    private static Path kubeconfig() {
        return Path.of(System.getenv("KUBECONFIG"));
    }
}
