package io.weft.ingress.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class CustomHeadersTest {
    static final List<Arguments> TEXTS = Stream.of(
                    Arguments.of("", new CustomHeaders(List.of(), List.of())),
                    Arguments.of("X-Forwarded-Proto: https", fields("X-Forwarded-Proto", "https")),
                    Arguments.of("A: 1||B: 2", fields("A", "1", "B", "2")),
                    Arguments.of("A: 1\nB: 2\n", fields("A", "1", "B", "2")),
                    Arguments.of("A: 1\r\nB: 2 || C:3", fields("A", "1", "B", "2", "C", "3")),
                    Arguments.of("X-Url: http://a:80/b", fields("X-Url", "http://a:80/b")),
                    Arguments.of("X-Empty:", fields("X-Empty", "")),
                    Arguments.of("Host: inner.example.com", fields("Host", "inner.example.com")),
                    Arguments.of("alone", fault("\"alone\" has no colon")),
                    Arguments.of("a b: 1", fault("\"a b\" is no name of a header that may be set")),
                    Arguments.of(": 1", fault("\"\" is no name of a header that may be set")),
                    Arguments.of(
                            "Transfer-Encoding: x",
                            fault("\"Transfer-Encoding\" is no name of a header that may be set")),
                    Arguments.of(
                            "Content-Length: 3", fault("\"Content-Length\" is no name of a header that may be set")),
                    Arguments.of("Upgrade: h2c", fault("\"Upgrade\" is no name of a header that may be set")),
                    Arguments.of(
                            "L5d-Dst-Override: x",
                            fault("\"L5d-Dst-Override\" is no name of a header that may be set")),
                    Arguments.of("A: caf\u00e9", fault("the value of A has other characters than visible ASCII")),
                    Arguments.of("A: 1\rB: 2", fault("the value of A has other characters than visible ASCII")),
                    Arguments.of("A: 1\0", fault("the value of A has other characters than visible ASCII")))
            .toList();

    @ParameterizedTest
    @FieldSource("TEXTS")
    void pairsAreReadAndWhatMayNotBeSetIsTold(String text, CustomHeaders expected) {
        assertThat(CustomHeaders.parse(text)).isEqualTo(expected);
    }

    private static CustomHeaders fields(String... words) {
        List<HeaderField> fields = Stream.iterate(0, i -> i < words.length, i -> i + 2)
                .map(i -> new HeaderField(words[i], words[i + 1]))
                .toList();
        return new CustomHeaders(fields, List.of());
    }

    private static CustomHeaders fault(String text) {
        return new CustomHeaders(List.of(), List.of(text));
    }
}
