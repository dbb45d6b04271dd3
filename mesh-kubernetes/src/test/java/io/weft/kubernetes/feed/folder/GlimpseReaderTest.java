package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unreadable document still tells, and that doubt denies. */
class GlimpseReaderTest {
    private static final String HEAD = "apiVersion: policy.linkerd.io/v1beta3\nkind: Server\n";

    @Test
    void aUsualDocumentTellsItsName() {
        Glimpse glimpse = GlimpseReader.ofText(HEAD + "metadata:\n  name: web\n  namespace: shop\nspec: {\n");

        assertThat(glimpse.policy()).isTrue();
        assertThat(glimpse.id()).contains(new ResourceId(ResourceKind.SERVER, "shop", "web"));
        assertThat(glimpse.quarantines()).containsExactly(new PolicyQuarantine(Optional.of("shop")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: web, namespace: shop}\nspec: {\n",
                "metadata:\n  namespace: 'shop' # words\n",
                "metadata:\n  \"namespace\": \"shop\"\nspec:\n  identityRefs:\n  - namespace: bank\n",
                "\"metadata\": {\n  \"namespace\": \"shop\"\n},\n\"namespace\": \"bank\"\n",
                "# namespace: bank\nmetadata:\n\n  namespace: shop\n",
                "metadata:\n  annotations:\n    a.b/namespace: bank\n    my-namespace: bank\n  namespace: shop\n"
            })
    void theNamespaceIsThatOfTheMetadata(String rest) {
        assertThat(GlimpseReader.ofText(HEAD + rest).namespaces()).containsExactly("shop");
    }

    @Test
    void twoNamespacesBothDenyAndTheNameIsNotLegible() {
        Glimpse glimpse = GlimpseReader.ofText(HEAD + "metadata:\n  name: web\n  namespace: shop\n  namespace: bank\n");

        assertThat(glimpse.namespaces()).containsExactlyInAnyOrder("shop", "bank");
        assertThat(glimpse.id()).isEmpty();
    }

    @Test
    void aNamespaceNamedElsewhereDeniesWithTheDefaultOne() {
        assertThat(GlimpseReader.ofText(HEAD + "metadata:\nname: web\nnamespace: shop\n")
                        .namespaces())
                .containsExactlyInAnyOrder("shop", "default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: web\n",
                "metadata:\n  namespace: Shop\n",
                "metadata:\n  namespace: a.b\n",
                "metadata:\n  namespace: -a\n",
                "metadata:\n  # namespace: shop\n",
                "metadata:\n  namespace: My_App\nspec:\n  targetRef: {namespace: bank}\n",
                "metadata:\n  namespace:\n    shop\nspec:\n  identityRefs:\n  - namespace: bank\n",
                "metadata: {name: web}\nmetadata: {namespace: My_App}\n",
                "metadata:\n  namespace: &x shop\n"
            })
    void whereNoneIsLegibleEveryNamespaceDenies(String rest) {
        assertThat(GlimpseReader.ofText(HEAD + rest).quarantines())
                .containsExactly(new PolicyQuarantine(Optional.empty()));
    }

    @Test
    void whatMentionsNoPolicyDeniesNothing() {
        Glimpse glimpse =
                GlimpseReader.ofText("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n{");

        assertThat(glimpse.quarantines()).isEmpty();
        assertThat(glimpse.id()).contains(new ResourceId(ResourceKind.SERVICE, "shop", "web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Pod\n", // twice
                "x: [1\n  kind: Sever\n" // not of the document's own level
            })
    void theKindMustBeTheDocumentsOwnAndTheOnlyOne(String rest) {
        Optional<ResourceId> id = GlimpseReader.ofText(HEAD + "metadata: {name: web, namespace: shop}\n" + rest)
                .id();

        assertThat(id.isPresent()).isEqualTo(rest.startsWith("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: a, namespace: shop}\n" + HEAD + "metadata: {name: b, namespace: bank}\n",
                "metadata: {name: a, namespace: shop}\nspec: {}\n  metadata: {name: b, namespace: bank}\n",
                "metadata: {name: a, namespace: shop}\nkind: Server\n'namespace': bank\n",
                "metadata: {name: a, namespace: shop}\n{\"apiVersion\": \"x\", \"namespace\": \"bank\"}\n",
                "metadata: {name: a, namespace: shop}\nitems:\n- kind: 'ServerList'\n  namespace: bank\n"
            })
    void whatMayBeSeveralObjectsHasNoNameAndDeniesEveryNamespaceNamedAndTheDefaultOne(String rest) {
        assertThat(GlimpseReader.ofText(HEAD + rest))
                .isEqualTo(new Glimpse(true, Optional.empty(), Set.of("shop", "bank", "default"), true));
    }

    @Test
    void ofAListEveryItemsNamespaceDenies() {
        Glimpse glimpse = GlimpseReader.ofText("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: policy.linkerd.io/v1beta3
                  kind: Server
                  metadata: {namespace: shop, name: a}
                - apiVersion: policy.linkerd.io/v1beta3
                  kind: Server
                  metadata: {namespace: bank, name: b
                """);

        assertThat(glimpse).isEqualTo(new Glimpse(true, Optional.empty(), Set.of("shop", "bank", "default"), true));
    }

    @Test
    void whatAnAnnotationQuotesIsNoSecondObject() {
        Glimpse glimpse = GlimpseReader.ofText(HEAD + """
                metadata:
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: |
                      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"namespace":"shop"}}
                  name: web
                  namespace: shop
                spec: {
                """);

        assertThat(glimpse.id()).contains(new ResourceId(ResourceKind.SERVER, "shop", "web"));
    }

    @Test
    void aLongTextCostsNoMoreThanItsLength() {
        String text = HEAD + "metadata:\n" + "  namespace namespace: \"-".repeat(40_000);

        assertThat(GlimpseReader.ofText(text).policy()).isTrue();
    }
}
