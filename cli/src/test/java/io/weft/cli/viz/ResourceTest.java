package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @ParameterizedTest
    @CsvSource({
        "'',                       POD",
        "deploy,                   DEPLOYMENT",
        "deployments,              DEPLOYMENT",
        "deployment web,           DEPLOYMENT/web",
        "deploy web catalog,       DEPLOYMENT/web DEPLOYMENT/catalog",
        "po/web-1,                 POD/web-1",
        "po/web-1 deploy/web,      DEPLOYMENT/web POD/web-1",
        "srv/a sts/b ap/c,         AUTHORIZATIONPOLICY/c SERVER/a STATEFULSET/b",
        "authorizationpolicies,    AUTHORIZATIONPOLICY",
        "serverauthorizations,     SERVERAUTHORIZATION",
        "httproutes,               HTTPROUTE",
        "replicationcontrollers,   REPLICATIONCONTROLLER",
        "all,                      CRONJOB DAEMONSET DEPLOYMENT JOB POD REPLICASET REPLICATIONCONTROLLER SERVICE STATEFULSET",
    })
    void formsOfTheSheetAreUnderstood(String arguments, String expected) {
        List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));

        assertThat(Resource.parse(words, ResourceKind.POD).stream()
                        .map(each -> each.kind() + (each.name().isEmpty() ? "" : "/" + each.name()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void onlyWhoAsksForServicesGetsThem() {
        assertThat(Resource.singleOrService(List.of("svc/web"))).isEqualTo(new Resource(ResourceKind.SERVICE, "web"));
        assertThatThrownBy(() -> Resource.single(List.of("svc/web"))).hasMessageContaining("a Service has no pods");
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv/web", "httproute", "ap/guests", "au/web"})
    void whatSendsOrIsSentToIsNoPolicyAndNoAuthority(String argument) {
        assertThatThrownBy(() -> Resource.one(argument)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resource.singleOrService(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"planet", "deploy/", "deploy/a/b", "all deploy", "deploy/web po"})
    void othersAreRefused(String arguments) {
        assertThatThrownBy(() -> Resource.parse(List.of(arguments.split(" ", -1)), ResourceKind.POD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
