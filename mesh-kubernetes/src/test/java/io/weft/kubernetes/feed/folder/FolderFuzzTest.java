package io.weft.kubernetes.feed.folder;

import static io.weft.kubernetes.feed.folder.Manifests.pod;
import static io.weft.kubernetes.feed.folder.Manifests.policy;
import static io.weft.kubernetes.feed.folder.Manifests.server;
import static io.weft.kubernetes.feed.folder.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.feed.folder.FolderView.Contents;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Server;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes from strangers: they never throw, never take a neighbour with them, and never open what was closed. */
class FolderFuzzTest {
    private static final byte[] SEPARATOR = "\n---\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> SEEDS = List.of(
            server("shop", "web"),
            policy("shop", "allow"),
            service("shop", "web", "clusterIP: None, selector: {app: web}, ports: [{port: 80}]"),
            pod("shop", "web-1", "web", "10.42.0.1", true),
            "apiVersion: v1\nkind: List\nitems:\n- "
                    + policy("shop", "p").replace("\n", "\n  ").strip() + "\n");
    private static final String TOKENS =
            "{}[]:,-?&*!|>'\"%@`# \n\t\0\u00e9\ufeff\u2028<<policy.linkerd.io/v1kind:namespace:";

    private final ManifestReader reader = new ManifestReader();

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mangledDocumentsLeaveTheirNeighboursAlone(long seed) {
        Random random = new Random(seed);
        byte[] mangled = withoutSeparators(mangle(random));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(server("bank", "before").getBytes(StandardCharsets.UTF_8));
        file.writeBytes(SEPARATOR);
        file.writeBytes(mangled);
        file.writeBytes(SEPARATOR);
        file.writeBytes(server("bank", "after").getBytes(StandardCharsets.UTF_8));

        List<Document> documents = reader.read("a.yaml", file.toByteArray());
        assertThat(documents.getFirst()).isInstanceOf(Document.Good.class);
        assertThat(documents.getLast()).isInstanceOf(Document.Good.class);
        reader.read("a.json", file.toByteArray());
        reader.glance(file.toByteArray(), "why");
        reader.glanceAtLarge(file.toByteArray(), "why");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMangledServerNeverOpensItsNamespace(long seed) {
        Random random = new Random(seed);
        FolderFixture feed = new FolderFixture();
        feed.folder.write("a.yaml", server("shop", "web"));
        feed.settle();
        byte[] broken = truncate(random, server("shop", "web").getBytes(StandardCharsets.UTF_8));
        feed.folder.put("a.yaml", new Contents.Trusted(broken));
        feed.settle();

        boolean mentionsPolicy = new String(broken, StandardCharsets.UTF_8).contains("policy.linkerd.io");
        boolean guarded = feed.recorder.find(Server.class, "shop", "web").isPresent()
                || feed.recorder.all(PolicyQuarantine.class).stream().anyMatch(each -> each.covers("shop"))
                || !feed.recorder.all(Server.class).isEmpty();
        assertThat(guarded || !mentionsPolicy).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSeparatorThatIsLostOrMisspeltLetsNoPolicyGoAndDeniesWhereANewOneMayBe(long seed) {
        Random random = new Random(seed);
        FolderFixture feed = new FolderFixture();
        feed.folder.write("a.yaml", Manifests.join(server("shop", "a"), policy("bank", "b"), server("shop", "c")));
        feed.settle();
        List<String> before = feed.standing();

        List<String> separators = List.of("", "--\n", "----\n", "- --\n", "#---\n", " ---\n", "...\n", "\n\n");
        String slip = separators.get(random.nextInt(separators.size()));
        List<String> documents =
                List.of(server("shop", "a"), policy("bank", "b"), server("shop", "c"), server("new", "d"));
        int lost = random.nextInt(3);
        StringBuilder text = new StringBuilder(documents.getFirst());
        for (int i = 1; i < documents.size(); i++) {
            text.append(i == lost + 1 ? slip : "---\n").append(documents.get(i));
        }
        feed.folder.write("a.yaml", text.toString());
        feed.settle().forget();

        assertThat(feed.standing()).containsAll(before);
        boolean guarded = feed.standing().contains("Server new/d")
                || feed.recorder.all(PolicyQuarantine.class).stream().anyMatch(each -> each.covers("new"));
        assertThat(guarded).isTrue();
    }

    private static byte[] truncate(Random random, byte[] text) {
        int begin = random.nextInt(4) == 0 ? random.nextInt(text.length) : 0;
        int end = begin + random.nextInt(text.length - begin) + 1;
        return java.util.Arrays.copyOfRange(text, begin, end);
    }

    private static byte[] mangle(Random random) {
        if (random.nextInt(5) == 0) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            return noise;
        }
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(12); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, TOKENS.charAt(random.nextInt(TOKENS.length())));
                case 1 -> text.insert(at, TOKENS, 0, random.nextInt(TOKENS.length()));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                default -> text.insert(at, text.substring(0, Math.min(at, random.nextInt(60))));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean() && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] withoutSeparators(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("---", "- -")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
