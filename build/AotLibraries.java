import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes libraries fit for an AOT cache, which holds no class of a signed jar, nor one of before Java 6: whoever needs those finds
 * them in jars, and verifies them, at every start. Signatures are taken off, and old classes get stack maps and Java 8's version;
 * what they do stays as it is. The build's artifacts were verified when they were fetched; none is fetched here.
 *
 * <p>Usage: {@code java build/AotLibraries.java FOLDER}. Each jar of the folder that needs it is replaced, with the same time.
 */
final class AotLibraries {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(SIG-.*|[^/]+\\.(SF|RSA|DSA|EC))");

    /** The first that has stack maps, which a cached class must. */
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private AotLibraries() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            if (needsIt(jar)) {
                replace(jar);
                System.out.println("made fit for an AOT cache: " + jar.getFileName());
            }
        }
    }

    /** Whether it is signed, or its first class is an old one: a library is compiled as a whole. */
    private static boolean needsIt(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            return jar.stream().anyMatch(entry -> isSignature(entry.getName()))
                    || jar.stream()
                            .filter(entry -> isClass(entry.getName()))
                            .findFirst()
                            .map(entry -> isOld(bytes(jar, entry)))
                            .orElse(false);
        }
    }

    private static void replace(Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), "fresh", ".tmp");
        try (JarFile jar = new JarFile(file.toFile(), false);
                URLClassLoader classes = new URLClassLoader(new URL[] {file.toUri().toURL()});
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(fresh))) {
            ClassFile rewriter = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            for (JarEntry entry : jar.stream().filter(Predicate.not(each -> isSignature(each.getName()))).toList()) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(changed(entry.getName(), bytes(jar, entry), jar, rewriter));
                to.closeEntry();
            }
        }
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] changed(String name, byte[] content, JarFile jar, ClassFile rewriter) throws IOException {
        if (name.equals(JarFile.MANIFEST_NAME)) {
            return unsigned(jar.getManifest());
        }
        return isClass(name) && isOld(content) ? withStackMaps(content, rewriter) : content;
    }

    /** Without the digests of its entries, and with a word on what was changed, as licences ask. */
    private static byte[] unsigned(Manifest manifest) throws IOException {
        manifest.getEntries().values().forEach(entry -> entry.keySet().removeIf(AotLibraries::isDigest));
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        manifest.getMainAttributes().putValue("Weft-Changes", "no signatures; old classes have stack maps");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        manifest.write(content);
        return content.toByteArray();
    }

    private static byte[] withStackMaps(byte[] content, ClassFile rewriter) {
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        return rewriter.transformClass(rewriter.parse(content), version.andThen(bodies));
    }

    private static boolean isDigest(Object attribute) {
        return attribute.toString().endsWith("-Digest") || attribute.toString().contains("-Digest-");
    }

    private static boolean isSignature(String name) {
        return SIGNATURE.matcher(name).matches();
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static boolean isOld(byte[] content) {
        return ((content[6] & 0xff) << 8 | content[7] & 0xff) < FIRST_WITH_STACK_MAPS;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try {
            return jar.getInputStream(entry).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
