package io.weft.service.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Network;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class MeshPropertiesTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(PropertiesOnly.class);

    @Test
    void defaultsAreThoseOfOneMachine() {
        application.run(context -> assertThat(context.getBean(MeshProperties.class))
                .isEqualTo(new MeshProperties(
                        "cluster.local",
                        "cluster.local",
                        "linkerd",
                        List.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"))));
    }

    @Test
    void networksAreReadFromTheirText() {
        application
                .withPropertyValues("mesh.cluster-networks=10.0.0.0/8,fd00::/8")
                .run(context -> assertThat(context.getBean(MeshProperties.class).networks())
                        .extracting(Network::prefixLength)
                        .containsExactly(8, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "mesh.trust-domain, Cluster.Local",
        "mesh.trust-domain, cluster.local.",
        "mesh.trust-domain, ''",
        "mesh.cluster-domain, a b",
        "mesh.control-plane-namespace, kube.system",
        "mesh.control-plane-namespace, -linkerd",
        "mesh.cluster-networks, 10.0.0.0/33",
        "mesh.cluster-networks, everywhere",
        "mesh.cluster-networks, ''",
    })
    void badValueIsReportedWithPropertyValueAndRemedy(String property, String value) {
        application.withPropertyValues(property + "=" + value).run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
            FailureAnalysis report = Objects.requireNonNull(new InvalidSettingFailureAnalyzer().analyze(failure));
            assertThat(report.getDescription()).contains(property, "'" + value + "'", "MESH_");
            assertThat(report.getAction()).startsWith("Give ");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mesh.cluster-network=10.0.0.0/8", "mesh.trustdomian=a.b", "mesh.fed.kind=folder", "mesh.x[0]=1"
            })
    void nameThatNoServiceHasIsReportedWithPropertyValueAndRemedy(String setting) {
        String[] parts = setting.split("=", 2);
        application.withPropertyValues(setting).run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
            FailureAnalysis report = Objects.requireNonNull(new InvalidSettingFailureAnalyzer().analyze(failure));
            assertThat(report.getDescription()).contains(parts[0], "'" + parts[1] + "'");
            assertThat(report.getAction())
                    .startsWith("There is no such setting.")
                    .contains("cluster-domain, cluster-networks, control-plane-namespace, trust-domain");
        });
    }

    @Test
    void everyServicesOwnSettingsAndEverySpellingAreLetBe() {
        application
                .withPropertyValues(
                        "mesh.identity.directory=/k",
                        "mesh.viz.retention=1m",
                        "mesh.feed.kind=folder",
                        "mesh.trustDomain=a.b",
                        "mesh.cluster-networks[0]=10.0.0.0/8",
                        "meshes.x=1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @Import(SettingNames.class)
    @EnableConfigurationProperties(MeshProperties.class)
    static class PropertiesOnly {}
}
