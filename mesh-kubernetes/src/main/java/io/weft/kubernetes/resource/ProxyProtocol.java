package io.weft.kubernetes.resource;

/** What a Server says its port speaks. */
public enum ProxyProtocol {
    /** Look at the first bytes. */
    UNKNOWN("unknown"),
    HTTP_1("HTTP/1"),
    HTTP_2("HTTP/2"),
    GRPC("gRPC"),
    /** Forward without looking. */
    OPAQUE("opaque"),
    /** TLS the application terminates. */
    TLS("TLS");

    private final String text;

    ProxyProtocol(String text) {
        this.text = text;
    }

    /** As written in a document, to the letter. */
    public String text() {
        return text;
    }
}
