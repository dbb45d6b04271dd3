package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.Document.Good;
import io.weft.kubernetes.feed.folder.Document.Ignored;
import io.weft.kubernetes.feed.folder.Document.Unreadable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a file's bytes. */
class ManifestReaderTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";
    private final ManifestReader reader = new ManifestReader();

    private List<Document> read(String text) {
        return reader.read("a.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private Unreadable unreadable(String text) {
        return (Unreadable) read(text).getFirst();
    }

    @Test
    void nothingButCommentsIsNoDocument() {
        assertThat(read("")).isEmpty();
        assertThat(read("---\n# words\n\n---\n   \n--- \n")).isEmpty();
    }

    @Test
    void documentsAreSplitAtTheirSeparator() {
        assertThat(read(POD + "---\n" + POD + "--- # words\n" + POD + "---\r\n" + POD))
                .hasSize(4)
                .allMatch(Good.class::isInstance)
                .extracting(Document::line)
                .containsExactly(1, 5, 9, 13);
    }

    @Test
    void dashesWithinALineOrAWordDoNotSplit() {
        assertThat(read(POD + "spec:\n  nodeName: |\n    ---\n"))
                .singleElement()
                .isInstanceOf(Good.class);
        assertThat(read(POD + "spec: {nodeName: ---a}\n")).singleElement().isInstanceOf(Good.class);
    }

    @Test
    void anExplicitEndIsNoSeparator() {
        assertThat(read(POD + "...\n" + POD)).singleElement().isInstanceOf(Unreadable.class);
        assertThat(reader.read("a.json", "{} {}".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        refused -> assertThat(refused.reason()).contains("separate documents by a line ---"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(read("\ufeff" + POD)).singleElement().isInstanceOf(Good.class);
    }

    @Test
    void windowsLineEndsAreFine() {
        assertThat(read((POD + "---\n" + POD).replace("\n", "\r\n")))
                .extracting(Document::line)
                .containsExactly(1, 5);
    }

    @Test
    void whatIsNotUtf8IsRefusedAloneAndStillLookedAt() {
        byte[] latin = (POD + "---\napiVersion: policy.linkerd.io/v1\nmetadata: {namespace: shop} # \u00e9\n---\n"
                        + POD)
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(reader.read("a.yaml", latin))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Good.class),
                        second -> {
                            Unreadable broken = (Unreadable) second;
                            assertThat(broken.line()).isEqualTo(4);
                            assertThat(broken.reason()).isEqualTo("the text is not UTF-8");
                            assertThat(broken.glimpse().policy()).isTrue();
                            assertThat(broken.glimpse().namespaces()).containsExactly("shop");
                        },
                        third -> assertThat(third).isInstanceOf(Good.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void aPolicyInWiderCharactersIsStillSeenToBeOne(String charset) {
        byte[] wide = Manifests.server("shop", "web").getBytes(Charset.forName(charset));

        assertThat(reader.read("a.yaml", wide)).anySatisfy(document -> {
            assertThat(((Unreadable) document).glimpse().policy()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {a: 1, a: 2} | spec.a | 4 | the key is written twice",
                "spec: {a: &x 1, b: *x} | spec.b | 4 | aliases are not read; write the value out",
                "spec: {a: !!str 1} | spec.a | 4 | tags are not read; write the plain value",
                "spec: {a: !java.lang.Runtime {}} | spec.a | 4 | tags are not read; write the plain value",
                "spec: {<<: {a: 1}} | spec.<< | 4 | merge keys are not read; write the fields out",
                "spec: [1, {b: 1, b: 1}] | spec[1].b | 4 | the key is written twice"
            })
    void whatYamlCouldHideIsRefused(String rest, String field, int line, String reason) {
        assertThat(unreadable(POD + rest))
                .extracting(Unreadable::field, Unreadable::line, Unreadable::reason)
                .containsExactly(field, line, field + ": " + reason);
    }

    @Test
    void anAliasInAKeyIsRefused() {
        assertThat(read("a: &x b\n*x : c\n")).singleElement().isInstanceOf(Unreadable.class);
    }

    @Test
    void depthIsBounded() {
        assertThat(unreadable("[".repeat(500_000)).reason()).contains("nesting depth");
        assertThat(unreadable("{a: ".repeat(100_000)).reason()).contains("nesting depth");
        assertThat(unreadable("- ".repeat(100_000)).reason()).contains("nesting depth");
    }

    @Test
    void anAliasBombIsADudFuse() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(unreadable(bomb.toString()).reason()).contains("aliases are not read");
    }

    @Test
    void anEmptyStringIsAStringAndNothingIsNothing() {
        assertThat(read(Manifests.service("shop", "web", "clusterIP: \"\", type: ")))
                .first()
                .isInstanceOf(Good.class);
        assertThat(unreadable(Manifests.service("shop", "web", "type: \"\"")).reason())
                .startsWith("spec.type is ''");
    }

    @Test
    void jsonIsReadAsJson() {
        String json =
                "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Pod\",\n\t\"metadata\": {\"name\": \"web\\/x\"}\n}\n";

        assertThat(reader.read("a.json", json.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(Unreadable.class, refused -> {
                    assertThat(refused.line()).isEqualTo(4);
                    assertThat(refused.reason()).startsWith("metadata.name is 'web/x'");
                });
        assertThat(reader.read("a.json", "{\"a\": 1, \"a\": 2}".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        refused -> assertThat(refused.reason()).isEqualTo("a: the key is written twice"));
        assertThat(reader.read("a.json", ("{\"a\": 1}\n---\n" + json).getBytes(StandardCharsets.UTF_8)))
                .hasSize(2);
    }

    @Test
    void theLineOfAFieldIsFoundThroughListsAndQuotedKeys() {
        assertThat(unreadable(
                        POD + "spec:\n  containers:\n  - name: a\n  - name: b\n    ports:\n    - containerPort: 0\n"))
                .extracting(Unreadable::field, Unreadable::line)
                .containsExactly("spec.containers[1].ports[0].containerPort", 9);
        assertThat(unreadable("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    a.b/c: 1\n"))
                .extracting(Unreadable::field, Unreadable::line)
                .containsExactly("metadata.labels['a.b/c']", 6);
    }

    @Test
    void aMissingFieldIsBlamedOnWhatShouldHoldIt() {
        assertThat(unreadable("# words\napiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n"))
                .extracting(Unreadable::field, Unreadable::line)
                .containsExactly("metadata.name", 4);
    }

    @Test
    void aListIsReadItemByItem() {
        assertThat(read("""
                        apiVersion: v1
                        kind: List
                        items:
                        - {apiVersion: v1, kind: Pod, metadata: {name: a}}
                        - {apiVersion: v1, kind: Namespace, metadata: {name: b}}
                        - 7
                        """))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Good.class),
                        second -> assertThat(second).isEqualTo(new Ignored(5, "v1 Namespace", Optional.empty())),
                        third -> assertThat(((Unreadable) third).field()).isEqualTo("items[2]"));
    }

    @Test
    void aLargeListCostsNoMoreThanItsLength() {
        StringBuilder list = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n");
        for (int i = 0; i < 10_000; i++) {
            list.append("- {apiVersion: v1, kind: Pod, metadata: {name: Bad")
                    .append(i)
                    .append("}}\n");
        }
        assertThat(read(list.toString())).hasSize(10_000).allMatch(Unreadable.class::isInstance);
    }
}
