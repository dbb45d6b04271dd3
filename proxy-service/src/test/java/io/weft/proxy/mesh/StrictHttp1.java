package io.weft.proxy.mesh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads requests that no two servers could read differently, and calls everything else by its name: what a proxy sends must not
 * depend on who reads it.
 */
public final class StrictHttp1 {
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";

    private final InputStream in;

    /** {@code in}: what was sent, requests and nothing else. */
    public StrictHttp1(InputStream in) {
        this.in = in;
    }

    /** Bytes that another server might read otherwise. */
    public static final class AmbiguousException extends IOException {
        private static final long serialVersionUID = 1;

        AmbiguousException(String what) {
            super(what);
        }
    }

    /** {@code METHOD target body}, with {@code of other} where that is the host; empty at the end of input. Throws {@link EOFException} within a request. */
    public Optional<String> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        String[] words = ((char) first + line()).split(" ", -1);
        check(
                words.length == 3
                        && words[0].matches(TOKEN)
                        && words[1].matches("[!-~]+")
                        && words[2].matches("HTTP/1\\.[01]"),
                "request line " + String.join(" ", words));
        List<String> fields = fields();
        boolean later = words[2].equals("HTTP/1.1");
        check(values(fields, "host").size() == 1 || !later, "hosts " + values(fields, "host"));
        return Optional.of(request(words, values(fields, "host"), body(fields, later)));
    }

    private static String request(String[] words, List<String> hosts, String body) {
        String line = words[0] + " " + words[1] + (hosts.contains("other") ? " of other" : "");
        return line + (body.isEmpty() ? "" : " " + body);
    }

    private String body(List<String> fields, boolean later) throws IOException {
        List<String> lengths = values(fields, "content-length");
        List<String> codings = values(fields, "transfer-encoding");
        check(lengths.size() + codings.size() < 2, "framing " + lengths + codings);
        check(lengths.stream().allMatch(length -> length.matches("0|[1-9][0-9]{0,8}")), "length " + lengths);
        check(codings.stream().allMatch(coding -> coding.equals("chunked") && later), "coding " + codings);
        return codings.isEmpty() ? bytes(lengths.isEmpty() ? 0 : Integer.parseInt(lengths.getFirst())) : chunks();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            check(size.matches("[0-9a-fA-F]{1,7}"), "chunk size " + size);
            if (Integer.parseInt(size, 16) == 0) {
                List<String> trailers = fields();
                for (String name : List.of("host", "content-length", "transfer-encoding")) {
                    check(values(trailers, name).isEmpty(), "trailer " + name);
                }
                return body.toString();
            }
            body.append(bytes(Integer.parseInt(size, 16)));
            check(line().isEmpty(), "end of a chunk");
        }
    }

    private List<String> fields() throws IOException {
        List<String> fields = new ArrayList<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            check(field.matches(TOKEN + ":[\\t -~\\x80-\\xff]*"), "field " + field);
            fields.add(field);
        }
        return fields;
    }

    private static List<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(field -> field.substring(name.length() + 1).strip())
                .toList();
    }

    /** Without its end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            check(next != '\n', "line feed behind " + line);
            line.append((char) next);
        }
        check(in.read() == '\n', "carriage return behind " + line);
        return line.toString();
    }

    private String bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void check(boolean unambiguous, String what) throws AmbiguousException {
        if (!unambiguous) {
            throw new AmbiguousException(what);
        }
    }
}
