package io.weft.proxy.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The little DER a signing request needs, in both directions. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int CONTEXT_0 = 0xa0;
    static final int DNS_NAME = 0x82;

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 3;

    private Der() {}

    /** One element that was read. */
    static final class Element {
        private final int tag;
        private final byte[] content;
        private final byte[] whole;

        private Element(int tag, byte[] content, byte[] whole) {
            this.tag = tag;
            this.content = content;
            this.whole = whole;
        }

        int tag() {
            return tag;
        }

        byte[] content() {
            return content;
        }

        /** Tag, length and content, as they stood. */
        byte[] whole() {
            return whole;
        }

        String text() {
            return new String(content, StandardCharsets.US_ASCII);
        }

        /** The elements inside; throws {@link IllegalArgumentException} if the content is anything else. */
        List<Element> children() {
            return Der.read(content);
        }
    }

    /** An element around {@code parts}. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] ascii(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A bit string of whole bytes. */
    static byte[] bits(byte[] bytes) {
        return element(BIT_STRING, new byte[] {0}, bytes);
    }

    /**
     * Elements one after the other.
     *
     * @throws IllegalArgumentException on anything else
     */
    static List<Element> read(byte[] bytes) {
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            Element element = element(bytes, at);
            elements.add(element);
            at += element.whole().length;
        }
        return elements;
    }

    private static Element element(byte[] bytes, int start) {
        check(start + 2 <= bytes.length);
        int first = bytes[start + 1] & 0xff;
        int lengthBytes = first < LONG_FORM ? 0 : first - LONG_FORM;
        check(first != LONG_FORM && lengthBytes <= MAX_LENGTH_BYTES && start + 2 + lengthBytes <= bytes.length);
        int length = lengthBytes == 0 ? first : 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << Byte.SIZE) | (bytes[start + 2 + i] & 0xff);
        }
        int from = start + 2 + lengthBytes;
        check(length <= bytes.length - from);
        return new Element(bytes[start] & 0xff, slice(bytes, from, from + length), slice(bytes, start, from + length));
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < LONG_FORM) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        out.write(LONG_FORM + bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(length >>> (i * Byte.SIZE));
        }
    }

    private static void check(boolean good) {
        if (!good) {
            throw new IllegalArgumentException("not DER");
        }
    }
}
