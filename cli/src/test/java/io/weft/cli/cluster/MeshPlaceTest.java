package io.weft.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.machine.DirectoryOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

class MeshPlaceTest {
    private static final class Asked {
        @Mixin
        private final DirectoryOption directory = new DirectoryOption();

        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        static boolean isCluster(String... arguments) {
            Asked asked = CommandLine.populateCommand(new Asked(), arguments);
            return MeshPlace.isCluster(asked.directory, asked.cluster);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kubeconfig=x", "--context=x", "--api-addr=x:1"})
    void whoeverNamesAClusterMeansIt(String argument) {
        assertThat(Asked.isCluster(argument)).isTrue();
    }

    @Test
    void whoeverNamesADirectoryMeansThisMachine() {
        assertThat(Asked.isCluster("--dir=x")).isFalse();
    }

    @Test
    void bothAtOnceAreRefused() {
        assertThatThrownBy(() -> Asked.isCluster("--dir=x", "--context=x")).hasMessageContaining("give one of them");
    }
}
