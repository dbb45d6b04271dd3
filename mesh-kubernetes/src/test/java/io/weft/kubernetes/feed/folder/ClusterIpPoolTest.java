package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of Services, and the file that remembers them. */
class ClusterIpPoolTest {
    @TempDir
    Path directory;

    private static Service service(String name, String... addresses) {
        return new Service(
                Metadata.of("shop", name),
                Service.Type.CLUSTER_IP,
                List.of(addresses),
                false,
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Test
    void theRangeIsTenNinetySixSlashTwelveWithoutItsEnds() {
        assertThat(ClusterIpRange.address(0)).isEqualTo("10.96.0.1");
        assertThat(ClusterIpRange.address(255)).isEqualTo("10.96.1.0");
        assertThat(ClusterIpRange.address(ClusterIpRange.SIZE - 1)).isEqualTo("10.111.255.254");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.96.0.0",
                "10.111.255.255",
                "10.112.0.1",
                "10.95.255.255",
                "10.96.0.01",
                "10.96.0.300",
                "::1",
                "",
                "a"
            })
    void whatIsNotInItIsNot(String address) {
        assertThat(ClusterIpRange.contains(address)).isFalse();
    }

    @Test
    void theSearchBeginsAtTheSamePlaceOnEveryMachine() {
        assertThat(new ClusterIpPool(Map.of()).place(service("web")))
                .isEqualTo(new ClusterIpPool(Map.of()).place(service("web")));
        assertThat(ClusterIpRange.start("shop/web")).isEqualTo(ClusterIpRange.start("shop/web"));
        assertThat(ClusterIpRange.start("shop/web")).isNotEqualTo(ClusterIpRange.start("shop/db"));
    }

    @Test
    void anAddressOfANameThatDoesNotStandMayBeWrittenByHand() {
        ClusterIpPool pool = new ClusterIpPool(Map.of("shop/old", "10.100.0.1"));

        assertThat(pool.place(service("new", "10.100.0.1"))).isPresent();
        assertThat(pool.drainChanges()).contains(Map.of());
    }

    @Test
    void aServiceMayWriteTheAddressItWasGiven() {
        ClusterIpPool pool = new ClusterIpPool(Map.of());
        String given = pool.place(service("web")).orElseThrow().clusterIps().getFirst();
        assertThat(pool.place(service("web", given))).isPresent();
        pool.release(service("web").id());

        assertThat(pool.place(service("web")).orElseThrow().clusterIps()).containsExactly(given);
    }

    @Test
    void namesLongGoneAreForgottenOldestFirst() {
        Map<String, String> remembered = new LinkedHashMap<>();
        for (int i = 0; i <= ClusterIpPool.MAX_ABSENT; i++) {
            remembered.put("shop/s" + i, ClusterIpRange.address(i));
        }
        ClusterIpPool pool = new ClusterIpPool(remembered);
        pool.place(service("s0"));
        pool.place(service("brand-new"));
        assertThat(pool.drainChanges().orElseThrow())
                .hasSize(ClusterIpPool.MAX_ABSENT + 2)
                .containsKeys("shop/s0", "shop/s1");

        pool.release(service("brand-new").id());
        pool.place(service("newer-still"));
        assertThat(pool.drainChanges().orElseThrow())
                .containsKeys("shop/s0", "shop/s2", "shop/newer-still")
                .doesNotContainKey("shop/s1");
    }

    @Test
    void theFileIsReadBackAsWritten() throws IOException {
        ClusterIpFile file = new ClusterIpFile(directory.resolve("run"));
        file.write(Map.of("shop/web", "10.96.0.7"));

        assertThat(file.read()).isEqualTo(Map.of("shop/web", "10.96.0.7"));
        assertThat(ClusterIps.read(directory.resolve("run")).of("shop", "web")).contains("10.96.0.7");
        assertThat(ClusterIps.read(file.path())).isEqualTo(ClusterIps.read(directory.resolve("run")));
        assertThat(Files.readString(file.path())).contains("\"shop/web\" : \"10.96.0.7\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void thereIsNothingAsideAfterwards() throws IOException {
        ClusterIpFile file = new ClusterIpFile(directory);
        file.write(Map.of());
        file.write(Map.of("shop/web", "10.96.0.7"));

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void aFileThatIsNotThereIsEmpty() throws IOException {
        assertThat(ClusterIps.read(directory).addresses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", ""})
    void aFileThatIsNoneIsAnError(String text) throws IOException {
        Files.writeString(directory.resolve("cluster-ips.json"), text);

        assertThatIOException()
                .isThrownBy(() -> ClusterIps.read(directory))
                .withMessageContaining("cluster-ips.json is not");
    }

    @Test
    void entriesThatMeanNothingAreLeftOut() throws IOException {
        Files.writeString(directory.resolve("cluster-ips.json"), """
                {"shop/a": "10.96.0.1", "shop/b": "10.96.0.1", "c": "10.96.0.2", "shop/d": "1.2.3.4", "shop/e": [7]}
                """);

        assertThat(ClusterIps.read(directory).addresses()).hasSize(1);
    }
}
