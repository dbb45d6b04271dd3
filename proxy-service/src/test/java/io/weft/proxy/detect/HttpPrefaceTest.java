package io.weft.proxy.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-behaviour, 6: protocol detection. */
class HttpPrefaceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n | HTTP2",
                "PRI * HTTP/2.0 | HTTP2",
                "PRI * HTTP/2. | NOT_HTTP",
                "GET / HTTP/1.1\\r\\n | HTTP1",
                "GET / HTTP/1.0\\r\\nHost: a\\r\\n | HTTP1",
                "M-SEARCH * HTTP/1.1\\r\\n | HTTP1",
                "GET /a/path/that/is/not/over/yet | HTTP1",
                "GET / HTTP/1.1\\n | HTTP1",
                "\\r\\nGET / HTTP/1.1\\r\\n | HTTP1",
                "\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n\\r\\n | NOT_HTTP",
                "GET / HTTP/3.0\\r\\n\\r\\n | NOT_HTTP",
                "GET / HTTP/1.7\\r\\n\\r\\n | NOT_HTTP",
                "GET / | NOT_HTTP",
                "EHLO mail.example.com\\r\\n | NOT_HTTP",
                "* OK IMAP4 ready for you\\r\\n | NOT_HTTP",
                "G(T / HTTP/1.1\\r\\n | NOT_HTTP",
                "AAAAAAAAAAAAAAAAAAAAAAA | NOT_HTTP"
            })
    void theFirstReadDecides(String first, Detection verdict) {
        ByteBuf bytes = Unpooled.copiedBuffer(first.translateEscapes(), StandardCharsets.ISO_8859_1);

        assertThat(HttpPreface.classify(bytes)).isEqualTo(verdict);
        assertThat(bytes.readerIndex()).isZero();
    }

    @Test
    void fewerThanFourteenBytesAreNeverHttp() {
        assertThat(HttpPreface.classify(Unpooled.copiedBuffer("GET / HTTP/1.", StandardCharsets.US_ASCII)))
                .isEqualTo(Detection.NOT_HTTP);
    }

    @Test
    void anyBytesAreJudgedWithoutFailing() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 4) {
                bytes[3] = ' ';
            }
            assertThat(HttpPreface.classify(Unpooled.wrappedBuffer(bytes))).isNotEqualTo(Detection.TIMED_OUT);
        }
    }
}
