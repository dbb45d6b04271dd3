package io.weft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled API is what the tables say, all of it and nothing else. */
class WireTablesTest {
    private static final Path SOURCES = Path.of("src/main/protobuf");

    static List<WireTable> tables() {
        return WireTable.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyRowIsCompiled(WireTable table) {
        Set<WireFact> compiled = new HashSet<>(CompiledApi.facts());

        assertThat(table.facts()).isNotEmpty();
        assertThat(table.facts().stream().filter(fact -> !compiled.contains(fact)))
                .as("rows of %s.tsv that the .proto files do not hold", table)
                .isEmpty();
    }

    @Test
    void nothingIsCompiledThatNoTableNames() {
        Set<WireFact> rows =
                tables().stream().flatMap(table -> table.facts().stream()).collect(Collectors.toSet());

        assertThat(CompiledApi.facts().stream().filter(fact -> !rows.contains(fact)))
                .as("facts of the .proto files that no table holds")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void onlyTheTableOfOursHoldsOurs(WireTable table) {
        assertThat(table.facts())
                .allSatisfy(fact -> assertThat(fact.isOurs()).as("%s", fact).isEqualTo(table.isOurs()));
    }

    @Test
    void noRowStandsTwice() {
        assertThat(tables().stream().flatMap(table -> table.facts().stream())).doesNotHaveDuplicates();
    }

    @Test
    void everyProtoFileIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> SOURCES.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(CompiledApi.FILES.stream()
                            .map(FileDescriptor::getFullName)
                            .toList());
        }
    }

    /** Scalars have no presence anywhere: an absent number is 0, an absent string is empty. */
    @Test
    void everyFileIsProto3WithoutOptionalFields() {
        assertThat(CompiledApi.FILES)
                .allSatisfy(file -> assertThat(file.toProto().getSyntax()).isEqualTo("proto3"));
        assertThat(CompiledApi.messages()
                        .flatMap(message -> message.getFields().stream())
                        .filter(field -> field.toProto().getProto3Optional())
                        .map(FieldDescriptor::getFullName))
                .isEmpty();
    }
}
