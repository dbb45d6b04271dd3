package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's {@code AotLibraries}, on jars that it has not seen. */
class AotLibrariesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_600_000_000_000L);
    private static final String SIGNED_CLASS = "Old.class";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aSignedJarOfOldClassesIsSignedNoMoreAndItsClassesHaveStackMaps() throws Exception {
        Path jar = jar("old.jar", ClassFile.JAVA_5_VERSION, true);

        assertThat(make()).isEqualToIgnoringNewLines("made fit for an AOT cache: old.jar");

        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
        try (JarFile made = new JarFile(jar.toFile())) {
            assertThat(made.stream().map(JarEntry::getName))
                    .containsExactly("META-INF/MANIFEST.MF", SIGNED_CLASS, "text");
            assertThat(made.getManifest().getEntries()).isEmpty();
            assertThat(made.getManifest().getMainAttributes().getValue("Weft-Changes"))
                    .isNotEmpty();
            byte[] type = made.getInputStream(made.getJarEntry(SIGNED_CLASS)).readAllBytes();
            assertThat(ClassFile.of().parse(type).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
            assertThat(made.getInputStream(made.getJarEntry("text")).readAllBytes())
                    .asString()
                    .isEqualTo("as it was");
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            assertThat(loader.loadClass("Old").getMethod("isSet", int.class).invoke(null, 5))
                    .as("verified by its stack maps, and doing what it did")
                    .isEqualTo(1);
        }
        assertThat(make()).as("once more").isEmpty();
    }

    @Test
    void aJarThatNeedsNothingStaysAsItIs() throws Exception {
        Path jar = jar("new.jar", ClassFile.JAVA_17_VERSION, false);
        byte[] before = Files.readAllBytes(jar);

        assertThat(make()).isEmpty();

        assertThat(jar).hasBinaryContent(before);
    }

    private Path jar(String name, int version, boolean signed) throws IOException {
        Path file = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest(signed))) {
            Map<String, byte[]> entries = signed
                    ? Map.of("META-INF/WE.SF", new byte[9], "META-INF/WE.RSA", new byte[9])
                    : Map.of("META-INF/INDEX", new byte[9]);
            for (var entry : entries.entrySet()) {
                put(jar, entry.getKey(), entry.getValue());
            }
            put(jar, SIGNED_CLASS, type(version));
            put(jar, "text", "as it was".getBytes(UTF_8));
        }
        return Files.setLastModifiedTime(file, LONG_AGO);
    }

    private static Manifest manifest(boolean signed) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (signed) {
            Attributes digests = new Attributes();
            digests.putValue("SHA-256-Digest", "x");
            manifest.getEntries().put(SIGNED_CLASS, digests);
        }
        return manifest;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    /** With a branch, after which a verifier wants to know what is on the stack. */
    private static byte[] type(int version) {
        return ClassFile.of()
                .build(
                        ClassDesc.of("Old"),
                        type -> type.withVersion(version, 0)
                                .withFlags(ClassFile.ACC_PUBLIC)
                                .withMethodBody(
                                        "isSet",
                                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> code.iload(0)
                                                .ifThenElse(yes -> yes.iconst_1(), no -> no.iconst_0())
                                                .ireturn()));
    }

    private String make() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "../build/AotLibraries.java",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
