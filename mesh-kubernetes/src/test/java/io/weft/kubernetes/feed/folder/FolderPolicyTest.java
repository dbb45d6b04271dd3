package io.weft.kubernetes.feed.folder;

import static io.weft.kubernetes.feed.folder.Manifests.brokenServer;
import static io.weft.kubernetes.feed.folder.Manifests.join;
import static io.weft.kubernetes.feed.folder.Manifests.pod;
import static io.weft.kubernetes.feed.folder.Manifests.policy;
import static io.weft.kubernetes.feed.folder.Manifests.refusedServer;
import static io.weft.kubernetes.feed.folder.Manifests.server;
import static io.weft.kubernetes.feed.folder.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.FolderView.Contents;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Server;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that cannot be read: its last good version stays, or its namespace denies. */
class FolderPolicyTest {
    private static final String SHOP_DENIES = "PolicyQuarantine shop/unreadable-policy";
    private static final String ALL_DENY = "PolicyQuarantine /unreadable-policy";

    private final FolderFixture feed = new FolderFixture();
    private final FakeFolder folder = feed.folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUnreadablePolicyKeepsItsLastGoodVersion(boolean parses) {
        folder.write("a.yaml", server("shop", "web", "audit"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", parses ? refusedServer("shop", "web") : brokenServer("shop", "web"));
        feed.settle();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.AUDIT);
        assertThat(feed.refused())
                .singleElement()
                .asString()
                .endsWith(
                        "; until it can be read, the last good version of Server shop/web stays; if there is none, what"
                                + " is in namespace shop is denied");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutALastGoodVersionItsNamespaceDenies(boolean parses) {
        folder.write("a.yaml", parses ? refusedServer("shop", "web") : brokenServer("shop", "web"));
        feed.settle();

        assertThat(feed.standing()).containsExactly(SHOP_DENIES);
        assertThat(feed.recorder.all(PolicyQuarantine.class))
                .containsExactly(new PolicyQuarantine(Optional.of("shop")));
    }

    @Test
    void whereNoNamespaceIsLegibleEveryNamespaceDenies() {
        folder.write("a.yaml", "apiVersion: policy.linkerd.io/v1beta3\nkind: {Server\n");
        feed.settle();

        assertThat(feed.standing()).containsExactly(ALL_DENY);
        assertThat(feed.refused())
                .singleElement()
                .asString()
                .endsWith("; until it can be read, every namespace denies");
    }

    @Test
    void aPolicyThatCanBeReadAgainLiftsTheQuarantineAfterItStands() {
        folder.write("a.yaml", brokenServer("shop", "web"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", server("shop", "web"));
        feed.settle();

        assertThat(feed.recorder.drain()).containsExactly("apply Server shop/web", "delete " + SHOP_DENIES);
        assertThat(feed.refused()).isEmpty();
    }

    @Test
    void theFileGoesAndItsQuarantineWithIt() {
        folder.write("a.yaml", brokenServer("shop", "web"));
        feed.settle();
        folder.delete("a.yaml");
        feed.pass(499);
        assertThat(feed.standing()).containsExactly(SHOP_DENIES);

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
    }

    @Test
    void oneOfTwoUnreadablePoliciesMendedLeavesTheNamespaceDenied() {
        folder.write("a.yaml", brokenServer("shop", "a"));
        folder.write("b.yaml", brokenServer("shop", "b"));
        feed.settle();
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();

        assertThat(feed.standing()).containsExactly(SHOP_DENIES, "Server shop/a");
    }

    @Test
    void breakingTwiceKeepsTheSameVersion() {
        folder.write("a.yaml", server("shop", "web", "audit"));
        feed.settle();
        folder.write("a.yaml", brokenServer("shop", "web"));
        feed.settle();
        folder.write("a.yaml", refusedServer("shop", "web"));
        feed.settle();

        assertThat(feed.standing()).containsExactly("Server shop/web");
    }

    @Test
    void aPolicyRenamedAndBrokenAtOnceMayBeTheOneBeforeMisspelt() {
        folder.write("a.yaml", server("shop", "web", "audit"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", brokenServer("shop", "other"));
        feed.settle();

        assertThat(feed.recorder.drain()).containsExactly("apply " + SHOP_DENIES);

        folder.write("a.yaml", server("shop", "other"));
        feed.settle().forget();
        assertThat(feed.standing()).containsExactly("Server shop/other");
    }

    @Test
    void aPolicyCutAnywhereIsNotLetGo() {
        String whole = server("shop-front", "web-server");
        for (int end = 1; end < whole.indexOf("accessPolicy"); end++) {
            FolderFixture each = new FolderFixture();
            each.folder.write("a.yaml", whole);
            each.settle();
            each.folder.write("a.yaml", whole.substring(0, end) + "\n\t: {[");
            each.settle().forget();

            assertThat(each.standing()).as(whole.substring(0, end)).contains("Server shop-front/web-server");
        }
    }

    @Test
    void anIllegiblePolicyAtTheSamePlaceIsTheSamePolicy() {
        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b")));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", join(server("shop", "a"), "%%% policy.linkerd.io\n"));
        feed.settle();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.standing()).containsExactly("Server shop/a", "Server shop/b");
    }

    @Test
    void whereItIsUnclearWhichPolicyBrokeNothingIsLetGoAndTheNamespaceDenies() {
        folder.write("a.yaml", join(server("shop", "a"), policy("shop", "p")));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", "%%% policy.linkerd.io\nmetadata: {namespace: shop}\n");
        feed.settle();

        assertThat(feed.recorder.drain()).containsExactly("apply " + SHOP_DENIES);
        assertThat(feed.standing()).containsExactly(SHOP_DENIES, "Server shop/a", "AuthorizationPolicy shop/p");

        folder.write("a.yaml", server("shop", "a"));
        feed.settle().forget();
        assertThat(feed.standing()).containsExactly("Server shop/a");
    }

    @Test
    void aPlaceTakenOverByAnotherDocumentIsNoProof() {
        folder.write("a.yaml", join(server("shop", "a"), policy("shop", "p")));
        feed.settle();
        folder.write("a.yaml", join("%%% policy.linkerd.io\n", server("shop", "a")));
        feed.settle();

        assertThat(feed.standing()).containsExactly(ALL_DENY, "Server shop/a", "AuthorizationPolicy shop/p");
    }

    @Test
    void aGoodVersionInAnotherFileIsBetterThanTheLastGoodOne() {
        folder.write("b.yaml", server("shop", "web", "audit"));
        feed.settle();
        folder.write("a.yaml", brokenServer("shop", "web"));
        folder.write("b.yaml", server("shop", "web", "deny"));
        feed.settle();
        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.DENY);

        folder.delete("b.yaml"); // what stood last stays, for a.yaml cannot say what it wants
        feed.forget();
        assertThat(feed.standing()).containsExactly("Server shop/web");
    }

    @Test
    void aBrokenMoveToAnotherFileKeepsThePolicy() {
        folder.write("a.yaml", server("shop", "web", "audit"));
        feed.settle();
        folder.delete("a.yaml");
        folder.write("b.yaml", brokenServer("shop", "web"));
        feed.forget();

        assertThat(feed.standing()).containsExactly("Server shop/web");
    }

    @Test
    void somethingElseUnreadableIsReportedAndDisturbsNothing() {
        folder.write(
                "a.yaml",
                join(service("shop", "web", "clusterIP: None"), pod("shop", "web-1", "web", "10.42.0.1", true)));
        feed.settle();
        feed.recorder.drain();
        folder.write(
                "a.yaml",
                join(service("shop", "web", "clusterIP: Nine"), pod("shop", "web-1", "web", "10.42.0.1", true)));
        folder.write("b.yaml", "kind: [\n");
        feed.settle();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.standing()).containsExactly("Service shop/web", "Pod shop/web-1");
        assertThat(feed.refused())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo(
                        "a.yaml:4: spec.clusterIP is 'Nine': an IPv4 or IPv6 address is allowed; the last good version"
                                + " of Service shop/web stays, if there is one");
    }

    @Test
    void aFileOthersCanWriteIsNotBelievedButWhatItGuardsStaysGuarded() {
        folder.put("a.yaml", untrusted(join(server("shop", "web", "all-unauthenticated"), policy("bank", "p"))));
        feed.settle();
        assertThat(feed.standing()).containsExactly("PolicyQuarantine bank/unreadable-policy", SHOP_DENIES);

        folder.write("a.yaml", server("shop", "web", "deny"));
        feed.settle();
        folder.put("a.yaml", untrusted(server("shop", "web", "all-unauthenticated")));
        feed.settle();
        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.DENY);
        assertThat(feed.refused()).singleElement().asString().startsWith("a.yaml:1: writable by others; until");
    }

    @Test
    void aFileTooLargeDeniesOnlyWhereItDeclaresAPolicy() {
        String crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n# policy.linkerd.io\n";
        folder.put("a.yaml", new Contents.TooLarge(crd.getBytes(StandardCharsets.UTF_8), true, "too large"));
        feed.settle();
        assertThat(feed.standing()).isEmpty();

        folder.put(
                "a.yaml",
                new Contents.TooLarge(
                        join(crd, server("shop", "web")).getBytes(StandardCharsets.UTF_8), true, "too large"));
        feed.settle();
        assertThat(feed.standing()).containsExactly(SHOP_DENIES);
        assertThat(feed.refused()).hasSize(2).allMatch(refused -> refused.contains("too large"));
    }

    @Test
    void aFileTooLargeToBeSeenWholeLetsNothingGo() {
        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b")));
        feed.settle();
        feed.recorder.drain();
        folder.put(
                "a.yaml",
                new Contents.TooLarge(server("shop", "a").getBytes(StandardCharsets.UTF_8), false, "too large"));
        feed.settle().forget();

        assertThat(feed.recorder.drain()).isEmpty();
    }

    @Test
    void duplicateKeysAreAnError() {
        folder.write("a.yaml", server("shop", "web") + "  port: 81\n");
        feed.settle();

        assertThat(feed.standing()).containsExactly(SHOP_DENIES);
        assertThat(feed.refused())
                .singleElement()
                .asString()
                .startsWith("a.yaml:10: spec.port: the key is written twice");
    }

    @Test
    void everyItemOfAListIsADocumentOfItsOwn() {
        folder.write("a.yaml", """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: policy.linkerd.io/v1beta3
                  kind: Server
                  metadata: {namespace: shop, name: good}
                  spec: {podSelector: {}, port: 80}
                - apiVersion: policy.linkerd.io/v1beta3
                  kind: Server
                  metadata: {namespace: shop, name: bad}
                  spec: {podSelector: {}, port: 0}
                """);
        feed.settle();

        assertThat(feed.standing()).containsExactly(SHOP_DENIES, "Server shop/good");
        assertThat(feed.state().refused())
                .extracting(refused -> refused.line() + " " + refused.field())
                .containsExactly("8 items[1].spec.port");
    }

    @Test
    void aPolicyThatLostItsSeparatorIsNotLetGoAndTheNamespaceDenies() {
        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b")));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", server("shop", "a") + server("shop", "b"));
        feed.settle().forget();

        assertThat(feed.recorder.drain())
                .containsExactly("apply PolicyQuarantine default/unreadable-policy", "apply " + SHOP_DENIES);
        assertThat(feed.standing()).contains("Server shop/a", "Server shop/b");
    }

