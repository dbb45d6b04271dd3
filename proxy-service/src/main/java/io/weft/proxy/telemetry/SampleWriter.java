package io.weft.proxy.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes lines of the exposition without making garbage of them. Not thread-safe. */
final class SampleWriter {
    private static final String LEAST_LONG = Long.toString(Long.MIN_VALUE);

    private final ByteBuf out;
    private final byte[] digits = new byte[20];

    /** @param out the caller's; grows as needed */
    SampleWriter(ByteBuf out) {
        this.out = out;
    }

    void announce(Meter meter) {
        text("# HELP ")
                .text(meter.family())
                .text(" ")
                .text(meter.help())
                .text("\n# TYPE ")
                .text(meter.family());
        text(" ").text(meter.type().text()).text("\n");
        if (meter.unit() != Unit.NONE) {
            text("# UNIT ")
                    .text(meter.family())
                    .text(" ")
                    .text(meter.unit().text())
                    .text("\n");
        }
    }

    void sample(Meter meter, String ending, Labels labels, long value) {
        head(meter, ending, labels);
        number(value);
        text("\n");
    }

    void sample(Meter meter, String ending, Labels labels, double value) {
        head(meter, ending, labels);
        number(value);
        text("\n");
    }

    /** @param index of the bound; one past the last means infinity */
    void bucket(Meter meter, Labels labels, int index, long cumulative) {
        text(meter.sample()).text("_bucket{");
        if (!labels.isEmpty()) {
            text(rendered(meter, labels)).text(",");
        }
        text("le=\"").text(meter.buckets().text(index)).text("\"} ");
        number(cumulative);
        text("\n");
    }

    void end() {
        text("# EOF\n");
    }

    private void head(Meter meter, String ending, Labels labels) {
        text(meter.sample()).text(ending);
        if (!labels.isEmpty()) {
            text("{").text(rendered(meter, labels)).text("}");
        }
        text(" ");
    }

    private static String rendered(Meter meter, Labels labels) {
        return meter.block() == Block.LEGACY ? labels.plainText() : labels.text();
    }

    private void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            number((long) value);
        } else {
            text(Double.toString(value));
        }
    }

    private void number(long value) {
        if (value == Long.MIN_VALUE) {
            text(LEAST_LONG);
            return;
        }
        long rest = Math.abs(value);
        int at = digits.length;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            digits[--at] = '-';
        }
        out.writeBytes(digits, at, digits.length - at);
    }

    private SampleWriter text(String text) {
        ByteBufUtil.writeUtf8(out, text);
        return this;
    }
}
