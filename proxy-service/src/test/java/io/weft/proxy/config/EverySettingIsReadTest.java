package io.weft.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A variable that is parsed and then forgotten promises what the proxy does not do; it belongs among those not followed yet. */
class EverySettingIsReadTest {
    @Test
    void outsideThisPackageSomebodyAsksForEachPartOfTheConfiguration() throws Exception {
        Set<String> asked = calls();

        assertThat(settings()).isNotEmpty().allMatch(asked::contains);
    }

    private static List<String> settings() {
        return Stream.concat(Stream.of(ProxyConfig.class), Arrays.stream(ProxyConfig.class.getDeclaredClasses()))
                .filter(Class::isRecord)
                .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .map(EverySettingIsReadTest::name)
                .filter(name -> !READ_BY_A_METHOD.contains(name))
                .toList();
    }

    private static String name(RecordComponent part) {
        return part.getDeclaringRecord().getName() + "." + part.getName();
    }

    /** Parts of {@code Cores}, which {@code workers} makes a number of. */
    private static final Set<String> READ_BY_A_METHOD = Stream.of("min", "max", "maxRatio")
            .map(part -> ProxyConfig.Cores.class.getName() + "." + part)
            .collect(Collectors.toSet());

    private static Set<String> calls() throws IOException, URISyntaxException {
        Path classes = Path.of(ProxyConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.startsWith(classes.resolve("io/weft/proxy/config")))
                    .flatMap(EverySettingIsReadTest::calls)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> calls(Path file) {
        try {
            return ClassFile.of().parse(file).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(code -> code.elementStream())
                    .filter(InvokeInstruction.class::isInstance)
                    .map(InvokeInstruction.class::cast)
                    .map(call -> call.owner().asInternalName().replace('/', '.') + "."
                            + call.name().stringValue());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