    @Test
    void aNewPolicyAppendedWithoutASeparatorDeniesItsNamespace() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        folder.write("a.yaml", server("shop", "a") + server("bank", "b"));
        feed.settle();

        assertThat(feed.standing())
                .containsExactly(
                        "PolicyQuarantine bank/unreadable-policy",
                        "PolicyQuarantine default/unreadable-policy",
                        SHOP_DENIES,
                        "Server shop/a");
    }

    @Test
    void twoJsonObjectsInOneDocumentAreSeveral() {
        String one = "{\"apiVersion\": \"policy.linkerd.io/v1beta3\", \"kind\": \"Server\", \"metadata\":"
                + " {\"namespace\": \"%s\", \"name\": \"web\"}, \"spec\": {\"podSelector\": {}, \"port\": 80}}\n";
        folder.write("a.json", join(one.formatted("shop"), one.formatted("bank")));
        feed.settle();
        assertThat(feed.standing()).containsExactly("Server bank/web", "Server shop/web");

        folder.write("a.json", one.formatted("shop") + one.formatted("bank"));
        feed.settle().forget();
        assertThat(feed.standing())
                .containsExactly(
                        "PolicyQuarantine bank/unreadable-policy",
                        "PolicyQuarantine default/unreadable-policy",
                        SHOP_DENIES,
                        "Server bank/web",
                        "Server shop/web");
    }

    @Test
    void anIllegibleDocumentInThePlaceOfSomethingElseIsNotThat() {
        folder.write("a.yaml", join(service("shop", "web", "clusterIP: None"), server("shop", "a")));
        feed.settle();
        folder.write("a.yaml", join("%%% policy.linkerd.io\n", service("shop", "web", "clusterIP: None")));
        feed.settle().forget();

        assertThat(feed.standing()).containsExactly(ALL_DENY, "Server shop/a", "Service shop/web");
    }

    @Test
    void breakingTheOneOfTwoWithANameThatCountsDoesNotHandTheNameToTheOther() {
        folder.write("a.yaml", server("shop", "web", "deny"));
        folder.write("b.yaml", server("shop", "web", "all-unauthenticated"));
        feed.settle();
        folder.write("a.yaml", brokenServer("shop", "web"));
        feed.settle().forget();

        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.DENY);
        assertThat(feed.refused())
                .contains("b.yaml:1: Server shop/web is written in a.yaml:9 already, which counts although it cannot be"
                        + " read now; remove one of the two");

        folder.delete("a.yaml");
        feed.forget();
        assertThat(feed.recorder.find(Server.class, "shop", "web").orElseThrow().accessPolicy())
                .isEqualTo(AccessPolicy.ALL_UNAUTHENTICATED);
        assertThat(feed.refused()).isEmpty();
    }

    @Test
    void bothOfTwoWithOneNameMayBreakInTheLookInWhichTheFolderVanishes() {
        folder.write("a.yaml", server("shop", "web", "deny"));
        folder.write("b.yaml", server("shop", "web", "audit"));
        feed.settle();
        folder.write("a.yaml", brokenServer("shop", "web"));
        folder.write("b.yaml", brokenServer("shop", "web"));
        feed.pass(0);
        folder.duringNextRead(() -> folder.duringNextRead(() -> folder.goAway("gone")));
        feed.pass(200);

        assertThat(feed.state().away()).contains("gone");
        assertThat(feed.refused()).hasSize(2);
        assertThat(feed.standing()).containsExactly("Server shop/web");
    }

    @Test
    void aPolicyWhoseGroupIsMisspeltStaysAndIsReported() {
        folder.write("a.yaml", server("shop", "web", "deny"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", server("shop", "web", "audit").replace("linkerd.io", "linkerd.oi"));
        feed.settle().forget();

        assertThat(feed.recorder.drain()).isEmpty();
        assertThat(feed.refused())
                .containsExactly(
                        "a.yaml:1: policy.linkerd.oi/v1beta3 Server is no kind the mesh uses, but this file held"
                                + " Server shop/web, which stays: write policy.linkerd.io, or remove the document");

        folder.write("a.yaml", server("shop", "web", "audit").replace("policy.linkerd.io/", ""));
        feed.settle().forget();
        assertThat(feed.recorder.drain()).as("breaking it twice").isEmpty();
    }

    @Test
    void aPolicyThatMovesToAnotherFileALittleLaterIsNeverGone() {
        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b")));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", server("shop", "a"));
        feed.pass(100);
        folder.write("b.yaml", server("shop", "b"));
        feed.settle().forget();

        assertThat(feed.recorder.drain()).isEmpty();
    }

    @Test
    void aFileEmptiedBeforeItIsWrittenLetsNothingSlip() {
        folder.write("a.yaml", join(server("shop", "a"), "%%% policy.linkerd.io\nmetadata: {namespace: shop}\n"));
        feed.settle();
        feed.recorder.drain();
        folder.write("a.yaml", "");
        feed.pass(499);
        assertThat(feed.recorder.drain()).isEmpty();

        folder.write("a.yaml", join(server("shop", "a"), server("shop", "b")));
        feed.settle();
        assertThat(feed.standing()).contains("Server shop/a", "Server shop/b");
        assertThat(feed.recorder.drain()).doesNotContain("delete Server shop/a");
    }

    @Test
    void whatLeftAFileThatStaysIsGoneAfterFiveHundredMilliseconds() {
        folder.write("a.yaml", join(server("shop", "a"), "%%% policy.linkerd.io\nmetadata: {namespace: shop}\n"));
        feed.settle();
        folder.write("a.yaml", "");
        feed.settle().pass(499);
        assertThat(feed.standing()).containsExactly(SHOP_DENIES, "Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
        assertThat(feed.core().nextDueNanos(feed.nowNanos())).isEmpty();
    }

    @Test
    void whileTheFolderIsAwayWhatLeftAFileWaits() {
        folder.write("a.yaml", server("shop", "a"));
        feed.settle();
        folder.write("a.yaml", "");
        feed.settle();
        folder.goAway("gone");
        feed.pass(60_000);
        folder.comeBack();
        feed.pass(499);
        assertThat(feed.standing()).containsExactly("Server shop/a");

        feed.pass(1);
        assertThat(feed.standing()).isEmpty();
    }

    private static Contents untrusted(String text) {
        return new Contents.Untrusted(text.getBytes(StandardCharsets.UTF_8), "writable by others");
    }
}
