package io.weft.kubernetes.feed.folder;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file at the lines that begin with {@code ---}, before anything is parsed, so that a broken document cannot take
 * its neighbours with it. The separator's line stays with the document it opens.
 *
 * <p>Pure. Works on bytes: neither a newline nor a dash can be part of another character in UTF-8.
 */
final class DocumentSplitter {
    private static final String SEPARATOR = "---";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private DocumentSplitter() {}

    /** The documents that are not empty, in order. */
    static List<RawDocument> split(byte[] file) {
        List<RawDocument> documents = new ArrayList<>();
        int begin = startsWith(file, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        int beginLine = 1;
        int line = 1;
        for (int at = begin; at < file.length; at++) {
            if (file[at] == '\n') {
                line++;
                if (isSeparator(file, at + 1)) {
                    add(documents, file, begin, at + 1, beginLine);
                    begin = at + 1;
                    beginLine = line;
                }
            }
        }
        add(documents, file, begin, file.length, beginLine);
        return documents;
    }

    static boolean isBareSeparator(String line) {
        return line.stripTrailing().equals(SEPARATOR);
    }

    private static void add(List<RawDocument> documents, byte[] file, int begin, int end, int line) {
        RawDocument document = decode(file, begin, end, line);
        if (!document.isEmpty()) {
            documents.add(document);
        }
    }

    private static RawDocument decode(byte[] file, int begin, int end, int line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file, begin, end - begin))
                    .toString();
            return new RawDocument(line, text, true);
        } catch (CharacterCodingException notUtf8) {
            return new RawDocument(line, new String(file, begin, end - begin, StandardCharsets.UTF_8), false);
        }
    }

    private static boolean isSeparator(byte[] file, int at) {
        if (!startsWith(file, at, SEPARATOR.getBytes(StandardCharsets.US_ASCII))) {
            return false;
        }
        int after = at + SEPARATOR.length();
        return after >= file.length || Character.isWhitespace(file[after]);
    }

    private static boolean startsWith(byte[] file, int at, byte[] prefix) {
        if (file.length - at < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (file[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
