package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import io.weft.viz.app.Extension.Answer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tap as an API server reaches it. */
class AggregatedApiTest {
    private static final String ROOT = "/apis/tap.linkerd.io/v1alpha1";
    private static final String WATCH = ROOT + "/watch/namespaces/shop/deployments/web/tap";

    private static Optional<Extension> started = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        started = Optional.of(new Extension(folder, "tap"));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(Extension::close);
    }

    private static Extension tap() {
        return started.orElseThrow();
    }

    @BeforeEach
    void everybodyMay() {
        tap().access(true);
    }

    @Test
    void userWhoMayIsAnsweredAndTheQuestionSaysEverything() throws Exception {
        Answer answer = post(tap().vouchedFor("front-proxy-client"), WATCH, "ann");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).contains("no pods found for deployment shop/web");
        JsonNode asked = tap().lastReview();
        assertThat(asked.path("spec")).isEqualTo(JsonMapper.shared().readTree("""
                {"user": "ann", "uid": "", "groups": ["ops"], "extra": {"team": ["a"]}, "resourceAttributes": {
                  "verb": "watch", "group": "tap.linkerd.io", "version": "v1alpha1", "resource": "deployments",
                  "subresource": "tap", "namespace": "shop", "name": "web"}}"""));
    }

    @Test
    void userWithoutTheRightIs403AndToldWhereItIsGiven() throws Exception {
        tap().access(false);

        Answer answer = post(tap().vouchedFor("front-proxy-client"), WATCH, "ann");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("error").asString())
                .contains("ann may not watch deployments/tap", "docs/kubernetes.md#who-may-tap");
    }

    @Test
    void rightsThatCannotBeFoundOutAre503() throws Exception {
        tap().accessUnknown();

        assertThat(post(tap().vouchedFor("front-proxy-client"), WATCH, "ann").status())
                .isEqualTo(503);
    }

    @Test
    void certificateOfSomebodyElseIs400WhateverItSaysOfUsers() throws Exception {
        assertThat(post(tap().vouchedFor("somebody-else"), WATCH, "ann").status())
                .isEqualTo(400);
        assertThat(post(TestAuthority.create().leaf("front-proxy-client"), WATCH, "ann")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withoutACertificateOrAUserNobodyIsAnswered() throws Exception {
        assertThat(post(Optional.empty(), WATCH, "ann").status()).isEqualTo(401);
        assertThat(post(tap().vouchedFor("front-proxy-client"), WATCH, "").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        ROOT + "/watch/namespaces/shop/deployments/web/tap;a=b",
        ROOT + "/watch/namespaces/shop/deployments/web/tap/",
        ROOT + "/other",
    })
    void pathThatStandsForNobodysTrafficIsNotEvenJudged(String path) throws Exception {
        int before = tap().reviews();

        assertThat(post(tap().vouchedFor("front-proxy-client"), path, "ann").status())
                .isEqualTo(404);
        assertThat(tap().reviews()).isEqualTo(before);
    }

    @Test
    void whatThereIsToAskForIsTold() throws Exception {
        JsonNode groups = tap().get("/apis").json();
        JsonNode resources = tap().get(ROOT).json();

        assertThat(groups.at("/groups/0/preferredVersion/groupVersion").asString())
                .isEqualTo("tap.linkerd.io/v1alpha1");
        assertThat(tap().get("/apis/tap.linkerd.io").json().path("kind").asString())
                .isEqualTo("APIGroup");
        assertThat(resources.path("kind").asString()).isEqualTo("APIResourceList");
        assertThat(resources
                        .path("resources")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .hasSize(20)
                .contains("namespaces", "namespaces/tap", "deployments/tap", "cronjobs");
        assertThat(resources.path("resources").valueStream())
                .allMatch(each -> each.at("/verbs/0").asString().equals("watch"));
    }

    /** What says that it is a document of all groups, and is not, makes the API server call the group stale: no namespace ends. */
    @ParameterizedTest
    @ValueSource(strings = {"/apis", "/apis/tap.linkerd.io", ROOT})
    void discoveryIsNotCalledWhatWasAskedForButWhatItIs(String path) throws Exception {
        assertThat(
                        tap().contentType(
                                        path,
                                        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;profile=nopeer,"
                                                + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"))
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({"/, 200", "/openapi/v2, 200", "/version, 200", "/nothing, 404"})
    void otherPathsAreAnswered(String path, int status) throws Exception {
        assertThat(tap().get(path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/healthz", "/healthz/ping", "/healthz/log"})
    void healthIsOpen(String path) throws Exception {
        assertThat(tap().get(Optional.empty(), path, "ann")).isEqualTo(new Answer(200, "", "ok"));
    }

    private static Answer post(Leaf certificate, String path, String user) throws Exception {
        return post(Optional.of(certificate), path, user);
    }

    private static Answer post(Optional<Leaf> certificate, String path, String user) throws Exception {
        byte[] question = TapByResourceRequest.newBuilder()
                .setTarget(ResourceSelection.newBuilder()
                        .setResource(Resource.newBuilder()
                                .setNamespace("shop")
                                .setType("deployment")
                                .setName("web")))
                .build()
                .toByteArray();
        return tap().post(certificate, path, user, question);
    }
}
