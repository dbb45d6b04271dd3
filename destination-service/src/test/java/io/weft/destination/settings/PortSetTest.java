package io.weft.destination.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortSetTest {
    private final List<String> rejected = new ArrayList<>();

    @ParameterizedTest(name = "{0} has {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | 80 | true",
                "80 | 81 | false",
                "25, 4000-4010 ,90 | 4000 | true",
                "25, 4000-4010 ,90 | 4010 | true",
                "25, 4000-4010 ,90 | 4011 | false",
                "25, 4000-4010 ,90 | 90 | true",
                "sql,80 | 3306 | true",
                "1-65535 | 65535 | true",
                "'' | 80 | false",
                "80,, | 80 | true",
            })
    void listHasThePortsItNames(String text, int port, boolean contained) {
        assertThat(parse(text).contains(port)).isEqualTo(contained);
        assertThat(rejected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "90-80", "0-10", "99999", "unknown", "80 81", "-1", "80-"})
    void entryThatMeansNothingIsRejectedAndTheRestCounts(String entry) {
        PortSet ports = parse("443," + entry);

        assertThat(rejected).containsExactly(entry);
        assertThat(ports.contains(443)).isTrue();
        assertThat(ports.ranges()).hasSize(1);
    }

    @Test
    void complaintIsMadeOnceHoweverOftenItIsSaid() {
        List<String> log = new ArrayList<>();
        Complaints complaints = new Complaints(log::add);
        complaints.say("a");
        complaints.say("b");
        complaints.say("a");

        assertThat(log).containsExactly("a", "b");
    }

    private PortSet parse(String text) {
        return PortSet.parse(text, name -> Map.of("sql", List.of(3306)).getOrDefault(name, List.of()), rejected::add);
    }
}
